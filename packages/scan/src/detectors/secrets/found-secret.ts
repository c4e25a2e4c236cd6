/** A secret in a text. */
import type { SecretKind } from './kind.ts';

export interface FoundSecret {
  readonly kind: Omit<SecretKind, 'how'>;
  readonly value: string;
  /** Where the value begins, in UTF-16 units of the text. */
  readonly start: number;
}
