/** How a row of the tables of Java libraries is written. */

/** A file of the library in which its release is written. */
export interface VersionFile {
  /** Path from where the library's classes begin, or from the start of the archive. */
  readonly path: string;
  /** Texts of the class or text of the file; the first group is the version. Linear. */
  readonly says: RegExp;
}

export interface JavaLibrary {
  /** `group:artifact` */
  readonly package: string;
  /** Where its classes are; several artifacts of one project may share it. */
  readonly folder: string;
  /** Classes under {@link folder} that are in every release and in no other artifact but {@link alsoIn}. */
  readonly classes: readonly [string, ...string[]];
  /** A class of a larger artifact of the same project, which is another row. */
  readonly without?: string;
  /** A second folder of its classes. */
  readonly otherFolder?: string;
  readonly version?: VersionFile;
  /** Other artifacts that consist of the same classes: an archive that says to be one of them holds no copy. */
  readonly alsoIn?: readonly string[];
  /** The name under which releases up to `last` (its line when that is all that is known) were published. */
  readonly earlier?: { readonly last: string; readonly package: string };
}

type Facts = Omit<JavaLibrary, 'package' | 'folder' | 'classes'>;

export const row = (
  name: string,
  folder: string,
  classes: JavaLibrary['classes'],
  facts: Facts = {},
): JavaLibrary => ({
  package: name,
  folder,
  classes,
  ...facts,
});

/** A version, as a source of a regular expression with one group. */
export const V = String.raw`(\d[\w.+-]{0,60})`;

/** With a dot, and no date. */
const WHOLE = /^(\d{1,4}\.\d{1,9}(?:\.\d{1,9}){0,3}(?:[.-][A-Za-z]\w{0,20})?)$/;

/** A text of a class that is a version and nothing else; the highest, where earlier releases are named too. */
export const constant = (path: string): Facts => ({ version: { path, says: WHOLE } });
export const inText = (path: string, says: string): Facts => ({
  version: { path, says: new RegExp(says, 'm') },
});
/** `key=1.2.3` or `key = 1.2.3` in a properties file. */
export const property = (path: string, key: string): Facts =>
  inText(path, String.raw`^${key.replaceAll('.', '\\.')}[ \t]{0,20}=[ \t]{0,20}${V}[ \t]{0,20}\r?$`);
