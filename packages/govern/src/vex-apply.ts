/**
 * VEX statements against findings: by product *and* component, never by CVE alone. A statement concerns a finding when
 * it names the vulnerability and either the component itself, or the product that holds it (alone, or with the
 * component as its part). Only `not_affected` (with a justification or an impact statement, as OpenVEX demands) and
 * `fixed` silence a finding; statements of one time that disagree silence nothing and are reported.
 */
import type { FindingStatus, Rule, VexProduct, VexStatement } from '@theriac/core';
import { matchTarget, type VexMatch, type VexSubject } from './vex-target.ts';

export interface VexCase {
  readonly rule: Rule;
  readonly component: VexSubject;
  /** What counts as the product: the system, the project, the root. */
  readonly products: readonly VexSubject[];
}

export interface VexVerdict {
  readonly status: FindingStatus | undefined;
  /** For people: under investigation, for another version, or refused and why. */
  readonly notes: readonly string[];
  /** Statements that cannot all be true, in one sentence. */
  readonly conflict?: string;
  /** Statements that are about the finding, in this or another version. */
  readonly concerned: readonly VexStatement[];
}

type Judged = Omit<VexVerdict, 'concerned'>;

export function judgeVex(statements: readonly VexStatement[], subject: VexCase): VexVerdict {
  const ids = new Set([subject.rule.id, ...subject.rule.aliases].map((id) => id.toUpperCase()));
  const named = statements.filter((s) => s.vulnerability.some((v) => ids.has(v.toUpperCase())));
  const matched = named.map((s) => ({ statement: s, match: concerns(s, subject) }));
  const about = matched.filter((m) => m.match === 'yes').map((m) => m.statement);
  const near = matched.filter((m) => m.match === 'version').map((m) => m.statement);
  return { ...judgeMatching(about, near), concerned: [...about, ...near] };
}

function judgeMatching(about: readonly VexStatement[], near: readonly VexStatement[]): Judged {
  const newest = about.reduce((most, s) => Math.max(most, Date.parse(s.timestamp)), Number.NEGATIVE_INFINITY);
  const current = about.filter((s) => Date.parse(s.timestamp) === newest);
  const [first] = current;
  if (first === undefined) return { status: undefined, notes: near.map(otherVersion) };
  const statuses = [...new Set(current.map((s) => s.status))].sort();
  if (statuses.length > 1) {
    const sources = current.map((s) => s.source).join(', ');
    const conflict = `VEX statements disagree (${statuses.join(', ')}) in ${sources}; none was applied`;
    return { status: undefined, notes: [conflict], conflict };
  }
  const overruled = about.filter((s) => s.status !== first.status && s.author !== first.author);
  const notes = overruled.map(
    (s) =>
      `VEX: ${first.source} (${first.status}) is newer than ${s.source} of ${s.author || 'somebody else'} (${s.status})`,
  );
  return { ...verdictOf(first, notes) };
}

function verdictOf(first: VexStatement, notes: readonly string[]): Judged {
  const open = (note: string): Judged => ({ status: undefined, notes: [note, ...notes] });
  if (first.draft === true) return open(`VEX: ${first.source} is a draft; not applied`);
  if (first.status === 'under_investigation') return open(`VEX: under investigation (${first.source})`);
  if (first.status === 'affected') {
    const action = first.actionStatement === undefined ? '' : `: ${first.actionStatement}`;
    return open(`VEX: affected (${first.source})${action}`);
  }
  const unjustified = first.justification === undefined && first.impactStatement === undefined;
  if (first.status === 'not_affected' && unjustified)
    return open(`VEX: not_affected without a justification (${first.source}); not applied`);
  return {
    status: {
      state: 'vex',
      status: first.status,
      source: first.source,
      ...(first.justification === undefined ? {} : { justification: first.justification }),
    },
    notes,
  };
}

function otherVersion({ source, status }: VexStatement): string {
  return `VEX: ${source} says ${status} of another version, or this version is not known; not applied`;
}

function concerns(statement: VexStatement, subject: VexCase): VexMatch {
  return best(statement.products.map((product) => concernsProduct(product, subject)));
}

function concernsProduct(product: VexProduct, { component, products }: VexCase): VexMatch {
  const whole = best(products.map((p) => matchTarget(product, p)));
  if (product.subcomponents.length === 0) return best([matchTarget(product, component), whole]);
  if (whole === 'no') return 'no';
  const part = best(product.subcomponents.map((s) => matchTarget(s, component)));
  return part === 'yes' ? whole : part;
}

function best(matches: readonly VexMatch[]): VexMatch {
  if (matches.includes('yes')) return 'yes';
  return matches.includes('version') ? 'version' : 'no';
}
