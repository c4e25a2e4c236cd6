/** One event after the other, each with the hash of the one before: what is changed, left out or put in shows. */
import { createHash } from 'node:crypto';
import { canonicalJson, type JsonValue } from './canonical-json.ts';

/** Before the first event of an organisation. */
export const FIRST_HASH = Buffer.alloc(32);

/** SHA-256 of the event in canonical form with the hash of the event before behind it. */
export function hashOf(body: string, prevHash: Uint8Array): Buffer {
  return createHash('sha256').update(body, 'utf8').update(prevHash).digest();
}

export function bodyOf(event: JsonValue): string {
  return canonicalJson(event);
}
