/**
 * Signed notes (C2SP signed-note): a text, and lines below it that say who signed it. Keys are Ed25519; a key is known
 * by a name and by the beginning of a hash over that name and the key.
 */
import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { TheriacError } from '@theriac/core';

export interface NoteKey {
  readonly name: string;
  /** Four bytes, hexadecimal. */
  readonly hash: string;
  readonly publicKey: KeyObject;
}

/** `NAME+HASH+BASE64`, as other verifiers of signed notes take it. */
export function noteKeyText({ name, hash, publicKey }: NoteKey): string {
  return `${name}+${hash}+${Buffer.concat([ED25519, rawOf(publicKey)]).toString('base64')}`;
}

/** Of algorithm: Ed25519. */
const ED25519 = Buffer.from([1]);
const RAW_BYTES = 32;
const SIGNATURE_BYTES = 64;
/** Far more than any note of ours. */
const MAX_NOTE = 64 * 1024;
const MAX_SIGNATURES = 100;
const NAME = /^[^\s+]{1,200}$/u;
const KEY = /^([^\s+]{1,200})\+([0-9a-f]{8})\+([A-Za-z0-9+/=]{1,100})$/u;
const SIGNATURE = /^\u2014 ([^\s+]{1,200}) ([A-Za-z0-9+/]{1,200}={0,2})$/u;

export function noteKey(name: string, key: KeyObject): NoteKey {
  if (!NAME.test(name)) throw new RangeError('a key name has neither spaces nor a plus sign');
  const publicKey = key.type === 'private' ? createPublicKey(key) : key;
  return { name, hash: keyHash(name, rawOf(publicKey)), publicKey };
}

/** @throws TheriacError THERIAC_SIGNATURE for a text that is no key of this kind */
export function parseNoteKey(text: string): NoteKey {
  const refuse = (why: string): TheriacError =>
    new TheriacError('THERIAC_SIGNATURE', `not a key of signed notes: ${why}`);
  const [, name = '', hash = '', packed = ''] = KEY.exec(text.trim()) ?? [];
  if (name === '') throw refuse('write NAME+HASH+BASE64');
  const bytes = Buffer.from(packed, 'base64');
  if (bytes.length !== RAW_BYTES + 1 || bytes[0] !== ED25519[0]) throw refuse('only Ed25519 is known');
  const raw = bytes.subarray(1);
  if (keyHash(name, raw) !== hash) throw refuse('its hash is not that of its name and key');
  const publicKey = createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') },
    format: 'jwk',
  });
  return { name, hash, publicKey };
}

/** @param text ends with a newline, without control characters */
export function signNote(text: string, name: string, privateKey: KeyObject): string {
  if (!isNoteText(text)) throw new RangeError('a note ends with a newline and has no control characters');
  const { hash } = noteKey(name, privateKey);
  const signature = Buffer.concat([
    Buffer.from(hash, 'hex'),
    sign(null, Buffer.from(text, 'utf8'), privateKey),
  ]);
  return `${text}\n\u2014 ${name} ${signature.toString('base64')}\n`;
}

export type OpenedNote =
  | { readonly state: 'signed'; readonly text: string; readonly by: readonly NoteKey[] }
  | { readonly state: 'unreadable' | 'unknown-key' | 'false-signature'; readonly reason: string };

/** Signatures of other keys are passed over, as the specification has it; a false one of a given key is none of them. */
export function openNote(note: string, keys: readonly NoteKey[]): OpenedNote {
  const unreadable = (reason: string): OpenedNote => ({ state: 'unreadable', reason });
  if (note.length > MAX_NOTE) return unreadable('longer than a note may be');
  const at = note.lastIndexOf('\n\n');
  if (at === -1 || !note.endsWith('\n')) return unreadable('no signatures below an empty line');
  const text = note.slice(0, at + 1);
  if (!isNoteText(text)) return unreadable('control characters');
  const lines = note.slice(at + 2, -1).split('\n');
  if (lines.length > MAX_SIGNATURES) return unreadable(`more than ${MAX_SIGNATURES} signatures`);
  const by: NoteKey[] = [];
  const named: string[] = [];
  for (const line of lines) {
    const [, name = '', packed = ''] = SIGNATURE.exec(line) ?? [];
    const bytes = Buffer.from(packed, 'base64');
    if (name === '' || bytes.length < 5) return unreadable('a line of signatures that is none');
    const hash = bytes.subarray(0, 4).toString('hex');
    named.push(`${name}+${hash}`);
    const key = keys.find((one) => one.name === name && one.hash === hash);
    if (key === undefined) continue;
    const signature = bytes.subarray(4);
    if (
      signature.length !== SIGNATURE_BYTES ||
      !verify(null, Buffer.from(text, 'utf8'), key.publicKey, signature)
    )
      return { state: 'false-signature', reason: `the signature of ${name}+${hash} is not over this text` };
    if (!by.includes(key)) by.push(key);
  }
  if (by.length === 0)
    return { state: 'unknown-key', reason: `signed by ${named.join(', ')}, which is no given key` };
  return { state: 'signed', text, by };
}

function isNoteText(text: string): boolean {
  return text.endsWith('\n') && !/[\u0000-\u0009\u000b-\u001f\ufffd]/.test(text);
}

function keyHash(name: string, raw: Uint8Array): string {
  const sum = createHash('sha256').update(`${name}\n`, 'utf8').update(ED25519).update(raw);
  return sum.digest('hex').slice(0, 8);
}

function rawOf(publicKey: KeyObject): Buffer {
  const { x } = publicKey.export({ format: 'jwk' });
  if (publicKey.asymmetricKeyType !== 'ed25519' || x === undefined)
    throw new RangeError('only Ed25519 keys sign notes');
  return Buffer.from(x, 'base64url');
}
