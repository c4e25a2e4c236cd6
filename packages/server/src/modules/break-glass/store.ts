/** Access in an emergency, in the database. */
import type { Db } from '../../database/database.ts';

export interface NewBreakGlass {
  readonly org: string;
  readonly id: string;
  readonly account: string;
  readonly informed: string;
  readonly reason: string;
  readonly now: Date;
  readonly endsAt: Date;
}

export async function insertBreakGlass(db: Db, given: NewBreakGlass): Promise<void> {
  const { org, id, account, informed, reason, now, endsAt } = given;
  await db
    .insertInto('theriac.break_glass')
    .values({
      org_id: org,
      id,
      account_id: account,
      informed_id: informed,
      reason,
      started_at: now,
      ends_at: endsAt,
    })
    .execute();
}

export async function closeBreakGlass(db: Db, org: string, id: string, now: Date): Promise<void> {
  await db
    .updateTable('theriac.break_glass')
    .set({ ends_at: now })
    .where('org_id', '=', org)
    .where('id', '=', id)
    .execute();
}

export async function grantEmergency(
  db: Db,
  given: {
    readonly org: string;
    readonly id: string;
    readonly account: string;
    readonly now: Date;
    readonly endsAt: Date;
  },
): Promise<void> {
  const { org, id, account, now, endsAt } = given;
  await db
    .insertInto('theriac.role_grant')
    .values({
      org_id: org,
      account_id: account,
      id,
      role: 'security-official',
      scope_kind: 'organisation',
      scope_id: null,
      valid_until: endsAt,
      granted_by: account,
      granted_at: now,
      source: 'break-glass',
    })
    .execute();
}

export async function revokeEmergency(db: Db, org: string, account: string): Promise<void> {
  await db
    .deleteFrom('theriac.role_grant')
    .where('org_id', '=', org)
    .where('account_id', '=', account)
    .where('source', '=', 'break-glass')
    .execute();
}

export interface NewNotice {
  readonly org: string;
  readonly id: string;
  readonly account: string;
  readonly kind: 'break-glass.started';
  readonly body: Readonly<Record<string, string>>;
  readonly now: Date;
}

/** For the notifier. */
export async function insertNotice(db: Db, given: NewNotice): Promise<void> {
  const { org, id, account, kind, body, now } = given;
  await db
    .insertInto('theriac.notice')
    .values({ org_id: org, id, account_id: account, kind, body: JSON.stringify(body), created_at: now })
    .execute();
}
