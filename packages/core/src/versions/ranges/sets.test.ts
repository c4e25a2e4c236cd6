/** What each notation of ranges is read as, exactly; index.test.ts shows which versions satisfy them. */
import { expect, test } from 'vitest';
import type { VersionScheme } from '../../inventory/ecosystems.ts';
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

const ROWS: readonly (readonly [VersionScheme, Readonly<Record<string, string | null>>])[] = [
  [
    'npm',
    {
      '^1.2.3': '>=1.2.3 <2.0.0',
      '^0.2.3': '>=0.2.3 <0.3.0',
      '^0.0.3': '>=0.0.3 <0.0.4',
      '^0.0': '>=0.0.0 <0.1.0',
      '^0.0.0': '>=0.0.0 <0.0.1',
      '^0': '>=0.0.0 <1.0.0',
      '^9': '>=9.0.0 <10.0.0',
      '^*': '',
      '^1.2.3-beta.2': '>=1.2.3-beta.2 <2.0.0 pre',
      '~1.2.3': '>=1.2.3 <1.3.0',
      '~>1.2': '>=1.2.0 <1.3.0',
      '~1': '>=1.0.0 <2.0.0',
      '~ 1.2.3': '>=1.2.3 <1.3.0',
      '1': '>=1.0.0 <2.0.0',
      '=1.2': '>=1.2.0 <1.3.0',
      '1.9': '>=1.9.0 <1.10.0',
      '1.99.x': '>=1.99.0 <1.100.0',
      '1.X.3': '>=1.0.0 <2.0.0',
      '1.2.3': '=1.2.3',
      'v1.2.3': '=1.2.3',
      '=v1.2.3': '=1.2.3',
      '1.2.3+build.7': '=1.2.3',
      '1.2.3-beta': '=1.2.3-beta pre',
      '1.2.3beta.1': '=1.2.3-beta.1 pre',
      '1.2-beta': '>=1.2.0 <1.3.0',
      '>1': '>=2.0.0',
      '>1.2': '>=1.3.0',
      '>1.2.3': '>1.2.3',
      '>=1': '>=1.0.0',
      '>=1.2.3': '>=1.2.3',
      '<1.2': '<1.2.0',
      '<1.2.3': '<1.2.3',
      '<=1': '<2.0.0',
      '<=1.2.3': '<=1.2.3',
      '>*': '<0.0.0-0 pre',
      '<x': '<0.0.0-0 pre',
      '<=*': '',
      '>=*': '',
      '*': '',
      '': '',
      any: '',
      latest: '',
      '1.2.3 - 2.3': '>=1.2.3 <2.4.0',
      '1 - 2.3.4': '>=1.0.0 <=2.3.4',
      '>= 1.0.0 < 2': '>=1.0.0 <2.0.0',
      '>=1,<2': '>=1.0.0 <2.0.0',
      '1 || 2.0.0': '>=1.0.0 <2.0.0 || =2.0.0',
      '1 ||': '>=1.0.0 <2.0.0 || ',
      '1.2.3.4': null,
      '1.2.3 - b': null,
      'a - 1.2.3': null,
      '1 || next': null,
      '>1 next': null,
      '!=1.0.0': null,
      '1.a': null,
      a1: null,
    },
  ],
  [
    'cargo',
    {
      '1.2.3': '>=1.2.3 <2.0.0',
      '0.3': '>=0.3.0 <0.4.0',
      '=1.2.3': '=1.2.3',
      '1.*': '>=1.0.0 <2.0.0',
      '*': '',
    },
  ],
  [
    'pep440',
    {
      '~=2.2': '>=2.2 <3.dev0',
      '~=1.4.5': '>=1.4.5 <1.5.dev0',
      '~=9.9': '>=9.9 <10.dev0',
      '~=1!1.4': '>=1!1.4 <1!2.dev0',
      '~=1': null,
      '==1.4.*': '>=1.4.dev0 <1.5.dev0',
      '!=1.4.*': '<1.4.dev0 || >=1.5.dev0',
      '==1!1.*': '>=1!1.dev0 <1!2.dev0',
      '>=1.*': null,
      '==1.0': '=1.0',
      '===1.0': '=1.0',
      '1.0': '=1.0',
      '!=1.0': '!=1.0',
      '>=1.0a1': '>=1.0a1 pre',
      '(>=1.0)': '>=1.0',
      '>= 1.0 , < 2.0': '>=1.0 <2.0',
      '>1.0,<=2.0,': '>1.0 <=2.0',
      '!=1.*,>=0.5': '<1.dev0 >=0.5 || >=2.dev0 >=0.5',
      '>=1.0,!=2.0rc1': '>=1.0 !=2.0rc1 pre',
      '': '',
      '*': '',
      '>=abc': null,
      '>=1.0,abc': null,
      '=>1.0': null,
      '1.0;x': null,
      '1.0 2.0': null,
    },
  ],
  [
    'maven',
    {
      '[1.0,2.0)': '>=1.0 <2.0 pre',
      '(1.0,2.0]': '>1.0 <=2.0 pre',
      '[1.0]': '=1.0 pre',
      '(,1.0]': '<=1.0 pre',
      '[ 1.0 , )': '>=1.0 pre',
      '(,)': 'pre',
      '[1,2) , [3,4]': '>=1 <2 pre || >=3 <=4 pre',
      ' 1.0 ': '=1.0 pre',
      '': null,
      '[1.0': null,
      '(1.0)': null,
      '[1.0)': null,
      '(1.0]': null,
      '[]': null,
      '[1,2,3]': null,
      '[1,2) x': null,
      '[1,2)[3,4)': null,
      '[1 0,2]': null,
      '[(1,2]': null,
      '1,2': null,
      '1.0)': null,
      '1.0]': null,
      'x[1,2]': null,
    },
  ],
  [
    'nuget',
    {
      '1.0': '>=1.0 pre',
      '1.2.*': '>=1.2 <1.3-0 pre',
      '1.9.*': '>=1.9 <1.10-0 pre',
      '1.*': '>=1 <2-0 pre',
      '*': '>=0 pre',
      '1.0.0-beta.*': '>=1.0.0-beta pre',
      '1.0.0-*': '>=1.0.0 pre',
      '[1.0,2.0)': '>=1.0 <2.0 pre',
    },
  ],
  [
    'gem',
    {
      '~> 2.0.8': ">=2.0.8 <2.1' pre",
      '~> 2.2': ">=2.2 <3' pre",
      '~>2': ">=2 <3' pre",
      '~> 2.9.rc1': ">=2.9.rc1 <3' pre",
      '1.0': '=1.0 pre',
      '= 1.0': '=1.0 pre',
      '!= 1.0': '!=1.0 pre',
      '> 1, < 3': '>1 <3 pre',
      '>= 1, <= 3': '>=1 <=3 pre',
      '': null,
      '~>': null,
      '1 2': null,
      '>= _': null,
      '>= 1,': null,
    },
  ],
  [
    'deb',
    {
      '>= 1.0': '>=1.0 pre',
      '(<< 1:2.0)': '<1:2.0 pre',
      '>> 1': '>1 pre',
      '<= 1': '<=1 pre',
      '< 1': '<1 pre',
      '> 1': '>1 pre',
      '= 1': '=1 pre',
      '== 1': '=1 pre',
      '!= 1': '!=1 pre',
      '1': '=1 pre',
      '>=1, <2': '>=1 <2 pre',
      '1 | >= 2': '=1 pre || >=2 pre',
      '1 || 2': '=1 pre || =2 pre',
      '*': 'pre',
      '>=': null,
      '1 2': null,
      '!1': null,
      '': null,
    },
  ],
  [
    'apk',
    {
      '~1.2': '>=1.2 <1.3_alpha pre',
      '=~1.9': '>=1.9 <1.10_alpha pre',
      '~=2.3.4-r0': '>=2.3.4-r0 <2.3.5_alpha pre',
      '~x': '=x pre',
    },
  ],
  ['go', { 'v1.2.3': '>=v1.2.3 pre', '< v2': '<v2 pre' }],
];

test.each(ROWS)('%s', (scheme, rows) => {
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
  ['composer', '1.0', '1.0.0.0', true],
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
