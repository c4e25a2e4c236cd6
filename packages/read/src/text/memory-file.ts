/** A file whose bytes are already in memory: an archive entry, a git object, a test. */
import type { TargetFile } from '@theriac/core';
import { decodeText } from './decode-text.ts';

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
}
