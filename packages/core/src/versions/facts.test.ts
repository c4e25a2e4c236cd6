/** What every scheme says of one version: valid, a preview, its numbers. */
import { describe, expect, test } from 'vitest';
import { VERSION_SCHEMES, type VersionScheme } from '../inventory/ecosystems.ts';
import { isPrerelease, isValidVersion, releaseNumbers, sameVersion, versionDistance } from './index.ts';
import { FACTS } from './test-tables/index.ts';

const LONGEST = 1024;

/** A version of `length` characters; null where the grammar has no version so long. */
function longVersion(scheme: VersionScheme, length: number): string | null {
  switch (scheme) {
    case 'datetime':
      return null;
    case 'pep440':
      return `1.0+${'a'.repeat(length - 4)}`;
    case 'cran':
    case 'hackage':
    case 'gentoo':
    case 'apk':
    case 'composer':
      return `1.${'0'.repeat(length - 2)}`;
    default:
      return `1.0.0-1.${'a'.repeat(length - 8)}`;
  }
}

describe.each(FACTS)('$scheme', ({ scheme, valid, invalid, previews, releases, numbers }) => {
  test('what is a version', () => {
    expect(valid.filter((v) => !isValidVersion(scheme, v))).toEqual([]);
    expect(invalid.filter((v) => isValidVersion(scheme, v))).toEqual([]);
  });

  test('the longest text that can be a version', () => {
    const valid = [LONGEST, LONGEST + 1].map((length) => longVersion(scheme, length));
    if (valid.includes(null)) return;
    expect(valid.map((text) => isValidVersion(scheme, text ?? ''))).toEqual([true, false]);
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

test('every scheme has facts', () => {
  const known = new Set(FACTS.map(({ scheme }) => scheme));
  expect(VERSION_SCHEMES.filter((scheme) => !known.has(scheme))).toEqual([]);
});
