/** What the main thread and the thread that fuzzes tell each other. */

/** Of the shared memory, before the bytes of the input. */
export const HEADER_BYTES = 8;

export interface FuzzJob {
  /** The instrumented program. */
  readonly bundle: string;
  readonly counters: number;
  readonly reader: string;
  readonly corpus: readonly Uint8Array[];
  readonly seconds: number;
  readonly seed: number;
  /** For the case that an input never ends: how many were begun, the length of the one in hand, its bytes. */
  readonly current: SharedArrayBuffer;
}

export interface FuzzReport {
  readonly runs: number;
  /** Inputs kept because they reached something new. */
  readonly kept: number;
  /** Blocks and branches that ran at all. */
  readonly reached: number;
  readonly slowest: number;
  readonly crash?: { readonly input: Uint8Array; readonly error: string };
}
