/** In which order changes, and the findings that a change clears, are listed: the most urgent first. */
import { type Finding, type Fix, OUTCOMES, outcomeRank } from '@theriac/core';

/** Later than every due day. */
const NEVER = '9999';

/** Worst decision first, then earliest due, then most cleared, then by name: what to do on Monday morning. */
export function orderFixes(fixes: readonly Fix[], findings: ReadonlyMap<string, Finding>): Fix[] {
  const weighted = fixes.map((fix) => {
    const cleared = fix.clears.flatMap((id) => findings.get(id) ?? []);
    const rank = cleared.reduce<number>(
      (least, f) => Math.min(least, outcomeRank(f.decision.outcome)),
      OUTCOMES.length,
    );
    const [due = NEVER] = cleared.map((f) => f.decision.dueDate ?? NEVER).sort();
    return { fix, rank, due, cleared: cleared.length };
  });
  weighted.sort(
    (a, b) =>
      a.rank - b.rank ||
      compareText(a.due, b.due) ||
      b.cleared - a.cleared ||
      compareText(a.fix.id, b.fix.id),
  );
  return weighted.map((w) => w.fix);
}

/** By outcome, then due day, then rule. */
export function orderFindings(findings: readonly Finding[]): Finding[] {
  return [...findings].sort(
    (a, b) =>
      outcomeRank(a.decision.outcome) - outcomeRank(b.decision.outcome) ||
      compareText(a.decision.dueDate ?? NEVER, b.decision.dueDate ?? NEVER) ||
      compareText(a.rule, b.rule),
  );
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
