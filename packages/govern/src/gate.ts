/** Policy over decisions: green, red, or not known. */
import {
  type Area,
  type Coverage,
  type Finding,
  type GateVerdict,
  OUTCOMES,
  type Outcome,
  outcomeRank,
  type Severity,
  severityRank,
} from '@theriac/core';
import type { FailOn, Policy } from './config.ts';

const isOutcome = (value: FailOn): value is Outcome => OUTCOMES.some((o) => o === value);

/** Whether a finding of this outcome and severity fails a gate set to `failOn`. Malware fails every gate but `never`. */
export function fails(failOn: FailOn, finding: Pick<Finding, 'kind' | 'severity' | 'decision'>): boolean {
  if (failOn === 'never') return false;
  if (finding.kind === 'malware') return true;
  if (isOutcome(failOn)) return outcomeRank(finding.decision.outcome) <= outcomeRank(failOn);
  // An unknown severity may be anything, so it fails every severity gate.
  const severity: Severity = finding.severity === 'unknown' ? 'critical' : finding.severity;
  return severityRank(severity) <= severityRank(failOn);
}

/**
 * @param policyHash SHA-256 of the canonical policy, so that a verdict names the rules it was made under
 */
export function judgeGate(
  findings: readonly Finding[],
  coverage: readonly Coverage[],
  policy: Policy,
  options: { readonly onlyNew: boolean; readonly policyHash: string },
): GateVerdict {
  const failing = findings.filter(
    (f) =>
      (f.status.state === 'open' || (f.status.state === 'known' && !options.onlyNew)) &&
      f.uncertain === undefined &&
      fails(policy.failOn, f),
  );
  const gaps = policy.require.flatMap((area) => {
    const why = gapOf(area, coverage, policy.acceptPartial);
    return why === undefined ? [] : [{ area, why }];
  });
  const reasons: string[] = [];
  if (failing.length > 0) {
    const what =
      policy.failOn === 'never'
        ? ''
        : `, ${isOutcome(policy.failOn) ? `decided ${policy.failOn} or sooner` : `rated ${policy.failOn} or worse`}`;
    reasons.push(
      `${failing.length} ${options.onlyNew ? 'new ' : ''}finding${failing.length === 1 ? '' : 's'}${what}`,
    );
  }
  for (const { why } of gaps) reasons.push(why);
  const state = failing.length > 0 ? 'failed' : gaps.length > 0 ? 'incomplete' : 'passed';
  return {
    state,
    exitCode: state === 'failed' ? 1 : state === 'incomplete' ? 3 : 0,
    failing: failing.map((f) => f.fingerprint),
    gaps: gaps.map(({ area }) => area),
    reasons,
    policy: {
      failOn: policy.failOn,
      require: policy.require,
      onlyNew: options.onlyNew,
      hash: options.policyHash,
    },
  };
}

/** Why a required area is not good enough, or undefined. An area that nobody reported on did not run. */
function gapOf(
  area: Area,
  coverage: readonly Coverage[],
  acceptPartial: readonly Area[],
): string | undefined {
  const found = coverage.find((c) => c.area === area);
  if (found === undefined) return `${area}: did not run`;
  if (found.state === 'complete') return undefined;
  if (found.state === 'partial' && acceptPartial.includes(area)) return undefined;
  const [reason = 'no reason given'] = found.reasons;
  const more = found.reasons.length > 1 ? `; and ${found.reasons.length - 1} more, see coverage` : '';
  return `${area} ${found.state}: ${reason}${more}`;
}
