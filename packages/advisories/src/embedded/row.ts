/** The shape of one hand-written advisory. */
import type { AdvisoryKind, CvssVector, EcosystemId, Severity } from '@theriac/core';

export interface EmbeddedRow {
  readonly ecosystem: EcosystemId;
  /** As the ecosystem writes it. */
  readonly name: string;
  readonly id: string;
  /** Sorted. */
  readonly aliases: readonly string[];
  /** Theriac's own words, at most 100 characters: what goes wrong, and what an attacker gains. */
  readonly title: string;
  readonly severity: Severity;
  readonly cvss?: CvssVector;
  readonly cwe: readonly string[];
  /** In the notation of `formatInterval`. */
  readonly ranges: readonly string[];
  /** Affected versions that no range covers. */
  readonly versions?: readonly string[];
  /** YYYY-MM-DD */
  readonly published: string;
  readonly kind?: AdvisoryKind;
  /** CISA KEV, for CVEs that are exploited in the wild. */
  readonly kev?: { readonly added: string; readonly due: string; readonly ransomware: boolean };
}
