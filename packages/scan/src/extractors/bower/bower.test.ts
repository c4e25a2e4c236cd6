import { listing } from '@theriac/testing/check-extraction';
import { extractInMemory } from '@theriac/testing/extract-in-memory';
import { damaged, extractorOf } from '@theriac/testing/extractor-sweep';
import { expect, test } from 'vitest';
import { extractors } from './index.ts';

const bower = extractorOf(extractors, 'bower/bower-json');
const read = (text: string) => extractInMemory(bower, { 'bower.json': text }, 'bower.json');

const TEXT = JSON.stringify({
  name: 'portal',
  dependencies: {
    jquery: '1.9.1',
    angular: '~1.5.0',
    old: 'jquery#2.0.0',
    forms: 'clinic/forms#1.2.0',
    viewer: 'https://user:secret@example.org/viewer.git#v2',
    zip: 'https://example.org/a.zip',
    any: '',
  },
  devDependencies: { qunit: '1.12.0' },
});

test('bower.json: exact versions, ranges, other names, repositories and archives', async () => {
  const result = await read(TEXT);
  expect(listing(result)).toEqual([
    'jquery@1.9.1 production direct',
    'angular@? production direct',
    'jquery@2.0.0 production direct',
    'forms@1.2.0 production direct',
    'viewer@? production direct',
    'zip@? production direct',
    'any@? production direct',
    'qunit@1.12.0 development direct',
  ]);
  expect(result.roots[0]?.components.map((c) => c.origin?.kind)).toEqual([
    ...['registry', 'registry', 'registry', 'git', 'git', 'url', 'registry', 'registry'],
  ]);
  expect(result.unknowns.at(-1)).toMatchObject({ reason: 'unresolved-version', losesComponents: true });
  expect(JSON.stringify(result)).not.toContain('secret');
});

test.each([['[]'], ['{"dependencies": ["jquery"]}'], ['{"dependencies": {"a": 1}}']])(
  'a value of another type is a known unknown: %s',
  async (text) => {
    expect((await read(text)).unknowns).toMatchObject([{ losesComponents: true }]);
  },
);

damaged(bower, 'bower.json', TEXT);
