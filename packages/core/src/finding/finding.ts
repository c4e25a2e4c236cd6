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
  /** The check: `detector/lockfile`. */
  readonly source: string;
  readonly observed: string;
  readonly expected?: string;
}

/** A secret or patient data that a check found: what it is, never what it says. */
export interface RedactedEvidence {
  readonly source: string;
  /** What was found, in words: `AWS access key`. */
  readonly found: string;
  /** What may be shown of it. */
  readonly redacted: string;
  /** Characters of the original. */
  readonly length: number;
}

declare const REDACTED: unique symbol;
/** Evidence that {@link redact} made: the only kind of {@link RedactedEvidence} that a plug-in can report. */
export type Redacted = RedactedEvidence & { readonly [REDACTED]: true };

export type Evidence = MatchEvidence | Observation | RedactedEvidence;

/** Whether an advisory's range decided, as against something a check saw. */
export function isMatchEvidence(evidence: Evidence): evidence is MatchEvidence {
  return 'record' in evidence;
}

export function isRedactedEvidence(evidence: Evidence): evidence is RedactedEvidence {
  return 'redacted' in evidence;
}

/** Characters of a secret that may be shown, and the shortest secret of which any are. */
const SHOWN = 4;
const SHORTEST_SHOWN = 16;

/** Evidence of a secret: its last four characters when it has at least sixteen, and its length. */
export function redact(source: string, found: string, secret: string): Redacted {
  const shown = secret.length >= SHORTEST_SHOWN ? secret.slice(-SHOWN) : '';
  return { source, found, redacted: `…${shown}`, length: secret.length } as Redacted;
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

/** A row of the table of CISA BOD 26-04 and what it demands. */
export interface BodDecision {
  /** In the catalogue of known exploited vulnerabilities. */
  readonly kev: boolean;
  readonly exposed: boolean;
  readonly automatable: boolean;
  readonly technicalImpact: 'total' | 'partial';
  /** Days to fix; null where the row says “next upgrade”. */
  readonly days: number | null;
  readonly forensics: boolean;
}

/** What to do, by when, and every input that led there. */
export interface Decision {
  readonly outcome: Outcome;
  /** Outcome of the SSVC deployer tree before the health overlay. */
  readonly tree: Outcome;
  /** One line each: what the overlay changed and why. */
  readonly overlay: readonly string[];
  /** The row of CISA BOD 26-04 that applies; null for what it does not cover: findings that are not flaws of software. */
  readonly bod: BodDecision | null;
  /** Days from detection to fix; null: with the next upgrade. */
  readonly dueDays: number | null;
  /** YYYY-MM-DD; null: with the next upgrade. */
  readonly dueDate: string | null;
  /** One line for people. */
  readonly why: string;
  readonly inputs: readonly DecisionInput[];
}

/** A place that explains a finding, with what to see there. */
export interface RelatedLocation {
  readonly location: Location;
  readonly message: string;
}

/** One step from source to impact. */
export interface TraceStep {
  readonly kind: 'file' | 'code' | 'package' | 'image' | 'route' | 'resource' | 'system' | 'data' | 'patient';
  readonly label: string;
  readonly purl?: string;
  readonly location?: Location;
}

/** How to fix a finding; `fix` names an entry of `ScanResult.fixes`. */
export type Remediation =
  | { readonly kind: 'upgrade'; readonly fix: string }
  /** Something other than a version is to change. */
  | { readonly kind: 'change'; readonly fix: string }
  | { readonly kind: 'none'; readonly text: string };

export type FindingStatus =
  | { readonly state: 'open' }
  /** Also in the baseline: shown, but not counted by an only-new gate. */
  | { readonly state: 'known' }
  /** Suppressed until a day; `exception` names the entry of `theriac.yaml` or the comment that does it. */
  | { readonly state: 'excepted'; readonly exception: string; readonly expires: string }
  | {
      readonly state: 'vex';
      readonly status: 'not_affected' | 'fixed';
      readonly source: string;
      readonly justification?: string;
    };

export const SUBJECT_KINDS = ['component', 'file', 'resource', 'setting', 'route', 'image-layer'] as const;

/** What a finding is about: a package under a root, or a file of the target and something in it. */
export interface FindingSubject {
  readonly kind: (typeof SUBJECT_KINDS)[number];
  /** What people call it: `minimist 0.0.8`, `deploy/Dockerfile`, `aws_s3_bucket.records`. */
  readonly label: string;
  /** The worst-placed instance; its path is the trace. Absent when the subject is not a component. */
  readonly component?: string;
  /** Every instance of the package under this root that is concerned, sorted; npm may nest several. */
  readonly components: readonly string[];
  readonly purl?: string;
  /** Absent when the subject is not a component. */
  readonly root?: string;
  /** Every root of one lockfile that has it, sorted; absent when there is only one. */
  readonly roots?: readonly string[];
  /** File of the target that holds the subject; absent for components. */
  readonly path?: string;
  readonly system: string;
}

export interface Finding {
  /** 32 hexadecimal characters; stable across line shifts and version bumps within the affected range. */
  readonly fingerprint: string;
  readonly kind: FindingKind;
  readonly rule: string;
  readonly subject: FindingSubject;
  readonly locations: readonly Location[];
  readonly related?: readonly RelatedLocation[];
  readonly severity: Severity;
  readonly evidence: readonly Evidence[];
  readonly trace: readonly TraceStep[];
  readonly decision: Decision;
  readonly status: FindingStatus;
  readonly remediation: Remediation;
  /** First seen, YYYY-MM-DD, carried over from a baseline; otherwise the as-of date of the run. */
  readonly firstSeen: string;
  /**
   * The package is perhaps not the one that the advisory names; the first note says why. Such a finding never fails a
   * gate by itself; coverage is partial while it is open.
   */
  readonly uncertain?: true;
  /** Of an image: index of the lowest layer in which the subject is, from the bottom. */
  readonly layer?: number;
  /** What a person should know before acting: an expired exception, a VEX statement under investigation. */
  readonly notes: readonly string[];
}

/** The id that reports show: the CVE of an advisory that has one, since other tools and feeds know it. */
export function displayedId({ id, aliases }: Pick<Rule, 'id' | 'aliases'>): string {
  return id.startsWith('CVE-') ? id : (aliases.find((a) => a.startsWith('CVE-')) ?? id);
}

/** Whether a finding counts: nothing suppresses it and no VEX statement clears it; the baseline may have it. */
export function isOpen({ status }: Pick<Finding, 'status'>): boolean {
  return status.state === 'open' || status.state === 'known';
}
