/** Processes that read documents: hostile input costs one of them, never the server. */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { TheriacError } from '@theriac/core';
import type { ReadAnswer, ReadAsked, ReadResult } from './messages.ts';

const ENTRY = fileURLToPath(new URL('./reader-process.ts', import.meta.url));
const HEAP_MIB = 1024;
const TIMEOUT_MS = 10 * 60_000;
/** A process that has read so many is replaced, and what it may have kept with it. */
const DOCUMENTS_EACH = 200;

interface Reader {
  readonly child: ChildProcess;
  read: number;
}

export class ReaderPool {
  readonly #idle: Reader[] = [];
  readonly #all = new Set<Reader>();
  #isClosed = false;

  /** @throws TheriacError THERIAC_SBOM or THERIAC_RESULT with why the document cannot be read */
  async read(asked: ReadAsked): Promise<ReadResult> {
    const reader = this.#idle.pop() ?? this.#start();
    reader.read += 1;
    const answer = await this.#ask(reader, asked);
    if ('failure' in answer)
      throw new TheriacError(
        asked.kind === 'sbom' ? 'THERIAC_TARGET_KIND' : 'THERIAC_RESULT',
        answer.failure,
      );
    return answer.result;
  }

  close(): void {
    this.#isClosed = true;
    for (const reader of this.#all) reader.child.kill('SIGKILL');
  }

  #start(): Reader {
    const child = fork(ENTRY, [], {
      execArgv: [`--max-old-space-size=${HEAP_MIB}`],
      // Nothing of the environment of the server: it holds the address of the database.
      env: { PATH: process.env.PATH, TMPDIR: process.env.TMPDIR },
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const reader = { child, read: 0 };
    this.#all.add(reader);
    child.once('exit', () => this.#all.delete(reader));
    child.on('error', () => undefined);
    return reader;
  }

  #ask(reader: Reader, asked: ReadAsked): Promise<ReadAnswer> {
    const { child } = reader;
    return new Promise((done) => {
      const timer = setTimeout(() => child.kill('SIGKILL'), TIMEOUT_MS);
      const end = (answer: ReadAnswer): void => {
        clearTimeout(timer);
        child.off('message', told);
        child.off('exit', ended);
        done(answer);
      };
      const told = (answer: unknown): void => {
        if (reader.read >= DOCUMENTS_EACH || this.#isClosed) child.kill();
        else this.#idle.push(reader);
        end(answer as ReadAnswer);
      };
      const ended = (): void =>
        end({
          failure: 'reading it took more memory or time than a document may take, or it made the reader fail',
        });
      child.once('message', told);
      child.once('exit', ended);
      child.send(asked);
    });
  }
}
