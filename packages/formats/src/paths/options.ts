/** What a report about paths is told. */

export interface PathOptions {
  /** What the page is called. */
  readonly title: string;
  /** Columns, for text. */
  readonly width: number;
  /** Everything that is not wrong too. */
  readonly all: boolean;
}
