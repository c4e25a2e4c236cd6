/**
 * VEX statements against findings: by product *and* component, never by CVE alone. Only `not_affected` (with a
 * justification or an impact statement, as OpenVEX demands) and `fixed` silence a finding; two statements of the
 * same time that disagree silence nothing and are reported.
 */
import { type FindingStatus, type Rule, tryParsePurl, type VexStatement } from '@theriac/core';

export interface VexCase {
  readonly rule: Rule;
  readonly purl: string;
  /** What counts as the product: purls and names of the project, the root and the system. */
  readonly products: readonly string[];
}

export interface VexVerdict {
  readonly status: FindingStatus | undefined;
  /** For people: under investigation, conflicting, or refused and why. */
  readonly notes: readonly string[];
}

export function judgeVex(statements: readonly VexStatement[], subject: VexCase): VexVerdict {
  const ids = new Set([subject.rule.id, ...subject.rule.aliases].map((id) => id.toUpperCase()));
  const about = statements.filter(
    (s) =>
      s.vulnerability.some((v) => ids.has(v.toUpperCase())) &&
      s.products.some((p) => concerns(p.id, p.subcomponents, subject)),
  );
  const newest = about.reduce(
    (latest, s) => (Date.parse(s.timestamp) > Date.parse(latest) ? s.timestamp : latest),
    about[0]?.timestamp ?? '',
  );
  const current = about.filter((s) => Date.parse(s.timestamp) === Date.parse(newest));
  const [first] = current;
  if (first === undefined) return { status: undefined, notes: [] };
  const statuses = [...new Set(current.map((s) => s.status))].sort();
  if (statuses.length > 1) {
    const sources = current.map((s) => s.source).join(', ');
    return {
      status: undefined,
      notes: [`VEX statements disagree (${statuses.join(', ')}) in ${sources}; none was applied`],
    };
  }
  if (first.status === 'under_investigation')
    return { status: undefined, notes: [`VEX: under investigation (${first.source})`] };
  if (first.status === 'affected') {
    const action = first.actionStatement === undefined ? '' : `: ${first.actionStatement}`;
    return { status: undefined, notes: [`VEX: affected (${first.source})${action}`] };
  }
  if (
    first.status === 'not_affected' &&
    first.justification === undefined &&
    first.impactStatement === undefined
  ) {
    return {
      status: undefined,
      notes: [`VEX: not_affected without a justification (${first.source}); not applied`],
    };
  }
  return {
    status: {
      state: 'vex',
      status: first.status,
      source: first.source,
      ...(first.justification === undefined ? {} : { justification: first.justification }),
    },
    notes: [],
  };
}

function concerns(product: string, subcomponents: readonly string[], subject: VexCase): boolean {
  if (subcomponents.length === 0) return covers(product, subject.purl);
  return (
    subject.products.some((p) => covers(product, p)) && subcomponents.some((c) => covers(c, subject.purl))
  );
}

/** Whether `wanted` names `actual`: equal, or a purl without version (or qualifiers) that `actual` is a case of. */
function covers(wanted: string, actual: string): boolean {
  if (wanted === actual) return true;
  const [w, a] = [tryParsePurl(wanted), tryParsePurl(actual)];
  if (w === null || a === null) return false;
  if (w.type !== a.type || w.namespace !== a.namespace || w.name !== a.name) return false;
  if (w.version !== undefined && w.version !== a.version) return false;
  return Object.entries(w.qualifiers ?? {}).every(([key, value]) => a.qualifiers?.[key] === value);
}
