/** Writes the container of an index; its layout is described in `flat-file-format.ts`. */
import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';
import { crc32, constants as zlib, zstdCompressSync } from 'node:zlib';
import { TheriacError } from '@theriac/core';
import { fileSha256 } from './file-hash.ts';
import {
  BLOCK_ENTRY,
  bucketOf,
  DIRECTORY_ENTRY,
  ENTRIES_PER_BUCKET,
  ENTRY,
  FORMAT_MAJOR,
  FORMAT_MINOR,
  type Header,
  hashKey,
  MAGIC,
  MAX_BLOCK_BYTES,
  MAX_VALUE_BYTES,
  PREAMBLE,
} from './flat-file-format.ts';
import { systemReason } from './system-reason.ts';
import { discard, removeLeftovers, temporaryBeside } from './temporary-file.ts';

/** Values are collected to this size before they are written. */
const WRITE_BUFFER = 1024 * 1024;

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
    removeLeftovers(path);
    this.#temporary = temporaryBeside(path);
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
      const digest = this.#guard(() => fileSha256(this.#temporary, PREAMBLE));
      Buffer.from(digest, 'hex').copy(preamble, 32);
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
    discard(this.#temporary);
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
        throw new TheriacError('THERIAC_FEED_INVALID', 'two keys of the index have the same hash');
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
