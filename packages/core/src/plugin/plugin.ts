/** The plug-in contract: what extractors and detectors declare, what they are given and what they return. */
import type { EolCycle } from '../advisory/advisory.ts';
import type { Rule } from '../finding/finding.ts';
import type { FixRecipe } from '../finding/fix-recipe.ts';
import type { RawFinding } from '../finding/raw-finding.ts';
import type { Area } from '../finding/scan-result.ts';
import type { SecretSourceUse } from '../finding/secret-source.ts';
import type { System } from '../finding/system.ts';
import type { ComponentLicences, ExtractResult, Inventory, KnownUnknown } from '../inventory/component.ts';
import type { EcosystemId } from '../inventory/ecosystems.ts';
import type { ImageFacts } from '../inventory/image.ts';
import type { RegistryAccess } from '../inventory/release-history.ts';
import type { PastFile } from './history.ts';
import type { TargetFile, TreeEntry } from './tree.ts';

/**
 * What a plug-in needs beyond the files it is given. A plug-in does not run unless every capability it requires is
 * allowed for the run, and coverage then says so.
 */
export const CAPABILITIES = ['network', 'process'] as const;
export type Capability = (typeof CAPABILITIES)[number];

/** Which files a plug-in wants, as data, so that the walk dispatches each file in O(1). */
export interface FileMatcher {
  /** Exact base names: `package-lock.json`. */
  readonly names?: readonly string[];
  /** Base-name endings after the first characters: `.csproj`, `.deps.json`. With the leading dot. */
  readonly extensions?: readonly string[];
  /** Base names up to the first `.`, `-` or `_`: `Dockerfile` for `Dockerfile.api` and `Dockerfile-alpine`. */
  readonly stems?: readonly string[];
  /** Names of the folder that holds the file, where the files in it have names of any kind. */
  readonly folders?: readonly string[];
  /**
   * Path patterns for what names and extensions cannot say, tried only on files with that extension (the empty
   * string: base names without a dot). Linear expressions over the path relative to the target (`/`-separated).
   */
  readonly patterns?: readonly { readonly extension: string; readonly path: RegExp }[];
  /**
   * Source files that only their beginning tells: an extension, and a linear expression over the first 2 KiB as Latin-1.
   * Nothing else of such a file is read unless it matches.
   */
  readonly heads?: readonly { readonly extension: string; readonly head: RegExp }[];
  /** First bytes (hex) of binary formats, tried on files of at least 4 KiB with an executable bit or no extension. */
  readonly magic?: readonly string[];
  /** `text`: every file that begins with a mark of UTF-16, or has no zero byte in its first KiB; `any`: every regular file. */
  readonly every?: 'text' | 'any';
  /** Binary files whatever their names: a linear expression over their first KiB as Latin-1. */
  readonly binaryHead?: RegExp;
  /** A link that leads outside or nowhere is no loss: what is known by its name is a file of others as a rule. */
  readonly optionalLinks?: true;
  /** Bytes; a larger file is not read and becomes a known unknown. */
  readonly maxBytes: number;
}

/** The target as plug-ins see it. Every path is relative to the target; nothing outside can be reached. */
export interface ExtractContext {
  /** Another file, or null when absent, unreadable, too large or outside. Reads are cached. */
  file(path: string): TargetFile | null;
  /** Whether a regular file is at this path, or a link to one that is inside the target. */
  exists(path: string): boolean;
  /** All paths this same plug-in matched in the walk, sorted. */
  readonly matched: readonly string[];
  /** All paths any plug-in matched whose base name is `name`, sorted. */
  named(name: string): readonly string[];
}

/** What a file has when it is whole, as its tool or its author writes it. */
export interface WholeFile {
  /** Base names, or endings of them with the leading dot; absent: every file of the extractor. */
  readonly names?: readonly string[];
  /** Whether its tool never writes it empty: an empty one is damaged, not a project without packages. */
  readonly neverEmpty?: true;
  /**
   * - `line`: its tool ends it with a line break.
   * - `record`: an empty line follows each record, the last one too.
   * - `code`: brackets and texts close, and the last line is not inside a block; comments begin with {@link comment}.
   * - `expression`: the same for a language whose last line may be inside a block.
   */
  readonly ends?: 'line' | 'record' | 'code' | 'expression';
  readonly comment?: '#' | '//';
  /** For `line`: a last line that is complete without a line break, because it closes what is open. */
  readonly lastLine?: string;
  /** Beginnings of lines that it has: keys, sections, footers; of each group at least one. */
  readonly has?: readonly (readonly string[])[];
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
  /** What its files have when they are whole; the pipeline reports one that lacks it as cut off. */
  readonly whole?: readonly WholeFile[];
  /**
   * For a manifest that is read only where no lockfile is: the command that writes the lockfile, by root variant where
   * several tools read the manifest (the empty string: any other).
   */
  readonly lockCommand?: string | Readonly<Record<string, string>>;
  /** Such a file is read in another way when it is the target itself. */
  readonly onlyInFolders?: true;
  /** Its files say what is installed, not what is asked for: only these count in images and root file systems. */
  readonly installed?: true;
  /** How its package manager moves a package; absent: as the ecosystem does in general. */
  readonly fix?: FixRecipe;
  /** Loaded only when a file matched, so that a scan pays for nothing it does not use. */
  readonly load: () => Promise<Extract>;
}

