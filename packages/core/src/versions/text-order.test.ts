import { expect, test } from 'vitest';
import {
  compareDigits,
  compareNumberLists,
  compareText,
  endOfDigits,
  isDigit,
  isDigits,
  isLetter,
  withoutTrailingZeros,
} from './text-order.ts';

const matching = (is: (code: number) => boolean): string =>
  Array.from({ length: 256 }, (_, code) => (is(code) ? String.fromCharCode(code) : '')).join('');

test('digits and letters are those of ASCII', () => {
  expect(matching(isDigit)).toBe('0123456789');
  expect(matching(isLetter)).toBe('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz');
});

test('text is ordered by code unit', () => {
  expect([compareText('a', 'a'), compareText('B', 'a'), compareText('b', 'a')]).toEqual([0, -1, 1]);
});

test.each([
  ['', '', 0],
  ['', '0', 0],
  ['00', '0', 0],
  ['007', '7', 0],
  ['7', '08', -1],
  ['9', '10', -1],
  ['101', '99', 1],
  ['99999999999999999999', '99999999999999999998', 1],
  ['123456', '123465', -1],
] as const)('%j against %j as numbers: %i', (a, b, order) => {
  expect(compareDigits(a, b)).toBe(order);
  expect(compareDigits(b, a)).toBe(order === 0 ? 0 : -order);
});

test.each([
  [['1'], ['1', '0'], 0],
  [['1'], ['1', '0', '1'], -1],
  [['1', '2'], ['1', '10'], -1],
  [['1', '10', '9'], ['2'], -1],
  [[], ['0'], 0],
  [[], [], 0],
] as const)('%j against %j, where a missing number is 0: %i', (a, b, order) => {
  expect(compareNumberLists(a, b)).toBe(order);
  expect(compareNumberLists(b, a)).toBe(order === 0 ? 0 : -order);
});

test('a run of digits', () => {
  expect([endOfDigits('12a3', 0), endOfDigits('12a3', 2), endOfDigits('12a3', 3)]).toEqual([2, 2, 4]);
  expect(['', '1', '12', '1a', 'a1'].map(isDigits)).toEqual([false, true, true, false, false]);
});

test('zeros at the end are cut', () => {
  expect(withoutTrailingZeros(['1', '0', '2'])).toEqual(['1', '0', '2']);
  expect(withoutTrailingZeros(['1', '0a'])).toEqual(['1', '0a']);
  expect(withoutTrailingZeros(['1', 'a0'])).toEqual(['1', 'a0']);
  expect(withoutTrailingZeros(['1', '0', '00'])).toEqual(['1']);
  expect(withoutTrailingZeros(['0'])).toEqual([]);
});
