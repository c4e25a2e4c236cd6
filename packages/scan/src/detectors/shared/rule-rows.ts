/** Rules of detectors as tables that can be reviewed: what differs from rule to rule, and nothing else. */
import type { FindingKind, Rule, Severity } from '@theriac/core';

export interface RuleRow {
  readonly title: string;
  readonly severity: Exclude<Severity, 'unknown'>;
  readonly cwe: readonly string[];
  /** Why it matters. */
  readonly rationale: string;
  /** How to fix it, in one sentence. */
  readonly remediation: string;
  /** Where people read more; a page of the tool's own or of a standard. */
  readonly url?: string;
}

/** The rules of a table, by the last part of their ids. */
export function rulesOf<Id extends string>(
  prefix: string,
  kind: FindingKind,
  rows: Readonly<Record<Id, RuleRow>>,
): Readonly<Record<Id, Rule>> {
  const rules = Object.entries<RuleRow>(rows).map(([id, row]) => [
    id,
    { id: `${prefix}-${id}`, kind, aliases: [], cvss: [], ...row },
  ]);
  return Object.fromEntries(rules) as Record<Id, Rule>;
}
