/** What each notation of ranges is read as, exactly; index.test.ts shows which versions satisfy them. */
import { expect, test } from 'vitest';
import type { VersionScheme } from '../../inventory/ecosystems.ts';
import { RANGES } from '../test-tables/index.ts';
import { minimumVersion, parseRange, satisfies } from './index.ts';
import { bumped, increment, MAX_RANGE_LENGTH } from './range.ts';

/** Sets separated by ` || `; `'` marks a bound against the release part, `pre` a set that names a prerelease. */
function read(scheme: VersionScheme, text: string): string | null {
  const sets = parseRange(scheme, text)?.any.map(({ all, prereleases }) => {
    const comparators = all.map((c) => `${c.op}${c.version}${c.againstRelease === true ? "'" : ''}`);
    return [...comparators, ...(prereleases ? ['pre'] : [])].join(' ');
  });
  return sets?.join(' || ') ?? null;
}

test.each(RANGES)('%s', (scheme, rows) => {
  const texts = Object.keys(rows);
  expect(Object.fromEntries(texts.map((text) => [text, read(scheme, text)]))).toEqual(rows);
});

test('the longest text that can be a range', () => {
  const padded = (length: number): string => '1'.padEnd(length);
  expect([0, 1].map((more) => read('npm', padded(MAX_RANGE_LENGTH + more)))).toEqual([
    '>=1.0.0 <2.0.0',
    null,
  ]);
});

test('alternatives that would multiply without end are not a range', () => {
  const excluded = (count: number): string => Array.from({ length: count }, (_, n) => `!=${n}.*`).join(',');
  expect(parseRange('pep440', excluded(10))?.any.length).toBe(1024);
  expect(parseRange('pep440', excluded(11))).toBeNull();
});

test.each([
  ['pep440', '<2.0,>=1.0a1', '1.9rc1', true],
  ['pep440', '<2.0,>=1.0a1', '2.0rc1', false],
  ['pep440', '<2.0,>=1.0a1', '2.0.0.dev1', false],
  ['pep440', '<2.0rc2', '2.0rc1', true],
  ['pep440', '>1.7', '1.7.post1', false],
  ['pep440', '>1.7', '1.8.post1', true],
  ['pep440', '>1.7.post1', '1.7.post2', true],
  ['pep440', '>1.7', '1!1.7.post1', true],
  ['pep440', '<=2.0', '2.0+local', true],
  ['pep440', '>=2.0', '2.0+local', true],
  ['pep440', '!=1.0', '1.0+local', false],
  ['pep440', '!=1.0+a', '1.0+b', true],
  ['npm', '>=1.2.3-beta.2 <2.0.0', '1.2.4-beta', false],
  ['npm', '>=1.2.3-beta.2 <2.0.0', '1.2.3-rc', true],
  ['npm', '<1.0.0', '1.0.0-rc', false],
  ['cargo', '^1.2.3-beta.2', '1.2.3-rc', true],
  ['cargo', '^1.2.3', '1.2.3-rc', false],
  ['semver', '<1.0.0', '1.0.0-rc', true],
  ['gem', '~> 2.0', '3.0.0.rc1', false],
  ['gem', '~> 2.0', '2.9-java', true],
  ['gem', '~> 9.1', '10.0.rc1', false],
  ['gem', '~> 9.1', '10.rc1', false],
  ['gem', '~> 10.10', '10.20.30.rc1', true],
  ['composer', '1.0', '1.0.0.0', true],
  ['composer', '^1.0.0', '1.0-beta', true],
  ['composer', '^v1.0.0', 'v1.0-beta', true],
  ['composer', 'dev-main', 'dev-next', false],
  ['composer', '<=1.0', '1.0.0', true],
  ['composer', '<1.0', '1.0.0-alpha', false],
  ['cargo', '>=10.2.3-beta', '10.2.3-rc', true],
  ['deb', '!= 1.0', '1.0-0', false],
  ['deb', '> 1.0', '1.0', false],
  ['deb', '> 1.0', '1.0.1', true],
  ['deb', '<= 1.0', '1.0', true],
  ['deb', '< 1.0', '1.0', false],
  ['deb', '>= 1.0', '1.0', true],
] as const)('%s %s: %s is in it: %s', (scheme, text, version, inside) => {
  const range = parseRange(scheme, text);
  expect(range !== null && satisfies(scheme, version, range)).toBe(inside);
});

test('a range of another scheme holds for nothing', () => {
  const range = parseRange('cargo', '1.0.0');
  expect(range !== null && satisfies('npm', '1.0.0', range)).toBe(false);
});

test.each([
  ['npm', '1.2.3', '1.2.3'],
  ['npm', '>1.0.0', null],
  ['npm', '>=1.0.0 >1.0.0', null],
  ['npm', '>1.0.0 >=1.0.0', '1.0.0'],
  ['npm', '>=1.0.0 >=2.0.0', '2.0.0'],
  ['npm', '>=2.0.0 >=1.0.0', '2.0.0'],
  ['npm', '^2.0.0 || ^1.0.0 || ^3.0.0', '1.0.0'],
  ['npm', '^2.0.0 || >3.0.0', null],
  ['npm', '*', null],
  ['deb', '>= _', null],
] as const)('%s %s promises at least %s', (scheme, text, least) => {
  const range = parseRange(scheme, text);
  expect(range === null ? 'not understood' : minimumVersion(range)).toBe(least);
});

test('one more than a number of any length', () => {
  expect(['', '0', '8', '9', '19', '99', '1099'].map(increment)).toEqual([
    '1',
    '1',
    '9',
    '10',
    '20',
    '100',
    '1100',
  ]);
  expect(increment('9'.repeat(30))).toBe(`1${'0'.repeat(30)}`);
  expect(bumped(['1', '4', '2'], 1)).toBe('1.5');
  expect(bumped(['1'], 1)).toBe('1.1');
});
