import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder, removeFolders } from '@theriac/testing/make-feed';
import { afterAll, expect, test } from 'vitest';
import { SpilledLists } from './spilled-lists.ts';

afterAll(removeFolders);

test.each([1, 100, 1_000_000])(
  'lists are whole whether %i characters stay in memory or all of them',
  (memory) => {
    const folder = makeFolder();
    const lists = new SpilledLists(join(folder, 'x.idx'), memory);
    const expected = new Map<string, string[]>();
    for (let i = 0; i < 400; i += 1) {
      const key = `key ${(i * 7) % 31}`;
      const line = JSON.stringify([i, 'ü'.repeat(i % 5), '\n']);
      lists.add(key, line);
      expected.set(key, [...(expected.get(key) ?? []), line]);
    }
    expect(lists.keys()).toEqual([...expected.keys()].sort());
    for (const [key, lines] of expected) expect(lists.get(key).sort()).toEqual([...lines].sort());
    expect(lists.get('another key')).toEqual([]);
    expect(readdirSync(folder)).toHaveLength(memory === 1_000_000 ? 0 : 1);
    lists.close();
    expect(readdirSync(folder)).toEqual([]);
  },
);

test('a folder that cannot be written is a coded error', () => {
  const lists = new SpilledLists(join(makeFolder(), 'missing', 'x.idx'), 1);
  expect(() => lists.add('key', 'line')).toThrow(expect.objectContaining({ code: 'THERIAC_STORE' }));
  lists.close();
});
