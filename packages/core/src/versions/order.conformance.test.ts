import { readdirSync, readFileSync } from 'node:fs';
import { fixtureUrl } from '@theriac/testing/public-sets';
import { describe, expect, it } from 'vitest';
import { VERSION_SCHEMES, type VersionScheme } from '../inventory/ecosystems.ts';
import { compareVersions } from './index.ts';

/** osv-scalibr: each line is `A < B`, `A = B` or `A > B`. */
const LINES = fixtureUrl('versions/osv-scalibr/semantic/testdata/');
/** vers-spec: JSON cases of kind `comparison` and `equality`. */
const CASES = fixtureUrl('vers/tests/');

const SCHEME_OF_FILE: readonly (readonly [prefix: string, scheme: VersionScheme, lines: number])[] = [
  ['alpine', 'apk', 14757],
  ['cran', 'cran', 78],
  ['debian', 'deb', 14472],
  ['hackage', 'hackage', 11],
  ['maven', 'maven', 14854],
  ['nuget', 'nuget', 35],
  ['packagist', 'composer', 10725],
  ['pub', 'pub', 100],
  ['pypi', 'pep440', 12412],
  ['redhat', 'rpm', 165],
  ['rubygems', 'gem', 4123],
  ['semver', 'semver', 86],
];

/**
 * Lines that we do not follow: the argument for each is in docs/reference/version-conformance.md. The test
 * fails when one of them begins to pass, as it does when another one stops passing.
 */
const DEVIATIONS: readonly string[] = [
  'maven: 1.0.0-gradle-rework-beta3 < 1.0.0.RC7-3',
  'maven: 2.9.0-1 < 2.9.0.RC1',
  'maven: 1.1.0-01-glassfish < 1.1.0.Beta1',
  'composer: v1.9.0-ALPHA.1 = v1.9.0-BETA.1',
  'composer: v1.9.0-BETA.1 < v1.9.0-ALPHA.2',
  'composer: v1.9.0-ALPHA.2 = v1.9.0-BETA.2',
  'composer: 5.1.0-stable < 5.1.0-beta2',
];

const WANTED: ReadonlyMap<string, number> = new Map([
  ['<', -1],
  ['=', 0],
  ['>', 1],
]);

describe('version order', () => {
  it('agrees with every line of osv-scalibr except the listed deviations', () => {
    const failed: string[] = [];
    const counts = new Map<string, number>();
    for (const file of readdirSync(LINES).sort()) {
      const row = SCHEME_OF_FILE.find(([prefix]) => file.startsWith(`${prefix}-`));
      if (row === undefined) throw new RangeError(`no scheme for ${file}`);
      for (const line of readFileSync(new URL(file, LINES), 'utf8').split('\n')) {
        if (line.trim() === '' || line.startsWith('#') || line.startsWith('//')) continue;
        counts.set(row[0], (counts.get(row[0]) ?? 0) + 1);
        const [a = '', sign = '', b = ''] = line.trim().split(' ');
        const wanted = WANTED.get(sign);
        const agrees =
          compareVersions(row[1], a, b) === wanted && compareVersions(row[1], b, a) === (-(wanted ?? 9) || 0);
        if (!agrees) failed.push(`${row[1]}: ${line}`);
      }
    }
    expect(failed.sort()).toEqual([...DEVIATIONS].sort());
    expect([...counts]).toEqual(SCHEME_OF_FILE.map(([prefix, , lines]) => [prefix, lines]));
  });

  it('agrees with every comparison of vers-spec', () => {
    const failed: string[] = [];
    const counts = new Map<string, number>();
    for (const file of readdirSync(CASES).sort()) {
      const { tests } = JSON.parse(readFileSync(new URL(file, CASES), 'utf8')) as { tests: VersCase[] };
      for (const test of tests) {
        if (test.test_type !== 'comparison' && test.test_type !== 'equality') continue;
        counts.set(file, (counts.get(file) ?? 0) + 1);
        if (!agreesWith(test)) failed.push(`${file}: ${JSON.stringify(test.input.versions)}`);
      }
    }
    expect(failed).toEqual([]);
    expect(Object.fromEntries(counts)).toEqual({
      'alpine_version_cmp_test.json': 716,
      'alpm_version_cmp_test.json': 42,
      'conan_version_cmp_test.json': 47,
      'datetime_version_cmp_test.json': 7,
      'gentoo_version_cmp_test.json': 48,
      'lexicographic-test.json': 8,
      'maven_version_cmp_test.json': 977,
      'nuget_version_cmp_test.json': 33,
      'openssl_version_cmp_test.json': 44,
    });
  });
});

interface VersCase {
  readonly test_type: string;
  readonly input: { readonly input_scheme: string; readonly versions: readonly string[] };
  readonly expected_output: boolean | readonly string[];
}

function agreesWith({ input, expected_output: expected }: VersCase): boolean {
  const scheme = VERSION_SCHEMES.find((known) => known === input.input_scheme);
  if (scheme === undefined) throw new RangeError(`no scheme ${input.input_scheme}`);
  const [a = '', b = ''] = input.versions;
  if (typeof expected === 'boolean') return (compareVersions(scheme, a, b) === 0) === expected;
  const sorted = [...input.versions].sort((x, y) => compareVersions(scheme, x, y));
  // NuGet's expected output is in lower case, which is the same version: compared as versions where text differs.
  return (
    sorted.length === expected.length &&
    sorted.every((version, i) => {
      const wanted = expected[i] ?? '';
      return version === wanted || (scheme === 'nuget' && compareVersions(scheme, version, wanted) === 0);
    })
  );
}
