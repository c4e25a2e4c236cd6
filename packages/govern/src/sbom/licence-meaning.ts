/** Whether two licence statements mean the same, however each is written. */
import type { BomLicence } from '@theriac/core';
import {
  combineLicences,
  formatLicence,
  type LicenceNode,
  type LicenceTerm,
  licenceBranches,
  recogniseLicence,
  simplifyLicence,
} from '@theriac/core/licence';

/**
 * A text that is equal for statements of equal meaning: deprecated ids, names, `+`, brackets, order and repetition do
 * not count, and `A AND (B OR C)` is `(A AND B) OR (A AND C)`. Words that are no licence stand for themselves, without
 * their case and spacing. The empty text: nothing is said.
 */
export function licenceMeaning(text: string): string {
  const node = nodeOf(text);
  if (node !== null) return meaningOf(node);
  const words = text.trim().toLowerCase().split(/\s+/).join(' ');
  return ['', 'noassertion', 'unknown'].includes(words) ? '' : words;
}

/** What statements that are side by side mean when all of them hold; sorted, so that their order does not count. */
export function licencesMeaning(licences: readonly BomLicence[]): string {
  return joined(licences, 'and');
}

/**
 * Whether the statements of a document allow for `own`: one of them says it, all of them together do, or all of them as
 * a choice. Formats list several licences without saying how they belong together.
 */
export function agreesWith(licences: readonly BomLicence[], own: string): boolean {
  const wanted = licenceMeaning(own);
  return (
    licences.some((licence) => meaningOfStatement(licence) === wanted) ||
    joined(licences, 'and') === wanted ||
    joined(licences, 'or') === wanted
  );
}

function joined(licences: readonly BomLicence[], kind: 'and' | 'or'): string {
  const said = licences.filter((licence) => meaningOfStatement(licence) !== '');
  const nodes = said.flatMap(({ value }) => nodeOf(value) ?? []);
  if (nodes.length === said.length) {
    const whole = combineLicences(kind, nodes);
    return whole === null ? '' : meaningOf(whole);
  }
  return [...new Set(said.map(meaningOfStatement))].sort().join(` ${kind} `);
}

function meaningOfStatement({ kind, value }: BomLicence): string {
  if (kind === 'no-assertion') return '';
  return kind === 'none' ? 'none' : licenceMeaning(value);
}

/** Longer texts are compared as written: normalising costs the square of their parts. */
const MAX_LENGTH = 2_000;

function nodeOf(text: string): LicenceNode | null {
  if (text.length > MAX_LENGTH) return null;
  const known = recogniseLicence(text);
  return known.kind === 'expression' ? known.node : null;
}

function meaningOf(node: LicenceNode): string {
  const branches = licenceBranches(node);
  if (branches === null) return formatLicence(simplifyLicence(node));
  const sets = branches.map((terms) => new Set(terms.map(textOf)));
  // Whoever may choose never has to take more: a branch that holds another one whole adds nothing.
  const least = sets.filter(
    (set) => !sets.some((other) => other.size < set.size && [...other].every((term) => set.has(term))),
  );
  return least
    .map((set) => [...set].sort().join(' AND '))
    .sort()
    .join(' OR ');
}

function textOf(term: LicenceTerm): string {
  return formatLicence(term);
}
