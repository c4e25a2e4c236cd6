/** What the server asked and is answered once: challenges of passkeys, requests to identity providers. */
import type { Db } from '../database/database.ts';

export type ChallengeKind =
  | 'passkey.enrol'
  | 'passkey.sign-in'
  | 'passkey.step-up'
  | 'password.link'
  | 'saml.request'
  | 'saml.ticket'
  | 'oidc.request';

export interface Challenge {
  readonly org: string;
  readonly id: string;
  readonly kind: ChallengeKind;
  readonly account: string | null;
  readonly body: Readonly<Record<string, unknown>>;
  readonly now: Date;
  readonly minutes: number;
}

export async function keepChallenge(db: Db, given: Challenge): Promise<void> {
  const { org, id, kind, account, body, now, minutes } = given;
  await db
    .deleteFrom('theriac.sign_in_challenge')
    .where('org_id', '=', org)
    .where('expires_at', '<=', now)
    .execute();
  await db
    .insertInto('theriac.sign_in_challenge')
    .values({
      org_id: org,
      id,
      kind,
      account_id: account,
      body: JSON.stringify(body),
      expires_at: new Date(now.getTime() + minutes * 60_000),
    })
    .execute();
}

export async function voidChallenges(
  db: Db,
  org: string,
  kind: ChallengeKind,
  account: string,
): Promise<void> {
  await db
    .deleteFrom('theriac.sign_in_challenge')
    .where('org_id', '=', org)
    .where('kind', '=', kind)
    .where('account_id', '=', account)
    .execute();
}

/** Something that works once, of which nothing was kept before. @returns false where it was spent already */
export async function spend(
  db: Db,
  given: { readonly org: string; readonly id: string; readonly until: Date; readonly now: Date },
): Promise<boolean> {
  const { org, id, until, now } = given;
  await db
    .deleteFrom('theriac.sign_in_challenge')
    .where('org_id', '=', org)
    .where('expires_at', '<=', now)
    .execute();
  const done = await db
    .insertInto('theriac.sign_in_challenge')
    .values({ org_id: org, id, kind: 'spent', body: '{}', expires_at: until })
    .onConflict((conflict) => conflict.columns(['org_id', 'id']).doNothing())
    .executeTakeFirst();
  return done.numInsertedOrUpdatedRows === 1n;
}

export interface Answered {
  readonly account: string | null;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Takes it away: of two that answer at once, one finds nothing. A failure behind it must keep this change. */
export async function takeChallenge(
  db: Db,
  org: string,
  kind: ChallengeKind,
  id: string,
  now: Date,
): Promise<Answered | undefined> {
  const row = await db
    .deleteFrom('theriac.sign_in_challenge')
    .where('org_id', '=', org)
    .where('id', '=', id)
    .where('kind', '=', kind)
    .returning(['account_id', 'body', 'expires_at'])
    .executeTakeFirst();
  if (row === undefined || row.expires_at <= now) return undefined;
  return { account: row.account_id, body: row.body as Readonly<Record<string, unknown>> };
}
