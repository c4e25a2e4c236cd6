/**
 * What software is made of. A {@link Component} is one package version *as used under one root*: the same
 * package in two lockfiles is two components with one purl, because each has its own scope, path and fix.
 */
import type { EcosystemId } from './ecosystems.ts';
import type { LockfileFacts } from './lockfile.ts';
import type { PackageUses } from './package-use.ts';

/** A place in a file of the target: path relative to the target with `/`; lines and columns are 1-based. */
export interface Location {
  readonly path: string;
  readonly line?: number;
  /** In UTF-16 units, as editors and SARIF count; only with `line`. */
  readonly column?: number;
  /** Last line of a region; absent: the region ends in `line`. */
  readonly endLine?: number;
  /** The column after the last character; only with `column`. */
  readonly endColumn?: number;
}

/**
 * When a component is present.
 * - `production`: shipped or run
 * - `optional`: may be absent in production
 * - `development`: only on developers' machines and CI
 * - `build`: needed to build (plugins, build requirements, base image stages)
 * - `test`: only when testing
 */
export const SCOPES = ['production', 'optional', 'build', 'development', 'test'] as const;
export type Scope = (typeof SCOPES)[number];

/** Where the bytes of a component come from. */
export type Origin =
  | { readonly kind: 'registry' }
  | { readonly kind: 'git'; readonly url: string; readonly commit?: string }
  | { readonly kind: 'url'; readonly url: string }
  /** A folder or file on the machine that made the lockfile. */
  | { readonly kind: 'path'; readonly path: string }
  /** Another package of the same repository. */
  | { readonly kind: 'workspace'; readonly path: string };

export interface Hash {
  readonly algorithm: 'md5' | 'sha1' | 'sha256' | 'sha384' | 'sha512';
  /** Lower-case hexadecimal. */
  readonly hex: string;
}

/** What a bill of materials states of a component, and a scan of files finds out itself. */
export interface StatedFacts {
  /** The licence that was concluded, where it is not the declared one. */
  readonly concluded?: string;
  /** `absent`: its files were searched and name none; `disputed`: they contradict the declaration. */
  readonly licence?: 'absent' | 'disputed';
  /** Words with which its authors deprecated it. */
  readonly deprecated?: string;
}

/** What an extractor says of one component. Names are as the ecosystem writes them. */
export interface ComponentDraft {
  /** Unique within the extractor's result: what `dependsOn` refers to. */
  readonly key: string;
  readonly ecosystem: EcosystemId;
  /** npm `@scope/name` · Maven `group:artifact` · Go module path · Composer `vendor/name` · image repository. */
  readonly name: string;
  /** Exact version; null when it is not known (then a known unknown says why). */
  readonly version: string | null;
  readonly scope: Scope;
  /** True when the root itself asks for it. */
  readonly direct: boolean;
  readonly location: Location;
  /** Keys of the components it needs; unknown keys are dropped and reported as a known unknown. */
  readonly dependsOn?: readonly string[];
  readonly origin?: Origin;
  readonly hashes?: readonly Hash[];
  /** As declared; an SPDX expression where the file has one. */
  readonly licence?: string;
  /** Who supplies it, as the file says. */
  readonly supplier?: string;
  /** CPE 2.3 names that the file gives it. */
  readonly cpes?: readonly string[];
  /** Package URL as a document gives it, which is then kept; absent: made from ecosystem, name, version and qualifiers. */
  readonly purl?: string;
  /** purl qualifiers and subpath where the type wants them (classifier, arch, distro, …). */
  readonly qualifiers?: Readonly<Record<string, string>>;
  /** The range that the root or the parent asked for, when the file says so. */
  readonly requested?: string;
  /** Every distinct range that other packages of the root ask for, sorted; absent when one of them is not known. */
  readonly requestedBy?: readonly string[];
  /** Runs a script when installed (npm `hasInstallScript`). */
  readonly installScript?: boolean;
  /** Part of the target itself (workspace member): listed, never matched against advisories. */
  readonly firstParty?: boolean;
  /** What the name was guessed from (`the file name`), where nothing states it; absent: stated. */
  readonly guessed?: string;
  /** What states the version as the lowest that may be used (`the go line`); a higher one may be; absent: exact. */
  readonly minimum?: string;
  readonly stated?: StatedFacts;
}

export const UNKNOWN_REASONS = [
  'unparseable',
  'too-large',
  'too-deep',
  'unreadable',
  'merge-conflict',
  'duplicate-key',
  'unsupported-version',
  'unresolved-version',
  'unresolved-parent',
  'unresolved-include',
  'dangling-edge',
  'dynamic',
  'encoding',
  'archive',
  'not-a-regular-file',
  'link-outside',
  'no-package-data',
  'invalid-version',
  'not-read',
] as const;
export type UnknownReason = (typeof UNKNOWN_REASONS)[number];

/** Something that could not be resolved, and why. Never dropped: unknown is never pass. */
export interface KnownUnknown {
  readonly reason: UnknownReason;
  /** Plain words, without file contents other than package names and ranges. */
  readonly message: string;
  readonly location: Location;
  /** Name of the package concerned, where there is one. */
  readonly package?: string;
  /** The range found where a version was wanted. */
  readonly range?: string;
  /**
   * True when components may be missing altogether (an unreadable lockfile); coverage of the inventory is then
   * `partial` or `failed` and a gate cannot be green. False when the component is listed but not exact.
   */
  readonly losesComponents: boolean;
}

