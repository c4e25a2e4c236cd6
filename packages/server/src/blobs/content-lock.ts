/** Between who keeps a content and who removes it: until the end of the transaction. */
import { sql } from 'kysely';
import type { Db } from '../database/database.ts';

export async function lockContent(db: Db, org: string, sha256: string): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`content ${org} ${sha256}`}, 0))`.execute(db);
}
