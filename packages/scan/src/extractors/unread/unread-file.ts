/** One row of the tables of files that are recognised and not read. */
import type { EcosystemId } from '@theriac/core';

export interface UnreadFile {
  /** The tool whose file it is, as people search for it. */
  readonly tool: string;
  readonly ecosystem: EcosystemId;
  /** Exact base names. */
  readonly names?: readonly string[];
  /** As {@link FileMatcher.patterns}: an extension (the empty string: none) and a linear expression over the path. */
  readonly patterns?: readonly { readonly extension: string; readonly path: RegExp }[];
  /** Only files that begin like this are read at all ({@link FileMatcher.heads}); goes with {@link patterns}. */
  readonly head?: RegExp;
  /** {@link patterns} for people. */
  readonly shown?: string;
  /**
   * What the content must have for the file to be the tool's and to name dependencies; the first match gives the line.
   * Linear: no repetition of what may match a line break, none inside another. Absent: the name says enough.
   */
  readonly marker?: RegExp;
  /** What says that there are packages, where the name says that the file is the tool's: compared with its lockfile. */
  readonly asks?: RegExp;
  /** A second expression that the content must have too, for names that several tools use. */
  readonly also?: RegExp;
  /** Lockfiles beside it that are read and list what it asks for; `*` stands for the file's own name. */
  readonly coveredBy?: readonly string[];
  /** An extractor compares it with its lockfile, package by package. */
  readonly isCompared?: true;
  /** A lockfile of this name anywhere in the folder that holds the file's folder (an Xcode project and its workspace). */
  readonly coveredAround?: string;
  /** Endings of files that are read and use what it says, anywhere in the target. */
  readonly usedBy?: readonly string[];
  /** How a manifest of a workspace shares a lockfile in a folder above. */
  readonly workspace?: {
    /** Manifests beside that lockfile. */
    readonly manifests: readonly string[];
    /** What one of them says. */
    readonly says: RegExp;
  };
  /** What to do about it, after a semicolon. */
  readonly advice: string;
}
