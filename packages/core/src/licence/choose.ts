/** Questions to an expression: what may be chosen, what satisfies it, what is the best and the worst of it. */
import { formatLicence, type LicenceNode, type LicenceTerm } from './expression.ts';
import { licenceVersion } from './ids.ts';
import { normaliseLicence } from './normalise.ts';

/** More branches than this are not written out: `(A OR B) AND (C OR D) AND …` doubles with every part. */
const MAX_BRANCHES = 256;

/**
 * The ways to comply, each a list of licences that all hold (disjunctive normal form); sorted, each named once.
 * @returns null when there are more than 256
 */
export function licenceBranches(node: LicenceNode): readonly (readonly LicenceTerm[])[] | null {
  const branches = branchesOf(normaliseLicence(node));
  if (branches === null) return null;
  const distinct = new Map<string, readonly LicenceTerm[]>();
  for (const branch of branches) {
    const terms = new Map(branch.map((term) => [formatLicence(term), term]));
    const keys = [...terms.keys()].sort();
    distinct.set(
      keys.join(' AND '),
      keys.flatMap((key) => terms.get(key) ?? []),
    );
  }
  return [...distinct].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, terms]) => terms);
}

function branchesOf(node: LicenceNode): (readonly LicenceTerm[])[] | null {
  if (node.kind === 'licence') return [[node]];
  let result: (readonly LicenceTerm[])[] = node.kind === 'or' ? [] : [[]];
  for (const part of node.parts) {
    const branches = branchesOf(part);
    if (branches === null) return null;
    const size = node.kind === 'or' ? result.length + branches.length : result.length * branches.length;
    if (size > MAX_BRANCHES) return null;
    result =
      node.kind === 'or'
        ? [...result, ...branches]
        : result.flatMap((left) => branches.map((right) => [...left, ...right]));
  }
  return result;
}

/**
 * Whether the expression can be complied with by licences of the list alone. An `-or-later` on either side counts:
 * whoever holds `GPL-2.0-or-later` may take version 3, and a list that permits `GPL-2.0-or-later` permits it too.
 * An exception must be listed with its licence, or the licence without it: an exception only adds permissions.
 */
export function satisfiesLicence(node: LicenceNode, allowed: readonly LicenceTerm[]): boolean {
  const list = allowed.map(normalisedTerm);
  const holds = (part: LicenceNode): boolean =>
    part.kind === 'licence'
      ? list.some((term) => covers(term, part))
      : part.kind === 'or'
        ? part.parts.some(holds)
        : part.parts.every(holds);
  return holds(normaliseLicence(node));
}

function normalisedTerm(term: LicenceTerm): LicenceTerm {
  const normal = normaliseLicence(term);
  return normal.kind === 'licence' ? normal : term;
}

function covers(permitted: LicenceTerm, wanted: LicenceTerm): boolean {
  if (permitted.exception !== undefined && permitted.exception !== wanted.exception) return false;
  if (permitted.id === wanted.id && permitted.orLater === wanted.orLater) return true;
  const a = licenceVersion(permitted.id);
  const b = licenceVersion(wanted.id);
  if (a === null || b === null || a.family !== b.family) return false;
  const order = compareVersions(b.version, a.version);
  const permittedLater = permitted.orLater || a.suffix === 'or-later';
  const wantedLater = wanted.orLater || b.suffix === 'or-later';
  return order === 0 || (permittedLater && order > 0) || (wantedLater && order < 0);
}

function compareVersions(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i += 1) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** A choice: the licences to comply with, and the rank of the worst of them. */
export interface LicenceChoice {
  readonly terms: readonly LicenceTerm[];
  readonly rank: number;
}

/**
 * The branch that costs least: of an OR the better side, of an AND everything. Linear in the expression; of equal
 * sides the one that sorts first.
 * @param rank higher is worse
 */
export function bestLicence(node: LicenceNode, rank: (term: LicenceTerm) => number): LicenceChoice {
  const best = (part: LicenceNode): LicenceChoice => {
    if (part.kind === 'licence') return { terms: [part], rank: rank(part) };
    const choices = part.parts.map(best);
    if (part.kind === 'and')
      return { terms: choices.flatMap((c) => c.terms), rank: Math.max(...choices.map((c) => c.rank)) };
    return choices.reduce((chosen, c) => (c.rank < chosen.rank ? c : chosen));
  };
  return best(normaliseLicence(node));
}

/** The rank of the worst licence named, whatever may be chosen. */
export function worstLicence(node: LicenceNode, rank: (term: LicenceTerm) => number): number {
  return node.kind === 'licence'
    ? rank(node)
    : Math.max(...node.parts.map((part) => worstLicence(part, rank)));
}
