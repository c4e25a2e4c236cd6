/**
 * Checkpoints in a folder that the operator names: on another machine or on media that are written once. Files are only
 * added; that the newest one there is known to the database is checked before, so that a database that was set back is
 * told.
 */
import type { KeyObject } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Db } from '../database/database.ts';
import { writeOnce } from '../keys/key-folder.ts';
import { checkpointsBetween, readCheckpoint } from './checkpoint.ts';
import { publicKeyText } from './signing-key.ts';
import { broken } from './tree.ts';

/** A number of events as files have it: names sort by it. */
const DIGITS = 12;
const FILE = /^(\d{12})\.checkpoint$/;
/** At a time; the next run goes on. */
const MOST = 1000;

/** @throws TheriacError THERIAC_AUDIT_BROKEN where the folder holds what the database does not */
export async function exportCheckpoints(
  db: Db,
  { org, folder, key }: { readonly org: string; readonly folder: string; readonly key: KeyObject },
): Promise<void> {
  const own = join(folder, org);
  mkdirSync(own, { recursive: true });
  writeOnce(join(own, 'public-key.txt'), `${publicKeyText(org, key)}\n`, 0o644);
  const newest = readdirSync(own)
    .flatMap((name) => FILE.exec(name)?.[1] ?? [])
    .sort()
    .at(-1);
  const size = Number(newest ?? 0);
  if (newest !== undefined) {
    const known = await readCheckpoint(db, org, size);
    if (known === undefined || known.note !== readFileSync(join(own, fileName(size)), 'utf8'))
      throw broken(`the checkpoint of ${size} events in the second place is not in the database`);
  }
  const missing = await checkpointsBetween(db, org, {
    above: size,
    upTo: Number.MAX_SAFE_INTEGER,
    limit: MOST,
  });
  for (const one of missing) writeOnce(join(own, fileName(one.size)), one.note, 0o444);
}

function fileName(size: number): string {
  return `${String(size).padStart(DIGITS, '0')}.checkpoint`;
}
