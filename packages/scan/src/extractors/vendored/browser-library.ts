/** How a row of the tables of browser libraries is written. */

export interface Library {
  /** Package in the npm registry. */
  readonly package: string;
  /** Base name of its files up to version, variant and `.js`; a source of a regular expression, in any case. */
  readonly file: string;
  /**
   * Statements in the first {@link BANNER_CHARACTERS} characters; the first group is the version. Linear.
   */
  readonly banners?: readonly RegExp[];
  /**
   * Statements in the code itself, searched further than banners and only in files with the library's name. The groups
   * that matched are joined by dots.
   */
  readonly inCode?: readonly RegExp[];
  /** How the registry writes what {@link inCode} finds. */
  readonly release?: (written: string) => string;
}

/** Banners are at the start of a file. */
export const BANNER_CHARACTERS = 4096;
/** A version: `3.4.1`, `2.0.0-rc.1`. */
export const VERSION = String.raw`(\d{1,4}\.\d{1,5}(?:\.\d{1,5}){0,2}(?:-(?:alpha|beta|rc|pre)[\w.]{0,20})?)`;

/** What banners write between name and version: `jQuery v3.4.1`, `jQuery UI - v1.13.2`. */
export const named = (name: string): RegExp =>
  new RegExp(
    String.raw`^(?:/[*/])?[ \t*!/]{0,9}(?:@(?:license|preserve)[ \t]{1,9})?${name}[ \t]{1,9}(?:- ?)?v?${VERSION}(?![\w.+-]| or )`,
    'im',
  );

export const CODE_VERSION = new RegExp(
  String.raw`\b(?:VERSION|version)[ \t]{0,9}[=:][ \t]{0,9}["']${VERSION}["']`,
);

/** A statement in which `{V}` stands for the version; the rest is a source of a regular expression. */
export const says = (statement: string, flags = 'm'): RegExp =>
  new RegExp(statement.replace('{V}', VERSION), flags);
