/**
 * Files, encrypted in pieces with AES-256-GCM: memory does not grow with them, and a piece that is missing, changed or in
 * another place does not open. Each file has a key of its own, derived from the data key and a random salt, so that
 * numbers of pieces can be nonces; the last piece says that it is the last (the STREAM construction).
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { TheriacError } from '@theriac/core';
import type { DataKey } from './data-keys.ts';

/** `THERENC` and the version. */
const MAGIC = Buffer.from('THERENC1', 'latin1');
const ID_BYTES = 16;
const SALT_BYTES = 32;
const HEADER_BYTES = MAGIC.length + ID_BYTES + SALT_BYTES;
const PIECE_BYTES = 64 * 1024;
const TAG_BYTES = 16;

/** @param place what the file is, which it is bound to */
export async function* encrypted(
  plain: AsyncIterable<Uint8Array>,
  { id, key }: DataKey,
  place: string,
): AsyncGenerator<Buffer> {
  const header = Buffer.concat([MAGIC, idBytes(id), randomBytes(SALT_BYTES)]);
  yield header;
  const fileKey = fileKeyOf(key, header, place);
  let number = 0;
  for await (const { bytes, isLast } of pieces(plain, PIECE_BYTES)) {
    const cipher = createCipheriv('aes-256-gcm', fileKey, nonceOf(number, isLast)).setAAD(header);
    yield Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
    number += 1;
  }
}

/**
 * @param keyOf data key of an id
 * @param acceptsPlain a file that was never encrypted is given as it is: for who checks by other means what it is
 * @throws TheriacError THERIAC_SERVER_KEYS
 */
export async function* decrypted(
  stored: AsyncIterable<Uint8Array>,
  keyOf: (id: string) => Promise<DataKey>,
  place: string,
  { acceptsPlain = false }: { readonly acceptsPlain?: boolean } = {},
): AsyncGenerator<Buffer> {
  const rest = stored[Symbol.asyncIterator]();
  const { head, more } = await beginning(rest);
  if (!head.subarray(0, MAGIC.length).equals(MAGIC)) {
    if (!acceptsPlain) throw damaged('it is not encrypted');
    yield head;
    yield* more;
    return;
  }
  if (head.length < HEADER_BYTES) throw damaged('its header is cut off');
  const header = head.subarray(0, HEADER_BYTES);
  const { key } = await keyOf(idText(header.subarray(MAGIC.length, MAGIC.length + ID_BYTES)));
  const fileKey = fileKeyOf(key, header, place);
  let number = 0;
  for await (const { bytes, isLast } of pieces(
    joined(head.subarray(HEADER_BYTES), more),
    PIECE_BYTES + TAG_BYTES,
  )) {
    yield openedPiece({ fileKey, header, number, isLast, bytes });
    number += 1;
  }
}

interface StoredPiece {
  readonly fileKey: Buffer;
  readonly header: Buffer;
  readonly number: number;
  readonly isLast: boolean;
  readonly bytes: Buffer;
}

function openedPiece({ fileKey, header, number, isLast, bytes }: StoredPiece): Buffer {
  if (bytes.length < TAG_BYTES) throw damaged('it is cut off');
  try {
    const decipher = createDecipheriv('aes-256-gcm', fileKey, nonceOf(number, isLast), {
      authTagLength: TAG_BYTES,
    })
      .setAAD(header)
      .setAuthTag(bytes.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]);
  } catch {
    throw damaged(`piece ${number + 1} was changed, is in another place, or is not the last one`);
  }
}

/** Of one size each but the last, which may be empty where there is no other. */
async function* pieces(
  source: AsyncIterable<Uint8Array>,
  size: number,
): AsyncGenerator<{ readonly bytes: Buffer; readonly isLast: boolean }> {
  let held: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of source) {
    held.push(chunk);
    length += chunk.length;
    if (length <= size) continue;
    const all = Buffer.concat(held);
    let at = 0;
    // What is held may be the last piece: it is given when more comes.
    for (; all.length - at > size; at += size) yield { bytes: all.subarray(at, at + size), isLast: false };
    held = [all.subarray(at)];
    length = all.length - at;
  }
  yield { bytes: Buffer.concat(held), isLast: true };
}

async function beginning(
  source: AsyncIterator<Uint8Array>,
): Promise<{ readonly head: Buffer; readonly more: AsyncGenerator<Buffer> }> {
  let head = Buffer.alloc(0);
  let isDone = false;
  while (head.length < HEADER_BYTES && !isDone) {
    const { value, done } = await source.next();
    if (done === true) isDone = true;
    else head = Buffer.concat([head, value]);
  }
  return { head, more: restOf(source) };
}

async function* restOf(source: AsyncIterator<Uint8Array>): AsyncGenerator<Buffer> {
  for (let step = await source.next(); step.done !== true; step = await source.next())
    yield Buffer.from(step.value);
}

async function* joined(first: Buffer, more: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  if (first.length > 0) yield first;
  yield* more;
}

function fileKeyOf(key: Buffer, header: Buffer, place: string): Buffer {
  const salt = header.subarray(MAGIC.length + ID_BYTES);
  return Buffer.from(hkdfSync('sha256', key, salt, Buffer.from(`theriac file\n${place}`, 'utf8'), 32));
}

/** Number of the piece, and whether it is the last. */
function nonceOf(number: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(number, 5, 6);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}

function idBytes(id: string): Buffer {
  return Buffer.from(id.replaceAll('-', ''), 'hex');
}

function idText(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

function damaged(why: string): TheriacError {
  return new TheriacError('THERIAC_SERVER_KEYS', `an encrypted file does not open: ${why}`);
}
