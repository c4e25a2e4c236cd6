/**
 * Where a ZIP archive is in a file. A script may stand before it (archives that run themselves), with offsets that count
 * from the script or from the archive; something may stand behind it; and the directory may hold more or less than its
 * end says. Java takes the last end whose directory is where it should be, and so does this.
 */

export interface FoundArchive {
  /** From its first entry to the end of its directory; its comment, which may look like another end, is behind that. */
  readonly bytes: Buffer;
  /** What other programs may read in another way. */
  readonly odd: readonly string[];
}

const END = Buffer.from('PK\u0005\u0006', 'latin1');
const END_BYTES = 22;
const LOCAL = Buffer.from('PK\u0003\u0004', 'latin1');
const LOCATOR = Buffer.from('PK\u0006\u0007', 'latin1');
const LOCATOR_BYTES = 20;
const END_64 = Buffer.from('PK\u0006\u0006', 'latin1');
const ENTRY = 0x02014b50;
const ENTRY_BYTES = 46;
const MAX_COMMENT = 0xffff;
const IN_END_64 = 0xffffffff;
const MAX_END_64 = 4096;
const MAX_ENDS = 1_000;

/** @returns null when there is no directory anywhere */
export function findArchive(bytes: Buffer): FoundArchive | null {
  const first = Math.max(0, bytes.length - END_BYTES - MAX_COMMENT);
  let isSecond = false;
  let at = bytes.lastIndexOf(END);
  // Behind a long rest there is an end as well, only no other program looks so far.
  for (
    let tries = 0;
    at >= 0 && tries < MAX_ENDS;
    tries += 1, at = at === 0 ? -1 : bytes.lastIndexOf(END, at - 1)
  ) {
    const found = archiveBefore(bytes, at);
    if (found === null) {
      // A few letters of a comment are no end.
      isSecond ||= at + END_BYTES <= bytes.length;
      continue;
    }
    const odd = [...found.odd];
    const comment = bytes.readUInt16LE(at + 20);
    if (at + END_BYTES + comment !== bytes.length)
      odd.push('there is something behind the end of the archive');
    // An archive that is stored in one that was cut off ends like this too.
    if (found.start > 0 && bytes.subarray(0, 4).equals(LOCAL))
      odd.push('the archive is behind a part of another');
    if (at < first) odd.push('the end of the archive is not where programs look for it');
    if (isSecond) odd.push('the archive has several ends');
    return { bytes: bytes.subarray(found.start, at + END_BYTES), odd };
  }
  return null;
}

/** The archive whose end is at a place; null when its directory is not before it. */
function archiveBefore(
  bytes: Buffer,
  at: number,
): { readonly start: number; readonly odd: readonly string[] } | null {
  if (at + END_BYTES > bytes.length) return null;
  let [count, size, offset] = [
    bytes.readUInt16LE(at + 10),
    bytes.readUInt32LE(at + 12),
    bytes.readUInt32LE(at + 16),
  ];
  let end = at;
  const locator = at - LOCATOR_BYTES;
  if (locator >= 0 && bytes.subarray(locator, locator + 4).equals(LOCATOR)) {
    // It is right before, and seldom longer than it has to be.
    const from = Math.max(0, locator - MAX_END_64);
    const wide = from + bytes.subarray(from, locator).lastIndexOf(END_64);
    if (wide < from || wide + 56 > locator) return null;
    count = Number(bytes.readBigUInt64LE(wide + 32));
    size = Number(bytes.readBigUInt64LE(wide + 40));
    offset = Number(bytes.readBigUInt64LE(wide + 48));
    end = wide;
  } else if (offset === IN_END_64) return null;
  const directory = end - size;
  const start = directory - offset;
  if (directory < 0 || start < 0) return null;
  let entries = 0;
  let next = directory;
  for (; next + ENTRY_BYTES <= end && bytes.readUInt32LE(next) === ENTRY; entries += 1)
    next += ENTRY_BYTES + [28, 30, 32].reduce((sum, field) => sum + bytes.readUInt16LE(next + field), 0);
  if (entries === 0 && size > 0) return null;
  const isWhole = next === end && entries === count;
  return { start, odd: isWhole ? [] : ['the directory of the archive holds more or less than its end says'] };
}
