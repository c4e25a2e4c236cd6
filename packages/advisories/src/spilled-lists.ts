/**
 * Lists of lines by key, which move to a file when they outgrow memory: the feeds of large distributions make millions
 * of entries.
 */
import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { TheriacError } from '@theriac/core';
import { systemReason } from './system-reason.ts';
import { discard, temporaryBeside } from './temporary-file.ts';

/** Characters that are kept in memory. */
const MEMORY = 96 * 1024 * 1024;

export class SpilledLists {
  readonly #path: string;
  readonly #memory: number;
  readonly #kept = new Map<string, string[]>();
  /** By key, where its lines stand in the file: offset, length, offset, length … */
  readonly #spilled = new Map<string, number[]>();
  #size = 0;
  #fd: number | undefined;
  #end = 0;

  /**
   * @param beside the file that is built, beside which the lines are put
   * @param memory characters to keep
   */
  constructor(beside: string, memory = MEMORY) {
    this.#path = temporaryBeside(beside);
    this.#memory = memory;
  }

  /** @param line without line breaks */
  add(key: string, line: string): void {
    const kept = this.#kept.get(key);
    if (kept === undefined) this.#kept.set(key, [line]);
    else kept.push(line);
    this.#size += line.length;
    if (this.#size > this.#memory) this.#spill();
  }

  keys(): string[] {
    return [...new Set([...this.#spilled.keys(), ...this.#kept.keys()])].sort();
  }

  /** The lines of a key, in no particular order. */
  get(key: string): string[] {
    const lines = [...(this.#kept.get(key) ?? [])];
    const places = this.#spilled.get(key) ?? [];
    for (let i = 0; i < places.length; i += 2)
      for (const line of this.#read(places[i] ?? 0, places[i + 1] ?? 0).split('\n')) lines.push(line);
    return lines;
  }

  /** Leaves no trace. */
  close(): void {
    if (this.#fd === undefined) return;
    closeSync(this.#fd);
    this.#fd = undefined;
    discard(this.#path);
  }

  #spill(): void {
    this.#guard(() => {
      this.#fd ??= openSync(this.#path, 'wx+', 0o600);
      for (const [key, lines] of this.#kept) {
        const bytes = Buffer.from(lines.join('\n'));
        for (let done = 0; done < bytes.length; )
          done += writeSync(this.#fd, bytes, done, bytes.length - done, this.#end + done);
        const places = this.#spilled.get(key);
        if (places === undefined) this.#spilled.set(key, [this.#end, bytes.length]);
        else places.push(this.#end, bytes.length);
        this.#end += bytes.length;
      }
    });
    this.#kept.clear();
    this.#size = 0;
  }

  #read(offset: number, length: number): string {
    const bytes = Buffer.alloc(length);
    this.#guard(() => {
      for (let done = 0; done < length; ) {
        const read = readSync(this.#fd ?? -1, bytes, done, length - done, offset + done);
        if (read === 0) throw new RangeError('the file of lines was cut off');
        done += read;
      }
    });
    return bytes.toString();
  }

  #guard(work: () => void): void {
    try {
      work();
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
