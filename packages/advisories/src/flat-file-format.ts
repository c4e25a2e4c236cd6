/**
 * The container of every index: one immutable file, many readers, keyed look-ups without loading it.
 *
 * ```
 * 0     preamble, 128 bytes: magic, format, where the header is, SHA-256 of everything behind, CRC-32 of itself
 * 128   body: values (`[key, payload]` JSON + CRC-32) and blocks (zstd), in the order they were added
 *       table: 16 bytes an entry: 64 bits of SHA-256(key), offset, length; sorted, cut into buckets by leading bits
 *       directory: 8 bytes a bucket: first entry, CRC-32 of the bucket's entries
 *       block table: 16 bytes a block: offset (2 × u32), length, CRC-32
 *       header: JSON {meta, counts, where the sections are}
 * ```
 *
 * Opening reads the preamble, the header and the two small tables (8 bytes for some 128 keys). A look-up reads one
 * bucket (about 2 KiB, from the page cache) and, on a hit, one value; so memory does not grow with the index.
 * Every byte that a look-up relies on is under a checksum: a damaged file is an error, never a wrong answer.
 */
import { hash } from 'node:crypto';

export const MAGIC = Buffer.from('THRCIDX\n');
export const FORMAT_MAJOR = 1;
export const FORMAT_MINOR = 0;
export const PREAMBLE = 128;
export const ENTRY = 16;
export const DIRECTORY_ENTRY = 8;
export const BLOCK_ENTRY = 16;
export const ENTRIES_PER_BUCKET = 128;
/** Blocks are cut at this many bytes of text; larger ones compress better, smaller ones are read faster. */
export const MAX_BLOCK_BYTES = 8 * 1024 * 1024;
export const MAX_VALUE_BYTES = 64 * 1024 * 1024;
/** More buckets than this no feed fills. */
export const MAX_BITS = 23;

export interface Header {
  readonly meta: unknown;
  readonly keys: number;
  readonly blocks: number;
  /** The table is cut into 2^bits buckets. */
  readonly bits: number;
  readonly table: number;
  readonly directory: number;
  readonly directoryCrc: number;
  readonly blockTable: number;
  readonly blockTableCrc: number;
}

/** The leading 64 bits of SHA-256(key): hostile names cannot be made to collide cheaply by the million. */
export function hashKey(key: string): [high: number, low: number] {
  // A number from hexadecimal digits takes less time than a buffer and two reads from it.
  const digest = hash('sha256', key);
  return [Number.parseInt(digest.slice(0, 8), 16), Number.parseInt(digest.slice(8, 16), 16)];
}

export function bucketOf(high: number, bits: number): number {
  return bits === 0 ? 0 : high >>> (32 - bits);
}
