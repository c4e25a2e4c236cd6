/** Ranges as manifests and lockfiles write them: one shape for all, and whether a version satisfies it. */
import type { VersionScheme } from '../../inventory/ecosystems.ts';
import { padComposer } from '../composer.ts';
import { compareVersions, isPrerelease, isValidVersion, orderVersions, releaseNumbers } from '../index.ts';
import { compareNumberLists } from '../text-order.ts';
import { parseCargo } from './cargo.ts';
import { parseComposer } from './composer.ts';
import { parseConan } from './conan.ts';
import { parseGem } from './gem.ts';
import { parseMaven, parseNuget } from './interval.ts';
import { parseNpm } from './npm.ts';
import { parseOperators } from './operators.ts';
import { holdsPep440, parsePep440Specifiers } from './pep440.ts';
import { type Comparator, type ComparatorSet, MAX_RANGE_LENGTH, type VersionRange } from './range.ts';

export type { Comparator, ComparatorSet, Operator, VersionRange } from './range.ts';

type Parse = (text: string) => readonly ComparatorSet[] | null;

const exactly: Parse = (text) => parseOperators(text, '=');

const PARSERS: Readonly<Record<VersionScheme, Parse>> = {
  semver: parseNpm,
  npm: parseNpm,
  pub: parseNpm,
  pep440: parsePep440Specifiers,
  maven: parseMaven,
  nuget: parseNuget,
  gem: parseGem,
  composer: parseComposer,
  // Minimal version selection: a requirement is the least version that will do.
  go: (text) => parseOperators(text, '>='),
  cargo: parseCargo,
  conan: parseConan,
  deb: exactly,
  rpm: exactly,
  apk: exactly,
  alpm: exactly,
  gentoo: exactly,
  cran: exactly,
  hackage: exactly,
  openssl: exactly,
  datetime: exactly,
  lexicographic: exactly,
  generic: exactly,
};

/** Reads a range in the ecosystem's own notation; null when it is none (a tag, a URL, a path, a placeholder). */
export function parseRange(scheme: VersionScheme, text: string): VersionRange | null {
  if (text.length > MAX_RANGE_LENGTH) return null;
  const any = PARSERS[scheme](text.trim().replace(/\s+/g, ' '));
  return any === null ? null : { scheme, any };
}

/**
 * Whether `version` is in `range`, by the rules of the range's ecosystem: npm and Cargo let in prereleases only of a
 * version that the range names with one, Python and Conan only where the range names any.
 */
export function satisfies(scheme: VersionScheme, version: string, range: VersionRange): boolean {
  if (range.scheme !== scheme) return false;
  const isPre = isPrerelease(scheme, version);
  return range.any.some(
    (set) =>
      (!isPre || letsPrereleasesIn(scheme, version, set)) && set.all.every((c) => holds(scheme, version, c)),
  );
}

function letsPrereleasesIn(scheme: VersionScheme, version: string, set: ComparatorSet): boolean {
  switch (scheme) {
    case 'npm':
    case 'cargo':
      return set.all.some((c) => c.version.includes('-') && sameNumbers(scheme, c.version, version));
    case 'pep440':
    case 'conan':
      return set.prereleases;
    default:
      return true;
  }
}

function sameNumbers(scheme: VersionScheme, a: string, b: string): boolean {
  return compareNumberLists(releaseNumbers(scheme, a) ?? [], releaseNumbers(scheme, b) ?? []) === 0;
}

function holds(scheme: VersionScheme, version: string, bound: Comparator): boolean {
  if (scheme === 'pep440') return holdsPep440(version, bound);
  const order = orderAgainst(scheme, version, bound);
  switch (bound.op) {
    case '=':
      return order === 0;
    case '!=':
      return order !== 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

function orderAgainst(scheme: VersionScheme, version: string, bound: Comparator): number {
  if (scheme === 'composer') return compareVersions(scheme, padComposer(version), padComposer(bound.version));
  const candidate = bound.againstRelease === true ? releaseOf(version) : version;
  return orderVersions(scheme, candidate, bound.version);
}

/** RubyGems: the version up to its first word. */
function releaseOf(version: string): string {
  return /^\d+(?:\.\d+)*(?=\.|$|-)/.exec(version)?.[0] ?? version;
}

/**
 * The lowest version that a range names as its lower bound: what a manifest without lockfile promises at least.
 * Null when a part of the range has no inclusive lower bound.
 */
export function minimumVersion(range: VersionRange): string | null {
  let lowest: string | null = null;
  for (const set of range.any) {
    const bound = lowerBound(range.scheme, set);
    if (bound === null) return null;
    if (lowest === null || orderVersions(range.scheme, bound, lowest) < 0) lowest = bound;
  }
  return lowest;
}

function lowerBound(scheme: VersionScheme, set: ComparatorSet): string | null {
  let highest: Comparator | null = null;
  for (const c of set.all) {
    if (c.op !== '>=' && c.op !== '>' && c.op !== '=') continue;
    if (highest === null || orderVersions(scheme, c.version, highest.version) >= 0) highest = c;
  }
  return highest === null || highest.op === '>' || !isValidVersion(scheme, highest.version)
    ? null
    : highest.version;
}
