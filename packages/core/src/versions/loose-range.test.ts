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
  'x'.repeat(400),
])('words that name no versions stay not understood: %s', (words) => {
  expect(looseRange(words)).toBeNull();
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
