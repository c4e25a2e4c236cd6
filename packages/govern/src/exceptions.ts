/**
 * Exceptions: time-boxed, owned, with compensating controls. The limits are those of the governance model §3 and
 * cannot be configured away; an exception that breaks one is not applied, and the run says so.
 */
import {
  type Decision,
  type Finding,
  type Rule,
  type Severity,
  type System,
  tryParsePurl,
} from '@theriac/core';
import type { ExceptionRule } from './config.ts';
import { daysBetween } from './days.ts';

/** Longest life of an exception in days; half of it for patient-facing systems. Unknown severity counts as high. */
const MAX_DAYS: Readonly<Record<Severity, number>> = {
  critical: 14,
  high: 30,
  medium: 90,
  low: 180,
  unknown: 30,
};

export type ExceptionVerdict =
  | { readonly state: 'applies'; readonly rule: ExceptionRule }
  | { readonly state: 'expired'; readonly rule: ExceptionRule }
  /** It concerns the finding but breaks a limit. */
  | { readonly state: 'refused'; readonly rule: ExceptionRule; readonly reason: string };

export interface ExceptionCase {
  readonly rule: Rule;
  readonly severity: Severity;
  readonly decision: Decision;
  readonly purl: string;
  readonly name: string;
  readonly path: string;
  readonly kind: Finding['kind'];
  readonly system: System;
}

/**
 * What the exceptions say of one finding: the first that applies, else the first that would have but expired or
 * breaks a limit, else undefined.
 * @param asOf YYYY-MM-DD; an exception holds through the day it expires
 */
export function judgeExceptions(
  exceptions: readonly ExceptionRule[],
  subject: ExceptionCase,
  asOf: string,
): ExceptionVerdict | undefined {
  let other: ExceptionVerdict | undefined;
  for (const rule of exceptions) {
    if (!concerns(rule, subject)) continue;
    const verdict = judge(rule, subject, asOf);
    if (verdict.state === 'applies') return verdict;
    other ??= verdict;
  }
  return other;
}

function judge(rule: ExceptionRule, subject: ExceptionCase, asOf: string): ExceptionVerdict {
  const refused = (reason: string): ExceptionVerdict => ({ state: 'refused', rule, reason });
  if (subject.kind === 'malware') return refused('a malicious package cannot be excepted');
  const exposed = subject.decision.bod.row.split(' ')[1] === 'y';
  if (subject.rule.kev !== undefined && exposed) {
    return refused('exploited (KEV) on a publicly exposed system: it can be mitigated, not excepted');
  }
  const patientFacing = subject.system.facts.patientFacing.value;
  const limit = MAX_DAYS[subject.severity] / (patientFacing ? 2 : 1);
  const length = daysBetween(rule.created, rule.expires);
  if (length > limit) {
    return refused(
      `${length} days where ${subject.severity} severity${patientFacing ? ' on a patient-facing system' : ''} allows ${limit}`,
    );
  }
  if (rule.created > asOf) return refused(`it starts on ${rule.created}`);
  return rule.expires < asOf ? { state: 'expired', rule } : { state: 'applies', rule };
}

function concerns(rule: ExceptionRule, subject: ExceptionCase): boolean {
  const wanted = rule.vulnerability.toUpperCase();
  if (![subject.rule.id, ...subject.rule.aliases].some((id) => id.toUpperCase() === wanted)) return false;
  if (
    rule.path !== undefined &&
    subject.path !== rule.path &&
    !subject.path.startsWith(`${rule.path.replace(/\/$/, '')}/`)
  )
    return false;
  return rule.package === undefined || isPackage(rule.package, subject);
}

/** A name, or a purl with or without a version. */
function isPackage(given: string, subject: ExceptionCase): boolean {
  if (given === subject.name || given === subject.purl) return true;
  const [wanted, actual] = [tryParsePurl(given), tryParsePurl(subject.purl)];
  if (wanted === null || actual === null) return false;
  return (
    wanted.type === actual.type &&
    wanted.namespace === actual.namespace &&
    wanted.name === actual.name &&
    (wanted.version === undefined || wanted.version === actual.version)
  );
}
