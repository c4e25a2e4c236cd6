/** Checkpoints on a schedule, and after many events. */
import type { KeyObject } from 'node:crypto';
import { makeCheckpoint } from '../audit/checkpoint.ts';
import { exportCheckpoints } from '../audit/second-place.ts';
import type { Database } from '../database/database.ts';
import { enqueue } from './enqueue.ts';

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

export async function checkpointAll({ database }: Pick<Checkpointing, 'database'>): Promise<void> {
  const orgs = await database.asOwner(async (client) => {
    const { rows } = await client.query<{ org: string }>('SELECT theriac.organisations() AS org');
    return rows.map(({ org }) => org);
  });
  for (const org of orgs) await database.in(org, (db) => enqueue(db, { task: 'audit.checkpoint', org }));
}
