/** Contents of git objects, as they come from one `git cat-file --batch`: no more than one of them is held. */
import type { ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { gitStream } from './git-program.ts';

/** Objects that are asked for before the first answer is read: enough to keep git busy, too few to fill a pipe. */
const AHEAD = 64;
/** Runs of git that may end at a damaged object before the rest is given up. */
const MOST_RUNS = 200;

export type Blob<Wanted> =
  | { readonly wanted: Wanted; readonly content: Buffer }
  | {
      readonly wanted: Wanted;
      readonly content: undefined;
      readonly why: 'too-large' | 'missing' | 'damaged';
    };

/**
 * @param wanted objects, asked for in this order
 * @param maxBytes of larger ones the content is passed over
 */
export async function* readBlobs<Wanted extends { readonly id: string }>(
  folder: string,
  wanted: AsyncIterable<Wanted>,
  maxBytes: number,
): AsyncGenerator<Blob<Wanted>> {
  const waiting: Wanted[] = [];
  let runs = 1;
  let batch = new Batch(folder);
  const answers = async function* (most: number): AsyncGenerator<Blob<Wanted>> {
    while (waiting.length > most) {
      const [first] = waiting;
      if (first === undefined) return;
      const answer = runs > MOST_RUNS ? 'ended' : await batch.next(maxBytes);
      waiting.shift();
      if (Buffer.isBuffer(answer)) yield { wanted: first, content: answer };
      else if (answer !== 'ended') yield { wanted: first, content: undefined, why: answer };
      else {
        // Git ends at an object that it cannot unpack; the others are asked for again.
        yield { wanted: first, content: undefined, why: 'damaged' };
        runs += 1;
        batch.close();
        batch = new Batch(folder);
        for (const { id } of waiting) batch.ask(id);
      }
    }
  };
  try {
    for await (const one of wanted) {
      waiting.push(one);
      batch.ask(one.id);
      yield* answers(AHEAD);
    }
    yield* answers(0);
  } finally {
    batch.close();
  }
}

class Batch {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #chunks: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(folder: string) {
    this.#child = gitStream(folder, ['cat-file', '--batch']);
    this.#chunks = this.#child.stdout[Symbol.asyncIterator]();
  }

  ask(id: string): void {
    this.#child.stdin.write(`${id}\n`);
  }

  close(): void {
    this.#child.stdin.end();
    this.#child.stdout.destroy();
    this.#child.kill();
  }

  /** The next answer: `<id> <type> <size>\n<content>\n`, or `<id> missing\n`. */
  async next(maxBytes: number): Promise<Buffer | 'too-large' | 'missing' | 'ended'> {
    const header = await this.#line();
    if (header === undefined) return 'ended';
    const size = /^[0-9a-f]+ [a-z]+ (\d{1,15})$/.exec(header)?.[1];
    if (size === undefined) return 'missing';
    const bytes = Number(size);
    const content = await this.#take(bytes, bytes <= maxBytes);
    if (content === undefined || (await this.#take(1, true)) === undefined) return 'ended';
    return bytes <= maxBytes ? content : 'too-large';
  }

  async #line(): Promise<string | undefined> {
    for (;;) {
      const end = this.#rest.indexOf(0x0a);
      if (end >= 0) {
        const line = this.#rest.toString('latin1', 0, end);
        this.#rest = this.#rest.subarray(end + 1);
        return line;
      }
      if (!(await this.#more())) return undefined;
    }
  }

  /** The next bytes; of those that are not kept nothing is. Undefined: git has ended before. */
  async #take(bytes: number, isKept: boolean): Promise<Buffer | undefined> {
    const parts: Buffer[] = [];
    let left = bytes;
    for (;;) {
      const part = this.#rest.subarray(0, left);
      this.#rest = this.#rest.subarray(part.length);
      left -= part.length;
      if (isKept) parts.push(part);
      if (left === 0) return Buffer.concat(parts);
      if (!(await this.#more())) return undefined;
    }
  }

  async #more(): Promise<boolean> {
    const { done, value } = await this.#chunks.next();
    if (done === true) return false;
    this.#rest = this.#rest.length === 0 ? value : Buffer.concat([this.#rest, value]);
    return true;
  }
}
