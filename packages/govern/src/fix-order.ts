/** In which order changes, and the findings that a change clears, are listed: the most urgent first. */
import { type Finding, type Fix, OUTCOMES, outcomeRank, SEVERITIES, severityRank } from '@theriac/core';

/** Later than every due day. */
const NEVER = '9999';

/**
 * Worst decision first, then earliest due; then what clears more: of the worst decision and severity first, then of
 * the next. What to do on Monday morning.
 */
export function orderFixes(fixes: readonly Fix[], findings: ReadonlyMap<string, Finding>): Fix[] {
  const weighted = fixes.map((fix) => {
    const cleared = fix.clears.flatMap((id) => findings.get(id) ?? []);
    const rank = cleared.reduce<number>(
      (least, f) => Math.min(least, outcomeRank(f.decision.outcome)),
      OUTCOMES.length,
    );
    const [due = NEVER] = cleared.map((f) => f.decision.dueDate ?? NEVER).sort();
    return { fix, rank, due, weight: weightOf(cleared) };
  });
  weighted.sort(
    (a, b) =>
      a.rank - b.rank ||
      compareText(a.due, b.due) ||
      heavier(a.weight, b.weight) ||
      b.fix.clears.length - a.fix.clears.length ||
      compareText(a.fix.id, b.fix.id),
  );
  return weighted.map((w) => w.fix);
}

/** How many of each outcome and severity, worst first. */
function weightOf(cleared: readonly Finding[]): number[] {
  return OUTCOMES.flatMap((outcome) =>
    SEVERITIES.map(
      (severity) => cleared.filter((f) => f.decision.outcome === outcome && f.severity === severity).length,
    ),
  );
}

function heavier(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((n, i) => n !== b[i]);
  return at < 0 ? 0 : (b[at] ?? 0) - (a[at] ?? 0);
}

/** By outcome, then severity, then due day, then rule. */
export function orderFindings(findings: readonly Finding[]): Finding[] {
  return [...findings].sort(
    (a, b) =>
      outcomeRank(a.decision.outcome) - outcomeRank(b.decision.outcome) ||
      severityRank(a.severity) - severityRank(b.severity) ||
      compareText(a.decision.dueDate ?? NEVER, b.decision.dueDate ?? NEVER) ||
      compareText(a.rule, b.rule),
  );
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
