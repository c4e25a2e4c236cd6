/**
 * A CSAF 2.0 document (https://docs.oasis-open.org/csaf/csaf/v2.0/csaf-v2.0.html) as far as decisions rest on it: who
 * says it, which products it speaks of, and what it says of each vulnerability in each of them.
 */
import type { CvssVector } from './advisory.ts';

/** One `product_id` of the product tree, with what the branches above it say. */
export interface CsafProduct {
  readonly id: string;
  /** Full product name. */
  readonly title: string;
  readonly vendor?: string;
  /** Product name of the branch, without vendor and version. */
  readonly name?: string;
  readonly version?: string;
  /** The versions meant, as `vers:`; absent when the words are not understood (then {@link versionWords} has them). */
  readonly range?: string;
  /** What the branch calls the version or the range, as written. */
  readonly versionWords?: string;
  readonly purls: readonly string[];
  readonly cpes: readonly string[];
  /** `product_id` of what this is installed in or a component of (§3.2.3.3 relationships). */
  readonly partOf?: string;
  /** `product_id` of the component itself, when this entry is a relationship. */
  readonly component?: string;
}

export const CSAF_STATUSES = [
  'first_affected',
  'first_fixed',
  'fixed',
  'known_affected',
  'known_not_affected',
  'last_affected',
  'recommended',
  'under_investigation',
] as const;
export type CsafStatus = (typeof CSAF_STATUSES)[number];

export interface CsafRemediation {
  readonly category: string;
  readonly details: string;
  readonly url?: string;
  readonly products: readonly string[];
}

export interface CsafVulnerability {
  readonly cve?: string;
  /** Ids of other systems. */
  readonly ids: readonly string[];
  readonly title?: string;
  /** The description or summary note. */
  readonly description?: string;
  readonly cwe?: string;
  /** Product ids by status. */
  readonly status: Readonly<Partial<Record<CsafStatus, readonly string[]>>>;
  /** VEX justifications. */
  readonly flags: readonly { readonly label: string; readonly products: readonly string[] }[];
  /** Threats of category `impact`: why a product is not affected. */
  readonly impacts: readonly { readonly details: string; readonly products: readonly string[] }[];
  readonly remediations: readonly CsafRemediation[];
  readonly scores: readonly { readonly cvss: CvssVector; readonly products: readonly string[] }[];
}

export interface CsafDocument {
  /** `csaf_vex`, `csaf_security_advisory`, … */
  readonly category: string;
  readonly title: string;
  readonly publisher: string;
  /** Tracking id. */
  readonly id: string;
  readonly version: string;
  /** RFC 3339. */
  readonly released: string;
  /** `draft`, `interim`, `final` */
  readonly status: string;
  readonly url?: string;
  readonly products: ReadonlyMap<string, CsafProduct>;
  readonly vulnerabilities: readonly CsafVulnerability[];
}
