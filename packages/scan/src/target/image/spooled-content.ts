/** Files whose bytes are in the spool. */
import type { TargetFile } from '@theriac/core';
import { decodeText } from '@theriac/read/text';
import type { Content } from '../root/file-nodes.ts';
import type { Spool, Spooled } from './spool.ts';

const CHUNK_BYTES = 256 * 1024;

export class SpooledContent implements Content {
  readonly #spool: Spool;
  readonly #place: Spooled;

  constructor(spool: Spool, place: Spooled) {
    this.#spool = spool;
    this.#place = place;
  }

  open(path: string): TargetFile {
    return new SpooledFile(path, this.#spool, this.#place);
  }

  head(_real: string, length: number): Uint8Array {
    const { offset, length: own } = this.#place;
    return this.#spool.read({ offset, length: Math.min(own, length) });
  }
}

class SpooledFile implements TargetFile {
  readonly path: string;
  readonly size: number;
  readonly #spool: Spool;
  readonly #offset: number;
  #bytes: Uint8Array | undefined;
  #text: string | undefined;

  constructor(path: string, spool: Spool, { offset, length }: Spooled) {
    this.path = path;
    this.size = length;
    this.#spool = spool;
    this.#offset = offset;
  }

  bytes(): Uint8Array {
    this.#bytes ??= this.#spool.read({ offset: this.#offset, length: this.size });
    return this.#bytes;
  }

  text(): string {
    this.#text ??= decodeText(this.bytes(), this.path);
    return this.#text;
  }

  *chunks(): Generator<Uint8Array> {
    for (let at = 0; at < this.size; at += CHUNK_BYTES)
      yield this.#spool.read({
        offset: this.#offset + at,
        length: Math.min(CHUNK_BYTES, this.size - at),
      });
  }
}
