/**
 * VERS, the range notation beside package URLs (https://github.com/package-url/vers-spec): `vers:npm/>=1.0.0|<2.0.0`.
 * Constraints are sorted by version; a version is in the range when two neighbours enclose it or one names it.
 */

import { TheriacError } from '../errors.ts';
import type { VersionScheme } from '../inventory/ecosystems.ts';
import { encodePart } from '../purl/purl.ts';
import { orderVersions } from './index.ts';
import type { Operator } from './ranges/range.ts';

export interface VersConstraint {
  readonly op: Operator;
  readonly version: string;
}

export interface Vers {
  /** As written: `pypi`, `golang`, `nginx`. */
  readonly scheme: string;
  /** `*`: every version. */
  readonly constraints: readonly VersConstraint[] | '*';
}

/** Longer text is refused before it is looked at. */
export const MAX_VERS_LENGTH = 65_536;

/** VERS schemes that have another name than our version scheme. */
const SCHEMES: ReadonlyMap<string, VersionScheme> = new Map<string, VersionScheme>([
  ['semver', 'semver'],
  ['npm', 'npm'],
  ['pypi', 'pep440'],
  ['maven', 'maven'],
  ['nuget', 'nuget'],
  ['gem', 'gem'],
  ['composer', 'composer'],
  ['golang', 'go'],
  ['go', 'go'],
  ['cargo', 'cargo'],
  ['deb', 'deb'],
  ['rpm', 'rpm'],
  ['apk', 'apk'],
  ['alpine', 'apk'],
  ['alpm', 'alpm'],
  ['pub', 'pub'],
  ['cran', 'cran'],
  ['hackage', 'hackage'],
  ['conan', 'conan'],
  ['gentoo', 'gentoo'],
  ['ebuild', 'gentoo'],
  ['openssl', 'openssl'],
  ['nginx', 'semver'],
  ['github', 'semver'],
  ['bitnami', 'semver'],
  ['datetime', 'datetime'],
  ['lexicographic', 'lexicographic'],
]);

/** How versions of a VERS scheme are ordered; schemes that we do not know are ordered as generic versions. */
export function versionSchemeOfVers(scheme: string): VersionScheme {
  return SCHEMES.get(scheme) ?? 'generic';
}

/**
 * Parses canonical text only.
 * @throws TheriacError THERIAC_INPUT_SYNTAX with the reason
 */
export function parseVers(text: string): Vers {
  const { scheme, rest } = head(text);
  if (/\s/.test(text)) throw refused('whitespace is not permitted');
  if (rest.startsWith('|')) throw refused('leading pipe is not permitted');
  if (rest.endsWith('|')) throw refused('trailing pipe is not permitted');
  if (rest.includes('||')) throw refused('consecutive pipes are not permitted');
  if (rest === '*') return { scheme, constraints: '*' };
  const constraints = rest === '' ? [] : rest.split('|').map((part) => constraintOf(scheme, part));
  const sorted = sortedConstraints(scheme, constraints);
  if (sorted.some((constraint, i) => constraint !== constraints[i])) {
    throw refused('constraints are not sorted by version');
  }
  return { scheme, constraints };
}

/**
 * Canonical text of a range that anyone wrote: white space and empty constraints dropped, sorted, encoded.
 * @throws TheriacError THERIAC_INPUT_SYNTAX when it is not VERS at all
 */
export function canonicalVers(text: string): string {
  const { scheme, rest } = head(text.replace(/\s+/g, ''));
  if (rest === '*') return formatVers({ scheme, constraints: '*' });
  const parts = rest.split('|').filter((part) => part !== '');
  const constraints = parts.map((part) => constraintOf(scheme, part));
  return formatVers({ scheme, constraints: sortedConstraints(scheme, constraints) });
}

export function formatVers({ scheme, constraints }: Vers): string {
  if (constraints === '*') return `vers:${scheme}/*`;
  const parts = constraints.map(({ op, version }) => `${op === '=' ? '' : op}${encodePart(version)}`);
  return `vers:${scheme}/${parts.join('|')}`;
}

