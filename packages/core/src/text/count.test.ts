import { expect, test } from 'vitest';
import { count } from './count.ts';

test('one is singular', () => {
  expect([count(1, 'finding'), count(0, 'finding'), count(2, 'index', 'indexes')]).toEqual([
    '1 finding',
    '0 findings',
    '2 indexes',
  ]);
});
