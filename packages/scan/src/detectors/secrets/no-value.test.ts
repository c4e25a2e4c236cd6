// biome-ignore-all lint/suspicious/noTemplateCurlyInString: texts of other languages
import { expect, test } from 'vitest';
import { isFillerWords, isNoValue } from './no-value.ts';

test.each([
  '********',
  '%2A%2A%2A%2A1',
  'ab****cd',
  '\u2022\u2022\u2022\u2022',
  'xoxp-12-####-####',
  '${PW}',
  '{{ pw }}',
  '{cl_pw}',
  'prefix-{pw}',
  '[[pw]]',
  '[Your password]',
  '%PW%',
  '@@PW@@',
  '__DB_PW__',
  '$(PW)',
  '<%= pw %>',
  '^(?=.*[A-Z])x$',
  '[A-Za-z0-9]{8,20}',
  '\\d{4}-x',
  'pass.*',
  'TESTTESTTEST',
  'AKIATESTTESTTESTTEST',
])('%s is no value', (value) => {
  expect(isNoValue(value)).toBe(true);
});

test.each(['p{Q7}m#2xV@k', 'k7Qm2xVb9TzR', 'a$Kq9(x)+m', 'W*7q[9]xLm', 'key-4f9c2a7be1', 'M1%kk#9x_.z'])(
  '%s may be one',
  (value) => {
    expect(isNoValue(value)).toBe(false);
  },
);

test('words by chance in a long value are not what it is made of', () => {
  expect(isFillerWords('aKeyQ7m2xVb9TzRfooL4wNp8YdHs3')).toBe(false);
  expect(isFillerWords('a'.repeat(300))).toBe(false);
});
