/** Keys that everybody has: those of emulators, which open nothing. They are told by their hash, so that none stands here. */
import { createHash } from 'node:crypto';

/** First 32 hexadecimal digits of the SHA-256 → what it belongs to. */
const PUBLIC: Readonly<Record<string, string>> = {
  '0011cc25eb4320717494d2703e8cba85': 'storage emulator of Azure (Azurite)',
  '412a54cd6f4c7f2859ec2a6988a79bbd': 'documentation of MongoDB, as in an address',
  d179a5dc9a45dfa90720ea2fffc2f39c: 'documentation of MongoDB',
  aa6547439583c3a275d4542a0df6c1ad: 'Cosmos DB emulator of Azure',
};
/** Lengths of them: a hash is made of no other text. */
const LENGTHS = new Set([17, 19, 88]);

export function isPublic(value: string): boolean {
  if (!LENGTHS.has(value.length)) return false;
  return PUBLIC[createHash('sha256').update(value).digest('hex').slice(0, 32)] !== undefined;
}
