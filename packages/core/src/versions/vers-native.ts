/** From the ranges that ecosystems and their advisories write to VERS. */

import { orderVersions } from './index.ts';
import { type ComparatorSet, parseRange } from './ranges/index.ts';
import { increment } from './ranges/range.ts';
import {
  formatVers,
  isLower,
  simplifiedBounds,
  sortedConstraints,
  type Vers,
  type VersConstraint,
  versionSchemeOfVers,
} from './vers.ts';

/**
 * Canonical VERS of a native range; null when the text is not a range of the scheme. Alternatives that overlap are
 * joined, because VERS has no way to write them apart. The prerelease rule of npm has no notation in VERS and is
 * left out, as upstream does.
 */
export function versFromNative(scheme: string, text: string): string | null {
  if (scheme === 'nginx') return written(scheme, nginxConstraints(text));
  if (scheme === 'openssl') return written(scheme, listed(text));
  const range = parseRange(versionSchemeOfVers(scheme), text);
  if (range === null) return null;
  const sets = scheme === 'npm' ? range.any.filter((set) => !isNothing(set)) : range.any;
  if (sets.some((set) => set.all.length === 0)) return formatVers({ scheme, constraints: '*' });
  return written(scheme, constraintsOf(scheme, sets));
}

function written(scheme: string, constraints: Vers['constraints'] | null): string | null {
  if (constraints === null) return null;
  if (constraints === '*') return formatVers({ scheme, constraints });
  return formatVers({ scheme, constraints: sortedConstraints(scheme, constraints) });
}

function isNothing(set: ComparatorSet): boolean {
  return set.all.some(({ op, version }) => op === '<' && version === '0.0.0-0');
}

/** As written where that says the same, else joined. */
function constraintsOf(scheme: string, sets: readonly ComparatorSet[]): Vers['constraints'] {
  const flat = sortedConstraints(
    scheme,
    sets.flatMap((set) => set.all.map(({ op, version }) => ({ op, version }))),
  );
  if (flat.some(({ op }) => op === '!=')) return flat;
  const union = joined(scheme, sets);
  if (union === '*') return '*';
  const points = union.filter(({ op }) => op === '=');
  const isSame =
    sameConstraints(simplifiedBounds(flat), simplifiedBounds(sortedConstraints(scheme, union))) &&
    sameConstraints(
      flat.filter(({ op }) => op === '='),
      sortedConstraints(scheme, points),
    );
  return isSame ? flat : union;
}

function sameConstraints(a: readonly VersConstraint[], b: readonly VersConstraint[]): boolean {
  return a.length === b.length && a.every((c, i) => c.op === b[i]?.op && c.version === b[i]?.version);
}

interface Span {
  readonly lower: VersConstraint | null;
  readonly upper: VersConstraint | null;
}

/** Union of the sets: points as they are, spans merged where they overlap; `*` where nothing is left out. */
function joined(scheme: string, sets: readonly ComparatorSet[]): Vers['constraints'] {
  const order = versionSchemeOfVers(scheme);
  const compare = (a: VersConstraint, b: VersConstraint): number =>
    orderVersions(order, a.version, b.version);
  const points: VersConstraint[] = [];
  const spans: Span[] = [];
  for (const { all } of sets) {
    const exact = all.filter(({ op }) => op === '=');
    const first = exact[0];
    if (first !== undefined) {
      if (exact.every((c) => compare(c, first) === 0)) points.push({ op: '=', version: first.version });
      continue;
    }
    const span = spanOf(all, compare);
    const point = pointOf(span, compare);
    if (point !== null) points.push(point);
    else if (!isEmpty(span, compare)) spans.push(span);
  }
  spans.sort((a, b) => (a.lower === null ? -1 : b.lower === null ? 1 : compare(a.lower, b.lower)));
  const merged: Span[] = [];
  for (const span of spans) {
    const last = merged.at(-1);
    const overlaps =
      last !== undefined &&
      (last.upper === null || span.lower === null || compare(span.lower, last.upper) < 0);
    if (last === undefined || !overlaps) merged.push(span);
    else merged[merged.length - 1] = { lower: last.lower, upper: later(last.upper, span.upper, compare) };
  }
  if (merged.some(({ lower, upper }) => lower === null && upper === null)) return '*';
  return [
    ...points,
    ...merged.flatMap(({ lower, upper }) => [lower, upper].filter((bound) => bound !== null)),
  ];
}

/** `>=1.0 <=1.0` is 1.0: as two constraints VERS would read everything else as well. */
function pointOf({ lower, upper }: Span, compare: Compare): VersConstraint | null {
  if (lower?.op !== '>=' || upper?.op !== '<=' || compare(lower, upper) !== 0) return null;
  return { op: '=', version: lower.version };
}

function isEmpty({ lower, upper }: Span, compare: Compare): boolean {
  return lower !== null && upper !== null && compare(lower, upper) >= 0;
}

type Compare = (a: VersConstraint, b: VersConstraint) => number;

/** The narrowest bounds of one set. */
function spanOf(all: readonly VersConstraint[], compare: Compare): Span {
  let lower: VersConstraint | null = null;
  let upper: VersConstraint | null = null;
  for (const { op, version } of all) {
    const bound = { op, version };
    if (isLower(bound)) {
      if (lower === null || compare(bound, lower) > 0) lower = bound;
    } else if (upper === null || compare(bound, upper) < 0) upper = bound;
  }
  return { lower, upper };
}

function later(a: VersConstraint | null, b: VersConstraint | null, compare: Compare): VersConstraint | null {
  if (a === null || b === null) return null;
  return compare(a, b) >= 0 ? a : b;
}

/** OpenSSL's advisories list versions. */
function listed(text: string): readonly VersConstraint[] | null {
  const versions = text.split(',').map((part) => part.trim());
  if (versions.some((version) => !/^[0-9][0-9A-Za-z.-]*$/.test(version))) return null;
  return versions.map((version) => ({ op: '=', version }));
}

/**
 * nginx's advisories: `0.7.52-0.8.39`, and `1.4.1+` for "from there on". On a stable branch (even minor) that ends
 * with the branch; on the mainline (odd minor), and on 0.9 and later mainlines, it does not.
 */
function nginxConstraints(text: string): readonly VersConstraint[] | null {
  const constraints: VersConstraint[] = [];
  for (const part of text.split(',').map((item) => item.trim())) {
    const match = /^(\d+)\.(\d+)\.(\d+)(?:(\+)|-(\d+\.\d+\.\d+))?$/.exec(part);
    if (match === null) return null;
    const [, major = '0', minor = '0', patch = '0', onwards, last] = match;
    const version = `${major}.${minor}.${patch}`;
    if (last !== undefined) constraints.push({ op: '>=', version }, { op: '<=', version: last });
    else if (onwards === undefined) constraints.push({ op: '=', version });
    else {
      constraints.push({ op: '>=', version });
      const isStable = /[02468]$/.test(minor);
      if (isStable) constraints.push({ op: '<', version: `${major}.${increment(minor)}.0` });
    }
  }
  return constraints;
}
