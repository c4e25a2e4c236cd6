/** RPM's own database format, used by SUSE (`Packages.db`; lib/backend/ndb/rpmpkg.c). */

const MAGIC = 'RpmP';
const SLOT = 'Slot';
const BLOB = 'BlbS';
const SLOT_BYTES = 16;
const PAGE_BYTES = 4096;
/** The header takes the place of two slots. */
const FIRST_SLOT = 2;
const MAX_SLOT_PAGES = 2048;

export function isNdb(bytes: Buffer): boolean {
  return bytes.length >= 32 && bytes.toString('latin1', 0, 4) === MAGIC;
}

/** Every value of the database. @param damaged called once for each slot whose value is not where it should be */
export function* ndbValues(bytes: Buffer, damaged: () => void): Generator<Buffer> {
  const slotPages = bytes.readUInt32LE(12);
  if (slotPages > MAX_SLOT_PAGES || slotPages * PAGE_BYTES > bytes.length) {
    damaged();
    return;
  }
  const slots = (slotPages * PAGE_BYTES) / SLOT_BYTES;
  for (let i = FIRST_SLOT; i < slots; i += 1) {
    const at = i * SLOT_BYTES;
    if (bytes.toString('latin1', at, at + 4) !== SLOT) continue;
    const [index, block] = [bytes.readUInt32LE(at + 4), bytes.readUInt32LE(at + 8)];
    if (index === 0 || block === 0) continue;
    const value = blobAt(bytes, block * SLOT_BYTES, index);
    if (value === null) damaged();
    else yield value;
  }
}

function blobAt(bytes: Buffer, at: number, index: number): Buffer | null {
  if (at + SLOT_BYTES > bytes.length || bytes.toString('latin1', at, at + 4) !== BLOB) return null;
  if (bytes.readUInt32LE(at + 4) !== index) return null;
  const length = bytes.readUInt32LE(at + 12);
  const start = at + SLOT_BYTES;
  return start + length > bytes.length ? null : bytes.subarray(start, start + length);
}
