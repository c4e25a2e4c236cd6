import { expect, test } from 'vitest';
import { withoutAddress, withoutEnd } from './trim.ts';

test.each([
  ['a/b///', '/', 'a/b'],
  ['///', '/', ''],
  ['a/b', '/', 'a/b'],
  ['a, ;', ', ;', 'a'],
  ['', '/', ''],
])('%j without %j at its end', (text, characters, expected) => {
  expect(withoutEnd(text, characters)).toBe(expected);
});

test.each([
  ['Jane Doe <jane@example.org>', 'Jane Doe'],
  ['<jane@example.org>', ''],
  ['Jane <a> <b>', 'Jane <a>'],
  ['Jane > b>', 'Jane > b>'],
  ['Jane <a> b', 'Jane <a> b'],
])('%j without its address', (text, expected) => {
  expect(withoutAddress(text)).toBe(expected);
});
