/** What a detector reports: facts only. Rank, fingerprint, suppression, baseline and gate follow in the pipeline. */

import type { MatchEvidence } from '../advisory/advisory.ts';
import type { Location, Scope } from '../inventory/component.ts';
import type { Observation, Redacted, RelatedLocation, Rule, TraceStep } from './finding.ts';
import type { FixStep } from './fix-step.ts';

/** A package of the inventory. */
export interface ComponentSubject {
  readonly kind: 'component';
  /** {@link Component.id} */
  readonly component: string;
}

/** Anything else that can be wrong; every kind names the file it was read from. */
export type PlaceSubject =
  | { readonly kind: 'file'; readonly path: string }
  /** Something that a file declares: a Terraform resource, a Kubernetes object. `name`: `aws_s3_bucket.records`. */
  | { readonly kind: 'resource'; readonly path: string; readonly name: string }
  /** One key of a configuration. `name`: `ssl_protocols`, `services.db.ports`. */
  | { readonly kind: 'setting'; readonly path: string; readonly name: string }
  /** A route of a web application or an API. `name`: `GET /patients/{id}`. */
  | { readonly kind: 'route'; readonly path: string; readonly name: string }
  /** A layer of a container image. `name`: its digest. */
  | { readonly kind: 'image-layer'; readonly path: string; readonly name: string };

interface Facts {
  readonly rule: Rule;
  /**
   * Tells several findings of one rule about one subject apart, and goes into the fingerprint: a name, never a line
   * number. Empty when there can be only one.
   */
  readonly key: string;
  readonly locations: readonly Location[];
  /** Other places that a reader needs to understand the finding. */
  readonly related?: readonly RelatedLocation[];
  /** Steps from source to sink, between the file and the system; absent for findings without a flow. */
  readonly flow?: readonly TraceStep[];
  readonly evidence: readonly (MatchEvidence | Observation | Redacted)[];
  /** One line: what to do. Findings of one rule with the same action and steps are one change. */
  readonly action: string;
  readonly steps?: readonly FixStep[];
  /** What a person should know before acting. */
  readonly notes?: readonly string[];
}

/** A component has its own scope; everything else states when it is present. */
export type RawFinding = Facts &
  (
    | { readonly subject: ComponentSubject; readonly scope?: never }
    | { readonly subject: PlaceSubject; readonly scope: Scope }
  );

export const aboutComponent = (component: string): ComponentSubject => ({ kind: 'component', component });
export const aboutFile = (path: string): PlaceSubject => ({ kind: 'file', path });
