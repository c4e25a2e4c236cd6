/** Everything that one run learned, in one document: what the CLI prints, the gate judges, the server stores. */
import type { IndexInfo } from '../advisory/advisory.ts';
import type { Inventory, Scope } from '../inventory/component.ts';
import type { ImageFacts } from '../inventory/image.ts';
import type { Finding, Rule } from './finding.ts';
import type { FixStep } from './fix-step.ts';
import type { SecretSourceUse } from './secret-source.ts';
import type { System } from './system.ts';

/**
 * 2.0: fixes carry steps instead of a snippet, BOD 26-04 rows are structured, subjects name their kind.
 * 2.1: where the target is in its repository, which required areas are open, and what a filter left out.
 * 2.2: images, root file systems and hosts: what they are made of, and the layer of components and findings.
 */
export const SCAN_RESULT_VERSION = '2.2';

/**
 * Areas that the pipeline itself answers for; detectors declare theirs ({@link Detector.area}).
 * - `inventory`: are all components listed?
 * - `vulnerabilities`, `malware`: was every listed package looked up in a whole and fresh index?
 * - `exploitation`: KEV and EPSS; `lifecycle`: end of life
 * - `images`: contents of container images that are named but not opened
 * - `pipeline`: build steps such as GitHub Actions
 */
export const PIPELINE_AREAS = [
  'inventory',
  'vulnerabilities',
  'malware',
  'exploitation',
  'lifecycle',
  'images',
  'pipeline',
] as const;
/** One of {@link PIPELINE_AREAS}, or what a detector declares: `licences`, `supply-chain`. */
export type Area = string;

/** How far an area was looked at. Unknown is never pass. */
export interface Coverage {
  readonly area: Area;
  readonly state: 'complete' | 'partial' | 'skipped' | 'failed';
  /** One sentence each, sorted; empty only when complete. */
  readonly reasons: readonly string[];
  /** Gaps that the policy accepts by name, sorted; they do not count against `state`. Absent: none. */
  readonly accepted?: readonly string[];
  /** What would complete it, where Theriac knows. */
  readonly remedy?: CoverageRemedy;
}

/** `update-index`: run `theriac db update` · `accept-unmatched`: name the ecosystem in `policy.acceptUnmatched`. */
export type CoverageRemedy = 'update-index' | 'accept-unmatched';

/** One change that clears one or more findings. */
export interface Fix {
  readonly id: string;
  /**
   * - `upgrade-direct`: raise a dependency that the root asks for
   * - `override`: only a resolution/override of a transitive dependency helps
   * - `refresh`: the parents' ranges already allow the fixed version; refresh the lockfile
   * - `raise-parent`: what brings the package pins or contains it, and nothing overrides that
   * - `move-source`: it comes from git, a URL or a folder; the reference is to change
   * - `remove`: malicious, or no version is safe
   * - `none`: no fix yet; mitigation text
   * - `change`: something other than a version: a configuration, a pin, a decision
   */
  readonly kind:
    | 'upgrade-direct'
    | 'refresh'
    | 'override'
    | 'raise-parent'
    | 'move-source'
    | 'remove'
    | 'none'
    | 'change';
  /** Absent when the change is not to the dependencies of a root. */
  readonly root?: string;
  /** Package to change (the direct dependency, or the one to override), or the file. */
  readonly package: string;
  readonly purl?: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly distance: 'none' | 'patch' | 'minor' | 'major' | 'unknown';
  /** One line: what to do. */
  readonly action: string;
  /** Commands to run and texts to write, in order; empty when only `action` can be said. */
  readonly steps: readonly FixStep[];
  /** What could not be established, e.g. whether a newer parent brings the fix. */
  readonly caveats: readonly string[];
  /** Fingerprints of the findings it clears, worst first. */
  readonly clears: readonly string[];
  /** Ids of the components that it moves: a finding on further copies is open until those have moved as well. */
  readonly moves?: readonly string[];
  /** A smaller step for those who cannot take this one at once: how many of `clears` it would clear. */
  readonly smaller?: { readonly to: string; readonly distance: Fix['distance']; readonly clears: number };
}

export type GateState = 'passed' | 'failed' | 'incomplete';

export interface GateVerdict {
  readonly state: GateState;
  /** 0 pass · 1 failed · 3 incomplete. */
  readonly exitCode: 0 | 1 | 3;
  /** Fingerprints of the findings that failed it. */
  readonly failing: readonly string[];
  /** Required areas that are not complete and whose gap the policy does not accept. */
  readonly gaps: readonly Area[];
  /** One sentence each. */
  readonly reasons: readonly string[];
  readonly policy: {
    readonly failOn: string;
    readonly require: readonly Area[];
    readonly onlyNew: boolean;
    /** SHA-256 of the canonical policy. */
    readonly hash: string;
  };
}

/** What was asked to be shown, where that is less than all. The gate judges everything. */
export interface ShownPart {
  /** As on the command line: `--severity critical,high`. */
  readonly filters: readonly string[];
  /** Scopes that were asked for: of a finding with copies in several, those in others are not shown. */
  readonly scopes?: readonly Scope[];
  /** How many findings are left out of `findings`. */
  readonly hidden: number;
  /** How many of those count: neither suppressed nor cleared by VEX. */
  readonly hiddenOpen: number;
}

export interface ScanResult {
  readonly schemaVersion: typeof SCAN_RESULT_VERSION;
  readonly tool: { readonly name: 'theriac'; readonly version: string };
  /** YYYY-MM-DD: the day the run judges by (expiry, due dates, end of life). */
  readonly asOf: string;
  readonly target: {
    /** `root`: a root file system; `host`: the machine that ran the scan. */
    readonly kind: 'directory' | 'file' | 'sbom' | 'image' | 'root' | 'host';
    readonly name: string;
    /** Folder of the target in its repository (`services/api`); absent where it is the whole of it, or in none. */
    readonly prefix?: string;
  };
  /** Absent: everything is shown. */
  readonly shown?: ShownPart;
  readonly systems: readonly System[];
  /** Of an image, a root file system or a host. */
  readonly image?: ImageFacts;
  readonly inventory: Inventory;
  readonly indexes: readonly IndexInfo[];
  readonly coverage: readonly Coverage[];
  readonly rules: readonly Rule[];
  readonly findings: readonly Finding[];
  readonly fixes: readonly Fix[];
  /** How secrets reach the system; absent: nothing says so. */
  readonly secretSources?: readonly SecretSourceUse[];
  /** What the configuration says that the run could not honour, e.g. an exception past its date. */
  readonly warnings: readonly string[];
  readonly gate: GateVerdict;
}