/** How a bill of materials names itself and what it is about; keys of its components are its own references. */
export interface RootDocument {
  /** UUID of a CycloneDX serial number, in lower case. */
  readonly serial?: string;
  /** Version of the document, counted from 1. */
  readonly version: number;
  /** Reference of what it is about. */
  readonly subject?: string;
  /** Package URL of what it is about, as written. */
  readonly purl?: string;
}

/** The licence under which a project is given. */
export interface ProjectLicence {
  /** SPDX expression, or the words as they are. */
  readonly declared: string;
  /** The file that says it. */
  readonly path: string;
}

/** What an extractor found under one root: one manifest or lockfile, or one member of a workspace lockfile. */
export interface RootDraft {
  /** Unique within the extractor's result, usually the path of the manifest or lockfile. */
  readonly path: string;
  readonly ecosystem: EcosystemId;
  /** Name and version of the project itself, if it says so. */
  readonly name?: string;
  readonly version?: string;
  /** Which of several tools wrote the file, where their commands differ: `yarn-1`. */
  readonly variant?: string;
  /** The lockfile that the root shares with others; absent: it has what it was read from for itself. */
  readonly lockfile?: string;
  readonly components: readonly ComponentDraft[];
  /** The bill of materials that the root was read from. */
  readonly document?: RootDocument;
  /** As a bill of materials states it; of files, it is read from manifests. */
  readonly licence?: ProjectLicence;
  /** Who asks for each component, by key; absent where only the edges are known. */
  readonly uses?: PackageUses;
}

export interface ExtractResult {
  readonly roots: readonly RootDraft[];
  readonly unknowns: readonly KnownUnknown[];
  /**
   * What the lockfile records of origins and hashes; absent when the file is not a lockfile. Computed only when a
   * detector asks, from what the extractor has parsed already.
   */
  readonly lockfile?: () => LockfileFacts;
  /** For a manifest whose packages a lockfile lists: what must be in that lockfile. */
  readonly locked?: LockedAsks;
  /** For a bill of materials inside the target: the names of what it says it is about. */
  readonly describes?: readonly string[];
}

/** The direct dependencies of a manifest, to be compared with the lockfile that covers it. */
export interface LockedAsks {
  readonly ecosystem: EcosystemId;
  /** Path of the lockfile. */
  readonly lockfile: string;
  /** Those that the lockfile cannot leave out: not optional, not for some platforms only, not local folders. */
  readonly asks: readonly LockedAsk[];
  /** Where the manifest asks for packages whose names are not read: the lockfile must hold some. */
  readonly some?: Location;
}

export interface LockedAsk {
  readonly name: string;
  /** Where it is another than that of the manifest (pip packages of a Conda environment). */
  readonly ecosystem?: EcosystemId;
  /** In the manifest. */
  readonly location: Location;
}

/** A root in the inventory. */
export interface Root {
  /** Stable: `<extractor>:<path>`. */
  readonly id: string;
  readonly path: string;
  readonly extractor: string;
  readonly ecosystem: EcosystemId;
  readonly name?: string;
  readonly version?: string;
  /** {@link RootDraft.variant} */
  readonly variant?: string;
  /** {@link RootDraft.lockfile} */
  readonly lockfile?: string;
  /** {@link RootDraft.document} */
  readonly document?: RootDocument;
  /** Of the project itself; absent when nobody says. */
  readonly licence?: ProjectLicence;
}

/** A licence found in a file of the package. */
export interface DetectedLicence {
  /** Canonical SPDX expression. */
  readonly expression: string;
  /** 0 … 1: how like the licence's text; 1 only without a difference that counts. Below 1 it is never concluded from. */
  readonly score: number;
  /** File of the target; for an archive `lib/a.jar!/META-INF/LICENSE`. */
  readonly path: string;
}

/** What is known of a component's licence: what it says, what was found in it, and what follows. Kept apart. */
export interface ComponentLicences {
  /** What the package or its lockfile declares: a canonical SPDX expression, or the words as they are. */
  readonly declared?: string;
  /** By path. */
  readonly detected?: readonly DetectedLicence[];
  /** Canonical SPDX expression: what to go by. Absent when declared and detected do not settle it. */
  readonly concluded?: string;
  /** Copyright lines of its licence and notice files, sorted. */
  readonly copyrights?: readonly string[];
}

/** A component in the inventory: a draft with its root, purl and id filled in. */
export interface Component extends Omit<ComponentDraft, 'key' | 'dependsOn' | 'purl'> {
  /** Unique in the result and stable between runs: `<root id>#<key>`. */
  readonly id: string;
  readonly root: string;
  /** Canonical package URL; with version when it is known. */
  readonly purl: string;
  /** Filled in by the licence check; `licence` stays what the extractor read. */
  readonly licences?: ComponentLicences;
  /** Ids, sorted. */
  readonly dependsOn: readonly string[];
  /** Of an image: index of the layer that brought it, from the bottom. */
  readonly layer?: number;
}

/** Something the walk left out on purpose. Listed, so that nothing is skipped silently. */
export interface Skipped {
  readonly path: string;
  readonly reason:
    | 'version-control'
    | 'installed-packages'
    | 'excluded'
    | 'ignored-by-git'
    | 'link'
    | 'other-file-system';
}

export interface Inventory {
  readonly roots: readonly Root[];
  readonly components: readonly Component[];
  readonly unknowns: readonly KnownUnknown[];
  readonly skipped: readonly Skipped[];
}
