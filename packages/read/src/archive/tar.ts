/**
 * Tar archives in memory, never unpacked to disk: POSIX ustar with pax extended headers (IEEE 1003.1) and GNU long
 * names. Only regular files are handed back; names that lead outside, links and devices are problems.
 */
import { gunzipSync } from 'node:zlib';

export interface TarProblem {
  readonly kind: 'damaged' | 'too-large' | 'unsafe-name' | 'link' | 'special';
  /** Plain words. */
  readonly message: string;
  readonly entry?: string;
}

export interface TarEntry {
  /** Relative, `/`-separated, without `..`. */
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly executable: boolean;
}

export interface TarContent {
  readonly entries: readonly TarEntry[];
  readonly problems: readonly TarProblem[];
}

const BLOCK = 512;
const MAX_ENTRIES = 100_000;
const MAX_INFLATED = 512 * 1024 * 1024;
const MAX_NAME = 4096;
const LONG_NAME = 'L';
const LONG_LINK = 'K';
const PAX = 'x';
const PAX_GLOBAL = 'g';

/** Gzip or plain. Damage ends the reading where it is; what came before is returned. */
export function readTar(packed: Uint8Array): TarContent {
  const problems: TarProblem[] = [];
  let bytes: Buffer;
  try {
    bytes =
      packed[0] === 0x1f && packed[1] === 0x8b
        ? gunzipSync(packed, { maxOutputLength: MAX_INFLATED })
        : Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength);
  } catch (error) {
    const large =
      error instanceof RangeError || (error instanceof Error && /larger than/.test(error.message));
    const message = large ? 'the archive inflates to more than is read' : 'the archive cannot be inflated';
    return { entries: [], problems: [{ kind: large ? 'too-large' : 'damaged', message }] };
  }
  const entries: TarEntry[] = [];
  let longName: string | undefined;
  let pax: ReadonlyMap<string, string> = new Map();
  let at = 0;
  for (let count = 0; at + BLOCK <= bytes.length; count += 1) {
    const header = bytes.subarray(at, at + BLOCK);
    at += BLOCK;
    if (header.every((byte) => byte === 0)) break;
    if (count >= MAX_ENTRIES) {
      problems.push({ kind: 'too-large', message: 'more entries than are read from one archive' });
      break;
    }
    if (!checksumHolds(header)) {
      problems.push({ kind: 'damaged', message: 'an entry has a wrong checksum' });
      break;
    }
    const type = String.fromCharCode(header[156] ?? 0);
    const size = sizeOf(pax.get('size'), header);
    if (size === null || at + size > bytes.length) {
      problems.push({ kind: 'damaged', message: 'the archive is cut off' });
      break;
    }
    const content = bytes.subarray(at, at + size);
    at += Math.ceil(size / BLOCK) * BLOCK;
    if (type === LONG_NAME) longName = cString(content);
    else if (type === PAX) pax = paxRecords(content);
    else if (type !== LONG_LINK && type !== PAX_GLOBAL) {
      const name = (pax.get('path') ?? longName ?? headerName(header)).replaceAll('\\', '/');
      longName = undefined;
      pax = new Map();
      const clean = cleanName(name);
      if (clean === null)
        problems.push({
          kind: 'unsafe-name',
          message: 'an entry has a name that leads outside',
          entry: name.slice(0, 200),
        });
      else if (type === '0' || type === '\u0000' || type === '7') {
        if (clean !== '')
          entries.push({
            name: clean,
            bytes: content,
            executable: ((octal(header, 100, 8) ?? 0) & 0o111) !== 0,
          });
      } else if (type === '1' || type === '2')
        problems.push({ kind: 'link', message: 'a link is not followed', entry: clean });
      else if (type !== '5')
        problems.push({ kind: 'special', message: 'neither a file nor a folder', entry: clean });
    }
  }
  return { entries, problems };
}

/** `a/./b` → `a/b`; null for what leads outside or cannot be a name. */
function cleanName(name: string): string | null {
  if (name.startsWith('/') || /^[A-Za-z]:/.test(name) || name.length > MAX_NAME || name.includes('\u0000'))
    return null;
  const parts = name.split('/').filter((part) => part !== '' && part !== '.');
  return parts.includes('..') ? null : parts.join('/');
}

function checksumHolds(header: Uint8Array): boolean {
  let sum = 0;
  for (let i = 0; i < BLOCK; i += 1) sum += i >= 148 && i < 156 ? 32 : (header[i] ?? 0);
  return sum === octal(header, 148, 8);
}

function sizeOf(pax: string | undefined, header: Uint8Array): number | null {
  if (pax !== undefined) return /^\d{1,15}$/.test(pax) ? Number(pax) : null;
  return octal(header, 124, 12);
}

function octal(header: Uint8Array, start: number, length: number): number | null {
  const text = cString(header.subarray(start, start + length)).trim();
  if (text === '') return 0;
  return /^[0-7]{1,15}$/.test(text) ? Number.parseInt(text, 8) : null;
}

function headerName(header: Uint8Array): string {
  const name = cString(header.subarray(0, 100));
  const ustar = cString(header.subarray(257, 262)) === 'ustar';
  const prefix = ustar ? cString(header.subarray(345, 500)) : '';
  return prefix === '' ? name : `${prefix}/${name}`;
}

function cString(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return Buffer.from(end < 0 ? bytes : bytes.subarray(0, end)).toString('utf8');
}

/** `<length> <key>=<value>\n`, repeated. */
function paxRecords(bytes: Uint8Array): ReadonlyMap<string, string> {
  const records = new Map<string, string>();
  for (let at = 0; at < bytes.length; ) {
    const space = bytes.indexOf(0x20, at);
    const length = space < 0 ? Number.NaN : Number(Buffer.from(bytes.subarray(at, space)).toString('latin1'));
    if (!Number.isInteger(length) || length < 5 || at + length > bytes.length) break;
    const record = Buffer.from(bytes.subarray(space + 1, at + length - 1)).toString('utf8');
    const equals = record.indexOf('=');
    if (equals > 0) records.set(record.slice(0, equals), record.slice(equals + 1));
    at += length;
  }
  return records;
}
