/** RPM's own database format, used by SUSE (`Packages.db`; lib/backend/ndb/rpmpkg.c). */

const MAGIC = 'RpmP';
const SLOT = 'Slot';
const BLOB = 'BlbS';
const BLOB_END = 'BlbE';
const HEAD_BYTES = 16;
const TAIL_BYTES = 12;
const SLOT_BYTES = 16;
const PAGE_BYTES = 4096;
/** The header takes the place of two slots. */
const FIRST_SLOT = 2;
const MAX_SLOT_PAGES = 2048;

export function isNdb(bytes: Buffer): boolean {
  return bytes.length >= 32 && bytes.toString('latin1', 0, 4) === MAGIC;
}

/**
 * Every value of the database.
 * @param damaged called for each slot or value that is not as it should be, and for each value that no slot names
 */
export function* ndbValues(bytes: Buffer, damaged: () => void): Generator<Buffer> {
  const slotPages = bytes.readUInt32LE(12);
  if (slotPages === 0 || slotPages > MAX_SLOT_PAGES || slotPages * PAGE_BYTES > bytes.length) {
    damaged();
    return;
  }
  const slots = (slotPages * PAGE_BYTES) / SLOT_BYTES;
  const next = bytes.readUInt32LE(16);
  /** Where values begin, and where each ends. */
  const ends = new Map<number, number>();
  for (let i = FIRST_SLOT; i < slots; i += 1) {
    const at = i * SLOT_BYTES;
    const [index, block, blocks] = [4, 8, 12].map((field) => bytes.readUInt32LE(at + field));
    if (index === undefined || block === undefined || blocks === undefined) continue;
    const isFree = index === 0 && block === 0 && blocks === 0;
    if (bytes.toString('latin1', at, at + 4) !== SLOT) damaged();
    else if (isFree) continue;
    else {
      const start = block * SLOT_BYTES;
      const value =
        index < next && !ends.has(start) ? blobAt(bytes, start, blocks * SLOT_BYTES, index) : null;
      if (value === null) damaged();
      else {
        ends.set(start, start + blocks * SLOT_BYTES);
        yield value;
      }
    }
  }
  // Space that was given back is filled with zeros: a value there belongs to a slot that is lost.
  for (let at = slotPages * PAGE_BYTES; at + 4 <= bytes.length; ) {
    const end = ends.get(at);
    if (end === undefined && bytes.toString('latin1', at, at + 4) === BLOB) damaged();
    at = end ?? at + SLOT_BYTES;
  }
}

/** Head (magic, index, generation, length), value, filling, tail (checksum, length, magic). */
function blobAt(bytes: Buffer, start: number, size: number, index: number): Buffer | null {
  const end = start + size;
  if (size < HEAD_BYTES + TAIL_BYTES || end > bytes.length) return null;
  if (bytes.toString('latin1', start, start + 4) !== BLOB || bytes.readUInt32LE(start + 4) !== index)
    return null;
  const length = bytes.readUInt32LE(start + 12);
  const tail = end - TAIL_BYTES;
  const value = start + HEAD_BYTES;
  if (value + length > tail || bytes.toString('latin1', end - 4, end) !== BLOB_END) return null;
  if (bytes.readUInt32LE(tail + 4) !== length) return null;
  return bytes.readUInt32LE(tail) === adler32(bytes.subarray(start, tail))
    ? bytes.subarray(value, value + length)
    : null;
}

/** RFC 1950, §8.2. Sums are taken modulo so seldom that they stay exact. */
function adler32(bytes: Uint8Array): number {
  let [low, high] = [1, 0];
  for (let at = 0; at < bytes.length; ) {
    const end = Math.min(at + 4096, bytes.length);
    for (; at < end; at += 1) {
      low += bytes[at] ?? 0;
      high += low;
    }
    low %= 65_521;
    high %= 65_521;
  }
  return high * 65_536 + low;
}
