/** Passwords: argon2id with the parameters of OWASP's cheat sheet, and what makes a new one too weak. */

import { type Algorithm, hash, verify } from '@node-rs/argon2';
import type { PasswordProfile } from '@theriac/contract';
import { isCommon } from './common-passwords.ts';

/** `Algorithm.Argon2id`, whose enum has no value at run time. */
const ARGON2ID = 2 as Algorithm.Argon2id;
/** 19 MiB, two passes, one lane. */
const PARAMETERS = { algorithm: ARGON2ID, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), PARAMETERS);
}

/** Of a password that nobody has: verified where there is no account, so that the answer takes as long. */
let nobody: Promise<string> | undefined;

export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  nobody ??= hashPassword(`nobody ${Math.random()}`);
  const matches = await verify(stored ?? (await nobody), password.normalize('NFKC'));
  return stored !== null && matches;
}

/** What profiles of older rules ask for; NIST SP 800-63B and OWASP ASVS advise against it. */
const COMPOSITION: readonly (readonly [string, RegExp])[] = [
  ['upper-case letter', /\p{Lu}/u],
  ['lower-case letter', /\p{Ll}/u],
  ['digit', /\p{Nd}/u],
  ['other character', /[^\p{L}\p{N}]/u],
];

/** What is in the password may not be guessed from the account. */
export async function weakness(
  password: string,
  about: readonly string[],
  profile: PasswordProfile,
): Promise<string | undefined> {
  const plain = password.normalize('NFKC').toLowerCase();
  if (new Set(plain).size < 6) return 'it repeats few characters';
  for (const word of about) {
    const known = word.toLowerCase();
    if (known.length >= 4 && plain.includes(known))
      return 'it contains the name, the address or the organisation';
  }
  if (isSequence(plain)) return 'it is a sequence of neighbouring characters';
  if (await isCommon(plain)) return 'it is one of the most common passwords';
  if (profile === 'legacy-cms')
    for (const [what, characters] of COMPOSITION) if (!characters.test(password)) return `it has no ${what}`;
  return undefined;
}

function isSequence(text: string): boolean {
  let steps = 0;
  for (let i = 1; i < text.length; i += 1)
    if (Math.abs(text.charCodeAt(i) - text.charCodeAt(i - 1)) <= 1) steps += 1;
  return steps >= text.length - 2;
}
