/** Pictures: where one was taken and what its description says (Exif 3.0, TIFF 6.0, PNG, WebP, HEIF). */
import { inflateSync } from 'node:zlib';

export interface Picture {
  /** Description, artist and comment. */
  readonly text: string;
  /** Whether latitude and longitude are there. */
  readonly hasPosition: boolean;
}

const TEXTS: ReadonlySet<number> = new Set([0x010e, 0x013b, 0x9286, 0x9c9b, 0x9c9c, 0x9c9e, 0x9c9f]);
const EXIF_BLOCK = 0x8769;
const GPS_BLOCK = 0x8825;
const LATITUDE = 2;
const LONGITUDE = 4;
/** Bytes of a value by its type. */
const SIZES = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8];
/** `II*` and `MM*`, with their zeros. */
const TIFF: ReadonlySet<number> = new Set([0x49492a00, 0x4d4d002a]);
const MOST_ENTRIES = 500;

export function readPicture(bytes: Uint8Array): Picture | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.length < 4) return undefined;
  if (TIFF.has(buffer.readUInt32BE(0))) return readTiff(buffer);
  if (buffer.readUInt16BE(0) !== 0xffd8) return readPng(buffer) ?? readWebp(buffer) ?? readHeif(buffer);
  for (let at = 2; at + 4 <= buffer.length && buffer[at] === 0xff; at += 2 + buffer.readUInt16BE(at + 2)) {
    const marker = buffer[at + 1];
    if (marker === 0xda || marker === 0xd9) return undefined;
    if (marker !== 0xe1 || buffer.toString('latin1', at + 4, at + 8) !== 'Exif') continue;
    return readTiff(buffer.subarray(at + 10, at + 2 + buffer.readUInt16BE(at + 2)));
  }
  return undefined;
}

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const MOST_CHUNKS = 10_000;
const LONGEST_TEXT = 64 * 1024;
const MOST_TEXTS = 100;

/** Chunks of texts (tEXt, zTXt, iTXt) and of Exif (PNG, 11.3). */
function readPng(buffer: Buffer): Picture | undefined {
  if (!buffer.subarray(0, PNG.length).equals(PNG)) return undefined;
  const texts: string[] = [];
  let exif: Picture | undefined;
  for (let [at, n] = [PNG.length, 0]; at + 12 <= buffer.length && n < MOST_CHUNKS; n += 1) {
    const length = buffer.readUInt32BE(at);
    const type = buffer.toString('latin1', at + 4, at + 8);
    const data = buffer.subarray(at + 8, Math.min(at + 8 + length, buffer.length));
    if (type === 'eXIf') exif = readTiff(data);
    else if (texts.length < MOST_TEXTS && /^(?:tEXt|zTXt|iTXt)$/.test(type))
      texts.push(textOfChunk(type, data));
    at += 12 + length;
  }
  if (texts.length === 0) return exif;
  return { text: [...texts, exif?.text ?? ''].join('\n'), hasPosition: exif?.hasPosition ?? false };
}

/** The keyword is the label of the text. */
function textOfChunk(type: string, data: Buffer): string {
  const end = data.indexOf(0);
  if (end === -1) return '';
  const keyword = data.toString('latin1', 0, end);
  if (type === 'tEXt') return `${keyword}: ${data.toString('latin1', end + 1, end + 1 + LONGEST_TEXT)}`;
  const isPacked = type === 'zTXt' || data[end + 1] === 1;
  // iTXt has a language and a translated keyword before the text.
  const start = type === 'zTXt' ? end + 2 : data.indexOf(0, data.indexOf(0, end + 3) + 1) + 1;
  const said = data.subarray(start, start + LONGEST_TEXT);
  return `${keyword}: ${(isPacked ? inflated(said) : said).toString(type === 'iTXt' ? 'utf8' : 'latin1')}`;
}

function inflated(packed: Buffer): Buffer {
  try {
    return inflateSync(packed, { maxOutputLength: LONGEST_TEXT });
  } catch {
    // A damaged or very long text is no description that anybody reads.
    return Buffer.alloc(0);
  }
}

/** The chunk EXIF of a RIFF file. */
function readWebp(buffer: Buffer): Picture | undefined {
  if (buffer.toString('latin1', 0, 4) !== 'RIFF' || buffer.toString('latin1', 8, 12) !== 'WEBP')
    return undefined;
  for (let [at, n] = [12, 0]; at + 8 <= buffer.length && n < MOST_CHUNKS; n += 1) {
    const length = buffer.readUInt32LE(at + 4);
    if (buffer.toString('latin1', at, at + 4) === 'EXIF')
      return readTiff(withoutPrefix(buffer.subarray(at + 8, Math.min(at + 8 + length, buffer.length))));
    at += 8 + length + (length % 2);
  }
  return undefined;
}

const PREFIX = Buffer.from('Exif\0\0', 'latin1');
const withoutPrefix = (data: Buffer): Buffer =>
  data.subarray(0, PREFIX.length).equals(PREFIX) ? data.subarray(PREFIX.length) : data;

/** HEIC and AVIF keep Exif as an item; its prefix, with a TIFF header behind it, is looked for instead of the item's place. */
function readHeif(buffer: Buffer): Picture | undefined {
  if (buffer.toString('latin1', 4, 8) !== 'ftyp') return undefined;
  for (let at = buffer.indexOf(PREFIX); at !== -1; at = buffer.indexOf(PREFIX, at + 1)) {
    const tiff = buffer.subarray(at + PREFIX.length);
    if (tiff.length >= 8 && TIFF.has(tiff.readUInt32BE(0))) return readTiff(tiff);
  }
  return undefined;
}

function readTiff(tiff: Buffer): Picture | undefined {
  if (tiff.length < 8) return undefined;
  const isLittle = tiff.toString('latin1', 0, 2) === 'II';
  const short = (at: number): number => (isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const long = (at: number): number => (isLittle ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));
  const texts: string[] = [];
  const gps = new Set<number>();
  const blocks = [{ at: long(4), isGps: false }];
  let entries = 0;
  for (let block = blocks.pop(); block !== undefined && entries < MOST_ENTRIES; block = blocks.pop()) {
    const { at, isGps } = block;
    if (at + 2 > tiff.length) continue;
    for (let i = 0; i < short(at) && entries < MOST_ENTRIES; i += 1) {
      entries += 1;
      const entry = at + 2 + 12 * i;
      if (entry + 12 > tiff.length) break;
      const tag = short(entry);
      if (isGps) gps.add(tag);
      else if (tag === EXIF_BLOCK || tag === GPS_BLOCK)
        blocks.push({ at: long(entry + 8), isGps: tag === GPS_BLOCK });
      else if (TEXTS.has(tag)) {
        const length = Math.min((SIZES[short(entry + 2)] ?? 1) * long(entry + 4), 2000);
        const start = length <= 4 ? entry + 8 : long(entry + 8);
        texts.push(
          tiff.toString('latin1', start, Math.min(start + length, tiff.length)).replaceAll('\0', ''),
        );
      }
    }
  }
  return { text: texts.join('\n'), hasPosition: gps.has(LATITUDE) && gps.has(LONGITUDE) };
}
