/**
 * What a suite of attacks is: seeds × mutations × checks, made anew in every run from fixed numbers, so that the same
 * inputs are tried everywhere. A suite proves one promise of SECURITY.md.
 */

export { seeded } from '@theriac/testing/seeded';

/** `short` is what CI runs, minutes for all suites together; `long` tries every input there is. */
export type Form = 'short' | 'long';

export interface Suite {
  /** The file's name without its ending: `truncation`. */
  readonly id: string;
  /** What holds for every input, in the words of SECURITY.md. */
  readonly promise: string;
  readonly run: (form: Form) => Promise<Outcome>;
}

export interface Outcome {
  /** How many inputs were tried. */
  readonly tried: number;
  /** Inputs for which the promise does not hold: what was tried and what happened, one line each. */
  readonly broken: readonly string[];
  /** Inputs for which it cannot hold, and why; they are counted in `tried` and are not in `broken`. */
  readonly argued?: readonly Argued[];
  /** Largest share of `tried` that may be in `argued`; absent: any. */
  readonly arguedShare?: number;
  /** Further figures for people, one line each. */
  readonly figures?: readonly string[];
}

export interface Argued {
  readonly what: string;
  readonly count: number;
  readonly why: string;
}
