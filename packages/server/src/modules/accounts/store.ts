/** Accounts and their tokens in the database. */
import type { Account, Grant, GrantScope, Permission } from '@theriac/contract';
import type { Db } from '../../database/database.ts';
import { after, type Page, pageOf } from '../../database/page.ts';
import { grantsOf } from '../../identity/grants.ts';

const COLUMNS = ['id', 'version', 'kind', 'name', 'email', 'state', 'created_at', 'last_sign_in_at'] as const;

interface Row {
  readonly id: string;
  readonly version: number;
  readonly kind: 'person' | 'service';
  readonly name: string;
  readonly email: string | null;
  readonly state: 'active' | 'disabled';
  readonly created_at: Date;
  readonly last_sign_in_at: Date | null;
}

function accountOf(row: Row, grants: readonly Grant[]): Account {
  return {
    id: row.id,
    version: row.version,
    kind: row.kind,
    name: row.name,
    ...(row.email === null ? {} : { email: row.email }),
    state: row.state,
    grants: [...grants],
    createdAt: row.created_at.toISOString(),
    ...(row.last_sign_in_at === null ? {} : { lastSignInAt: row.last_sign_in_at.toISOString() }),
  };
}

export async function listAccounts(
  db: Db,
  org: string,
  page: { readonly limit: number; readonly after?: string | undefined },
): Promise<Page<Account>> {
  const rows = await db
    .selectFrom('theriac.account')
    .select(COLUMNS)
    .where('org_id', '=', org)
    .$if(page.after !== undefined, (query) => query.where('id', '>', after(page.after)))
    .orderBy('id')
    .limit(page.limit + 1)
    .execute();
  const grants = await grantsOf(
    db,
    org,
    rows.map(({ id }) => id),
  );
  return pageOf(
    rows.map((row) => accountOf(row, grants.get(row.id) ?? [])),
    page.limit,
  );
}

export async function readAccount(db: Db, org: string, id: string): Promise<Account | undefined> {
  const row = await db
    .selectFrom('theriac.account')
    .select(COLUMNS)
    .where('org_id', '=', org)
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const grants = await grantsOf(db, org, [id]);
  return accountOf(row, grants.get(id) ?? []);
}

export interface NewAccount {
  readonly org: string;
  readonly id: string;
  readonly kind: 'person' | 'service';
  readonly name: string;
  readonly email: string | null;
  readonly passwordHash: string | null;
  readonly now: Date;
}

export async function insertAccount(db: Db, given: NewAccount): Promise<void> {
  const { org, id, kind, name, email, passwordHash, now } = given;
  await db
    .insertInto('theriac.account')
    .values({ org_id: org, id, kind, name, email, password_hash: passwordHash, created_at: now })
    .execute();
  if (passwordHash !== null) await rememberPassword(db, org, id, passwordHash, now);
}

async function rememberPassword(
  db: Db,
  org: string,
  account: string,
  hash: string,
  now: Date,
): Promise<void> {
  await db
    .insertInto('theriac.password_history')
    .values({ org_id: org, account_id: account, set_at: now, password_hash: hash })
    .execute();
}

/** Passwords that may not come back. */
const REMEMBERED = 10;

export async function pastPasswords(db: Db, org: string, account: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('theriac.password_history')
    .select('password_hash')
    .where('org_id', '=', org)
    .where('account_id', '=', account)
    .orderBy('set_at', 'desc')
    .limit(REMEMBERED)
    .execute();
  return rows.map((row) => row.password_hash);
}

export async function setPassword(
  db: Db,
  org: string,
  account: string,
  hash: string,
  now: Date,
): Promise<void> {
  await db
    .updateTable('theriac.account')
    .set({ password_hash: hash, failed_sign_ins: 0, locked_until: null })
    .where('org_id', '=', org)
    .where('id', '=', account)
    .execute();
  await rememberPassword(db, org, account, hash, now);
}

export interface GrantChange {
  readonly org: string;
  readonly account: string;
  readonly grants: readonly Grant[];
  readonly by: string;
  readonly now: Date;
  readonly newId: () => string;
}

/**
 * Grants that come from groups and are sent back unchanged stay what they are: made those of an administrator, they would
 * outlast the groups.
 */
