/** One header of a tar archive, and what extended headers say of the next one. */

/** What an extended header puts in the place of the header's own fields. */
export interface HeaderFields {
  readonly path?: string;
  readonly size?: number;
  /** Where a link leads. */
  readonly linkPath?: string;
  /** The content is that of a sparse file: holes are left out of it. */
  readonly sparse?: true;
}

export interface TarHeader {
  /** The type flag; `0` for a file of every kind of tar. */
  readonly type: string;
  readonly path: string;
  readonly size: number;
  readonly executable: boolean;
  /** Permission bits, with set-user-id, set-group-id and sticky. */
  readonly mode: number;
  /** Where a link leads; the empty string for everything else. */
  readonly linkPath: string;
  /** What programs read in different ways. */
  readonly odd: readonly string[];
}

/** Types that extended headers are about; the others are such headers themselves. */
const OF_FILES = /^[0-7D]$/;
const LINK = /^[12]$/;
const EXTENDED = /^[xg]$/;
/** By which node-tar tells a long prefix from one with times behind it. */
const PREFIX_LAST = 475;

export function isEmptyBlock(block: Uint8Array): boolean {
  return block.every((byte) => byte === 0);
}

/**
 * @param next what the extended headers before it say
 * @param all what global extended headers say
 * @returns what it says, or why node-tar passes over this block
 */
export function readTarHeader(
  block: Uint8Array,
  next: HeaderFields,
  all: HeaderFields,
): TarHeader | { readonly refused: string } {
  const odd: string[] = [];
  // Twelve bytes, though the field has eight: what follows the number ends it.
  if (!checksumHolds(block)) return { refused: 'an entry has a wrong checksum' };
  const flag = String.fromCharCode(block[156] ?? 0);
  let type = flag === '\u0000' ? '0' : flag;
  const applies = OF_FILES.test(type);
  const given = (applies ? next.path : undefined) ?? text(block, 0, 100);
  if (given === '') return { refused: 'an entry has no name' };
  const hasTarget = text(block, 157, 100) !== '';
  if (!LINK.test(type) && !EXTENDED.test(type) && hasTarget)
    return { refused: 'an entry that is no link names a target' };
  if (LINK.test(type) && !hasTarget) return { refused: 'a link has no target' };
  if (type === '0' && given.endsWith('/')) type = '5';
  const own = numberOf(block, 124, 12);
  if (own === null) odd.push('the size of an entry is no number');
  if (applies && all.size !== undefined) odd.push('one size is given for all entries');
  let size = (applies ? (next.size ?? all.size) : undefined) ?? own ?? 0;
  if (type === '5' && size !== 0) {
    odd.push('a folder has content');
    size = 0;
  }
  if (/[\u0000-\u001f]/.test(given)) odd.push('a name has control characters');
  const isUstar = Buffer.from(block.subarray(257, 265)).toString('latin1') === 'ustar\u000000';
  // A byte at the end of the prefix: it has its whole length, even when it begins with its end.
  const isLong = isUstar && block[PREFIX_LAST] !== 0;
  const prefix = isUstar ? text(block, 345, isLong ? 155 : 130) : '';
  const named = prefix === '' && !isLong ? given : `${prefix}/${given}`;
  const path = applies && next.path !== undefined ? next.path : named;
  const mode = (numberOf(block, 100, 8) ?? 0) & 0o7777;
  const linkPath = LINK.test(type) ? (next.linkPath ?? text(block, 157, 100)) : '';
  return { type, path, size, executable: (mode & 0o111) !== 0, mode, linkPath, odd };
}

/** The fields of an extended header by the lengths of its records, as POSIX has it and as programs of containers read. */
export function fieldsByLength(bytes: Uint8Array): HeaderFields {
  const fields: { path?: string; size?: number; linkPath?: string; sparse?: true } = {};
  for (const [key, value] of recordsByLength(bytes)) {
    if (key === 'path') fields.path = value;
    else if (key === 'linkpath') fields.linkPath = value;
    else if (key === 'size' && /^\d{1,15}$/.test(value)) fields.size = Number(value);
    else if (key.startsWith('GNU.sparse')) fields.sparse = true;
    if (key === 'GNU.sparse.name') fields.path = value;
  }
  return fields;
}

