/** Puts work into the queue, in the transaction of what it is about: both are there, or neither. */
import { sql } from 'kysely';
import type { Db } from '../database/database.ts';

export type Job =
  | { readonly task: 'document.process'; readonly org: string; readonly document: string }
  | { readonly task: 'org.rematch'; readonly org: string }
  | { readonly task: 'audit.checkpoint'; readonly org: string }
  | { readonly task: 'keys.rewrap'; readonly org: string }
  | { readonly task: 'retention.run'; readonly org: string };

/** A job that waits already is not put in twice. */
export async function enqueue(db: Db, job: Job): Promise<void> {
  const { task, ...payload } = job;
  const key = `${task} ${Object.values(payload).join(' ')}`;
  await sql`SELECT theriac.enqueue(${task}, ${JSON.stringify(payload)}::json, ${key})`.execute(db);
}
