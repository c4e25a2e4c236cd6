/** One kind of secret: a row that says how it looks, where it stands, and what to do when it has leaked. */
import type { Severity } from '@theriac/core';
import type { CheckName } from './checks.ts';

export interface SecretKind {
  /** After `THERIAC-SECRET-`. */
  readonly id: string;
  /** For people: `Token of a GitHub account`. */
  readonly title: string;
  readonly severity: Exclude<Severity, 'unknown'>;
  /** Where it is revoked and issued anew: `GitHub: Settings → Developer settings`. */
  readonly revoke: string;
  readonly how: SecretForm;
}

type SecretForm =
  /** It says itself what it is: each shape begins with text of its own. */
  | { readonly by: 'shape'; readonly shapes: readonly string[]; readonly check?: CheckName }
  /**
   * The name that it is given tells it: `datadog_api_key = …`. Names are lower case without marks between words; a name in the
   * file has one of them in it.
   */
  | {
      readonly by: 'name';
      readonly names: readonly string[];
      readonly shapes: readonly string[];
      /** Names that many services use: they tell it where this one is named shortly before them. */
      readonly besides?: { readonly near: RegExp; readonly names: readonly string[] };
      readonly check?: CheckName;
    }
  /** An expression from a text that it has in it; group `secret` is the secret. */
  | {
      readonly by: 'pattern';
      readonly keywords: readonly string[];
      /** Sticky: tried where the keyword begins. */
      readonly pattern: RegExp;
      readonly check?: CheckName;
      /** Texts that have it: `postgres://app:{base62:14}@db.example/emr`. */
      readonly examples: readonly string[];
    };
