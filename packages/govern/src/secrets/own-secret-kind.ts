/** A kind of secrets of the user's own, checked. */
import type { Severity } from '@theriac/core';

export interface OwnSecretKind {
  readonly id: string;
  readonly title: string;
  readonly severity: Exclude<Severity, 'unknown'>;
  readonly keywords: readonly string[];
  /** Source of a linear expression, which is tried where a keyword stands. */
  readonly expression: string;
  /** Characters that it reads at most from one place. */
  readonly longest: number;
  readonly revoke: string;
  readonly examples: { readonly fail: readonly string[]; readonly pass: readonly string[] };
  /** Where it is (`theriac.yaml:12`). */
  readonly source: string;
}

export interface SecretsConfig {
  readonly kinds: readonly OwnSecretKind[];
}

export const DEFAULT_SECRETS: SecretsConfig = { kinds: [] };
