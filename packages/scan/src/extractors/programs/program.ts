/** What a row of the tables says of a program. */
import type { EcosystemId } from '@theriac/core';

export interface Program {
  /** Name in its package URL, `pkg:generic/<name>`, or as its ecosystem calls it. */
  readonly name: string;
  /**
   * Whose advisories speak of it. Those of Bitnami are about programs as their authors release them, by version and CPE
   * (https://github.com/bitnami/vulndb); `generic`: no feed does.
   */
  readonly ecosystem: Extract<EcosystemId, 'bitnami' | 'generic' | 'golang' | 'composer'>;
  /** Name in those advisories; absent: the same. */
  readonly advisories?: string;
  /** Vendor and product of its CPE 2.3 name. */
  readonly cpe: readonly [vendor: string, product: string];
  /** Base names, exactly. */
  readonly names?: readonly string[];
  /** Paths: the ending of the base name from a dot (empty: no dot), and a linear expression. */
  readonly paths?: readonly { readonly extension: string; readonly path: RegExp }[];
  /** `program`: ELF, PE or Mach-O, over whose bytes as Latin-1 {@link version} is searched; `text`: a small text file. */
  readonly content: 'program' | 'text';
  /** The first group is the version. In programs, texts end with a zero byte; see {@link TERMINATED}. */
  readonly version: RegExp;
  /** Must be in the same file, where the version stands alone. */
  readonly also?: RegExp;
  /** Whose first group begins with the version, where several numbers stand alone. */
  readonly longer?: RegExp;
  /** Over the base name: the first group is what the version begins with. */
  readonly line?: RegExp;
  /** Files beside it, relative to its folder, that hold the same program: listed by them alone. */
  readonly twins?: readonly string[];
}

/** Folders of libraries of a program in a `bin` or `sbin` beside them. */
const LIBRARIES = [
  'lib',
  'lib64',
  'lib/x86_64-linux-gnu',
  'lib/aarch64-linux-gnu',
  'lib/arm-linux-gnueabihf',
];

/** Places of a library as a program sees them from its own folder. */
export const libraryBeside = (name: string): string[] => LIBRARIES.map((folder) => `../${folder}/${name}`);

export const range = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, i) => first + i);
