/** How the characters of a text are written as bytes: by its byte order mark, or by the zero bytes between its letters. */

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'utf-32le' | 'utf-32be';

/** Bytes at the beginning that are looked at. */
const PROBE_BYTES = 1024;
/** Fewer units say nothing. */
const FEWEST_UNITS = 8;
/** Of a hundred units of a text without a mark, so many are letters, digits or marks of ASCII at least. */
const LEAST_ASCII = 90;

/** @param bytes the text, or its beginning: four bytes or more, from its first byte on */
export function encodingOf(bytes: Uint8Array): TextEncoding {
  const [a, b, c, d] = bytes;
  // The mark of UTF-32 begins with that of UTF-16.
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? 'utf-32le' : 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return 'utf-32be';
  const head = bytes.subarray(0, PROBE_BYTES);
  if (!head.includes(0)) return 'utf-8';
  if (isAscii(head, 4, 0)) return 'utf-32le';
  if (isAscii(head, 4, 3)) return 'utf-32be';
  if (isAscii(head, 2, 0)) return 'utf-16le';
  return isAscii(head, 2, 1) ? 'utf-16be' : 'utf-8';
}

/** Whether the characters are of `width` bytes, of which one is a character of ASCII and the others are zero. */
function isAscii(head: Uint8Array, width: number, at: number): boolean {
  const units = Math.floor(head.length / width);
  if (units < FEWEST_UNITS) return false;
  let ascii = 0;
  for (let unit = 0; unit < units; unit += 1) {
    let others = 0;
    for (let i = 0; i < width; i += 1) if (i !== at) others |= head[unit * width + i] ?? 0;
    const byte = head[unit * width + at] ?? 0;
    if (byte === 0 && others === 0) return false;
    if (others === 0 && ((byte >= 32 && byte < 127) || (byte >= 9 && byte <= 13))) ascii += 1;
  }
  return ascii * 100 >= units * LEAST_ASCII;
}

/**
 * @param encoding other than UTF-8
 * @param fatal whether bytes that are no character throw a `TypeError`; otherwise they are U+FFFD
 */
export function decodeWide(bytes: Uint8Array, encoding: TextEncoding, fatal: boolean): string {
  const is32 = encoding === 'utf-32le' || encoding === 'utf-32be';
  const units = is32 ? unitsOf32(bytes, encoding === 'utf-32le') : bytes;
  return new TextDecoder(is32 ? 'utf-16le' : encoding, { fatal }).decode(units);
}

const LAST_CODE_POINT = 0x10ffff;
/** No character: half a pair, which a strict decoder refuses. */
const NO_CHARACTER = 0xd800;

/** The same text as UTF-16, lowest byte first. */
function unitsOf32(bytes: Uint8Array, isLittle: boolean): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = Math.floor(bytes.byteLength / 4);
  const out = Buffer.alloc(count * 4);
  let length = 0;
  for (let i = 0; i < count; i += 1) {
    const code = view.getUint32(i * 4, isLittle);
    if (code <= 0xffff || code > LAST_CODE_POINT) {
      length = out.writeUInt16LE(code > LAST_CODE_POINT ? NO_CHARACTER : code, length);
      continue;
    }
    length = out.writeUInt16LE(0xd800 + ((code - 0x10000) >> 10), length);
    length = out.writeUInt16LE(0xdc00 + ((code - 0x10000) & 0x3ff), length);
  }
  return out.subarray(0, length);
}
