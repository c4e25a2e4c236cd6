/** Work on a schedule: one job for each organisation. */
import type { Database } from '../database/database.ts';
import { enqueue, type Job } from './enqueue.ts';

export async function forEach(
  database: Database,
  task: Exclude<Job['task'], 'document.process'>,
): Promise<void> {
  const orgs = await database.asOwner(async (client) => {
    const { rows } = await client.query<{ org: string }>('SELECT theriac.organisations() AS org');
    return rows.map(({ org }) => org);
  });
  for (const org of orgs) await database.in(org, (db) => enqueue(db, { task, org }));
}
