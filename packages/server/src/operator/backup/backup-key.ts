/** The key of a backup, from a passphrase: the id of the key is the salt. */
import { randomBytes, scrypt } from 'node:crypto';
import { TheriacError } from '@theriac/core';
import type { DataKey } from '../../keys/data-keys.ts';

const MIN_PASSPHRASE = 12;
const KEY_BYTES = 32;
/** 128 MiB of memory for each guess. */
const COST = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 };

/** What a backup is bound to. */
export const PLACE = 'theriac backup 1';

export function newBackupKey(passphrase: string): Promise<DataKey> {
  return backupKeyOf(passphrase, idText(randomBytes(16)));
}

/** @param id of the key, as the file has it */
export async function backupKeyOf(passphrase: string, id: string): Promise<DataKey> {
  if (passphrase.length < MIN_PASSPHRASE)
    throw new TheriacError(
      'THERIAC_USAGE',
      `the passphrase of a backup has at least ${MIN_PASSPHRASE} characters`,
    );
  const salt = Buffer.from(id.replaceAll('-', ''), 'hex');
  const key = await new Promise<Buffer>((done, failed) =>
    scrypt(passphrase.normalize('NFKC'), salt, KEY_BYTES, COST, (error, made) =>
      error === null ? done(made) : failed(error),
    ),
  );
  return { id, key };
}

function idText(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
