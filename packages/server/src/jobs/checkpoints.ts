/** A checkpoint of one organisation, and what a second place has not. */
import type { KeyObject } from 'node:crypto';
import { makeCheckpoint } from '../audit/checkpoint.ts';
import { exportCheckpoints } from '../audit/second-place.ts';
import type { Database } from '../database/database.ts';

export interface Checkpointing {
  readonly database: Database;
  readonly key: KeyObject;
  /** A second place; absent: there is none. */
  readonly folder?: string;
  readonly clock: () => Date;
}

export async function checkpoint(
  { database, key, folder, clock }: Checkpointing,
  org: string,
): Promise<void> {
  // What is in the second place is committed: two transactions.
  await database.in(org, (db) => makeCheckpoint(db, { org, key, now: clock() }));
  if (folder !== undefined) await database.in(org, (db) => exportCheckpoints(db, { org, folder, key }));
}
