import { expect, test } from 'vitest';
import { nearest } from './nearest.ts';

test('nearest suggests only what is near', () => {
  expect(nearest('exposre', ['exposure', 'owner'])).toBe('exposure');
  expect(nearest('colour', ['exposure', 'owner'])).toBeUndefined();
});
