/** How one kind of export is told, and what is kept of it. */

export interface ExportKind {
  /** Type of the resources that it makes. */
  readonly type: string;
  /** For people. */
  readonly title: string;
  /** How it is made. */
  readonly from: string;
  /** Keys that it has, all of them. */
  readonly has: readonly string[];
  /** What it says under a key, where keys alone do not tell it. */
  readonly says?: Readonly<Record<string, string>>;
  /** Where its rows are; absent: it is one. */
  readonly rows?: string;
  /** By which key a row is named; of several, the first that is there; none: by the file, without its ending. */
  readonly name: readonly string[];
  /** Whether the names tell what it is an export of. */
  readonly isNamed?: true;
  /** Settings that are kept. */
  readonly keep: readonly string[];
  /** Of settings that are objects, or lists of them, what is kept of each: names of persons are not. */
  readonly keepInside?: Readonly<Record<string, readonly string[]>>;
}
