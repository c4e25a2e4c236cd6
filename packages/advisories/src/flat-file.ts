/** Reads the container of an index; its layout is described in `flat-file-format.ts`. */
import { closeSync, readSync } from 'node:fs';
import { crc32, zstdDecompressSync } from 'node:zlib';
import { TheriacError } from '@theriac/core';
import { fileSha256 } from './file-hash.ts';
import {
  BLOCK_ENTRY,
  bucketOf,
  DIRECTORY_ENTRY,
  ENTRY,
  FORMAT_MAJOR,
  type Header,
  hashKey,
  MAGIC,
  MAX_BITS,
  MAX_BLOCK_BYTES,
  MAX_VALUE_BYTES,
  PREAMBLE,
} from './flat-file-format.ts';
import { NOT_REGULAR, openRegular } from './regular-file.ts';
import { systemReason } from './system-reason.ts';

/** Buckets kept in memory: at 2 KiB each, 1 MiB whatever the size of the index. */
const MAX_BUCKETS = 512;

export class FlatFile {
  readonly path: string;
  readonly meta: unknown;
  readonly keys: number;
  readonly #fd: number;
  readonly #header: Header;
  readonly #directory: Buffer;
  readonly #blockTable: Buffer;
  /** Buckets read before, so that a scan of many packages reads and checks each once; bounded. */
  readonly #buckets = new Map<number, DataView>();
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
      fd = openRegular(path);
    } catch (cause) {
      if (systemReason(cause) === NOT_REGULAR) throw corrupt(path, NOT_REGULAR);
      throw new TheriacError(
        'THERIAC_INDEX_MISSING',
        `cannot open the index: ${systemReason(cause)}`,
        { path },
        { cause },
      );
    }
    try {
      const preamble = readAt(fd, 0, PREAMBLE, path);
      if (!preamble.subarray(0, 8).equals(MAGIC)) throw corrupt(path, 'not a Theriac index');
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
    const [storedKey, payload] = this.#value(
      entries.getUint32(at + 8, true),
      entries.getUint32(at + 12, true),
    );
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
    const file = FlatFile.open(path);
    let stored: string;
    try {
      stored = readAt(file.#fd, 0, PREAMBLE, path).subarray(32, 64).toString('hex');
    } finally {
      file.close();
    }
    if (digestOf(path) !== stored) throw corrupt(path, 'the SHA-256 of the file does not match');
    return { sha256: stored };
  }

  #bucket(number: number, first: number, end: number): DataView {
    const known = this.#buckets.get(number);
    if (known !== undefined) return known;
    const entries = readAt(this.#fd, this.#header.table + first * ENTRY, (end - first) * ENTRY, this.path);
    if (crc32(entries) !== this.#directory.readUInt32LE(number * DIRECTORY_ENTRY + 4)) {
      throw corrupt(this.path, 'the table is damaged');
    }
    const view = new DataView(entries.buffer, entries.byteOffset, entries.length);
    if (this.#buckets.size < MAX_BUCKETS) this.#buckets.set(number, view);
    return view;
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
  const parsed = parseJson(bytes, path);
  // Written by JSON.stringify; anything else (a key that is there twice) was not written by us.
  if (!bytes.equals(Buffer.from(JSON.stringify(parsed)))) throw corrupt(path, 'the header is damaged');
  const header = parsed as Partial<Record<keyof Header, unknown>> | null;
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
    throw corrupt(path, 'a part is not valid JSON');
  }
}

/** Byte offset of the entry with this hash in a bucket, which is sorted; -1 when there is none. */
function positionOf(entries: DataView, high: number, low: number): number {
  let from = 0;
  let to = entries.byteLength / ENTRY - 1;
  while (from <= to) {
    const middle = (from + to) >> 1;
    const at = middle * ENTRY;
    const order = entries.getUint32(at, true) - high || entries.getUint32(at + 4, true) - low;
    if (order === 0) return at;
    if (order < 0) from = middle + 1;
    else to = middle - 1;
  }
  return -1;
}

function readAt(fd: number, offset: number, length: number, path: string): Buffer {
  if (length > MAX_VALUE_BYTES || !Number.isSafeInteger(offset))
    throw corrupt(path, 'a length is out of range');
  const buffer = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const count = readChunk(fd, buffer, filled, offset + filled, path);
    if (count === 0) throw corrupt(path, 'the file is truncated');
    filled += count;
  }
  return buffer;
}

function digestOf(path: string): string {
  try {
    return fileSha256(path, PREAMBLE);
  } catch (cause) {
    throw corrupt(path, `cannot be read: ${systemReason(cause)}`);
  }
}

/** A failing disk is damage like any other. */
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
