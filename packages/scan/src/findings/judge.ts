/** From a candidate to a finding: decided, traced, suppressed or open. One way for every kind. */
import type { Finding, System } from '@theriac/core';
import { decide, systemFor } from '@theriac/govern';
import type { Candidate } from './candidate.ts';
import { fingerprintOf, type JudgedBy, type Side, seenBefore, statusOf, traceOf } from './status.ts';

export interface JudgeContext extends JudgedBy {
  readonly systems: readonly System[];
  /** Whether KEV and EPSS were there to be looked up. */
  readonly exploitationKnown: boolean;
}

/** @param side collects warnings and used suppressions over all findings; its notes are replaced for each */
export function judge(candidate: Candidate, context: JudgeContext, side: Omit<Side, 'notes'>): Finding {
  const { rule, kind } = candidate;
  const system = systemFor(context.systems, candidate.path);
  const fingerprint = fingerprintOf(candidate.identity);
  const before = seenBefore(fingerprint, candidate.scope, context.baseline);
  const firstSeen = before?.firstSeen ?? context.asOf;
  const decision = decide(
    {
      kind: candidate.decidedAs,
      isConfiguration: rule.kind === 'misconfiguration',
      severity: rule.severity,
      cvss: rule.cvss,
      ...(rule.kev === undefined ? {} : { kev: rule.kev }),
      ...(rule.epss === undefined ? {} : { epss: rule.epss }),
      exploit: candidate.exploit,
      exploitationKnown: context.exploitationKnown,
      scope: candidate.scope,
      scopeSource: candidate.scopeSource,
    },
    system,
    { detected: firstSeen, profiles: context.config.policy.profiles },
  );
  const nearer = before === undefined ? context.baseline?.get(fingerprint)?.scope : undefined;
  const notes = [
    ...(candidate.doubt === undefined ? [] : [candidate.doubt]),
    ...(nearer === undefined ? [] : [`In the baseline it was in scope ${nearer} only.`]),
    ...candidate.notes,
  ];
  const status = statusOf(candidate, { decision, fingerprint, system }, context, { ...side, notes });
  return {
    fingerprint,
    kind,
    rule: rule.id,
    subject: { ...candidate.subject, system: system.name },
    locations: candidate.locations,
    ...(candidate.related.length === 0 ? {} : { related: candidate.related }),
    severity: rule.severity,
    evidence: candidate.evidence,
    trace: traceOf(candidate.dependencyPath, candidate.file, candidate.flow, system),
    decision,
    status,
    // Filled in once the fixes are planned.
    remediation: { kind: 'none', text: '' },
    firstSeen,
    ...(candidate.doubt === undefined ? {} : { uncertain: true }),
    notes,
  };
}
