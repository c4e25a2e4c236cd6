/** JPEG and TIFF files: where a picture was taken and what its description says (Exif 3.0, TIFF 6.0). */

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
  if (buffer.readUInt16BE(0) !== 0xffd8) return undefined;
  for (let at = 2; at + 4 <= buffer.length && buffer[at] === 0xff; at += 2 + buffer.readUInt16BE(at + 2)) {
    const marker = buffer[at + 1];
    if (marker === 0xda || marker === 0xd9) return undefined;
    if (marker !== 0xe1 || buffer.toString('latin1', at + 4, at + 8) !== 'Exif') continue;
    return readTiff(buffer.subarray(at + 10, at + 2 + buffer.readUInt16BE(at + 2)));
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
