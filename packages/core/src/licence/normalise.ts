/** The canonical form of an expression, so that two that say the same have the same bytes. */
import { formatLicence, type LicenceNode, type LicenceTerm, parseLicence } from './expression.ts';
import { DEPRECATED_IDS, orLaterId } from './ids.ts';

/**
 * Deprecated ids are written as the list wants them, `+` becomes `-or-later` where there is such an id, nested
 * ANDs and ORs are flattened, parts are sorted and named once. Does not change what the expression permits.
 */
export function normaliseLicence(node: LicenceNode): LicenceNode {
  if (node.kind === 'licence') return normaliseTerm(node);
  const parts = new Map<string, LicenceNode>();
  for (const part of node.parts.map(normaliseLicence)) {
    for (const flat of part.kind === node.kind ? part.parts : [part]) parts.set(formatLicence(flat), flat);
  }
  return joinParts(node.kind, parts);
}

/**
 * Normalised, and without branches that add nothing: `A OR (A AND B)` is A, since whoever may choose never has to
 * take more; `A AND (A OR B)` is A.
 */
export function simplifyLicence(node: LicenceNode): LicenceNode {
  const normal = normaliseLicence(node);
  if (normal.kind === 'licence') return normal;
  const parts = new Map<string, LicenceNode>();
  for (const part of normal.parts.map(simplifyLicence)) {
    for (const flat of part.kind === normal.kind ? part.parts : [part]) parts.set(formatLicence(flat), flat);
  }
  const inner = normal.kind === 'or' ? 'and' : 'or';
  const setOf = (part: LicenceNode): ReadonlySet<string> =>
    new Set(part.kind === inner ? part.parts.map(formatLicence) : [formatLicence(part)]);
  const sets = new Map([...parts].map(([text, part]) => [text, setOf(part)]));
  for (const [text, set] of sets) {
    const absorbed = [...sets].some(
      ([other, smaller]) =>
        other !== text && smaller.size < set.size && [...smaller].every((t) => set.has(t)),
    );
    if (absorbed) parts.delete(text);
  }
  return joinParts(normal.kind, parts);
}

/** Canonical text of an expression's text, or null when it is none. */
export function canonicalLicence(text: string): string | null {
  const parsed = parseLicence(text);
  return parsed.ok ? formatLicence(normaliseLicence(parsed.node)) : null;
}

/** AND or OR of several expressions, normalised; null for none. */
export function combineLicences(kind: 'and' | 'or', nodes: readonly LicenceNode[]): LicenceNode | null {
  const [first, ...more] = nodes;
  if (first === undefined) return null;
  return normaliseLicence(more.length === 0 ? first : { kind, parts: nodes });
}

function joinParts(kind: 'and' | 'or', parts: ReadonlyMap<string, LicenceNode>): LicenceNode {
  const sorted = [...parts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, part]) => part);
  const [only] = sorted;
  return sorted.length === 1 && only !== undefined ? only : { kind, parts: sorted };
}

function normaliseTerm(term: LicenceTerm): LicenceTerm {
  const later = term.orLater ? orLaterId(term.id) : undefined;
  if (later !== undefined)
    return withException({ kind: 'licence', id: later, orLater: false }, term.exception);
  const row = Object.hasOwn(DEPRECATED_IDS, term.id) ? DEPRECATED_IDS[term.id] : undefined;
  if (row === undefined) return term;
  // `GPL-2.0-with-GCC-exception WITH …` names two exceptions, which no expression can; it stays as written.
  if (row.exception !== undefined && term.exception !== undefined) return term;
  const orLater = term.orLater && row.exception === undefined;
  return withException({ kind: 'licence', id: row.id, orLater }, term.exception ?? row.exception);
}

function withException(term: LicenceTerm, exception: string | undefined): LicenceTerm {
  return exception === undefined ? term : { ...term, exception };
}
