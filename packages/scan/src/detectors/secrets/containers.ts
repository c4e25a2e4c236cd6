/**
 * Texts that are written as something else: base64 (also of URLs), hexadecimal digits, and percent signs in addresses. They are
 * opened one level. Only what decodes to text is a container: images, hashes and certificates do not.
 */

export interface Container {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Shorter runs hold nothing that is long enough for a secret. */
const SHORTEST_BASE64 = 16;
const SHORTEST_HEX = 32;
const SHORTEST_ADDRESS = 16;
/** Bytes whose look decides whether the rest is decoded: of chance, one in a hundred thousand looks like text. */
const HEAD_BYTES = 12;
/** Characters of an address that are looked at before and behind a percent sign. */
const LONGEST_ADDRESS = 4096;

const NO = 255;
const SIX_BITS = new Uint8Array(128).fill(NO);
for (const [value, digit] of [
  ...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
].entries())
  SIX_BITS[digit.charCodeAt(0)] = value;
SIX_BITS['-'.charCodeAt(0)] = 62;
SIX_BITS['_'.charCodeAt(0)] = 63;

const FOUR_BITS = new Uint8Array(128).fill(NO);
for (const [value, digit] of [...'0123456789abcdef'].entries()) FOUR_BITS[digit.charCodeAt(0)] = value;
for (const [value, digit] of [...'ABCDEF'].entries()) FOUR_BITS[digit.charCodeAt(0)] = 10 + value;

/** In the order of the text; none of them over another of its sort. */
export function containersIn(text: string): Container[] {
  const found: Container[] = [];
  let addressEnd = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === PERCENT) {
      if (at < addressEnd || !isEscape(text, at)) continue;
      const address = addressAt(text, at, addressEnd);
      addressEnd = address.end;
      if (address.text.length >= SHORTEST_ADDRESS) found.push(address);
      continue;
    }
    if (code > 127 || SIX_BITS[code] === NO) continue;
    const start = at;
    while (at + 1 < text.length && isDigit(SIX_BITS, text.charCodeAt(at + 1))) at += 1;
    const one = runAt(text, start, at + 1);
    if (one !== undefined) found.push(one);
  }
  return found;
}

/** The text of a value that is written as base64 or in hexadecimal digits as a whole; undefined: it is not. */
export function decodedValue(value: string): string | undefined {
  const digits = value.endsWith('==') ? value.slice(0, -2) : value.endsWith('=') ? value.slice(0, -1) : value;
  // What is shorter is told by its own look: by chance it would decode to text too often.
  if (digits.length < SHORTEST_VALUE || digits.length % 4 === 1) return undefined;
  for (let i = 0; i < digits.length; i += 1) if (!isDigit(SIX_BITS, digits.charCodeAt(i))) return undefined;
  return runAt(value, 0, digits.length, SHORTEST_VALUE)?.text;
}

/** Nine bytes: a short password in the manifest of a cluster. */
const SHORTEST_VALUE = 11;

function runAt(text: string, start: number, end: number, shortest = SHORTEST_BASE64): Container | undefined {
  if (end - start < shortest) return undefined;
  const digits = text.startsWith('0x', start) ? start + 2 : start;
  if (end - digits >= SHORTEST_HEX && (end - digits) % 2 === 0 && looksLikeHexOfText(text, digits)) {
    const decoded = textOf(Buffer.from(text.slice(digits, end), 'hex'), (end - digits) / 2);
    if (decoded !== undefined) return { start, end, text: decoded };
  }
  if ((end - start) % 4 === 1 || !looksLikeBase64OfText(text, start, end)) return undefined;
  const decoded = textOf(Buffer.from(text.slice(start, end), 'base64'), Math.floor(((end - start) * 3) / 4));
  return decoded === undefined ? undefined : { start, end, text: decoded };
}

function isDigit(table: Uint8Array, code: number): boolean {
  return code < 128 && table[code] !== NO;
}

/** Nothing is copied for the many words of a program that are none. */
function looksLikeBase64OfText(text: string, start: number, end: number): boolean {
  let bits = 0;
  let held = 0;
  let bytes = 0;
  for (let at = start; at < end && bytes < HEAD_BYTES; at += 1) {
    bits = ((bits << 6) | (SIX_BITS[text.charCodeAt(at)] ?? 0)) & 0xffff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes += 1;
    if (!isPrintable((bits >> held) & 0xff)) return false;
  }
  return true;
}

function looksLikeHexOfText(text: string, start: number): boolean {
  for (let i = 0; i < HEAD_BYTES; i += 1) {
    const [high, low] = [text.charCodeAt(start + 2 * i), text.charCodeAt(start + 2 * i + 1)];
    if (!isDigit(FOUR_BITS, high) || !isDigit(FOUR_BITS, low)) return false;
    if (!isPrintable(((FOUR_BITS[high] ?? 0) << 4) | (FOUR_BITS[low] ?? 0))) return false;
  }
  return true;
}

/** ASCII, blanks and line breaks. */
function isPrintable(byte: number): boolean {
  return (byte >= 0x20 && byte < 0x7f) || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/** Undefined for bytes that are no text, and where not all digits were of the sort. */
function textOf(bytes: Buffer, length: number): string | undefined {
  if (bytes.length !== length) return undefined;
  for (const byte of bytes) if (byte < 0x80 && !isPrintable(byte)) return undefined;
  return bytes.toString('utf8');
}

const PERCENT = 0x25;

function isEscape(text: string, at: number): boolean {
  return isDigit(FOUR_BITS, text.charCodeAt(at + 1)) && isDigit(FOUR_BITS, text.charCodeAt(at + 2));
}

/** What ends an address in a text. */
const ENDS: ReadonlySet<number> = new Set([...' \t\n\r"\'`<>(){}[]|,'].map((one) => one.charCodeAt(0)));

function addressAt(text: string, at: number, from: number): Container {
  let start = at;
  while (start > from && at - start < LONGEST_ADDRESS && !ENDS.has(text.charCodeAt(start - 1))) start -= 1;
  let end = at;
  while (end < text.length && end - at < LONGEST_ADDRESS && !ENDS.has(text.charCodeAt(end))) end += 1;
  const decoded = text
    .slice(start, end)
    .replace(/%(0[9ADad]|[2-7][0-9A-Fa-f])/g, (_, digits: string) =>
      String.fromCharCode(Number.parseInt(digits, 16)),
    );
  return { start, end, text: decoded };
}
