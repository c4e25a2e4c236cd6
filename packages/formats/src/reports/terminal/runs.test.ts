import { expect, test } from 'vitest';
import { runsOf } from './runs.ts';

test('neighbours with the same key are grouped, and the order is kept', () => {
  const first = (word: string): string => word.slice(0, 1);
  expect(runsOf(['a1', 'a2', 'b1', 'a3'], first)).toEqual([['a1', 'a2'], ['b1'], ['a3']]);
  expect(runsOf([], first)).toEqual([]);
});
