/** What the schemes that most advisories use say of one version: valid, a preview, its numbers. */
import { describe, expect, test } from 'vitest';
import type { VersionScheme } from '../inventory/ecosystems.ts';
import { isPrerelease, isValidVersion, releaseNumbers, sameVersion, versionDistance } from './index.ts';

const LONGEST = 1024;

interface Facts {
  readonly scheme: VersionScheme;
  readonly valid: readonly string[];
  readonly invalid: readonly string[];
  readonly previews: readonly string[];
  readonly releases: readonly string[];
  /** Version → its numbers, dot-separated; null when there are none. */
  readonly numbers: Readonly<Record<string, string | null>>;
}

const FACTS: readonly Facts[] = [
  {
    scheme: 'semver',
    valid: ['1', '1.2', 'v1.2.3', 'V1', '1.2.3.4', '01.2', '1.0.0-a.b-c.1', '1.0.0+a.b', '1-a+b', '1.0.0--'],
    invalid: [
      '',
      'v',
      'x1',
      '1.',
      '1..2',
      '1.0.0-',
      '1.0.0+',
      '1.0.0-a..b',
      '1.0.0-a_b',
      '1.0.0 ',
      '1.0.0+a+b',
      'vv1',
    ],
    previews: ['1.0.0-a', '1-0', '1.0.0-a+b', '1.0.0beta'],
    releases: ['1.0.0', '1.0.0+a-b', 'latest', '1.0.0-', '1.0.0-+a'],
    numbers: {
      'v1.2.3-rc.1': '1.2.3',
      V10: '10',
      '1.2.3.4+5': '1.2.3.4',
      latest: null,
      '1..2': null,
      '1.x': null,
    },
  },
  {
    scheme: 'npm',
    valid: [
      '1.0.0-a01',
      '1.0.0-01a',
      '1.2.3',
      'v1.2.3',
      '=1.2.3',
      ' = v1.2.3',
      '0.0.0',
      '1.0.0-0',
      '1.0.0-a.10.0b',
      '1.0.0+01',
      '10.20.30',
    ],
    invalid: [
      '1.0=.0',
      '1v.0.0',
      '1.0.0-001',
      '1.2',
      '1',
      '1.2.3.4',
      '01.2.3',
      '1.02.3',
      '1.2.03',
      '1.0.0-01',
      '1.0.0-a.01',
      '1.0.0-',
      '1.0.0+',
      'vv1.2.3',
      '1.2.3 ',
    ],
    previews: ['=1.0.0-rc.1', '1.0.0-0'],
    releases: ['=1.0.0', '1.0.0+x-y', '=x'],
    numbers: { '=1.2.3': '1.2.3', ' v1.2.3-a': '1.2.3', '=x': null },
  },
  {
    scheme: 'cargo',
    valid: ['1.2.3', '1.0.0-rc.1+x'],
    invalid: ['v1.2.3', '=1.2.3', '1.2', '1.0.0-01'],
    previews: ['1.0.0-rc.1'],
    releases: ['1.0.0+x-y'],
    numbers: { '1.2.3-a': '1.2.3' },
  },
  {
    scheme: 'nuget',
    valid: ['1', '1.2.3.4', '1.2.3-beta', '1.0+x'],
    invalid: ['1.2.3.4.5', '', '1.0.0-', '[1.0]'],
    previews: ['1.0-beta'],
    releases: ['1.0.0.0', '1.0+x-y'],
    numbers: { '1.2.3.4-beta': '1.2.3.4' },
  },
  {
    scheme: 'go',
    valid: [
      'v1.2.3',
      '1.2.3',
      'v0.0.0-20220314234659-1baeb1ce4c0b',
      'v2.0.0+incompatible',
      'go1.21',
      'go1.21rc2',
      'go1.21.3 X:boringcrypto',
    ],
    invalid: ['', 'go', 'gox', 'v1.2.3.4', 'main', 'go1.21rc', 'v1.2 3'],
    previews: ['v1.0.0-rc.1', 'go1.21rc2', 'go1.21beta1', 'v0.0.0-20220314234659-1baeb1ce4c0b'],
    releases: ['v1.0.0', 'go1.21', 'v2.0.0+incompatible'],
    numbers: { 'v1.2.3-rc.1': '1.2.3', 'go1.21rc2': '1.21', 'go1.21.3 X:x': '1.21.3', main: null },
  },
  {
    scheme: 'pep440',
    valid: [
      '1',
      '1.0',
      '0!1.0',
      '1!2.0a1.post1.dev1+a.1',
      'v1.0',
      ' 1.0 ',
      '1.0-1',
      '1.0-alpha_1',
      '1.0.REV2',
      '1.0+a-b_c',
    ],
    invalid: [
      '',
      '1.',
      '.1',
      '1.0-',
      '1.0+',
      '1.0+a..b',
      '1.0+a!',
      '!1.0',
      '1.0x',
      '1.0a1b1',
      '1.0.dev1.post1',
      'vv1',
      '1 .0',
    ],
    previews: ['1.0a1', '1.0b', '1.0rc1', '1.0.pre', '1.0.dev1', '1.0.post1.dev2'],
    releases: ['1.0', '1.0.post1', '1.0-1', '1.0+dev', 'dev'],
    numbers: { '1!2.3rc1': '2.3', '1.0.post1': '1.0', v4: '4', dev: null },
  },
  {
    scheme: 'maven',
    valid: ['1.0', '1.0-SNAPSHOT', 'a', 'Finchley.SR1', '1.0_x+y', '2024.01.01~1'],
    invalid: [
      '',
      '-1',
      '.1',
      '[1.0]',
      '1,2',
      '1 0',
      '1/2',
      '1\\2',
      '1:2',
      '1"',
      '1<2',
      '1|2',
      '1?',
      '1*',
      '1(',
      '1)',
    ],
    previews: ['1.0-SNAPSHOT', '1-alpha', '1.0.rc1', '1-cr', '1b2', '1-m3', '1.0-milestone'],
    releases: ['1.0', '1.0-jre', '1.0.Final', '1-sp', '1.0-ga', '1-m', '1-b'],
    numbers: { '1.2.3-jre': '1.2.3', '10': '10', '1.2.Final': '1.2', Finchley: null },
  },
  {
    scheme: 'deb',
    valid: ['1.0', '1:1.0-1', 'r12-1', '1.0+dfsg~rc1-1', '2:1:0', '0'],
    invalid: ['', '-1', '~1', '1.0 ', '1_0', 'a:1.0/x', ':1'],
    previews: ['1.0~rc1-1', '1:1.0~alpha', '1.0~BETA2', '1.0~pre1', '1.0~dev'],
    releases: ['1.0', '1.0-1~rc1', '1.0~bpo1', '1.0rc1'],
    numbers: { '1:2.4.47-2+b1': '2.4.47', '2.0~rc1': '2.0', 'r12-1': null, '1.2-3': '1.2' },
  },
  {
    scheme: 'rpm',
    valid: ['1.0', '32:9.16.23-1.el9', 'a', '1.0~rc1^git-1'],
    invalid: ['', '-1', '~1', '1 0', ':1'],
    previews: ['1.0~rc1-1', '1:1.0~a'],
    releases: ['1.0-1~bootstrap', '1.0^git'],
    numbers: { '32:9.16.23-1.el9': '9.16.23', '2.0~rc1-3': '2.0', a: null },
  },
  {
    scheme: 'gem',
    valid: ['1', '1.0.rc1', '1.0-java', '1.0-x86-64', '1.0-a.b', '1.a'],
    invalid: ['', 'a', '1.', '1..0', '1.0_x', '1.0-', '~> 1.0', '1.0-a..b', 'v1'],
    previews: ['1.0.rc1', '1.0.A', '1.0-x'],
    releases: ['1.0', '1.0-1'],
    numbers: { '1.2.rc1': '1.2', '10.0-java': '10.0', a: null },
  },
  {
    scheme: 'generic',
    valid: ['1', 'v1.2', 'V2-x', '2024_01'],
    invalid: ['', 'x', 'vv1', '1 2'],
    previews: ['1.0-dev', '1.0RC1', '1-m2'],
    releases: ['1.0', '1.0-final', 'v1'],
    numbers: { 'v1.2-x': '1.2', '3': '3', x: null },
  },
];

