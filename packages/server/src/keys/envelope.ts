/**
 * Small secrets, encrypted with AES-256-GCM: bound to the organisation, record and field that they belong to, so that
 * one put in another place does not open.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { TheriacError } from '@theriac/core';

/** Where an envelope belongs. */
export interface Place {
  readonly org: string;
  readonly record: string;
  readonly field: string;
}

/** Version, length of the id of the key, the id, then these and what is encrypted. */
const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const MAX_KEY_ID = 255;

export function seal(key: Buffer, keyId: string, plain: Uint8Array, place: Place): Buffer {
  const id = Buffer.from(keyId, 'utf8');
  if (id.length === 0 || id.length > MAX_KEY_ID) throw new RangeError('a key id has 1 to 255 bytes');
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(boundTo(keyId, place));
  return Buffer.concat([
    Buffer.from([VERSION, id.length]),
    id,
    nonce,
    cipher.update(plain),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
}

/** @throws TheriacError THERIAC_SERVER_KEYS */
export function keyIdOf(sealed: Uint8Array): string {
  const length = sealed[1] ?? 0;
  if (sealed[0] !== VERSION || length === 0 || sealed.length < 2 + length + NONCE_BYTES + TAG_BYTES)
    throw new TheriacError('THERIAC_SERVER_KEYS', 'an envelope is damaged');
  return Buffer.from(sealed.subarray(2, 2 + length)).toString('utf8');
}

/** @throws TheriacError THERIAC_SERVER_KEYS where it was changed, or belongs elsewhere, or the key is another one */
export function open(key: Buffer, sealed: Uint8Array, place: Place): Buffer {
  const keyId = keyIdOf(sealed);
  const rest = Buffer.from(sealed.subarray(2 + (sealed[1] ?? 0)));
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, rest.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    })
      .setAAD(boundTo(keyId, place))
      .setAuthTag(rest.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(rest.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
  } catch (cause) {
    throw new TheriacError(
      'THERIAC_SERVER_KEYS',
      'an envelope does not open: it was changed, belongs elsewhere, or was made with another key',
      {},
      { cause },
    );
  }
}

function boundTo(keyId: string, { org, record, field }: Place): Buffer {
  return Buffer.from(JSON.stringify([VERSION, keyId, org, record, field]), 'utf8');
}
