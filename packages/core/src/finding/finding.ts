/** One thing wrong in one place, in one shape for all kinds. */
import type { CvssVector, EpssScore, KevEntry, MatchEvidence } from '../advisory/advisory.ts';
import type { Severity } from '../advisory/severity.ts';
import type { Location } from '../inventory/component.ts';
import type { InputOrigin } from './system.ts';

export const FINDING_KINDS = [
  'vulnerability',
  'malware',
  'licence',
  'lifecycle',
  'supply-chain',
  'secret',
  'misconfiguration',
  'code',
  'phi',
  'web',
  'api',
  'cms',
  'process',
  'anomaly',
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

/** What a finding is judged by. For a vulnerability the rule is the advisory. */
export interface Rule {
  readonly id: string;
  readonly kind: FindingKind;
  readonly title: string;
  readonly severity: Severity;
  readonly cwe: readonly string[];
  /** Other ids of the same thing. */
  readonly aliases: readonly string[];
  readonly cvss: readonly CvssVector[];
  readonly kev?: KevEntry;
  readonly epss?: EpssScore;
  readonly published?: string;
  readonly modified?: string;
  /** Where people read more. */
  readonly url?: string;
  readonly rationale?: string;
  readonly remediation?: string;
  readonly references?: readonly { readonly type: string; readonly url: string }[];
  readonly controls?: readonly string[];
}

/** What a check saw, where no advisory decided. Never file contents beyond names, hosts and versions. */
export interface Observation {
  /** Who looked: `detector/lockfile`. */
  readonly source: string;
  readonly observed: string;
  readonly expected?: string;
}

export type Evidence = MatchEvidence | Observation;

/** Whether an advisory's range decided, as against something a check saw. */
export function isMatchEvidence(evidence: Evidence): evidence is MatchEvidence {
  return 'record' in evidence;
}

/** SSVC deployer outcomes, worst first. */
export const OUTCOMES = ['immediate', 'out-of-cycle', 'scheduled', 'defer'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** 0 is the most urgent. */
export function outcomeRank(outcome: Outcome): number {
  return OUTCOMES.indexOf(outcome);
}

export interface DecisionInput {
  readonly name: string;
  readonly value: string;
  readonly origin: InputOrigin;
  readonly source: string;
}

/** What to do, by when, and every input that led there. */
export interface Decision {
  readonly outcome: Outcome;
  /** Outcome of the SSVC deployer tree before the health overlay. */
  readonly tree: Outcome;
  /** One line each: what the overlay changed and why. */
  readonly overlay: readonly string[];
  /** CISA BOD 26-04 row, `y y n t`, and its days; null where the row says “next upgrade”. */
  readonly bod: { readonly row: string; readonly days: number | null; readonly forensics: boolean };
  /** Days from detection to fix; null: with the next upgrade. */
  readonly dueDays: number | null;
  /** YYYY-MM-DD; null: with the next upgrade. */
  readonly dueDate: string | null;
  /** One line for people. */
  readonly why: string;
  readonly inputs: readonly DecisionInput[];
}

/** One step from source to impact. */
export interface TraceStep {
  readonly kind: 'file' | 'package' | 'image' | 'route' | 'system' | 'data' | 'patient';
  readonly label: string;
  readonly purl?: string;
  readonly location?: Location;
}

/** How a finding is to be fixed; `fix` names an entry of `ScanResult.fixes`. */
export type Remediation =
  | { readonly kind: 'upgrade'; readonly fix: string }
  /** Something other than a version is to change. */
  | { readonly kind: 'change'; readonly fix: string }
  | { readonly kind: 'none'; readonly text: string };

export type FindingStatus =
  | { readonly state: 'open' }
  /** Also in the baseline: shown, but not counted by an only-new gate. */
  | { readonly state: 'known' }
  | { readonly state: 'excepted'; readonly exception: string; readonly expires: string }
  | {
      readonly state: 'vex';
      readonly status: 'not_affected' | 'fixed';
      readonly source: string;
      readonly justification?: string;
    };

/** What a finding is about: a package under a root, or a file of the target. */
export interface FindingSubject {
  /** What people call it: `minimist 0.0.8`, `deploy/Dockerfile`. */
  readonly label: string;
  /** The worst-placed instance; its path is the trace. Absent when the subject is a file. */
  readonly component?: string;
  /** Every instance of the package under this root that is concerned, sorted; npm may nest several. */
  readonly components: readonly string[];
  readonly purl?: string;
  /** Absent when the subject is a file. */
  readonly root?: string;
  readonly system: string;
}

export interface Finding {
  /** 32 hexadecimal characters; stable across line shifts and version bumps within the affected range. */
  readonly fingerprint: string;
  readonly kind: FindingKind;
  readonly rule: string;
  readonly subject: FindingSubject;
  readonly locations: readonly Location[];
  readonly severity: Severity;
  readonly evidence: readonly Evidence[];
  readonly trace: readonly TraceStep[];
  readonly decision: Decision;
  readonly status: FindingStatus;
  readonly remediation: Remediation;
  /** First seen, YYYY-MM-DD, carried over from a baseline; otherwise the as-of date of the run. */
  readonly firstSeen: string;
  /** What a person should know before acting: an expired exception, a VEX statement under investigation. */
  readonly notes: readonly string[];
}
