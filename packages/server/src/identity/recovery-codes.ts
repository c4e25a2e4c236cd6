/** Codes for who has lost the authenticator: printed once, kept as hashes, gone when used. */
import { createHash, randomBytes } from 'node:crypto';

const CODES = 10;
/** RFC 4648 without letters and digits that are taken for each other: 5 bits each. */
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
/** 80 bits: too many to try, so that a plain hash is enough. */
const LETTERS = 16;

export function newRecoveryCodes(): readonly string[] {
  return Array.from({ length: CODES }, () => {
    const letters = [...randomBytes(LETTERS)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');
    return letters.replace(/(.{4})(?=.)/g, '$1-');
  });
}

/** As it was typed: without regard to case, spaces and hyphens. */
export function hashRecoveryCode(account: string, code: string): Buffer {
  const plain = code.toUpperCase().replace(/[\s-]/g, '');
  return createHash('sha256').update(`${account} ${plain}`).digest();
}
