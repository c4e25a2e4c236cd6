import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { VERSION_SCHEMES, type VersionScheme } from '../inventory/ecosystems.ts';
import { compareVersions, isPrerelease, isValidVersion, sameVersion, versionDistance } from './index.ts';

/** Pieces that mean something somewhere, so that generated text meets the branches of every scheme. */
const PIECES = [
  ...[
    '0',
    '00',
    '1',
    '01',
    '2',
    '9',
    '10',
    '20240101',
    '.',
    '.',
    '-',
    '_',
    '~',
    '^',
    '+',
    ':',
    '!',
    'v',
    'a',
    'b',
  ],
  ...[
    'alpha',
    'beta',
    'rc',
    'RC',
    'dev',
    'post',
    'pre',
    'p',
    'r',
    'sp',
    'ga',
    'final',
    'snapshot',
    'x',
    'z',
    '-r1',
    '_p1',
  ],
];

const versionLike = fc.array(fc.constantFrom(...PIECES), { maxLength: 7 }).map((parts) => parts.join(''));

/** Arch ignores a package release that the other version lacks, so only versions without one are in one order. */
function generated(scheme: VersionScheme): fc.Arbitrary<string> {
  if (scheme === 'alpm') return versionLike.map((text) => `${text.replace(/-/g, '')}-1`);
  return versionLike;
}

describe.each(VERSION_SCHEMES)('the order of %s', (scheme) => {
  const text = generated(scheme);

  it('is reflexive and antisymmetric', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(compareVersions(scheme, a, a)).toBe(0);
        expect(compareVersions(scheme, a, b) + compareVersions(scheme, b, a)).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  it('is transitive', () => {
    fc.assert(
      fc.property(text, text, text, (a, b, c) => {
        const [x = '', y = '', z = ''] = [a, b, c].sort((p, q) => compareVersions(scheme, p, q));
        expect(compareVersions(scheme, x, y)).toBeLessThanOrEqual(0);
        expect(compareVersions(scheme, y, z)).toBeLessThanOrEqual(0);
        expect(compareVersions(scheme, x, z)).toBeLessThanOrEqual(0);
        if (compareVersions(scheme, x, y) === 0) {
          expect(compareVersions(scheme, x, z)).toBe(compareVersions(scheme, y, z));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('takes any text, also 100 kB of it, without throwing or hanging', () => {
    const hostile = [
      ...[
        '1',
        '1.',
        'a',
        'a1',
        '-',
        '1-',
        '1a',
        '_rc',
        '1!',
        '1:',
        '~',
        'v',
        ' ',
        '0',
        '.',
        '+1',
        '\u{1f600}',
      ].map((s) => s.repeat(Math.ceil(100_000 / s.length))),
      `1.0-${'0'.repeat(100_000)}x`,
      `1.0${'.0'.repeat(50_000)}`,
    ];
    for (const a of hostile) {
      for (const b of ['1.0', '', a.slice(1)]) {
        expect(Math.abs(compareVersions(scheme, a, b))).toBeLessThanOrEqual(1);
        sameVersion(scheme, a, b);
        versionDistance(scheme, a, b);
      }
      isPrerelease(scheme, a);
      expect(isValidVersion(scheme, a)).toBe(false);
    }
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
        compareVersions(scheme, a, b);
        isValidVersion(scheme, a);
        isPrerelease(scheme, a);
        versionDistance(scheme, a, b);
      }),
    );
  });
});
