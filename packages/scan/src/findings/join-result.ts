/** Joins findings with the rules that they name and the fixes that clear them. */
import type { Finding, Fix, Remediation, Rule } from '@theriac/core';

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
