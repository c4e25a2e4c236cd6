import { expect, test } from 'vitest';
import { judge } from '../judge.ts';
import { readBinary, readText } from '../read-file.ts';
import type { Pair } from './pair.ts';
import { pairs } from './pairs.ts';

const PAIRS = pairs();

/** Rules that are told, without data that are made up. */
function told(path: string, content: Pair['clean']): string[] {
  const { readings } = typeof content === 'string' ? readText(path, content) : readBinary(path, content);
  const text = typeof content === 'string' ? content : '';
  return readings
    .flatMap((one) => judge(path, text, one))
    .map(({ rule }) => rule)
    .filter((rule) => rule !== 'SYNTHETIC');
}

test('there are a hundred pairs', () => {
  expect(PAIRS.length).toBeGreaterThanOrEqual(100);
});

test.each(PAIRS)('$id: the leak is told, its twin is not', ({ path, leaking, clean }) => {
  expect(told(path, leaking)).toHaveLength(1);
  expect(told(path, clean)).toEqual([]);
});