/** By version; at one version the end of a span comes before the begin of the next, else as written. */
export function sortedConstraints(
  scheme: string,
  constraints: readonly VersConstraint[],
): readonly VersConstraint[] {
  const order = versionSchemeOfVers(scheme);
  return [...constraints].sort(
    (a, b) => orderVersions(order, a.version, b.version) || Number(isUpper(b)) - Number(isUpper(a)),
  );
}

function head(text: string): { readonly scheme: string; readonly rest: string } {
  if (text.length > MAX_VERS_LENGTH) throw notVers(`longer than ${MAX_VERS_LENGTH} characters`);
  const match = /^vers:([a-z][a-z0-9.-]*)\/(.*)$/s.exec(text);
  if (match === null) throw notVers('it does not begin with vers: and a scheme');
  return { scheme: match[1] ?? '', rest: match[2] ?? '' };
}

function constraintOf(scheme: string, text: string): VersConstraint {
  const match = /^(<=|>=|!=|<|>|=)?(.*)$/s.exec(text);
  const version = decoded(scheme, match?.[2] ?? '');
  if (version === '' || /^[<>=!*]/.test(match?.[2] ?? '')) throw notVers('a constraint has no version');
  return { op: operatorOf(match?.[1]), version };
}

function operatorOf(text: string | undefined): Operator {
  switch (text) {
    case '<':
    case '<=':
    case '>':
    case '>=':
    case '!=':
      return text;
    default:
      return '=';
  }
}

function decoded(scheme: string, text: string): string {
  let version: string;
  try {
    version = decodeURIComponent(text);
  } catch {
    throw refused('invalid percent-encoding in version');
  }
  if (/%(?:[a-f][0-9A-Fa-f]|[0-9A-F][a-f])/.test(text)) {
    throw refused('percent-encoding in version is not canonical');
  }
  if (scheme === 'datetime') {
    if (text.includes('%3A')) throw refused('datetime time colons must be unencoded');
    if (/[tz]/.test(version)) throw refused('datetime must use uppercase T and Z');
  }
  return version;
}

function refused(reason: string): TheriacError {
  return new TheriacError('THERIAC_INPUT_SYNTAX', `non-canonical VERS: ${reason}`);
}

function notVers(reason: string): TheriacError {
  return new TheriacError('THERIAC_INPUT_SYNTAX', `not a VERS range: ${reason}`);
}

/** Whether `version` is in the range (vers-spec, "Checking if a version is contained within a range"). */
export function versContains(vers: Vers, version: string): boolean {
  if (vers.constraints === '*') return true;
  const scheme = versionSchemeOfVers(vers.scheme);
  const at = (c: VersConstraint): number => orderVersions(scheme, version, c.version);
  if (vers.constraints.some((c) => c.op === '!=' && at(c) === 0)) return false;
  if (vers.constraints.some((c) => (c.op === '=' || c.op === '<=' || c.op === '>=') && at(c) === 0))
    return true;
  const bounds = simplifiedBounds(vers.constraints);
  if (bounds.length === 0) {
    return vers.constraints.length > 0 && vers.constraints.every((c) => c.op === '!=');
  }
  for (const [i, bound] of bounds.entries()) {
    const order = at(bound);
    if (!isLower(bound)) {
      if (i === 0 && order < 0) return true;
      continue;
    }
    const next = bounds[i + 1];
    if (order > 0 && (next === undefined || at(next) < 0)) return true;
  }
  return false;
}

function isUpper({ op }: VersConstraint): boolean {
  return op === '<' || op === '<=';
}

export function isLower({ op }: VersConstraint): boolean {
  return op === '>' || op === '>=';
}

/** Lower and upper bounds in turns: of neighbours in one direction the wider one stays (vers-spec, simplification). */
export function simplifiedBounds(constraints: readonly VersConstraint[]): readonly VersConstraint[] {
  const bounds: VersConstraint[] = [];
  for (const constraint of constraints) {
    if (constraint.op === '=' || constraint.op === '!=') continue;
    const last = bounds.at(-1);
    if (last !== undefined && isLower(last) === isLower(constraint)) {
      if (!isLower(constraint)) bounds[bounds.length - 1] = constraint;
    } else bounds.push(constraint);
  }
  return bounds;
}
