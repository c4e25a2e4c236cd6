/** Whether access in an emergency runs. */
import type { Db } from '../database/database.ts';

/** @returns its id */
export async function openBreakGlass(
  db: Db,
  org: string,
  account: string,
  now: Date,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('theriac.break_glass')
    .select('id')
    .where('org_id', '=', org)
    .where('account_id', '=', account)
    .where('ends_at', '>', now)
    .executeTakeFirst();
  return row?.id;
}
