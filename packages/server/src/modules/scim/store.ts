/** People and groups of SCIM in the database. */
import { sql } from 'kysely';
import type { Db } from '../../database/database.ts';
import type { Filter, Page } from './protocol.ts';

export interface UserRow {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly email: string;
  readonly state: 'active' | 'disabled';
  readonly externalId: string | null;
  readonly createdAt: Date;
}

const USER = [
  'id',
  'version',
  'name',
  sql<string>`email`.as('email'),
  'state',
  'external_id as externalId',
  'created_at as createdAt',
] as const;

export async function findUsers(
  db: Db,
  org: string,
  filter: Filter | undefined,
  { startIndex, count }: Page,
): Promise<{ readonly found: readonly UserRow[]; readonly total: number }> {
  const people = db
    .selectFrom('theriac.account')
    .where('org_id', '=', org)
    .where('kind', '=', 'person')
    .$if(filter?.attribute === 'userName', (query) =>
      query.where('email', '=', filter?.value.toLowerCase() ?? ''),
    )
    .$if(filter?.attribute === 'externalId', (query) => query.where('external_id', '=', filter?.value ?? ''));
  const { total } = await people
    .select((eb) => eb.fn.countAll<string>().as('total'))
    .executeTakeFirstOrThrow();
  const found = await people
    .select(USER)
    .orderBy('id')
    .offset(startIndex - 1)
    .limit(count)
    .execute();
  return { found, total: Number(total) };
}

export async function findUser(db: Db, org: string, id: string): Promise<UserRow | undefined> {
  return db
    .selectFrom('theriac.account')
    .select(USER)
    .where('org_id', '=', org)
    .where('kind', '=', 'person')
    .where('id', '=', id)
    .executeTakeFirst();
}

export interface UserChange {
  readonly name: string;
  readonly email: string;
  readonly externalId: string | null;
  readonly version: number;
}

/** @returns false where it has another version */
export async function updateUser(db: Db, org: string, id: string, given: UserChange): Promise<boolean> {
  const { name, email, externalId, version } = given;
  const done = await db
    .updateTable('theriac.account')
    .set({ name, email, external_id: externalId, version: version + 1 })
    .where('org_id', '=', org)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

export interface GroupRow {
  readonly id: string;
  readonly version: number;
  readonly displayName: string;
  readonly externalId: string | null;
  readonly createdAt: Date;
}

const GROUP = [
  'id',
  'version',
  'display_name as displayName',
  'external_id as externalId',
  'created_at as createdAt',
] as const;

export async function findGroups(
  db: Db,
  org: string,
  filter: Filter | undefined,
  { startIndex, count }: Page,
): Promise<{ readonly found: readonly GroupRow[]; readonly total: number }> {
  const groups = db
    .selectFrom('theriac.scim_group')
    .where('org_id', '=', org)
    .$if(filter !== undefined, (query) => query.where('display_name', '=', filter?.value ?? ''));
  const { total } = await groups
    .select((eb) => eb.fn.countAll<string>().as('total'))
    .executeTakeFirstOrThrow();
  const found = await groups
    .select(GROUP)
    .orderBy('id')
    .offset(startIndex - 1)
    .limit(count)
    .execute();
  return { found, total: Number(total) };
}

export async function findGroup(db: Db, org: string, id: string): Promise<GroupRow | undefined> {
  return db
    .selectFrom('theriac.scim_group')
    .select(GROUP)
    .where('org_id', '=', org)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

export async function insertGroup(db: Db, org: string, group: GroupRow): Promise<void> {
  const { id, displayName, externalId, createdAt } = group;
  await db
    .insertInto('theriac.scim_group')
    .values({ org_id: org, id, display_name: displayName, external_id: externalId, created_at: createdAt })
    .execute();
}

export async function updateGroup(db: Db, org: string, group: GroupRow): Promise<void> {
  await db
    .updateTable('theriac.scim_group')
    .set({ display_name: group.displayName, external_id: group.externalId, version: group.version + 1 })
    .where('org_id', '=', org)
    .where('id', '=', group.id)
    .execute();
}

export async function deleteGroup(db: Db, org: string, id: string): Promise<void> {
  await db.deleteFrom('theriac.scim_group').where('org_id', '=', org).where('id', '=', id).execute();
}

export interface Member {
  readonly group: string;
  readonly id: string;
  readonly name: string;
}

export async function membersOf(db: Db, org: string, groups: readonly string[]): Promise<readonly Member[]> {
  if (groups.length === 0) return [];
  return db
    .selectFrom('theriac.scim_member as m')
    .innerJoin('theriac.account as a', (join) =>
      join.onRef('a.org_id', '=', 'm.org_id').onRef('a.id', '=', 'm.account_id'),
    )
    .select(['m.group_id as group', 'a.id', 'a.name'])
    .where('m.org_id', '=', org)
    .where('m.group_id', 'in', groups)
    .orderBy('a.id')
    .execute();
}

export async function replaceMembers(
  db: Db,
  org: string,
  group: string,
  accounts: readonly string[],
): Promise<void> {
  await db
    .deleteFrom('theriac.scim_member')
    .where('org_id', '=', org)
    .where('group_id', '=', group)
    .execute();
  if (accounts.length === 0) return;
  await db
    .insertInto('theriac.scim_member')
    .values(accounts.map((account) => ({ org_id: org, group_id: group, account_id: account })))
    .execute();
}

export async function groupsOf(db: Db, org: string, account: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('theriac.scim_member as m')
    .innerJoin('theriac.scim_group as g', (join) =>
      join.onRef('g.org_id', '=', 'm.org_id').onRef('g.id', '=', 'm.group_id'),
    )
    .select('g.display_name as name')
    .where('m.org_id', '=', org)
    .where('m.account_id', '=', account)
    .execute();
  return rows.map(({ name }) => name);
}
