/** How a row of the tables of copied libraries is written. */
import type { EcosystemId } from '@theriac/core';

export interface CopiedLibrary {
  readonly ecosystem: EcosystemId;
  readonly package: string;
  /** Base names of the one file that states the release. */
  readonly files: readonly [string, ...string[]];
  /** What is in the file whatever its release, for names that other files have as well. Linear. */
  readonly is: RegExp;
  /**
   * Statements of the release, the best first. Each is a list of expressions whose first groups are joined by dots; all
   * of them must match, but the last of three may be missing where the macro does not exist yet. Linear.
   */
  readonly release: readonly (readonly RegExp[])[];
  /** A file beside it, by a path from its folder, that states the release better: then this one is left out. */
  readonly unless?: string;
  /** What its own build files call it, where that is not {@link package}. */
  readonly project?: string;
}

/** A version: `5.2.16`, `4.90`, `3.1.21-dev`. */
export const VERSION = String.raw`(\d{1,5}\.\d{1,5}(?:\.\d{1,6}){0,2}(?:-?(?:alpha|beta|rc|dev|DEV|RC|pre)[\w.]{0,20})?)`;

/** `#define NAME 1`, `# define NAME "1.2"`, `#define NAME (1)`. */
export const macro = (name: string): RegExp =>
  new RegExp(
    String.raw`^[ \t]{0,9}#[ \t]{0,9}define[ \t]{1,40}${name}[ \t]{1,40}[("]?(\d[\w.+-]{0,60})[)"]?`,
    'm',
  );

/** The three numbers of a version, each a macro of its own. */
export const macros = (major: string, minor: string, patch: string): readonly RegExp[] => [
  macro(major),
  macro(minor),
  macro(patch),
];