/** What holds for a whole run, known before the first file is read. */
export interface RunContext<Config> {
  readonly systems: readonly System[];
  /** What `theriac.yaml` says. */
  readonly config: Config;
  /** YYYY-MM-DD: the day the run judges by. */
  readonly asOf: string;
  /** The extractors of the run, for what they declare. */
  readonly extractors: readonly Extractor[];
  /** What is known of the image, the root file system or the host that is the target; absent for everything else. */
  readonly image?: ImageFacts;
}

/** What a detector is given with each file it asked for. */
export interface InspectContext extends ExtractContext {
  /** What the extractors that read the same file returned; empty when none wanted it or none could read it. */
  readonly extracted: readonly ExtractResult[];
}

/** What a detector is given at the end of a run, when the inventory is known. */
export interface DetectContext extends ExtractContext {
  readonly inventory: Inventory;
  /** Release lines of a product at endoflife.date; undefined when there is no index of facts. */
  readonly endOfLife: ((product: string) => readonly EolCycle[]) | undefined;
  /** Registries of the user's own configuration; defined for detectors that require `network`. */
  readonly registry: RegistryAccess | undefined;
  /**
   * Entries of a folder of the target, sorted by name; empty when it is not a folder, cannot be read or is outside.
   * For looking into packages that the inventory names: the walk leaves installed packages out.
   */
  list(folder: string): readonly TreeEntry[];
}

export interface DetectResult {
  readonly findings: readonly RawFinding[];
  readonly unknowns?: readonly KnownUnknown[];
  /** What was learnt of the licences of components, by id; goes into the inventory. */
  readonly licences?: ReadonlyMap<string, ComponentLicences>;
  /** How secrets reach the system. */
  readonly secretSources?: readonly SecretSourceUse[];
  /** Why the detector's area is covered in part only, one sentence each; empty: completely. */
  readonly reasons?: readonly string[];
}

/** One run of a detector: what it keeps between files lives in the closure of its {@link StartDetector}. */
export interface Detection {
  /**
   * Called once for each file that the detector asked for, in path order, while the file is open: for what one file
   * can say. A TheriacError becomes a known unknown; any other error marks the area as failed.
   * @returns false when the file is none of its kind after all; true where it is, so that it can be a target by itself
   */
  readonly inspect?: (
    file: TargetFile,
    context: InspectContext,
  ) => void | boolean | Promise<void> | Promise<boolean>;
  /**
   * Called once for each text that the history of the target holds, after every `inspect`; only where the run reads the
   * history. Errors count as those of `inspect`.
   */
  readonly inspectPast?: (past: PastFile) => void;
  /** Called once, when the inventory is known. */
  readonly conclude: (context: DetectContext) => DetectResult | Promise<DetectResult>;
}

export type StartDetector<Config> = (run: RunContext<Config>) => Detection;

/** Looks at files of the target and at the inventory, and reports what is wrong with them. */
export interface Detector<Config> {
  /** Its folder's name under `scan/src/detectors/`. */
  readonly id: string;
  /** For people: `lockfile integrity`. */
  readonly title: string;
  /** The area whose coverage it answers for. */
  readonly area: Area;
  /** Every rule that it can report; `theriac explain` and the reference follow from it. */
  readonly rules: () => Promise<readonly Rule[]>;
  /** Files of the walk that it wants; none when it judges the inventory alone. */
  readonly files?: FileMatcher;
  /**
   * Its subject is what must not be shown: it sees texts as they stand, where others see them without credentials, and
   * reports places and redacted evidence only.
   */
  readonly seesCredentials?: true;
  /** It looks into the history of the target too, where the run reads it: {@link Detection.inspectPast}. */
  readonly readsHistory?: true;
  readonly requires: readonly Capability[];
  /**
   * Whether there is anything to look at; asked before `load`, so that a scan pays for nothing it does not use.
   * @param matched how many files it was given
   * @param image of an image, a root file system or a host
   */
  readonly concerns: (inventory: Inventory, matched: number, image: ImageFacts | undefined) => boolean;
  readonly load: () => Promise<StartDetector<Config>>;
}

/** An error that a plug-in should not have thrown, and where. */
export interface Defect {
  /** Id of the plug-in: `extractor npm/package-lock`, `detector lockfile`. */
  readonly plugin: string;
  /** The file in hand; absent when there was none. */
  readonly path?: string;
  readonly error: unknown;
}
