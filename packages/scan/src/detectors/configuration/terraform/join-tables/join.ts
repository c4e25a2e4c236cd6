/** A resource that configures another one, and under which key it is found there. */

export interface Join {
  readonly type: string;
  /** Path of the setting that refers; `*` is each block of a list. */
  readonly by: string;
  readonly to: readonly string[];
  /** Key at the one that is referred to: a list of what refers to it. */
  readonly as?: string;
  /** Key at the one that refers: a list of what it refers to. */
  readonly back?: string;
}
