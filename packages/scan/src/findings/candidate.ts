/** A problem before it is judged, in one shape for what advisories and what detectors found. */
import type {
  Component,
  Evidence,
  FindingKind,
  FindingSubject,
  Location,
  RelatedLocation,
  Root,
  Rule,
  Scope,
  TraceStep,
} from '@theriac/core';
import type { Subject } from '@theriac/govern';

export interface Candidate {
  readonly rule: Rule;
  readonly kind: FindingKind;
  /** How the decision treats it. */
  readonly decidedAs: Subject['kind'];
  /** A public exploit is referenced by the advisory. */
  readonly exploit: boolean;
  readonly scope: Scope;
  readonly scopeSource: 'lockfile' | 'detector';
  /** What stays the same when versions and lines move: the parts of the fingerprint. */
  readonly identity: readonly string[];
  readonly subject: Omit<FindingSubject, 'system'>;
  /** Every instance; empty when the subject is not a component. */
  readonly components: readonly Component[];
  /** Of the worst-placed instance. */
  readonly root: Root | undefined;
  /** Of every instance. */
  readonly roots: readonly Root[];
  /** Package names, for suppressions. */
  readonly names: readonly string[];
  /** Root or file: what systems and suppressions know it by. */
  readonly path: string;
  readonly locations: readonly Location[];
  readonly related: readonly RelatedLocation[];
  readonly evidence: readonly Evidence[];
  /** First step of the trace. */
  readonly file: TraceStep;
  /** Steps from source to sink. */
  readonly flow: readonly TraceStep[];
  /** From the direct dependency to the component. */
  readonly dependencyPath: readonly Component[];
  readonly notes: readonly string[];
  /** Why it may not apply ({@link Finding.uncertain}). */
  readonly doubt?: string;
}
