/** Documents as they came, by organisation and SHA-256: written once, whole or not at all. */
import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream, existsSync, linkSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { RawBody } from '@theriac/contract';
import { ApiFailure } from '../errors.ts';

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

  /** Moves what was received to its place. */
  keep(org: string, { file, sha256 }: Pick<RawBody, 'file' | 'sha256'>): void {
    const place = this.pathOf(org, sha256);
    if (existsSync(place)) {
      this.discard({ file });
      return;
    }
    mkdirSync(dirname(place), { recursive: true, mode: 0o700 });
    renameSync(file, place);
  }

  pathOf(org: string, sha256: string): string {
    return join(this.#folder, org, sha256.slice(0, 2), sha256);
  }

  /** A copy to be read, of a name that is the same for every document: findings know their file by its name. */
  workingCopy(org: string, sha256: string): { readonly file: string; readonly remove: () => void } {
    const folder = join(this.#folder, 'incoming', randomUUID());
    const file = join(folder, 'document');
    mkdirSync(folder, { mode: 0o700 });
    linkSync(this.pathOf(org, sha256), file);
    return { file, remove: () => rmSync(folder, { recursive: true, force: true }) };
  }

  discard({ file }: Pick<RawBody, 'file'>): void {
    rmSync(file, { force: true });
  }
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
