/**
 * Affected ranges as OSV writes them (https://ossf.github.io/osv-schema/#affectedrangesevents-fields): a list of
 * events that becomes intervals once, when the index is built, and is asked many times afterwards.
 */
import type { VersionScheme } from '../inventory/ecosystems.ts';
import { NAMED_BRANCH } from './composer.ts';
import { isValidVersion, orderVersions, releaseNumbers, sameVersion } from './index.ts';
import { MAX_VERSION_LENGTH } from './scheme.ts';

/** One event; `introduced: "0"` means "from the first version on", `limit: "*"` means no limit. */
export type OsvEvent =
  | { readonly introduced: string }
  | { readonly fixed: string }
  | { readonly last_affected: string }
  | { readonly limit: string };

export type IntervalEnd =
  /** The first version that is not affected any more. */
  | { readonly kind: 'fixed'; readonly version: string }
  /** The last version known to be affected; later ones are not, but none is known to be the fix. */
  | { readonly kind: 'last_affected'; readonly version: string }
  /** Where the search for affected versions stopped: not affected from there on, though nothing was fixed. */
  | { readonly kind: 'limit'; readonly version: string }
  | { readonly kind: 'none' };

/** From `introduced` (inclusive; `"0"`: from the beginning) to `end`. */
export interface Interval {
  readonly introduced: string;
  readonly end: IntervalEnd;
}

/** An event that could not be used, and why; whoever builds an index reports it. */
export interface EventProblem {
  readonly event: keyof EventVersions;
  readonly version: string;
  readonly reason: 'invalid-version' | 'end-without-introduced' | 'empty-interval';
}

interface EventVersions {
  readonly introduced: string;
  readonly fixed: string;
  readonly last_affected: string;
  readonly limit: string;
}

interface Bound {
  readonly kind: keyof EventVersions;
  readonly version: string;
}

const BEGINNING = '0';

/**
 * Intervals of one range, in rising order and without overlap. Events may come in any order and any number of
 * pairs; a second `introduced` inside an open interval changes nothing, and neither does a second end after the
 * first. Several limits mean the highest one (the spec asks for a version below *any* of them).
 * Events whose version is invalid in the scheme are left out and given to `report`; never throws.
 */
export function intervalsOf(
  scheme: VersionScheme,
  events: readonly OsvEvent[],
  report: (problem: EventProblem) => void = () => {},
): Interval[] {
  const bounds: Bound[] = [];
  let limit: string | null = null;
  let unlimited = false;
  for (const event of events) {
    const bound = boundOf(event);
    if (bound.kind === 'limit' && bound.version === '*') unlimited = true;
    else if (!isBeginning(bound) && !isPlaceable(scheme, bound.version)) {
      report({ event: bound.kind, version: bound.version, reason: 'invalid-version' });
    } else if (bound.kind !== 'limit') bounds.push(bound);
    else if (limit === null || orderVersions(scheme, bound.version, limit) > 0) limit = bound.version;
  }
  bounds.sort((a, b) => compareBounds(scheme, a, b));
  const intervals = joined(scheme, bounds, report);
  return limit === null || unlimited ? intervals : intervals.flatMap((i) => limited(scheme, i, limit));
}

/** Walks sorted events; those at one version are taken together, because their order within it says nothing. */
function joined(
  scheme: VersionScheme,
  bounds: readonly Bound[],
  report: (problem: EventProblem) => void,
): Interval[] {
  const intervals: Interval[] = [];
  let open: string | null = null;
  for (let i = 0; i < bounds.length; ) {
    const group = groupAt(scheme, bounds, i);
    i += group.length;
    const introduced = group.find((bound) => bound.kind === 'introduced');
    const fixed = group.find((bound) => bound.kind === 'fixed');
    const last = group.find((bound) => bound.kind === 'last_affected');
    if (open !== null && fixed !== undefined) {
      intervals.push({ introduced: open, end: { kind: 'fixed', version: fixed.version } });
      open = introduced?.version ?? null;
    } else if (introduced !== undefined && fixed !== undefined) {
      report({ event: 'introduced', version: introduced.version, reason: 'empty-interval' });
    } else {
      open ??= introduced?.version ?? null;
    }
    if (open !== null && last !== undefined) {
      intervals.push({ introduced: open, end: { kind: 'last_affected', version: last.version } });
      open = null;
    }
    const end = fixed ?? last;
    if (introduced === undefined && end !== undefined && intervals.length === 0) {
      report({ event: end.kind, version: end.version, reason: 'end-without-introduced' });
    }
  }
  if (open !== null) intervals.push({ introduced: open, end: { kind: 'none' } });
  return intervals;
}

