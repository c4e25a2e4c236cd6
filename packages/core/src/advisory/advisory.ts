/** Normalised advisories: what the index holds and what matching hands on. */
import type { IndexId } from '../inventory/distributions.ts';
import type { Severity } from './severity.ts';

export interface CvssVector {
  readonly version: '2.0' | '3.0' | '3.1' | '4.0';
  readonly vector: string;
  /** Base score, 0–10. */
  readonly score: number;
}

/**
 * What an advisory is about. `malicious`: the package itself is the attack. `unmaintained`, `unsound`, `notice`:
 * RustSec's informational kinds, facts about a package rather than flaws in it.
 */
export type AdvisoryKind = 'vulnerability' | 'malicious' | 'unmaintained' | 'unsound' | 'notice';

export interface Advisory {
  readonly id: string;
  /** Other ids of the same flaw, sorted, without `id`. */
  readonly aliases: readonly string[];
  /** CVEs that an update of a distribution fixes together, sorted; none of them is the same thing as the update. */
  readonly fixes?: readonly string[];
  readonly kind: AdvisoryKind;
  readonly title: string;
  readonly severity: Severity;
  readonly cvss: readonly CvssVector[];
  /** `CWE-79`, sorted. */
  readonly cwe: readonly string[];
  /** YYYY-MM-DD */
  readonly published?: string;
  readonly modified?: string;
}

/** Text that is only read when it is shown. */
export interface AdvisoryProse {
  readonly details: string;
  readonly references: readonly { readonly type: string; readonly url: string }[];
}

/** The record, and the part of it, that decided a match. */
export interface MatchEvidence {
  /** Id of the record in the feed. */
  readonly record: string;
  /** Feed and snapshot: `osv/npm`, `malicious/npm`, `embedded`. */
  readonly source: string;
  /** The affected range as read, `>=1.0.0 <1.2.3`, or `=1.2.3` when an explicit version decided. */
  readonly range: string;
  /** First version after the component's own in which the flaw is fixed, by this record. */
  readonly fixedIn?: string;
  /** Who gets that version, where it is not everybody: `Ubuntu Pro`. */
  readonly subscription?: string;
}

/** Component × advisory. */
export interface Match {
  readonly component: string;
  readonly advisory: Advisory;
  /** One per record merged by alias; sorted by record id, never empty. */
  readonly evidence: readonly MatchEvidence[];
  /** Lowest version above the component's own that no merged record calls affected. */
  readonly fixedIn?: string;
}

/** CISA Known Exploited Vulnerabilities. */
export interface KevEntry {
  readonly cve: string;
  /** YYYY-MM-DD */
  readonly dateAdded: string;
  readonly dueDate: string;
  readonly ransomware: boolean;
}

/** FIRST EPSS: probability (0–1) of exploitation within 30 days, and its percentile (0–1). */
export interface EpssScore {
  readonly score: number;
  readonly percentile: number;
}

/** One release line of a product; dates are YYYY-MM-DD, a boolean where the feed has no date. */
export interface EolCycle {
  readonly cycle: string;
  readonly eol: string | boolean;
  readonly support?: string | boolean;
  readonly latest?: string;
}

/** Which index answered, and how old it is. */
export interface IndexInfo {
  readonly ecosystem: IndexId;
  readonly source: 'index' | 'embedded';
  readonly records: number;
  /** YYYY-MM-DDTHH:MM:SSZ */
  readonly builtAt: string;
  readonly feeds: readonly {
    readonly name: string;
    readonly sha256: string;
    readonly newest: string;
    readonly records: number;
  }[];
}
