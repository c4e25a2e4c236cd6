/** What a detector says: the facts only. Rank, fingerprint, exceptions, baseline and gate follow in the pipeline. */
import type { Location, Scope } from '../inventory/component.ts';
import type { Observation, Rule } from './finding.ts';

export interface RawFinding {
  readonly rule: Rule;
  readonly subject:
    | { /** {@link Component.id} */ readonly component: string }
    | { /** A file of the target. */ readonly path: string };
  /**
   * Tells several findings of one rule about one subject apart, and goes into the fingerprint: a name, never a line
   * number. Empty when there can be only one.
   */
  readonly key: string;
  readonly locations: readonly Location[];
  readonly evidence: readonly Observation[];
  /** For subjects that are files; `build` when absent. */
  readonly scope?: Scope;
  /** One line: what to do. Findings of one rule with the same action are one change. */
  readonly action: string;
  /** Command to run or text to paste. */
  readonly snippet?: string;
  /** What a person should know before acting. */
  readonly notes?: readonly string[];
}
