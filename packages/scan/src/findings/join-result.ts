/** Joins findings with the rules that they name and the fixes that clear them. */
import type { Coverage, Finding, Fix, Remediation, Rule } from '@theriac/core';

/** An image and a version file may break the same rule. Sorted by id. */
export function uniqueRules(rules: readonly Rule[]): Rule[] {
  return [...new Map(rules.map((rule) => [rule.id, rule])).values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

export function withRemediation(findings: readonly Finding[], fixes: readonly Fix[]): Finding[] {
  const byFinding = new Map<string, Fix>();
  for (const fix of fixes) for (const fingerprint of fix.clears) byFinding.set(fingerprint, fix);
  return findings.map((finding) => {
    const fix = byFinding.get(finding.fingerprint);
    const remediation: Remediation =
      fix === undefined
        ? { kind: 'none', text: '' }
        : fix.kind === 'change'
          ? { kind: 'change', fix: fix.id }
          : fix.to === null
            ? { kind: 'none', text: fix.action }
            : { kind: 'upgrade', fix: fix.id };
    return { ...finding, remediation };
  });
}

/** Pipeline and detectors may speak of one area: what was looked at counts, and every reason. */
export function oneEach(coverage: readonly Coverage[]): Coverage[] {
  const order: readonly Coverage['state'][] = ['skipped', 'complete', 'partial', 'failed'];
  return [...Map.groupBy(coverage, ({ area }) => area).values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined || same.length === 1) return same;
    const looked = same.filter(({ state }) => state !== 'skipped');
    if (looked.length < 2) return looked.length === 0 ? [first] : looked;
    const worst = looked.toSorted((a, b) => order.indexOf(b.state) - order.indexOf(a.state))[0] ?? first;
    return [{ ...worst, reasons: [...new Set(looked.flatMap(({ reasons }) => reasons))].sort() }];
  });
}
