/**
 * What keeps a finding from counting, in one mechanism for every kind of finding: exceptions and ignored paths of
 * `theriac.yaml`, and comments beside the line. All are time-boxed by the limits of the governance model §3, which
 * cannot be configured away; a suppression that breaks one is not applied, and the run reports it.
 */
import {
  count,
  type EcosystemId,
  type Finding,
  isNamed,
  type Rule,
  type Severity,
  type System,
} from '@theriac/core';
import { addDays, daysBetween } from '../days.ts';

/** Longest life in days; half of it for patient-facing systems. Unknown severity counts as high. */
const MAX_DAYS: Readonly<Record<Severity, number>> = {
  critical: 14,
  high: 30,
  medium: 90,
  low: 180,
  unknown: 30,
};

export interface Suppression {
  /** Id of the exception, or the place of the entry or comment: `theriac.yaml:12`, `deploy/Dockerfile:3`. */
  readonly id: string;
  /** `option`: given on the command line, for one run. */
  readonly kind: 'exception' | 'ignored path' | 'comment' | 'option';
  /** Rule or advisory id, or an alias; undefined: every rule. */
  readonly rule?: string;
  /** Package name or purl (with or without version); undefined: every package. */
  readonly package?: string;
  /** File, root or folder; undefined: the whole target. */
  readonly path?: string;
  /** Lines of `path` that a comment covers; undefined: all. */
  readonly lines?: readonly number[];
  readonly reason: string;
  /** YYYY-MM-DD; absent where only the expiry is written: then it may lie no further ahead than the limit allows. */
  readonly created?: string;
  /** YYYY-MM-DD; it holds through this day. */
  readonly expires: string;
  /** `path:line`, for messages. */
  readonly source: string;
}

export type SuppressionVerdict =
  | { readonly state: 'applies'; readonly by: Suppression }
  /** `reason`: the limit that it would break even if it had not expired. */
  | { readonly state: 'expired'; readonly by: Suppression; readonly reason?: string }
  /** It matches the finding but breaks a limit. */
  | { readonly state: 'refused'; readonly by: Suppression; readonly reason: string };

export interface SuppressionCase {
  readonly rule: Pick<Rule, 'id' | 'aliases' | 'kev'>;
  readonly severity: Severity;
  readonly decision: Pick<Finding['decision'], 'bod'>;
  /** The empty string when the finding is not about a package. */
  readonly purl: string;
  /** Package names that the finding speaks of. */
  readonly names: readonly string[];
  /** How names compare; absent when the finding is not about a package. */
  readonly ecosystem?: EcosystemId;
  /** Root or file of the subject, and the files of its locations. */
  readonly paths: readonly string[];
  /** Places of the finding, for comments. */
  readonly locations: readonly { readonly path: string; readonly line?: number }[];
  readonly kind: Finding['kind'];
  readonly system: System;
}

/**
 * What the suppressions say of one finding: a verdict per suppression that matches it. The first one decides: it is
 * the first that applies, where one does; the others keep their order.
 * @param asOf YYYY-MM-DD
 */
export function judgeSuppressions(
  suppressions: readonly Suppression[],
  subject: SuppressionCase,
  asOf: string,
): readonly SuppressionVerdict[] {
  const judged = suppressions.filter((by) => matches(by, subject)).map((by) => judge(by, subject, asOf));
  const verdicts = withPlaces(judged, subject);
  const decisive = verdicts.find((v) => v.state === 'applies');
  return decisive === undefined ? verdicts : [decisive, ...verdicts.filter((v) => v !== decisive)];
}

/** A finding in several places is covered by its comments when every place has one that applies. */
function withPlaces(
  verdicts: readonly SuppressionVerdict[],
  { locations }: SuppressionCase,
): readonly SuppressionVerdict[] {
  const applied = verdicts.filter(({ state }) => state === 'applies').map(({ by }) => by);
  const open = locations.filter((at) => !applied.some((by) => by.lines !== undefined && covers(by, at)));
  const [first] = open;
  if (first === undefined) return verdicts;
  const where = `${first.path}${first.line === undefined ? '' : `:${first.line}`}`;
  const more = open.length > 1 ? ` and ${open.length - 1} more` : '';
  const reason = `the finding has ${count(locations.length, 'place')}, and no comment covers ${where}${more}`;
  return verdicts.map((verdict) =>
    verdict.state === 'applies' && verdict.by.lines !== undefined
      ? { state: 'refused', by: verdict.by, reason }
      : verdict,
  );
}

function covers({ path, lines = [] }: Suppression, at: SuppressionCase['locations'][number]): boolean {
  return at.path === path && at.line !== undefined && lines.includes(at.line);
}

function judge(by: Suppression, subject: SuppressionCase, asOf: string): SuppressionVerdict {
  const broken = brokenLimit(by, subject, asOf);
  if (by.expires < asOf) return { state: 'expired', by, ...(broken === undefined ? {} : { reason: broken }) };
  const reason =
    broken ?? (by.created !== undefined && by.created > asOf ? `it starts on ${by.created}` : undefined);
  return reason === undefined ? { state: 'applies', by } : { state: 'refused', by, reason };
}

function brokenLimit(by: Suppression, subject: SuppressionCase, asOf: string): string | undefined {
  if (subject.kind === 'malware') return 'a malicious package cannot be suppressed';
  if (subject.rule.kev !== undefined && subject.decision.bod?.exposed === true)
    return 'exploited (KEV) on a publicly exposed system: it can be mitigated, not suppressed';
  const patientFacing = subject.system.facts.patientFacing.value;
  const limit = MAX_DAYS[subject.severity] / (patientFacing ? 2 : 1);
  const allows = `${subject.severity} severity${patientFacing ? ' on a patient-facing system' : ''} allows ${limit}`;
  const length = daysBetween(by.created ?? asOf, by.expires);
  if (length <= limit) return undefined;
  return by.created === undefined
    ? `it expires in ${count(length, 'day')} where ${allows}: the latest day is ${addDays(asOf, limit)}`
    : `${count(length, 'day')} where ${allows}`;
}

function matches(by: Suppression, subject: SuppressionCase): boolean {
  return matchesRule(by, subject) && matchesPlace(by, subject) && matchesPackage(by, subject);
}

function matchesRule({ rule }: Suppression, subject: SuppressionCase): boolean {
  if (rule === undefined) return true;
  const wanted = rule.toUpperCase();
  return [subject.rule.id, ...subject.rule.aliases].some((id) => id.toUpperCase() === wanted);
}

function matchesPlace(by: Suppression, subject: SuppressionCase): boolean {
  const { path, lines } = by;
  if (path === undefined) return true;
  if (lines !== undefined) return subject.locations.some((at) => covers(by, at));
  const folder = `${path.replace(/\/$/, '')}/`;
  return subject.paths.some((p) => p === path || p.startsWith(folder));
}

/** A name, or a purl with or without a version. */
function matchesPackage(
  { package: given }: Suppression,
  { names, purl, ecosystem }: SuppressionCase,
): boolean {
  return (
    given === undefined ||
    names.some((name) => isNamed(given, { name, purl, ...(ecosystem === undefined ? {} : { ecosystem }) }))
  );
}
