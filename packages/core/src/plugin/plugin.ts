/** The plug-in contract: what extractors and detectors declare, what they are handed and what they hand back. */
import type { EolCycle } from '../advisory/advisory.ts';
import type { RawFinding } from '../finding/raw-finding.ts';
import type { Area } from '../finding/scan-result.ts';
import type { System } from '../finding/system.ts';
import type { ComponentLicences, ExtractResult, Inventory, KnownUnknown } from '../inventory/component.ts';
import type { EcosystemId } from '../inventory/ecosystems.ts';
import type { RegistryAccess } from '../inventory/release-history.ts';

/** What a plug-in may need beyond the files it is handed. The user can forbid any of them. */
export type Capability = 'network' | 'process' | 'direct-fs';

/** Which files a plug-in wants, as data, so that the walk dispatches each file in O(1). */
export interface FileMatcher {
  /** Exact base names: `package-lock.json`. */
  readonly names?: readonly string[];
  /** Base-name endings after the first characters: `.csproj`, `.deps.json`. With the leading dot. */
  readonly extensions?: readonly string[];
  /**
   * Path patterns for what names and extensions cannot say, tried only on files with that extension (the empty
   * string: base names without a dot). Linear expressions over the path relative to the target (`/`-separated).
   */
  readonly patterns?: readonly { readonly extension: string; readonly path: RegExp }[];
  /** First bytes (hex) of binary formats, tried on files of at least 4 KiB with an executable bit or no extension. */
  readonly magic?: readonly string[];
  /** Bytes; larger files become a known unknown. */
  readonly maxBytes: number;
}

/** One file of the target, opened once. */
export interface TargetFile {
  /** Relative to the target, `/`-separated. */
  readonly path: string;
  readonly size: number;
  /** The bytes, read on first use and shared by all plug-ins. */
  bytes(): Uint8Array;
  /**
   * Decoded text: UTF-8 with or without BOM, UTF-16 with BOM; CRLF and CR become LF.
   * Throws `TheriacError(THERIAC_INPUT_SYNTAX)` for bytes that are no text; the pipeline turns that into a
   * known unknown, so extractors need not catch it.
   */
  text(): string;
}

/** The target as extractors see it. Every path is relative to the target; nothing outside can be reached. */
export interface ExtractContext {
  /** Another file, or null when absent, unreadable, too large or outside. Reads are cached. */
  file(path: string): TargetFile | null;
  /** Whether a regular file stands there. */
  exists(path: string): boolean;
  /** All paths this same plug-in matched in the walk, sorted. */
  readonly matched: readonly string[];
  /** All paths any plug-in matched whose base name is `name`, sorted. */
  named(name: string): readonly string[];
}

export type Extract = (file: TargetFile, context: ExtractContext) => ExtractResult | Promise<ExtractResult>;

export interface Extractor {
  /** Folder name under `scan/src/extractors/` plus what it reads: `npm/package-lock`. */
  readonly id: string;
  /** For people: `package-lock.json, npm-shrinkwrap.json (lockfile 1–3)`. */
  readonly title: string;
  readonly ecosystem: EcosystemId;
  readonly files: FileMatcher;
  readonly requires: readonly Capability[];
  /** Whether it yields dependency edges, and whether versions are exact; shown in the support matrix. */
  readonly provides: { readonly edges: boolean; readonly exact: boolean; readonly scope: boolean };
  /** Loaded only when a file matched, so that a scan pays for nothing it does not use. */
  readonly load: () => Promise<Extract>;
}

/** One entry of a folder of the target. */
export interface FolderEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'link';
}

/** What a detector is handed, once a run, when the inventory is known. `matched`: the files it asked for. */
export interface DetectContext<Config> extends ExtractContext {
  readonly inventory: Inventory;
  readonly systems: readonly System[];
  /** What `theriac.yaml` says. */
  readonly config: Config;
  /** YYYY-MM-DD: the day the run judges by. */
  readonly asOf: string;
  /** Release lines of a product at endoflife.date; undefined when there is no index of facts. */
  readonly endOfLife: ((product: string) => readonly EolCycle[]) | undefined;
  /** Registries of the user's own configuration; undefined unless the user lets them be asked. */
  readonly registry: RegistryAccess | undefined;
  /**
   * What stands in a folder of the target, sorted by name; empty when it is no folder, cannot be read or is outside.
   * For looking into packages that the inventory names: the walk leaves installed packages out.
   */
  list(folder: string): readonly FolderEntry[];
}

export interface DetectResult {
  readonly findings: readonly RawFinding[];
  readonly unknowns: readonly KnownUnknown[];
  /** What was learnt of the licences of components, by id; goes into the inventory. */
  readonly licences?: ReadonlyMap<string, ComponentLicences>;
  /** Why the detector's area is covered in part only, one sentence each; empty: completely. */
  readonly reasons: readonly string[];
}

export type Detect<Config> = (context: DetectContext<Config>) => DetectResult | Promise<DetectResult>;

/** Looks at the inventory and at files of the target, and says what is wrong with them. */
export interface Detector<Config> {
  /** Folder name under `scan/src/detectors/`. */
  readonly id: string;
  /** For people: `lockfile integrity`. */
  readonly title: string;
  /** The area whose coverage it answers for. */
  readonly area: Area;
  /** Files of the walk that it wants; none when it judges the inventory alone. */
  readonly files?: FileMatcher;
  readonly requires: readonly Capability[];
  /**
   * Whether there is anything to look at; asked before `load`, so that a scan pays for nothing it does not use.
   * @param matched paths of the files it wants, sorted
   */
  readonly concerns: (inventory: Inventory, matched: readonly string[]) => boolean;
  readonly load: () => Promise<Detect<Config>>;
}