function groupAt(scheme: VersionScheme, bounds: readonly Bound[], start: number): readonly Bound[] {
  const first = bounds[start];
  let end = start + 1;
  for (let next = bounds[end]; first !== undefined && next !== undefined; next = bounds[end]) {
    if (compareBounds(scheme, first, next) !== 0) break;
    end += 1;
  }
  return bounds.slice(start, end);
}

/** The part of an interval below the limit. */
function limited(scheme: VersionScheme, interval: Interval, limit: string): Interval[] {
  const { introduced, end } = interval;
  if (introduced !== BEGINNING && orderVersions(scheme, introduced, limit) >= 0) return [];
  const reaches = end.kind === 'none' || orderVersions(scheme, end.version, limit) >= 0;
  if (!reaches || (end.kind === 'fixed' && orderVersions(scheme, end.version, limit) === 0))
    return [interval];
  return [{ introduced, end: { kind: 'limit', version: limit } }];
}

function boundOf(event: OsvEvent): Bound {
  if ('introduced' in event) return { kind: 'introduced', version: event.introduced };
  if ('fixed' in event) return { kind: 'fixed', version: event.fixed };
  if ('last_affected' in event) return { kind: 'last_affected', version: event.last_affected };
  return { kind: 'limit', version: event.limit };
}

function isBeginning(bound: Bound): boolean {
  return bound.kind === 'introduced' && bound.version === BEGINNING;
}

function compareBounds(scheme: VersionScheme, a: Bound, b: Bound): number {
  if (isBeginning(a) || isBeginning(b)) return Number(isBeginning(b)) - Number(isBeginning(a));
  return orderVersions(scheme, a.version, b.version);
}

/** Whether `version` lies in the interval. Ask {@link isPlaceable} first: an invalid version has no true place. */
export function matchesInterval(scheme: VersionScheme, version: string, interval: Interval): boolean {
  if (interval.introduced !== BEGINNING && orderVersions(scheme, version, interval.introduced) < 0)
    return false;
  switch (interval.end.kind) {
    case 'none':
      return true;
    case 'last_affected':
      return orderVersions(scheme, version, interval.end.version) <= 0;
    default:
      return orderVersions(scheme, version, interval.end.version) < 0;
  }
}

/** What of an `affected` entry decides: its ranges as intervals and its explicit versions. */
export interface Affected {
  readonly intervals: readonly Interval[];
  readonly versions: readonly string[];
}

export type AffectedMatch =
  | { readonly by: 'range'; readonly interval: Interval }
  | { readonly by: 'version'; readonly version: string };

/**
 * Why `version` is affected, or null when it is not. Ranges are asked first because they name the fix. A version
 * that is invalid in the scheme is never placed in a range; it matches only when it is listed as it is written.
 */
export function matchAffected(
  scheme: VersionScheme,
  version: string,
  affected: Affected,
): AffectedMatch | null {
  const valid = isPlaceable(scheme, version);
  if (valid) {
    for (const interval of affected.intervals) {
      if (matchesInterval(scheme, version, interval)) return { by: 'range', interval };
    }
  }
  for (const listed of affected.versions) {
    if (listed === version || (valid && isListed(scheme, version, listed))) {
      return { by: 'version', version: listed };
    }
  }
  return null;
}

function isListed(scheme: VersionScheme, version: string, listed: string): boolean {
  return isPlaceable(scheme, listed) && sameVersion(scheme, version, listed);
}

/**
 * The lowest fixed version above `version` among the intervals that contain it; when none of those ends in a fix,
 * null. Intervals that begin later are not looked at: their fixes concern another line of releases.
 */
export function fixedVersionFor(
  scheme: VersionScheme,
  version: string,
  intervals: readonly Interval[],
): string | null {
  let lowest: string | null = null;
  for (const interval of intervals) {
    if (interval.end.kind !== 'fixed' || !matchesInterval(scheme, version, interval)) continue;
    const fixed = interval.end.version;
    if (lowest === null || orderVersions(scheme, fixed, lowest) < 0) lowest = fixed;
  }
  return lowest;
}

/**
 * Whether `version` has a true place in the order, which is more than being valid: advisories for npm and Cargo are
 * sometimes written by hand with fewer than three numbers (`fixed: "4.17"`), and Alpine and Packagist carry versions
 * outside their own grammar (`6.6.2p1`). Dropping such a bound would leave the range open. A branch of Composer is a
 * valid version that has no place.
 */
export function isPlaceable(scheme: VersionScheme, version: string): boolean {
  if (scheme === 'composer' && NAMED_BRANCH.test(version)) return false;
  if (isValidVersion(scheme, version)) return true;
  switch (scheme) {
    case 'npm':
    case 'cargo':
      return isValidVersion('semver', version);
    case 'apk':
    case 'composer':
      return (
        version.length <= MAX_VERSION_LENGTH &&
        !/\s/.test(version) &&
        releaseNumbers(scheme, version) !== null
      );
    default:
      return false;
  }
}
