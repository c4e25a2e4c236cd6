/** What a VEX document says of itself. */
export interface VexMeta {
  /** Person or organisation that is behind the statements. */
  readonly author: string;
  /** Address that belongs to the author alone; CSAF needs one. */
  readonly namespace: string;
  /** RFC 3339. */
  readonly timestamp: string;
  /** Counted from 1. */
  readonly version: number;
  readonly title: string;
}
