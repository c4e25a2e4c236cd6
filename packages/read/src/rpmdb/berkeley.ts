/** The hash database of Berkeley DB in which RPM kept its packages until 2020 (`Packages`). */

/** `DB_HASHMAGIC` (dbinc/db_page.h). */
const HASH_MAGIC = 0x061561;
const HASH_PAGES: readonly number[] = [2, 13];
const OVERFLOW_PAGE = 7;
const KEY_DATA = 1;
const OFF_PAGE = 3;
const PAGE_HEADER = 26;
const MAX_BLOB = 256 * 1024 * 1024;

/** Whether the bytes begin like such a database, in either byte order. */
export function isBerkeley(bytes: Buffer): boolean {
  return (
    bytes.length >= 512 && (bytes.readUInt32LE(12) === HASH_MAGIC || bytes.readUInt32BE(12) === HASH_MAGIC)
  );
}

/**
 * Every value of the database.
 * @param damaged called once for each value that leads outside the file or round in a circle
 */
export function* berkeleyValues(bytes: Buffer, damaged: () => void): Generator<Buffer> {
  const little = bytes.readUInt32LE(12) === HASH_MAGIC;
  const u32 = (at: number): number => (little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
  const u16 = (at: number): number => (little ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at));
  const size = u32(20);
  if (size < 512 || size > 65_536 || (size & (size - 1)) !== 0) {
    damaged();
    return;
  }
  const pages = Math.floor(bytes.length / size);

  const overflow = (first: number, length: number): Buffer | null => {
    if (length > MAX_BLOB) return null;
    const parts: Buffer[] = [];
    let left = length;
    let page = first;
    for (let steps = 0; page !== 0 && left > 0; steps += 1) {
      const at = page * size;
      if (page >= pages || steps > pages || bytes[at + 25] !== OVERFLOW_PAGE) return null;
      const used = Math.min(u16(at + 22), size - PAGE_HEADER, left);
      parts.push(bytes.subarray(at + PAGE_HEADER, at + PAGE_HEADER + used));
      left -= used;
      page = u32(at + 16);
    }
    return left === 0 ? Buffer.concat(parts) : null;
  };

  for (let page = 0; page < pages; page += 1) {
    const at = page * size;
    if (!HASH_PAGES.includes(bytes[at + 25] ?? 0)) continue;
    const entries = u16(at + 20);
    if (PAGE_HEADER + entries * 2 > size) {
      damaged();
      continue;
    }
    // Keys and values alternate; values are at odd places.
    for (let i = 1; i < entries; i += 2) {
      const offset = u16(at + PAGE_HEADER + i * 2);
      const end = u16(at + PAGE_HEADER + (i - 1) * 2);
      const kind = bytes[at + offset];
      if (offset >= size || offset < PAGE_HEADER || (kind === OFF_PAGE && offset + 12 > size)) {
        damaged();
        continue;
      }
      if (kind === OFF_PAGE) {
        const value = overflow(u32(at + offset + 4), u32(at + offset + 8));
        if (value === null) damaged();
        else yield value;
      } else if (kind === KEY_DATA && end > offset && end <= size)
        yield bytes.subarray(at + offset + 1, at + end);
    }
  }
}
