/**
 * The write-ahead log beside a SQLite database (https://www.sqlite.org/fileformat.html#the_write_ahead_log): pages that
 * are newer than those of the file.
 */

const MAGICS: readonly number[] = [0x377f0682, 0x377f0683];
const VERSION = 3_007_000;
const HEADER = 32;
const FRAME_HEADER = 24;
/** A database of a million pages. */
const MAX_PAGES = 1_000_000;

/**
 * The database as a reader sees it: with the pages of every transaction that the log holds to its end.
 * @param damaged called when the log is not as SQLite leaves it
 */
export function withWriteAheadLog(database: Buffer, log: Buffer, damaged: () => void): Buffer {
  if (log.length === 0 || log.every((byte) => byte === 0)) return database;
  const magic = log.length < HEADER ? 0 : log.readUInt32BE(0);
  const pageSize = log.length < HEADER ? 0 : log.readUInt32BE(8);
  const bigEndian = magic === MAGICS[1];
  let sums: Sums = checksum(log.subarray(0, 24), [0, 0], bigEndian);
  if (
    !MAGICS.includes(magic) ||
    log.readUInt32BE(4) !== VERSION ||
    pageSize < 512 ||
    pageSize > 65_536 ||
    !isSum(log, 24, sums)
  ) {
    damaged();
    return database;
  }
  const salts = log.subarray(16, 24);
  const waiting = new Map<number, Buffer>();
  const pages = new Map<number, Buffer>();
  let size = 0;
  let at = HEADER;
  for (; at + FRAME_HEADER + pageSize <= log.length; at += FRAME_HEADER + pageSize) {
    const page = log.subarray(at + FRAME_HEADER, at + FRAME_HEADER + pageSize);
    sums = checksum(page, checksum(log.subarray(at, at + 8), sums, bigEndian), bigEndian);
    // Frames of an earlier round of the log have other salts and sums: what follows is old.
    if (!log.subarray(at + 8, at + 16).equals(salts) && !isSum(log, at + 16, sums)) {
      at = hasFrameOf(salts, log, at, FRAME_HEADER + pageSize) ? at : log.length;
      break;
    }
    const number = log.readUInt32BE(at);
    const isCurrent = isSum(log, at + 16, sums) && log.subarray(at + 8, at + 16).equals(salts);
    if (!isCurrent || number === 0 || number > MAX_PAGES) {
      damaged();
      break;
    }
    waiting.set(number, page);
    const committed = log.readUInt32BE(at + 4);
    if (committed === 0) continue;
    size = Math.min(committed, MAX_PAGES);
    for (const [of, newest] of waiting) pages.set(of, newest);
    waiting.clear();
  }
  // A transaction that does not end in the log, or a frame that does not.
  if (waiting.size > 0 || at < log.length) damaged();
  return size === 0 ? database : merged(database, pages, size, pageSize);
}

/** Whether there is a frame of this round of the log from `start` on. */
function hasFrameOf(salts: Buffer, log: Buffer, start: number, step: number): boolean {
  for (let at = start; at + 16 <= log.length; at += step)
    if (log.subarray(at + 8, at + 16).equals(salts)) return true;
  return false;
}

function merged(
  database: Buffer,
  pages: ReadonlyMap<number, Buffer>,
  size: number,
  pageSize: number,
): Buffer {
  // Pages that are neither in the file nor in the log stay away: the file counts as cut off.
  let last = Math.ceil(database.length / pageSize);
  for (const number of pages.keys()) if (number <= size) last = Math.max(last, number);
  const whole = Buffer.alloc(Math.min(size, last) * pageSize);
  database.copy(whole);
  for (const [number, page] of pages) if (number <= size) page.copy(whole, (number - 1) * pageSize);
  return whole;
}

type Sums = readonly [number, number];

/** §4.2: pairs of 32-bit words, each added to the sums of those before. */
function checksum(bytes: Buffer, start: Sums, bigEndian: boolean): Sums {
  let [first, second] = start;
  for (let at = 0; at + 8 <= bytes.length; at += 8) {
    first = (first + (bigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at)) + second) >>> 0;
    second = (second + (bigEndian ? bytes.readUInt32BE(at + 4) : bytes.readUInt32LE(at + 4)) + first) >>> 0;
  }
  return [first, second];
}

function isSum(log: Buffer, at: number, [first, second]: Sums): boolean {
  return log.readUInt32BE(at) === first && log.readUInt32BE(at + 4) === second;
}
