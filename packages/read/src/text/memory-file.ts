/** A file whose bytes are already in memory: an archive entry, a git object, a test. */
import type { TargetFile } from '@theriac/core';
import { decodeText } from './decode-text.ts';

const CHUNK_BYTES = 256 * 1024;

export class MemoryFile implements TargetFile {
  readonly path: string;
  readonly size: number;
  readonly #bytes: Uint8Array;
  #text: string | undefined;

  constructor(path: string, content: Uint8Array | string) {
    this.path = path;
    this.#bytes = typeof content === 'string' ? Buffer.from(content) : content;
    this.size = this.#bytes.byteLength;
  }

  bytes(): Uint8Array {
    return this.#bytes;
  }

  text(): string {
    this.#text ??= decodeText(this.#bytes, this.path);
    return this.#text;
  }

  *chunks(): Generator<Uint8Array> {
    for (let at = 0; at < this.#bytes.length; at += CHUNK_BYTES)
      yield this.#bytes.subarray(at, at + CHUNK_BYTES);
  }
}
