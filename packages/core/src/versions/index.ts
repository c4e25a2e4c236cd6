/** Versions of every ecosystem behind four questions: which is later, is it one, how far apart, is it a preview. */
import type { VersionScheme } from '../inventory/ecosystems.ts';
import { alpm } from './alpm.ts';
import { apk } from './apk.ts';
import { cargo } from './cargo.ts';
import { composer } from './composer.ts';
import { conan } from './conan.ts';
import { cran } from './cran.ts';
import { datetime } from './datetime.ts';
import { deb } from './deb.ts';
import { gem } from './gem.ts';
import { generic } from './generic.ts';
import { gentoo } from './gentoo.ts';
import { go } from './go.ts';
import { hackage } from './hackage.ts';
import { lexicographic } from './lexicographic.ts';
import { maven } from './maven.ts';
import { npm } from './npm.ts';
import { nuget } from './nuget.ts';
import { openssl } from './openssl.ts';
import { pep440 } from './pep440.ts';
import { pub } from './pub.ts';
import { rpm } from './rpm.ts';
import type { Scheme } from './scheme.ts';
import { semver } from './semver.ts';
import { compareDigits } from './text-order.ts';

const SCHEMES: Readonly<Record<VersionScheme, Scheme>> = {
  semver,
  npm,
  pep440,
  maven,
  nuget,
  gem,
  composer,
  go,
  cargo,
  deb,
  rpm,
  apk,
  pub,
  cran,
  hackage,
  alpm,
  conan,
  gentoo,
  openssl,
  datetime,
  lexicographic,
  generic,
};

/**
 * Orders two versions: -1, 0 or 1. Never throws. Among valid versions the order is total; text that is not a version
 * in the scheme comes before every version, by the scheme's own reading of it or else by UTF-16 code unit. Whoever
 * decides by the result asks {@link isValidVersion} first: the place of invalid text is stable, not meaningful.
 * `alpm` is total only among versions that all have a package release (or none): see its module.
 */
export function compareVersions(scheme: VersionScheme, a: string, b: string): number {
  // `|| 0` turns -0 of a negated 0 into 0.
  return a === b ? 0 : SCHEMES[scheme].compare(a, b) || 0;
}

/** Whether both name one version: PEP 440 1.0 and 1.0.0, Composer 1.0 and v1.0.0.0. */
export function sameVersion(scheme: VersionScheme, a: string, b: string): boolean {
  if (a === b) return true;
  const { compare, same } = SCHEMES[scheme];
  return compare(a, b) === 0 || same?.(a, b) === true;
}

/** Order for the bounds of ranges: like {@link compareVersions}, but 0 where {@link sameVersion} holds. */
export function orderVersions(scheme: VersionScheme, a: string, b: string): number {
  const order = compareVersions(scheme, a, b);
  return order !== 0 && SCHEMES[scheme].same?.(a, b) === true ? 0 : order;
}

/** Whether `text` is a version in the scheme's own grammar (not a range, a branch name or a placeholder). */
export function isValidVersion(scheme: VersionScheme, text: string): boolean {
  return SCHEMES[scheme].isValid(text);
}

/** Whether the scheme says that `version` comes before a release: alpha, rc, snapshot, development. */
export function isPrerelease(scheme: VersionScheme, version: string): boolean {
  return SCHEMES[scheme].isPrerelease(version);
}

/** The numbers of a version that carry meaning, most significant first; null when it has none. */
export function releaseNumbers(scheme: VersionScheme, version: string): readonly string[] | null {
  return SCHEMES[scheme].release(version);
}

export type VersionDistance = 'none' | 'patch' | 'minor' | 'major' | 'unknown';

/**
 * How far a step is, read as semantic versioning: a hint at breaking changes, in either direction. In 0.x a new
 * minor counts as major. `unknown` when a version is invalid or its scheme has no numbers to read.
 */
export function versionDistance(scheme: VersionScheme, from: string, to: string): VersionDistance {
  const { isValid, release } = SCHEMES[scheme];
  if (!isValid(from) || !isValid(to)) return 'unknown';
  if (sameVersion(scheme, from, to)) return 'none';
  if (epochOf(from) !== epochOf(to)) return 'major';
  const x = release(from);
  const y = release(to);
  if (x === null || y === null) return 'unknown';
  if (compareDigits(x[0] ?? '0', y[0] ?? '0') !== 0) return 'major';
  if (compareDigits(x[1] ?? '0', y[1] ?? '0') === 0) return 'patch';
  return compareDigits(x[0] ?? '0', '0') === 0 ? 'major' : 'minor';
}

/** The epoch of PEP 440 (`1!`), Debian, RPM and Arch (`1:`), which outweighs every number. */
function epochOf(version: string): string {
  return /^(\d+)[!:]/.exec(version)?.[1]?.replace(/^0+/, '') || '0';
}
