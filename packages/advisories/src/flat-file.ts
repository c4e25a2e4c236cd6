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
import { hash, randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs';
import { crc32, constants as zlib, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { TheriacError } from '@theriac/core';
import { fileSha256 } from './file-hash.ts';

const MAGIC = Buffer.from('THRCIDX\n');
export const FORMAT_MAJOR = 1;
const FORMAT_MINOR = 0;
const PREAMBLE = 128;
const ENTRY = 16;
const DIRECTORY_ENTRY = 8;
const BLOCK_ENTRY = 16;
const ENTRIES_PER_BUCKET = 128;
/** Blocks are cut at this many bytes of text; larger ones compress better, smaller ones are read faster. */
const MAX_BLOCK_BYTES = 8 * 1024 * 1024;
const MAX_VALUE_BYTES = 64 * 1024 * 1024;
/** More buckets than this no feed fills. */
const MAX_BITS = 23;
/** Buckets kept in memory: at 2 KiB each, 1 MiB whatever the size of the index. */
const MAX_BUCKETS = 512;
/** Values are collected to this size before they are written. */
const WRITE_BUFFER = 1024 * 1024;

interface Header {
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

/** Writes beside `path` and puts the result in place with one rename; `abort` leaves no trace. */
export class FlatFileWriter {
  readonly #path: string;
  readonly #temporary: string;
  readonly #fd: number;
  #pending: Buffer[] = [];
  #pendingBytes = 0;
  #position = PREAMBLE;
  #entries = new Float64Array(4 * 1024);
  #keys = 0;
  readonly #blocks: { offset: number; length: number; crc: number }[] = [];

  constructor(path: string) {
    this.#path = path;
    this.#temporary = `${path}.${process.pid}.${randomBytes(4).toString('hex')}.tmp`;
    this.#fd = this.#guard(() => openSync(this.#temporary, 'wx+', 0o644));
    this.#write(Buffer.alloc(0));
  }

  /** Adds a value. Keys must differ; `finish` refuses two equal ones. */
  put(key: string, payload: string): void {
    const body = Buffer.from(`[${JSON.stringify(key)},${payload}]`);
    if (body.length > MAX_VALUE_BYTES) {
      throw new TheriacError(
        'THERIAC_FEED_INVALID',
        `the records of ${JSON.stringify(key.slice(0, 80))} are too large`,
      );
    }
    const [high, low] = hashKey(key);
    const at = this.#keys * 4;
    if (at + 4 > this.#entries.length) {
      const grown = new Float64Array(this.#entries.length * 2);
      grown.set(this.#entries);
      this.#entries = grown;
    }
    this.#entries.set([high, low, this.#position, body.length + 4], at);
    this.#keys += 1;
    const checksum = Buffer.alloc(4);
    checksum.writeUInt32LE(crc32(body));
    this.#write(body);
    this.#write(checksum);
  }

  /** Adds a compressed block of text and returns its number. */
  putBlock(text: string): number {
    const bytes = Buffer.from(text);
    if (bytes.length > MAX_BLOCK_BYTES) throw new TheriacError('THERIAC_INTERNAL', 'a block is too large');
    const packed = zstdCompressSync(bytes, { params: { [zlib.ZSTD_c_compressionLevel]: 9 } });
    this.#blocks.push({ offset: this.#position, length: packed.length, crc: crc32(packed) });
    this.#write(packed);
    return this.#blocks.length - 1;
  }

  /** @param meta JSON-able description; part of the file's identity, so no run-dependent values beyond the build time */
  finish(meta: unknown): void {
    try {
      const order = this.#sorted();
      const bits = Math.max(0, Math.ceil(Math.log2(Math.max(1, this.#keys / ENTRIES_PER_BUCKET))));
      const table = this.#position;
      const { directory, directoryCrc } = this.#writeTable(order, bits);
      const blockTable = this.#position;
      const blockBytes = Buffer.alloc(this.#blocks.length * BLOCK_ENTRY);
      this.#blocks.forEach((block, index) => {
        const at = index * BLOCK_ENTRY;
        blockBytes.writeUInt32LE(block.offset % 2 ** 32, at);
        blockBytes.writeUInt32LE(Math.floor(block.offset / 2 ** 32), at + 4);
        blockBytes.writeUInt32LE(block.length, at + 8);
        blockBytes.writeUInt32LE(block.crc, at + 12);
      });
      this.#write(blockBytes);
      const header: Header = {
        meta,
        keys: this.#keys,
        blocks: this.#blocks.length,
        bits,
        table,
        directory,
        directoryCrc,
        blockTable,
        blockTableCrc: crc32(blockBytes),
      };
      const headerBytes = Buffer.from(JSON.stringify(header));
      const headerOffset = this.#position;
      this.#write(headerBytes);
      this.#flush();
      const preamble = Buffer.alloc(PREAMBLE);
      MAGIC.copy(preamble, 0);
      preamble.writeUInt16LE(FORMAT_MAJOR, 8);
      preamble.writeUInt16LE(FORMAT_MINOR, 10);
      preamble.writeBigUInt64LE(BigInt(headerOffset), 16);
      preamble.writeUInt32LE(headerBytes.length, 24);
      preamble.writeUInt32LE(crc32(headerBytes), 28);
      Buffer.from(fileSha256(this.#temporary, PREAMBLE), 'hex').copy(preamble, 32);
      preamble.writeUInt32LE(crc32(preamble.subarray(0, PREAMBLE - 4)), PREAMBLE - 4);
      this.#guard(() => {
        writeSync(this.#fd, preamble, 0, PREAMBLE, 0);
        fsyncSync(this.#fd);
        closeSync(this.#fd);
        renameSync(this.#temporary, this.#path);
      });
    } catch (error) {
      this.abort();
      throw error;
    }
  }

  abort(): void {
    try {
      closeSync(this.#fd);
    } catch {
      // Already closed: nothing is lost, the temporary file goes either way.
    }
    rmSync(this.#temporary, { force: true });
  }

  /** Entry numbers by hash. Equal hashes with equal keys would make look-ups ambiguous, so they are refused. */
  #sorted(): Uint32Array {
    const entries = this.#entries;
    const order = new Uint32Array(this.#keys);
    for (let i = 0; i < order.length; i += 1) order[i] = i;
    const at = (entry: number, field: number): number => entries[entry * 4 + field] ?? 0;
    order.sort((a, b) => at(a, 0) - at(b, 0) || at(a, 1) - at(b, 1) || at(a, 2) - at(b, 2));
    for (let i = 1; i < order.length; i += 1) {
      const a = order[i - 1] ?? 0;
      const b = order[i] ?? 0;
      if (at(a, 0) === at(b, 0) && at(a, 1) === at(b, 1)) {
        throw new TheriacError('THERIAC_FEED_INVALID', 'two keys of the index have one hash');
      }
    }
    return order;
  }

  #writeTable(order: Uint32Array, bits: number): { directory: number; directoryCrc: number } {
    const buckets = 2 ** bits;
    const directory = Buffer.alloc(buckets * DIRECTORY_ENTRY);
    let next = 0;
    for (let bucket = 0; bucket < buckets; bucket += 1) {
      const first = next;
      while (next < order.length && bucketOf(this.#entries[(order[next] ?? 0) * 4] ?? 0, bits) === bucket)
        next += 1;
      const bytes = Buffer.alloc((next - first) * ENTRY);
      for (let i = first; i < next; i += 1) {
        const entry = (order[i] ?? 0) * 4;
        for (let field = 0; field < 4; field += 1) {
          const value = this.#entries[entry + field] ?? 0;
          if (value >= 2 ** 32) throw new TheriacError('THERIAC_FEED_INVALID', 'the index exceeds 4 GiB');
          bytes.writeUInt32LE(value, (i - first) * ENTRY + field * 4);
        }
      }
      directory.writeUInt32LE(first, bucket * DIRECTORY_ENTRY);
      directory.writeUInt32LE(crc32(bytes), bucket * DIRECTORY_ENTRY + 4);
      this.#write(bytes);
    }
    const offset = this.#position;
    this.#write(directory);
    return { directory: offset, directoryCrc: crc32(directory) };
  }

  #write(bytes: Buffer): void {
    this.#pending.push(bytes);
    this.#pendingBytes += bytes.length;
    this.#position += bytes.length;
    if (this.#pendingBytes >= WRITE_BUFFER) this.#flush();
  }

  #flush(): void {
    const bytes = Buffer.concat(this.#pending);
    const start = this.#position - bytes.length;
    this.#pending = [];
    this.#pendingBytes = 0;
    this.#guard(() => {
      for (let done = 0; done < bytes.length; ) {
        done += writeSync(this.#fd, bytes, done, bytes.length - done, start + done);
      }
    });
  }

  #guard<T>(io: () => T): T {
    try {
      return io();
    } catch (cause) {
      throw new TheriacError(
        'THERIAC_STORE',
        `cannot write the index: ${systemReason(cause)}`,
        { path: this.#path },
        { cause },
      );
    }
  }
}

export class FlatFile {
  readonly path: string;
  readonly meta: unknown;
  readonly keys: number;
  readonly #fd: number;
  readonly #header: Header;
  readonly #directory: Buffer;
  readonly #blockTable: Buffer;
  /** Buckets read before, so that a scan of many packages reads and checks each once; bounded. */
  readonly #buckets = new Map<number, Buffer>();
  /** The block read last; neighbours in a block are usually asked for together. */
  #block: { number: number; text: string } | undefined;

  private constructor(path: string, fd: number, header: Header, directory: Buffer, blockTable: Buffer) {
    this.path = path;
    this.#fd = fd;
    this.#header = header;
    this.meta = header.meta;
    this.keys = header.keys;
    this.#directory = directory;
    this.#blockTable = blockTable;
  }

  /**
   * @throws TheriacError THERIAC_INDEX_MISSING, THERIAC_INDEX_VERSION or THERIAC_INDEX_CORRUPT
   */
  static open(path: string): FlatFile {
    let fd: number;
    try {
      fd = openSync(path, 'r');
    } catch (cause) {
      throw new TheriacError(
        'THERIAC_INDEX_MISSING',
        `cannot open the index: ${systemReason(cause)}`,
        { path },
        { cause },
      );
    }
    try {
      const preamble = readAt(fd, 0, PREAMBLE, path);
      if (!preamble.subarray(0, 8).equals(MAGIC)) throw corrupt(path, 'this is no Theriac index');
      const major = preamble.readUInt16LE(8);
      if (crc32(preamble.subarray(0, PREAMBLE - 4)) !== preamble.readUInt32LE(PREAMBLE - 4)) {
        throw corrupt(path, 'the preamble is damaged');
      }
      if (major !== FORMAT_MAJOR) {
        const age = major > FORMAT_MAJOR ? 'newer' : 'older';
        throw new TheriacError(
          'THERIAC_INDEX_VERSION',
          `the index has the ${age} format ${major}; this version reads ${FORMAT_MAJOR}`,
          { path },
        );
      }
      const headerBytes = readAt(fd, Number(preamble.readBigUInt64LE(16)), preamble.readUInt32LE(24), path);
      if (crc32(headerBytes) !== preamble.readUInt32LE(28)) throw corrupt(path, 'the header is damaged');
      const header = parseHeader(headerBytes, path);
      const directory = readAt(fd, header.directory, 2 ** header.bits * DIRECTORY_ENTRY, path);
      if (crc32(directory) !== header.directoryCrc) throw corrupt(path, 'the directory is damaged');
      const blockTable = readAt(fd, header.blockTable, header.blocks * BLOCK_ENTRY, path);
      if (crc32(blockTable) !== header.blockTableCrc) throw corrupt(path, 'the block table is damaged');
      return new FlatFile(path, fd, header, directory, blockTable);
    } catch (error) {
      closeSync(fd);
      throw error;
    }
  }

  /** The payload stored under `key`, parsed, or undefined. */
  get(key: string): unknown {
    const [high, low] = hashKey(key);
    const bucket = bucketOf(high, this.#header.bits);
    const first = this.#directory.readUInt32LE(bucket * DIRECTORY_ENTRY);
    const end =
      bucket + 1 < 2 ** this.#header.bits
        ? this.#directory.readUInt32LE((bucket + 1) * DIRECTORY_ENTRY)
        : this.#header.keys;
    if (end === first) return undefined;
    if (end < first || end > this.#header.keys) throw corrupt(this.path, 'the directory is out of range');
    const entries = this.#bucket(bucket, first, end);
    const at = positionOf(entries, high, low);
    if (at < 0) return undefined;
    const [storedKey, payload] = this.#value(entries.readUInt32LE(at + 8), entries.readUInt32LE(at + 12));
    return storedKey === key ? payload : undefined;
  }

  /** Text of a block. */
  block(number: number): string {
    if (this.#block?.number === number) return this.#block.text;
    const at = number * BLOCK_ENTRY;
    if (number < 0 || at >= this.#blockTable.length) throw corrupt(this.path, 'a block is out of range');
    const offset = this.#blockTable.readUInt32LE(at) + this.#blockTable.readUInt32LE(at + 4) * 2 ** 32;
    const packed = readAt(this.#fd, offset, this.#blockTable.readUInt32LE(at + 8), this.path);
    if (crc32(packed) !== this.#blockTable.readUInt32LE(at + 12))
      throw corrupt(this.path, 'a block is damaged');
    try {
      const text = zstdDecompressSync(packed, { maxOutputLength: MAX_BLOCK_BYTES }).toString();
      this.#block = { number, text };
      return text;
    } catch {
      throw corrupt(this.path, 'a block cannot be unpacked');
    }
  }

  close(): void {
    closeSync(this.#fd);
  }

  /** Reads the whole file and compares its SHA-256 with the one in the preamble. */
  static verify(path: string): { sha256: string } {
    FlatFile.open(path).close();
    const fd = openSync(path, 'r');
    let stored: string;
    try {
      stored = readAt(fd, 0, PREAMBLE, path).subarray(32, 64).toString('hex');
    } finally {
      closeSync(fd);
    }
    if (fileSha256(path, PREAMBLE) !== stored) throw corrupt(path, 'the SHA-256 of the file does not hold');
    return { sha256: stored };
  }

  #bucket(number: number, first: number, end: number): Buffer {
    const known = this.#buckets.get(number);
    if (known !== undefined) return known;
    const entries = readAt(this.#fd, this.#header.table + first * ENTRY, (end - first) * ENTRY, this.path);
    if (crc32(entries) !== this.#directory.readUInt32LE(number * DIRECTORY_ENTRY + 4)) {
      throw corrupt(this.path, 'the table is damaged');
    }
    if (this.#buckets.size < MAX_BUCKETS) this.#buckets.set(number, entries);
    return entries;
  }

  #value(offset: number, length: number): [unknown, unknown] {
    if (length < 4) throw corrupt(this.path, 'a record is damaged');
    const bytes = readAt(this.#fd, offset, length, this.path);
    const body = bytes.subarray(0, length - 4);
    if (crc32(body) !== bytes.readUInt32LE(length - 4)) throw corrupt(this.path, 'a record is damaged');
    const stored = parseJson(body, this.path);
    if (!Array.isArray(stored)) throw corrupt(this.path, 'a record is damaged');
    return [stored[0], stored[1]];
  }
}

/** Checksums prove that nothing was lost, not that the writer meant well: every number is checked before it is used. */
function parseHeader(bytes: Buffer, path: string): Header {
  const header = parseJson(bytes, path) as Partial<Record<keyof Header, unknown>> | null;
  const numbers = [
    header?.keys,
    header?.blocks,
    header?.bits,
    header?.table,
    header?.directory,
    header?.directoryCrc,
    header?.blockTable,
    header?.blockTableCrc,
  ];
  const sound = numbers.every((n) => typeof n === 'number' && Number.isSafeInteger(n) && n >= 0);
  if (!sound || Number(header?.bits) > MAX_BITS || typeof header?.meta !== 'object' || header.meta === null)
    throw corrupt(path, 'the header is damaged');
  return header as Header;
}

function parseJson(bytes: Buffer, path: string): unknown {
  try {
    return JSON.parse(bytes.toString()) as unknown;
  } catch {
    throw corrupt(path, 'a part is no JSON');
  }
}

/** The leading 64 bits of SHA-256(key): hostile names cannot be made to collide cheaply by the million. */
function hashKey(key: string): [high: number, low: number] {
  const digest = hash('sha256', key, 'buffer');
  return [digest.readUInt32BE(0), digest.readUInt32BE(4)];
}

/** Byte offset of the entry with this hash in a bucket, which is sorted; -1 when there is none. */
function positionOf(entries: Buffer, high: number, low: number): number {
  let from = 0;
  let to = entries.length / ENTRY - 1;
  while (from <= to) {
    const middle = (from + to) >> 1;
    const at = middle * ENTRY;
    const order = entries.readUInt32LE(at) - high || entries.readUInt32LE(at + 4) - low;
    if (order === 0) return at;
    if (order < 0) from = middle + 1;
    else to = middle - 1;
  }
  return -1;
}

function bucketOf(high: number, bits: number): number {
  return bits === 0 ? 0 : high >>> (32 - bits);
}

function readAt(fd: number, offset: number, length: number, path: string): Buffer {
  if (length > MAX_VALUE_BYTES || !Number.isSafeInteger(offset))
    throw corrupt(path, 'a length is out of range');
  const buffer = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const count = readChunk(fd, buffer, filled, offset + filled, path);
    if (count === 0) throw corrupt(path, 'the file is cut off');
    filled += count;
  }
  return buffer;
}

/** A folder in place of the file, or a failing disk, is damage like any other. */
function readChunk(fd: number, buffer: Buffer, at: number, position: number, path: string): number {
  try {
    return readSync(fd, buffer, at, buffer.length - at, position);
  } catch (cause) {
    throw corrupt(path, `cannot be read: ${systemReason(cause)}`);
  }
}

function corrupt(path: string, what: string): TheriacError {
  return new TheriacError('THERIAC_INDEX_CORRUPT', what, { path });
}

/** `ENOSPC` and the like: the reason without the path, which the error carries by itself. */
export function systemReason(cause: unknown): string {
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') return cause.code;
  return cause instanceof Error ? cause.message : 'unknown reason';
}
