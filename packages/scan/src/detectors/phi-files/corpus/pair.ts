/** A file that leaks, and its twin. */
export interface Pair {
  readonly id: string;
  readonly path: string;
  readonly leaking: string | Uint8Array;
  readonly clean: string | Uint8Array;
  /** Values that no output may hold. */
  readonly planted: readonly string[];
}