export async function replaceGrants(db: Db, change: GrantChange): Promise<void> {
  const { org, account, grants, by, now, newId } = change;
  const derived = await db
    .selectFrom('theriac.role_grant')
    .select(['id', 'role', 'scope_kind', 'scope_id', 'valid_until'])
    .where('org_id', '=', org)
    .where('account_id', '=', account)
    .where('source', '!=', 'administrator')
    .execute();
  const keyOf = (role: string, scope: string | null, until: string | undefined): string =>
    JSON.stringify([role, scope, until ?? null]);
  const given = new Map(grants.map((one) => [keyOf(one.role, idOf(one.scope), one.validUntil), one]));
  const kept: string[] = [];
  for (const row of derived)
    if (given.delete(keyOf(row.role, row.scope_id, row.valid_until?.toISOString()))) kept.push(row.id);
  await db
    .deleteFrom('theriac.role_grant')
    .where('org_id', '=', org)
    .where('account_id', '=', account)
    .$if(kept.length > 0, (query) => query.where('id', 'not in', kept))
    .execute();
  if (given.size === 0) return;
  await db
    .insertInto('theriac.role_grant')
    .values(
      [...given.values()].map(({ role, scope, validUntil }) => ({
        org_id: org,
        account_id: account,
        id: newId(),
        role,
        scope_kind: scope.kind,
        scope_id: idOf(scope),
        valid_until: validUntil === undefined ? null : new Date(validUntil),
        granted_by: by,
        granted_at: now,
      })),
    )
    .execute();
}

function idOf(scope: GrantScope): string | null {
  return scope.kind === 'organisation' ? null : scope.id;
}

/** @returns false where the record has another version */
export async function raiseVersion(
  db: Db,
  org: string,
  id: string,
  version: number,
  set: { readonly state?: 'active' | 'disabled' } = {},
): Promise<boolean> {
  const done = await db
    .updateTable('theriac.account')
    .set({ ...set, version: version + 1 })
    .where('org_id', '=', org)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

/** Active accounts of people that are administrators of the whole organisation without an end. */
export async function lastingAdministrators(db: Db, org: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('theriac.role_grant as g')
    .innerJoin('theriac.account as a', (join) =>
      join.onRef('a.org_id', '=', 'g.org_id').onRef('a.id', '=', 'g.account_id'),
    )
    .select('g.account_id')
    .distinct()
    .where('g.org_id', '=', org)
    .where('g.role', '=', 'admin')
    .where('g.scope_kind', '=', 'organisation')
    .where('g.valid_until', 'is', null)
    .where('a.state', '=', 'active')
    .where('a.kind', '=', 'person')
    .orderBy('g.account_id')
    .execute();
  return rows.map((row) => row.account_id);
}

export interface TokenRow {
  readonly id: string;
  readonly account: string;
  readonly name: string;
  readonly permissions: Permission[];
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly lastUsedAt?: string;
  readonly lastFour: string;
}

export async function listTokens(
  db: Db,
  org: string,
  account: string,
  now: Date,
): Promise<readonly TokenRow[]> {
  const rows = await db
    .selectFrom('theriac.token')
    .select([
      'id',
      'account_id',
      'name',
      'permissions',
      'created_at',
      'expires_at',
      'last_used_at',
      'last_four',
    ])
    .where('org_id', '=', org)
    .where('account_id', '=', account)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    account: row.account_id,
    name: row.name,
    permissions: row.permissions as Permission[],
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    ...(row.last_used_at === null ? {} : { lastUsedAt: row.last_used_at.toISOString() }),
    lastFour: row.last_four,
  }));
}

export interface NewToken {
  readonly org: string;
  readonly id: string;
  readonly account: string;
  readonly name: string;
  readonly hash: Buffer;
  readonly lastFour: string;
  readonly permissions: readonly Permission[];
  readonly now: Date;
  readonly expiresAt: Date;
}

export async function insertToken(db: Db, given: NewToken): Promise<void> {
  const { org, id, account, name, hash, lastFour, permissions, now, expiresAt } = given;
  await db
    .insertInto('theriac.token')
    .values({
      org_id: org,
      id,
      account_id: account,
      name,
      secret_hash: hash,
      last_four: lastFour,
      permissions: [...permissions],
      created_at: now,
      expires_at: expiresAt,
    })
    .execute();
}

/** @param id absent: all of the account */
export async function revokeTokens(
  db: Db,
  org: string,
  which: { readonly id: string } | { readonly account: string },
  now: Date,
): Promise<readonly string[]> {
  const rows = await db
    .updateTable('theriac.token')
    .set({ revoked_at: now })
    .where('org_id', '=', org)
    .where('revoked_at', 'is', null)
    .where('id' in which ? 'id' : 'account_id', '=', 'id' in which ? which.id : which.account)
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
}
