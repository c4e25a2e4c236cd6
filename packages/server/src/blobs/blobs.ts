/** Documents as they came, by organisation and SHA-256: encrypted, written whole or not at all. */
import { createHash, randomUUID } from 'node:crypto';
import {
  createReadStream,
  createWriteStream,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { RawBody } from '@theriac/contract';
import { TheriacError } from '@theriac/core';
import { ApiFailure } from '../errors.ts';
import type { DataKey } from '../keys/data-keys.ts';
import { decrypted, encrypted } from '../keys/encrypted-file.ts';

/** Longer than any upload or reading takes. */
const ABANDONED_MS = 24 * 60 * 60_000;

export class Blobs {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(join(folder, 'incoming'), { recursive: true, mode: 0o700 });
  }

  /** @throws ApiFailure TOO_LARGE; what came until then is gone */
  async receive(body: Readable, mediaType: string, maxBytes: number): Promise<RawBody> {
    const file = join(this.#folder, 'incoming', randomUUID());
    const sum = createHash('sha256');
    let size = 0;
    try {
      await pipeline(
        body,
        async function* counted(pieces: AsyncIterable<Buffer>) {
          for await (const piece of pieces) {
            size += piece.length;
            if (size > maxBytes) throw new ApiFailure('TOO_LARGE');
            sum.update(piece);
            yield piece;
          }
        },
        createWriteStream(file, { mode: 0o600, flags: 'wx' }),
      );
      await written(file);
    } catch (error) {
      this.discard({ file });
      throw error;
    }
    return { file, size, sha256: sum.digest('hex'), mediaType };
  }

  /**
   * Encrypts what was received, and moves it to its place. What is there is replaced: it may be encrypted with a key that
   * was destroyed.
   */
  async keep(org: string, { file, sha256 }: Pick<RawBody, 'file' | 'sha256'>, key: DataKey): Promise<void> {
    const place = this.pathOf(org, sha256);
    const made = join(this.#folder, 'incoming', randomUUID());
    try {
      await pipeline(
        createReadStream(file),
        (plain: AsyncIterable<Buffer>) => encrypted(plain, key, placeOf(org, sha256)),
        createWriteStream(made, { mode: 0o600, flags: 'wx' }),
      );
      await written(made);
      mkdirSync(dirname(place), { recursive: true, mode: 0o700 });
      renameSync(made, place);
    } catch (error) {
      this.discard({ file: made });
      throw error;
    }
    this.discard({ file });
  }

  pathOf(org: string, sha256: string): string {
    return join(this.#folder, org, sha256.slice(0, 2), sha256);
  }

  /**
   * A decrypted copy to be read, of a name that is the same for every document: findings know their file by its name.
   * @throws TheriacError THERIAC_SERVER_KEYS where it is not what was sent in
   */
  async workingCopy(
    org: string,
    sha256: string,
    keyOf: (id: string) => Promise<DataKey>,
  ): Promise<{ readonly file: string; readonly remove: () => void }> {
    const folder = join(this.#folder, 'incoming', randomUUID());
    const file = join(folder, 'document');
    const remove = (): void => rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { mode: 0o700 });
    const sum = createHash('sha256');
    try {
      await pipeline(
        createReadStream(this.pathOf(org, sha256)),
        async function* opened(stored: AsyncIterable<Buffer>) {
          for await (const piece of decrypted(stored, keyOf, placeOf(org, sha256), {
            // Of before there were keys; the SHA-256 is checked below.
            acceptsPlain: true,
          })) {
            sum.update(piece);
            yield piece;
          }
        },
        createWriteStream(file, { mode: 0o600, flags: 'wx' }),
      );
      if (sum.digest('hex') !== sha256)
        throw new TheriacError('THERIAC_SERVER_KEYS', 'a stored document is not what was sent in');
    } catch (error) {
      remove();
      throw error;
    }
    return { file, remove };
  }

  /** What a process that was killed left behind, in the clear. */
  sweep(now: Date): void {
    const incoming = join(this.#folder, 'incoming');
    for (const name of readdirSync(incoming)) {
      const path = join(incoming, name);
      const { mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? { mtimeMs: now.getTime() };
      if (now.getTime() - mtimeMs > ABANDONED_MS) rmSync(path, { recursive: true, force: true });
    }
  }

  /** Only under the lock of its content. */
  remove(org: string, sha256: string): void {
    rmSync(this.pathOf(org, sha256), { force: true });
  }

  discard({ file }: Pick<RawBody, 'file'>): void {
    rmSync(file, { force: true });
  }
}

/** What an encrypted document is bound to: another one in its place does not open. */
function placeOf(org: string, sha256: string): string {
  return `document ${org} ${sha256}`;
}

/** What is acknowledged is on disk. */
async function written(file: string): Promise<void> {
  const handle = await open(file, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
