import fc from 'fast-check';
import { expect, test } from 'vitest';
import { looseRange } from './loose-range.ts';
import { parseVers, versContains } from './vers.ts';

test.each([
  ['vers:all/*', 'vers:all/*'],
  ['*', 'vers:all/*'],
  ['All versions', 'vers:all/*'],
  ['<=2.3.6', 'vers:generic/<=2.3.6'],
  ['<= 12.2.1', 'vers:generic/<=12.2.1'],
  ['2.3.6 and  below', 'vers:generic/<=2.3.6'],
  ['prior to 4.1', 'vers:generic/<4.1'],
  ['Versions 1.0 through 2.4', 'vers:generic/>=1.0|<=2.4'],
  ['>= 2.0 < 3.1', 'vers:generic/>=2.0|<3.1'],
  ['5.x.x', 'vers:generic/>=5|<6'],
  ['<= 12.2.x.x', 'vers:generic/<12.3'],
  ['1.6.1', 'vers:generic/1.6.1'],
  ['< B.06.18', 'vers:generic/<B.06.18'],
  ['<= 2.01 (end-of-life Nov 2017)', 'vers:generic/<=2.01'],
  ['2.1 | 1.9', 'vers:generic/1.9|2.1'],
  ['V3.2', 'vers:generic/3.2'],
  ['= r3.2', 'vers:generic/3.2'],
  ['version 3.2', 'vers:generic/3.2'],
  ['  1.0  ', 'vers:generic/1.0'],
  ['≤ 2.3.6', 'vers:generic/<=2.3.6'],
  ['Versions <= v2.3', 'vers:generic/<=2.3'],
  ['version < 1.2', 'vers:generic/<1.2'],
  ['< L81', 'vers:generic/<L81'],
  ['≥1.0', 'vers:generic/>=1.0'],
  ['> 1.0', 'vers:generic/>1.0'],
  ['>= 1.0, <= 2.0', 'vers:generic/>=1.0|<=2.0'],
  ['≥ 1.0 | ≤ 2.0', 'vers:generic/>=1.0|<=2.0'],
  ['> 1.0 < 2.0', 'vers:generic/>1.0|<2.0'],
  ['>= 2.0 < 1.0', 'vers:generic/<1.0|>=2.0'],
  ['1.0 and prior', 'vers:generic/<=1.0'],
  ['Version 1.0 or earlier', 'vers:generic/<=1.0'],
  ['versions before 2.0', 'vers:generic/<2.0'],
  ['Below v2.0', 'vers:generic/<2.0'],
  ['1.0 and above', 'vers:generic/>=1.0'],
  ['from version 1.0 up to 2.0', 'vers:generic/>=1.0|<=2.0'],
  ['1.0 - 2.0', 'vers:generic/>=1.0|<=2.0'],
  ['2.1.x', 'vers:generic/>=2.1|<2.2'],
  ['<=5.x', 'vers:generic/<6'],
  ['1.0(a)', 'vers:generic/1.0'],
  ['1.0\t|\n1.1', 'vers:generic/1.0|1.1'],
  ['1.10 | 1.9', 'vers:generic/1.9|1.10'],
  ['v9.X', 'vers:generic/>=9|<10'],
  ['12.99.*', 'vers:generic/>=12.99|<12.100'],
  ['< 2.x', 'vers:generic/<3'],
  ['1.0 | 2.x', 'vers:generic/1.0|>=2|<3'],
  ['1.0 | 1.1 | 1.2', 'vers:generic/1.0|1.1|1.2'],
  ['any', 'vers:all/*'],
  ['ANY VERSION', 'vers:all/*'],
  ['all (of them)', 'vers:all/*'],
  ['vers:npm/>=1.0.0|<2.0.0', 'vers:npm/>=1.0.0|<2.0.0'],
  ['v3.2 or later', 'vers:generic/>=3.2'],
])('%s is %s', (words, vers) => {
  expect(looseRange(words)).toBe(vers);
});

test.each([
  '',
  'MMT-1710',
  'distributed  < april 1, 2018',
  'F.0.G.0 | J.3',
  '2nd Edition',
  '7100 | 7900 MRI',
  '1.0 | next',
  '< 1.0 | > 2.0',
  'about <= 1.0',
  '1.0 (a) or later',
  '<= 1.0 only',
  '1.0 and',
  'prior 1.0',
  'build 5.x',
  '5.x and more',
  'allx',
  'install all',
  '1.0 (a) (b)',
  'vers:npm/2.0.0|1.0.0',
  'vers:',
  '(1.0)',
  'x'.repeat(400),
])('words that name no versions stay not understood: %s', (words) => {
  expect(looseRange(words)).toBeNull();
});

test('the longest words that are looked at', () => {
  const digits = (length: number): string => '1'.repeat(length);
  expect(looseRange(digits(300))).toBe(`vers:generic/${digits(300)}`);
  expect(looseRange(digits(301))).toBeNull();
  expect(looseRange(`${digits(297)} (a)`)).toBe(`vers:generic/${digits(297)}`);
});

test('whatever is understood is a range that can be asked', () => {
  fc.assert(
    fc.property(
      fc.string({ maxLength: 60, unit: fc.constantFrom(...'0123456789.x<>= |*v-andorbelw') }),
      (words) => {
        const range = looseRange(words);
        if (range !== null) expect(typeof versContains(parseVers(range), '1.2.3')).toBe('boolean');
      },
    ),
  );
});
