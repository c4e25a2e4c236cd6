import { expect, test } from 'vitest';
import { runsOf } from './runs.ts';

test('neighbours that say the same stand together, and the order stays', () => {
  const first = (word: string): string => word.slice(0, 1);
  expect(runsOf(['a1', 'a2', 'b1', 'a3'], first)).toEqual([['a1', 'a2'], ['b1'], ['a3']]);
  expect(runsOf([], first)).toEqual([]);
});
