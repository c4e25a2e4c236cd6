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
 * @param damaged called for each page and value that is not as it should be, and for what belongs to none
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
  // The last page that was given out, and how many pairs there are.
  if (u32(32) + 1 > pages || bytes.length % size !== 0) damaged();
  const pairs = u32(88);
  let found = 0;
  /** Pages that are part of a value. */
  const used = new Set<number>();

  const overflow = (first: number, length: number): Buffer | null => {
    if (length > MAX_BLOB) return null;
    const parts: Buffer[] = [];
    let left = length;
    let page = first;
    while (page !== 0 && left > 0) {
      const at = page * size;
      if (page >= pages || used.has(page) || bytes[at + 25] !== OVERFLOW_PAGE) return null;
      used.add(page);
      const held = Math.min(u16(at + 22), size - PAGE_HEADER, left);
      parts.push(bytes.subarray(at + PAGE_HEADER, at + PAGE_HEADER + held));
      left -= held;
      page = u32(at + 16);
    }
    return left === 0 && page === 0 ? Buffer.concat(parts) : null;
  };

  for (let page = 1; page < pages; page += 1) {
    const at = page * size;
    const kind = bytes[at + 25] ?? 0;
    const entries = u16(at + 20);
    // A page that was never written is all zeros; one that was given back has no entries.
    const isFree = kind === 0 && entries === 0;
    if (!isFree && u32(at + 8) !== page) damaged();
    if (isFree || kind === OVERFLOW_PAGE) continue;
    if (!HASH_PAGES.includes(kind) || entries % 2 !== 0 || PAGE_HEADER + entries * 2 > size) {
      damaged();
      continue;
    }
    // Keys and values alternate; values are at odd places.
    for (let i = 1; i < entries; i += 2) {
      const offset = u16(at + PAGE_HEADER + i * 2);
      const end = u16(at + PAGE_HEADER + (i - 1) * 2);
      const form = bytes[at + offset];
      if (offset >= size || offset < PAGE_HEADER || (form === OFF_PAGE && offset + 12 > size)) {
        damaged();
        continue;
      }
      if (form === OFF_PAGE) {
        const value = overflow(u32(at + offset + 4), u32(at + offset + 8));
        if (value === null) damaged();
        else yield value;
      } else if (form === KEY_DATA && end > offset && end <= size)
        yield bytes.subarray(at + offset + 1, at + end);
      else damaged();
      found += 1;
    }
  }
  // A value whose pages are there and whose pair is not.
  for (let page = 1; page < pages; page += 1)
    if (bytes[page * size + 25] === OVERFLOW_PAGE && !used.has(page)) damaged();
  if (found < pairs) damaged();
}
