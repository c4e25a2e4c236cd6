/** Sessions and what signing in needs to know. */
import { sql } from 'kysely';
import type { Db } from '../../database/database.ts';
import type { SignInMethod } from '../../identity/sign-in-method.ts';

/** Before the organisation of the request is known. */
export async function orgOfSlug(db: Db, slug: string): Promise<string | undefined> {
  const { rows } = await sql<{ org: string | null }>`SELECT theriac.org_of_slug(${slug}) AS org`.execute(db);
  return rows[0]?.org ?? undefined;
}

export interface AccountCredentials {
  readonly id: string;
  readonly name: string;
  readonly state: 'active' | 'disabled';
  readonly passwordHash: string | null;
  readonly failures: number;
  readonly lockedUntil: Date | null;
}

const COLUMNS = [
  'id',
  'name',
  'state',
  'password_hash as passwordHash',
  'failed_sign_ins as failures',
  'locked_until as lockedUntil',
] as const;

/** Locked until the transaction ends: attempts that come at once are counted one by one. */
export async function credentialsOfEmail(
  db: Db,
  org: string,
  email: string,
): Promise<AccountCredentials | undefined> {
  return db
    .selectFrom('theriac.account')
    .select(COLUMNS)
    .where('org_id', '=', org)
    .where('email', '=', email)
    .forUpdate()
    .executeTakeFirst();
}

export async function credentialsOfAccount(
  db: Db,
  org: string,
  id: string,
): Promise<AccountCredentials | undefined> {
  return db
    .selectFrom('theriac.account')
    .select(COLUMNS)
    .where('org_id', '=', org)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

export async function countFailure(
  db: Db,
  org: string,
  id: string,
  failures: number,
  lockedUntil: Date | null,
): Promise<void> {
  await db
    .updateTable('theriac.account')
    .set({ failed_sign_ins: failures, locked_until: lockedUntil })
    .where('org_id', '=', org)
    .where('id', '=', id)
    .execute();
}

export async function clearFailures(db: Db, org: string, id: string, now: Date): Promise<void> {
  await db
    .updateTable('theriac.account')
    .set({ failed_sign_ins: 0, locked_until: null, last_sign_in_at: now })
    .where('org_id', '=', org)
    .where('id', '=', id)
    .execute();
}

export async function readOrganisation(
  db: Db,
  org: string,
): Promise<{ id: string; slug: string; name: string } | undefined> {
  return db
    .selectFrom('theriac.organisation')
    .select(['org_id as id', 'slug', 'name'])
    .where('org_id', '=', org)
    .executeTakeFirst();
}

export interface OpenSession {
  readonly id: string;
  readonly createdAt: string;
  readonly lastUsedAt: string;
  readonly idleUntil: string;
  readonly absoluteUntil: string;
  readonly method: SignInMethod;
  readonly steppedUpAt?: string;
  readonly address?: string;
  readonly userAgent?: string;
}

const SESSION_COLUMNS = [
  'id',
  'created_at',
  'last_used_at',
  'idle_until',
  'absolute_until',
  'stepped_up_at',
  'address',
  'user_agent',
  'method',
] as const;

export async function readSession(db: Db, org: string, id: string): Promise<OpenSession | undefined> {
  const row = await db
    .selectFrom('theriac.session')
    .select(SESSION_COLUMNS)
    .where('org_id', '=', org)
    .where('id', '=', id)
    .executeTakeFirst();
  return row === undefined ? undefined : openSession(row);
}

export async function listSessions(db: Db, org: string, account: string, now: Date): Promise<OpenSession[]> {
  const rows = await db
    .selectFrom('theriac.session')
    .select(SESSION_COLUMNS)
    .where('org_id', '=', org)
    .where('account_id', '=', account)
    .where('idle_until', '>', now)
    .where('absolute_until', '>', now)
    .orderBy('id', 'desc')
    .execute();
  return rows.map(openSession);
}

function openSession(row: {
  readonly id: string;
  readonly created_at: Date;
  readonly last_used_at: Date;
  readonly idle_until: Date;
  readonly absolute_until: Date;
  readonly stepped_up_at: Date | null;
  readonly address: string | null;
  readonly user_agent: string | null;
  readonly method: SignInMethod;
}): OpenSession {
  return {
    id: row.id,
    createdAt: row.created_at.toISOString(),
    lastUsedAt: row.last_used_at.toISOString(),
    idleUntil: row.idle_until.toISOString(),
    absoluteUntil: row.absolute_until.toISOString(),
    method: row.method,
    ...(row.stepped_up_at === null ? {} : { steppedUpAt: row.stepped_up_at.toISOString() }),
    ...(row.address === null ? {} : { address: row.address }),
    ...(row.user_agent === null ? {} : { userAgent: row.user_agent }),
  };
}

/** @returns false where the account has no such session */
export async function endSession(db: Db, org: string, account: string, id: string): Promise<boolean> {
  const done = await db
    .deleteFrom('theriac.session')
    .where('org_id', '=', org)
    .where('account_id', '=', account)
    .where('id', '=', id)
    .executeTakeFirst();
  return done.numDeletedRows === 1n;
}

export async function stepUpSession(db: Db, org: string, id: string, now: Date): Promise<void> {
  await db
    .updateTable('theriac.session')
    .set({ stepped_up_at: now })
    .where('org_id', '=', org)
    .where('id', '=', id)
    .execute();
}
