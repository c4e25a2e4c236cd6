/** A rule about configuration, as a row of a table or as a user writes it. */
import type { Severity } from '../advisory/severity.ts';
import type { Query } from './query.ts';

export interface ConfigurationRule {
  /** The last part of its id: `K8S-PRIVILEGED`. */
  readonly id: string;
  readonly title: string;
  readonly severity: Exclude<Severity, 'unknown'>;
  readonly cwe: readonly string[];
  /** Ids of controls: `HIPAA 164.312(a)(1)`. */
  readonly controls: readonly string[];
  /** Why it matters. */
  readonly rationale: string;
  /** How to fix it, in one sentence. */
  readonly remediation: string;
  /** Type of the resources that it is asked of. */
  readonly on: string;
  /** Resources of the type that it concerns; absent: all. */
  readonly when?: Query;
  /** What must hold. */
  readonly pass: Query;
  /** Looks for secrets: what is observed is not shown, and a value that comes from outside is none. */
  readonly secret?: true;
  /** What the configuration looks like afterwards. */
  readonly after: string;
  /** Files that fail and pass, by name where it matters: the test of the rule. */
  readonly examples: { readonly file: string; readonly fail: string; readonly pass: string };
}
