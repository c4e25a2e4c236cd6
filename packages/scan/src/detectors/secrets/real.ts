/** Whether what has the form of a secret is one, or stands for one. */
import { CHECKS } from './checks.ts';
import type { SecretKind } from './kind.ts';
import { isFillerWords } from './no-value.ts';
import { entropyOf, isPlaceholder } from './strength.ts';
import { isPublic } from './well-known.ts';

/** What stands for a secret in documentation, whatever its form. */
const FILLER =
  /(?:^(?:in)?valid|example|sample|xxxx|\*\*\*\*|0000000|1234567|abcdefg|aaaaaa|deadbeef|placeholder|changeme|your[_-]|dummy|redacted|fake|insert)/i;
/** Hashes of passwords begin like variables. */
const CRYPT = /^(?:\$[0-9a-z]{1,6}\$|\{SHA\})/;
const LEAST_ENTROPY = 2.2;

/** Longer values have such words by chance. */
const LONGEST_FILLED = 80;

export function isFilled(value: string): boolean {
  return value.length <= LONGEST_FILLED && (FILLER.test(value) || isFillerWords(value));
}

export function isReal({ how, id }: SecretKind, value: string): boolean {
  if (isPublic(value)) return false;
  if (how.check !== undefined && !CHECKS[how.check](value)) return false;
  if (id.startsWith('KEY-') || how.check === 'django-key') return true;
  // Asks more exactly: `admin123!` is what somebody gave to a command.
  if (how.check === 'password-of-command') return !isFilled(value);
  if (isFilled(value)) return false;
  if (how.by !== 'pattern') return entropyOf(value) >= LEAST_ENTROPY;
  return CRYPT.test(value) || !isPlaceholder(value);
}
