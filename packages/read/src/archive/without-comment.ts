/** An archive in memory as yauzl reads it: not copied, and without the comment that its end announces. */
import { RandomAccessReader } from 'yauzl';

/** Where the length of the comment is, from the end on. */
const COMMENT_LENGTH_BYTES = 2;

export class WithoutComment extends RandomAccessReader {
  readonly #bytes: Buffer;

  /** @param bytes up to the length of the comment */
  constructor(bytes: Buffer) {
    super();
    this.#bytes = bytes;
  }

  override read(
    into: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null, length?: number) => void,
  ): void {
    const count = this.#bytes.copy(into, offset, position, Math.min(position + length, this.#bytes.length));
    const comment = this.#bytes.length - COMMENT_LENGTH_BYTES - position;
    for (let at = Math.max(0, comment); at < count; at += 1) into[offset + at] = 0;
    setImmediate(() => callback(null, count));
  }
}
