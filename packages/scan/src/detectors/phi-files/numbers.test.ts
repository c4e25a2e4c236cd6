import { expect, test } from 'vitest';
import { isHealthText } from './health-words.ts';
import { isProviderNumber, judgeNumber } from './numbers.ts';

/** The number with its check digit, by the rule of 45 CFR 162.406. */
function provider(nine: string): string {
  for (let check = 0; check < 10; check += 1)
    if (isProviderNumber(`${nine}${check}`)) return `${nine}${check}`;
  throw new RangeError('no check digit fits');
}

test('the example of the standard is a national provider identifier: 1234567893 with Luhn over 80840, but typed', () => {
  // Its digits are in order: somebody typed it.
  expect(isProviderNumber('1234567893')).toBe(false);
  expect(isProviderNumber('1497758544')).toBe(true);
  expect(isProviderNumber('1497758545')).toBe(false);
  expect(isProviderNumber('3497758544')).toBe(false);
});

test('exactly one check digit fits', () => {
  for (const nine of ['149775854', '201946375', '158274019']) {
    const all = Array.from({ length: 10 }, (_, i) => `${nine}${i}`).filter(isProviderNumber);
    expect(all).toEqual([provider(nine)]);
  }
});

test('a provider makes a text one about care; a number that fails the test does not', () => {
  expect(isHealthText(`seen by NPI: ${provider('201946375')}`)).toBe(true);
  expect(isHealthText('seen by NPI: 2019463750')).toBe(provider('201946375').endsWith('0'));
  expect(isHealthText(`order ${provider('201946375')}`)).toBe(false);
});

/** Numbers that publications show as examples: they stand the test of their form. */
test.each([
  ['bsn', '111222333'],
  ['nir', '2 55 08 14 168 025 38'],
  ['codiceFiscale', 'RSSMRA85T10A562S'],
  ['dni', '12345678Z'],
  ['dni', 'X1234567L'],
  ['fodselsnummer', '13097248022'],
  ['personnummer', '121212-1212'],
  ['hetu', '131052-308T'],
  ['pesel', '44051401359'],
  ['belgian', '85.07.30-033 28'],
  ['ahv', '756.9217.0769.85'],
  ['austrian', '1237 010180'],
  ['cpf', '111.444.777-35'],
] as const)('%s: the published example %s stands, and fails with another check', (is, value) => {
  expect(judgeNumber(is, value)).not.toBe('none');
  const last = value.at(-1) ?? '';
  const others = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'].filter((one) => one !== last);
  expect(others.filter((one) => judgeNumber(is, value.slice(0, -1) + one) !== 'none')).toEqual([]);
});
