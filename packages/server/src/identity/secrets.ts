/**
 * Secrets that are handed out: sessions, tokens, links. Each names its organisation, so that it can be looked up in the
 * rows of that organisation alone; only its hash is kept.
 */
import { createHash, randomBytes } from 'node:crypto';

export interface IssuedSecret {
  /** Shown once. */
  readonly text: string;
  readonly hash: Buffer;
}

/** 256 bits. */
const SECRET_BYTES = 32;

export type SecretKind = 'ths' | 'tht' | 'thl';

/** `tht_ORGANISATION_SECRET`: with a beginning that secret scanners can know. */
export function issueSecret(kind: SecretKind, org: string): IssuedSecret {
  const text = `${kind}_${packed(org)}_${randomBytes(SECRET_BYTES).toString('base64url')}`;
  return { text, hash: hashSecret(text) };
}

/** High entropy: a plain hash is enough. */
export function hashSecret(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

const FORM = /^(ths|tht|thl)_([A-Za-z0-9_-]{22})_[A-Za-z0-9_-]{43}$/;

/** @returns the organisation that it names; undefined where it is no such secret */
export function orgOfSecret(kind: SecretKind, text: string): string | undefined {
  const found = FORM.exec(text);
  if (found === null || found[1] !== kind) return undefined;
  const hex = Buffer.from(found[2] ?? '', 'base64url').toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

function packed(org: string): string {
  return Buffer.from(org.replaceAll('-', ''), 'hex').toString('base64url');
}