/** `<length> <key>=<value>\n`, repeated. node-tar takes it line by line, POSIX by length: where they differ it is odd. */
export function overridesOf(bytes: Uint8Array): { readonly fields: HeaderFields; readonly odd?: string } {
  const byLine = fieldsOf(recordsByLine(bytes));
  const byLength = fieldsOf(recordsByLength(bytes));
  const differ = byLine.path !== byLength.path || byLine.size !== byLength.size;
  const odd = differ ? 'an extended header can be read in two ways' : byLine.odd;
  const { path, size } = byLine;
  const fields = { ...(path === undefined ? {} : { path }), ...(size === undefined ? {} : { size }) };
  return { fields, ...(odd === undefined ? {} : { odd }) };
}

type PaxRecord = readonly [key: string, value: string];

function fieldsOf(records: Iterable<PaxRecord>): { path?: string; size?: number; odd?: string } {
  const fields: { path?: string; size?: number; odd?: string } = {};
  for (const [key, value] of records) {
    if (key === 'path') fields.path = value;
    else if (key === 'size') {
      const size = Number(value);
      if (!/^\d{1,15}$/.test(value)) fields.odd = 'the size of an entry is no number';
      if (Number.isSafeInteger(size) && size >= 0) fields.size = size;
    } else if (key === 'type' || key.startsWith('GNU.sparse'))
      fields.odd = 'an extended header changes what an entry is';
  }
  return fields;
}

function* recordsByLine(bytes: Uint8Array): Generator<PaxRecord> {
  for (const line of Buffer.from(bytes).toString('utf8').replace(/\n$/, '').split('\n')) {
    const digits = /^\d{1,9}/.exec(line)?.[0] ?? '';
    if (Number(digits) !== Buffer.byteLength(line) + 1) continue;
    yield keyAndValue(line.slice(digits.length + 1));
  }
}

function* recordsByLength(bytes: Uint8Array): Generator<PaxRecord> {
  for (let at = 0; at < bytes.length; ) {
    const space = bytes.indexOf(0x20, at);
    const length = space < 0 ? Number.NaN : Number(Buffer.from(bytes.subarray(at, space)).toString('latin1'));
    if (!Number.isInteger(length) || length < 5 || at + length > bytes.length) return;
    yield keyAndValue(Buffer.from(bytes.subarray(space + 1, at + length - 1)).toString('utf8'));
    at += length;
  }
}

function keyAndValue(record: string): PaxRecord {
  const equals = record.indexOf('=');
  return [record.slice(0, Math.max(equals, 0)), record.slice(equals + 1).split('\u0000', 1)[0] ?? ''];
}

function checksumHolds(block: Uint8Array): boolean {
  let sum = 0;
  for (let i = 0; i < block.length; i += 1) sum += i >= 148 && i < 156 ? 32 : (block[i] ?? 0);
  const said = /^\s*([0-7]+)/.exec(text(block, 148, 12))?.[1];
  return said !== undefined && Number.parseInt(said, 8) === sum;
}

/** Octal digits, or a number of 256s (GNU); null for what is neither. An empty field is 0. */
function numberOf(block: Uint8Array, start: number, length: number): number | null {
  const first = block[start] ?? 0;
  if (first === 0x80) {
    const value = Buffer.from(block.subarray(start + 1, start + length)).toString('hex');
    const number = Number(BigInt(`0x${value}`));
    return Number.isSafeInteger(number) ? number : null;
  }
  const digits = text(block, start, length).trim();
  if (digits === '') return 0;
  return /^[0-7]{1,15}$/.test(digits) ? Number.parseInt(digits, 8) : null;
}

function text(block: Uint8Array, start: number, length: number): string {
  const field = block.subarray(start, start + length);
  const end = field.indexOf(0);
  return Buffer.from(end < 0 ? field : field.subarray(0, end)).toString('utf8');
}