describe.each(FACTS)('$scheme', ({ scheme, valid, invalid, previews, releases, numbers }) => {
  test('what is a version', () => {
    expect(valid.filter((v) => !isValidVersion(scheme, v))).toEqual([]);
    expect(invalid.filter((v) => isValidVersion(scheme, v))).toEqual([]);
  });

  test('the longest text that can be a version', () => {
    const start = '1.0.0-1.';
    const padded = (length: number): string => {
      if (scheme === 'pep440') return `1.0+${'a'.repeat(length - 4)}`;
      return start + 'a'.repeat(length - start.length);
    };
    expect([LONGEST, LONGEST + 1].map((n) => isValidVersion(scheme, padded(n)))).toEqual([true, false]);
  });

  test('what is a preview', () => {
    expect(previews.filter((v) => !isPrerelease(scheme, v))).toEqual([]);
    expect(releases.filter((v) => isPrerelease(scheme, v))).toEqual([]);
  });

  test('its numbers', () => {
    const read = Object.keys(numbers).map((v) => [v, releaseNumbers(scheme, v)?.join('.') ?? null]);
    expect(Object.fromEntries(read)).toEqual(numbers);
  });
});

test.each([
  ['npm', '1.2.3', '2.2.3', 'major'],
  ['npm', '0.1.0', '0.2.0', 'major'],
  ['npm', '0.1.0', '0.1.1', 'patch'],
  ['npm', '00.1.0', '0.1.0', 'unknown'],
  ['npm', '1.0.0+a', '1.0.0+b', 'none'],
  ['semver', '1', '1.1', 'minor'],
  ['semver', '1', '1.0.1', 'patch'],
  ['semver', '00', '0.1', 'major'],
  ['semver', '1', '1.0', 'none'],
  ['semver', 'x', 'x', 'unknown'],
  ['semver', 'x', '1', 'unknown'],
  ['pep440', '0!1.0', '1.0.1', 'patch'],
  ['pep440', '00!1.0', '1.0.1', 'patch'],
  ['pep440', '1!1.0', '01!1.0.1', 'patch'],
  ['deb', '10:1.0', '1.0', 'major'],
  ['deb', '0:1.0', '1.0.1', 'patch'],
  ['maven', 'Finchley', 'Greenwich', 'unknown'],
  ['maven', 'Finchley', '1.0', 'unknown'],
  ['maven', '1.0', 'Greenwich', 'unknown'],
] as const)('%s: %s to %s is %s', (scheme, from, to, distance) => {
  expect(versionDistance(scheme, from, to)).toBe(distance);
});

test('a text is the same version as itself, also where it is none', () => {
  expect(sameVersion('semver', 'latest', 'latest')).toBe(true);
  expect(sameVersion('semver', 'latest', 'next')).toBe(false);
});
