/** Rules of one technology as rows: what differs from row to row, and nothing else. */
import type { ConfigurationRule, Query } from '@theriac/core/configuration';
import { TOPICS } from './topics.ts';

export interface Row
  extends Pick<ConfigurationRule, 'id' | 'title' | 'severity' | 'rationale' | 'remediation'> {
  readonly topic: keyof typeof TOPICS;
  /** Weaknesses, where they are more exact than those of the topic. */
  readonly cwe?: readonly string[];
  readonly on?: string;
  readonly when?: Query;
  readonly pass: ConfigurationRule['pass'];
  readonly secret?: true;
  /** Examples, in the words that the technology's table puts around them. */
  readonly fail: string;
  readonly good: string;
  /** Absent: the good example. */
  readonly after?: string;
  /** Name of the example's file, where it is another than the table's. */
  readonly file?: string;
}

export interface Table {
  /** Type of the resources, where a row names no other. */
  readonly on: string;
  /** Name of the examples' file. */
  readonly file: string;
  /** The whole file around an example. */
  readonly around?: (example: string) => string;
}

export function ruleTable(
  { on, file, around = (text) => text }: Table,
  rows: readonly Row[],
): ConfigurationRule[] {
  return rows.map((row) => {
    const { topic, cwe, fail, good, after, file: own, on: type = on, ...rule } = row;
    return {
      ...rule,
      cwe: cwe ?? TOPICS[topic].cwe,
      controls: TOPICS[topic].controls,
      on: type,
      after: (after ?? good).trimEnd(),
      examples: { file: own ?? file, fail: around(fail), pass: around(good) },
    };
  });
}
