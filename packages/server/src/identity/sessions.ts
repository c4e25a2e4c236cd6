/** Sessions of browsers: opaque, kept as hashes, with an idle and an absolute limit. */
import type { Db } from '../database/database.ts';
import { issueSecret } from './secrets.ts';
import type { SignInMethod } from './sign-in-method.ts';

const MINUTE_MS = 60_000;
/** Without a request. */
export const IDLE_MS = 30 * MINUTE_MS;
/** However often it is used. */
const ABSOLUTE_MS = 12 * 60 * MINUTE_MS;
/** How long a confirmed sign-in counts for sensitive acts. */
export const STEP_UP_MS = 5 * MINUTE_MS;
/** The time of the last use is written no more often. */
export const TOUCH_MS = MINUTE_MS;

export interface NewSession {
  readonly org: string;
  readonly id: string;
  readonly account: string;
  readonly now: Date;
  readonly address: string | null;
  readonly userAgent: string | null;
  readonly method: SignInMethod;
}

/** Who has just given a password has stepped up. @returns the secret of the cookie and when it ends at the latest */
export async function startSession(db: Db, given: NewSession): Promise<{ secret: string; until: Date }> {
  const { org, id, account, now, address, userAgent, method } = given;
  const { text, hash } = issueSecret('ths', org);
  const until = new Date(now.getTime() + ABSOLUTE_MS);
  await db
    .insertInto('theriac.session')
    .values({
      org_id: org,
      id,
      account_id: account,
      secret_hash: hash,
      created_at: now,
      last_used_at: now,
      idle_until: new Date(now.getTime() + IDLE_MS),
      absolute_until: until,
      stepped_up_at: now,
      address,
      user_agent: userAgent?.slice(0, 300) ?? null,
      method,
    })
    .execute();
  return { secret: text, until };
}

/** Sensitive acts need a new confirmation: what the account may do has changed. */
export async function forgetStepUps(db: Db, org: string, account: string): Promise<void> {
  await db
    .updateTable('theriac.session')
    .set({ stepped_up_at: null })
    .where('org_id', '=', org)
    .where('account_id', '=', account)
    .execute();
}

/** @param except of a session that stays */
export async function endSessions(db: Db, org: string, account: string, except?: string): Promise<number> {
  const ended = await db
    .deleteFrom('theriac.session')
    .where('org_id', '=', org)
    .where('account_id', '=', account)
    .$if(except !== undefined, (query) => query.where('id', '!=', except ?? ''))
    .executeTakeFirst();
  return Number(ended.numDeletedRows);
}
