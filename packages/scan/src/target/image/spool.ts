/**
 * Content that a scan keeps: one private file, appended to and read by offset, so that an image of any size takes no
 * memory. Where the system allows it the file has no name from the start, so that nothing is left after a crash.
 */
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TheriacError } from '@theriac/core';

/** Bytes that wait in memory before they are written. */
const BLOCK_BYTES = 4 * 1024 * 1024;
/** What is kept of one image; more than any that is known of holds in texts and packages. */
const MAX_BYTES = 16 * 1024 * 1024 * 1024;

/** Where some bytes are. */
export interface Spooled {
  readonly offset: number;
  readonly length: number;
}

export class Spool {
  #fd: number | undefined;
  #folder: string | undefined;
  /** Bytes that are in the file. */
  #written = 0;
  readonly #block = Buffer.allocUnsafe(BLOCK_BYTES);
  #filled = 0;

  /** Offset of the next byte. */
  get size(): number {
    return this.#written + this.#filled;
  }

  append(bytes: Uint8Array): void {
    if (this.size + bytes.length > MAX_BYTES)
      throw new TheriacError('THERIAC_INPUT_LIMIT', 'the image holds more than is kept of one image');
    let rest = bytes;
    while (rest.length > 0) {
      const taken = rest.subarray(0, BLOCK_BYTES - this.#filled);
      this.#block.set(taken, this.#filled);
      this.#filled += taken.length;
      rest = rest.subarray(taken.length);
      if (this.#filled === BLOCK_BYTES) this.#flush();
    }
  }

  read({ offset, length }: Spooled): Buffer {
    const bytes = Buffer.allocUnsafe(length);
    let done = 0;
    while (done < length) {
      const at = offset + done;
      if (at >= this.#written) {
        const start = at - this.#written;
        this.#block.copy(bytes, done, start, start + length - done);
        return bytes;
      }
      const wanted = Math.min(length - done, this.#written - at);
      const count = readSync(this.#open(), bytes, done, wanted, at);
      if (count === 0) throw new TheriacError('THERIAC_STORE', 'what was kept of the image is gone');
      done += count;
    }
    return bytes;
  }

  close(): void {
    if (this.#fd !== undefined) closeSync(this.#fd);
    if (this.#folder !== undefined) rmSync(this.#folder, { recursive: true, force: true });
    this.#fd = undefined;
    this.#folder = undefined;
  }

  #flush(): void {
    const fd = this.#open();
    for (let done = 0; done < this.#filled; ) {
      try {
        done += writeSync(fd, this.#block, done, this.#filled - done, this.#written + done);
      } catch (cause) {
        throw new TheriacError('THERIAC_STORE', 'no space for what is kept of the image', {}, { cause });
      }
    }
    this.#written += this.#filled;
    this.#filled = 0;
  }

  #open(): number {
    if (this.#fd !== undefined) return this.#fd;
    try {
      // Only its owner can look into a folder that mkdtemp made.
      this.#folder = mkdtempSync(join(tmpdir(), 'theriac-image-'));
      this.#fd = openSync(join(this.#folder, 'content'), 'wx+', 0o600);
    } catch (cause) {
      throw new TheriacError('THERIAC_STORE', 'no temporary file can be made', {}, { cause });
    }
    if (process.platform !== 'win32') {
      rmSync(this.#folder, { recursive: true, force: true });
      this.#folder = undefined;
    }
    return this.#fd;
  }
}
