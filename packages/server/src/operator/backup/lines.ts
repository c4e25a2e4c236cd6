/** What a backup is made of: JSON values, one a line, compressed and then encrypted. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { TheriacError } from '@theriac/core';
import { z } from 'zod';
import { decrypted } from '../../keys/encrypted-file.ts';
import { backupKeyOf, PLACE } from './backup-key.ts';

const backupLine = z.union([
  z.strictObject({ theriacBackup: z.literal(1), at: z.string(), migrations: z.array(z.string()) }),
  // Rows stay text: numbers of the database are wider than those of JavaScript.
  z.strictObject({ table: z.string().regex(/^[a-z_]{1,60}$/), rows: z.array(z.string()) }),
  z.strictObject({
    file: z.string().regex(/^(?:keys\/[a-z.-]{1,60}|documents\/[0-9a-f-]{36}\/[0-9a-f]{2}\/[0-9a-f]{64})$/),
    data: z.base64(),
    isFirst: z.boolean(),
  }),
  z.strictObject({ end: z.strictObject({ rows: z.int(), files: z.int() }) }),
]);
export type BackupLine = z.output<typeof backupLine>;

/** @throws TheriacError THERIAC_BACKUP for a file that is not whole, or another passphrase */
export async function* readBackup(path: string, passphrase: string): AsyncGenerator<BackupLine> {
  const plain = new PassThrough();
  let failure: unknown;
  const reading = pipeline(
    createReadStream(path),
    (stored: AsyncIterable<Buffer>) => decrypted(stored, (id) => backupKeyOf(passphrase, id), PLACE),
    createGunzip(),
    plain,
  ).catch((error: unknown) => {
    failure = error;
    plain.end();
  });
  let isEnded = false;
  try {
    for await (const text of createInterface({ input: plain, crlfDelay: Number.POSITIVE_INFINITY })) {
      const line = parsed(text);
      if (line === undefined) break;
      isEnded = 'end' in line;
      yield line;
    }
  } catch (error) {
    // Of the streams: who reads the lines throws elsewhere.
    failure ??= error;
  }
  plain.destroy();
  await reading;
  if (failure instanceof TheriacError && failure.code === 'THERIAC_USAGE') throw failure;
  if (!isEnded)
    throw new TheriacError('THERIAC_BACKUP', 'it is not whole, was changed, or has another passphrase', {
      path,
    });
}

function parsed(text: string): BackupLine | undefined {
  try {
    return backupLine.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
