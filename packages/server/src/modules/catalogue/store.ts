/** Organisations, programmes and systems in the database. */
import type { Regulation, SystemRecord } from '@theriac/contract';
import type { JsonValue } from '@theriac/formats/audit';
import type { Db } from '../../database/database.ts';
import { after, type Page, pageOf } from '../../database/page.ts';
import type { Reach } from '../../identity/principal.ts';
import { withinReach } from '../../identity/within.ts';

interface PageAsked {
  readonly limit: number;
  readonly after?: string | undefined;
}

export interface OrganisationRow {
  readonly id: string;
  readonly version: number;
  readonly slug: string;
  readonly name: string;
  readonly timeZone: string;
  readonly regulations: Regulation[];
  readonly createdAt: string;
}

export async function readOrganisation(db: Db, org: string): Promise<OrganisationRow> {
  const row = await db
    .selectFrom('theriac.organisation')
    .selectAll()
    .where('org_id', '=', org)
    .executeTakeFirstOrThrow();
  return {
    id: row.org_id,
    version: row.version,
    slug: row.slug,
    name: row.name,
    timeZone: row.time_zone,
    // Checked when it was written.
    regulations: row.regulations as Regulation[],
    createdAt: row.created_at.toISOString(),
  };
}

/** @returns false where the record has another version */
export async function updateOrganisation(
  db: Db,
  org: string,
  version: number,
  set: { readonly name: string; readonly timeZone: string; readonly regulations: readonly string[] },
): Promise<boolean> {
  const done = await db
    .updateTable('theriac.organisation')
    .set({
      name: set.name,
      time_zone: set.timeZone,
      regulations: [...set.regulations],
      version: version + 1,
    })
    .where('org_id', '=', org)
    .where('version', '=', version)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

export interface ProgrammeRow {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly description: string;
  readonly createdAt: string;
}

const PROGRAMME_COLUMNS = ['id', 'version', 'name', 'description', 'created_at'] as const;

function programmeOf(row: {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly description: string;
  readonly created_at: Date;
}): ProgrammeRow {
  const { created_at: createdAt, ...rest } = row;
  return { ...rest, createdAt: createdAt.toISOString() };
}

/** Those that the reach names, and those of the systems that it names. */
export async function listProgrammes(
  db: Db,
  org: string,
  reach: Reach,
  page: PageAsked,
): Promise<Page<ProgrammeRow>> {
  const rows = await db
    .selectFrom('theriac.programme as p')
    .select(PROGRAMME_COLUMNS)
    .where('p.org_id', '=', org)
    .$if(!reach.isWhole, (query) =>
      query.where((eb) =>
        eb.or([
          eb('p.id', 'in', reach.programmes.length === 0 ? [NO_ID] : reach.programmes),
          eb.exists(
            eb
              .selectFrom('theriac.system')
              .select('theriac.system.id')
              .where('theriac.system.org_id', '=', org)
              .whereRef('theriac.system.programme_id', '=', 'p.id')
              .where('theriac.system.id', 'in', reach.systems.length === 0 ? [NO_ID] : reach.systems),
          ),
        ]),
      ),
    )
    .$if(page.after !== undefined, (query) => query.where('p.id', '>', after(page.after)))
    .orderBy('p.id')
    .limit(page.limit + 1)
    .execute();
  return pageOf(rows.map(programmeOf), page.limit);
}

/** Of nothing: `in ()` is no SQL. */
const NO_ID = '00000000-0000-0000-0000-000000000000';

export async function readProgramme(db: Db, org: string, id: string): Promise<ProgrammeRow | undefined> {
  const row = await db
    .selectFrom('theriac.programme')
    .select(PROGRAMME_COLUMNS)
    .where('org_id', '=', org)
    .where('id', '=', id)
    .executeTakeFirst();
  return row === undefined ? undefined : programmeOf(row);
}

export async function insertProgramme(
  db: Db,
  org: string,
  given: { readonly id: string; readonly name: string; readonly description: string; readonly now: Date },
): Promise<void> {
  const { now, ...fields } = given;
  await db
    .insertInto('theriac.programme')
    .values({ org_id: org, ...fields, created_at: now })
    .execute();
}

/** @returns false where the record has another version */
export async function updateProgramme(
  db: Db,
  org: string,
  {
    id,
    version,
    ...set
  }: { readonly id: string; readonly version: number; readonly name: string; readonly description: string },
): Promise<boolean> {
  const done = await db
    .updateTable('theriac.programme')
    .set({ ...set, version: version + 1 })
    .where('org_id', '=', org)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

/** Fields of a system that are one document: their meaning is that of the interface. */
const FACTS = [
  'type',
  'patientFacing',
  'exposure',
  'publiclyExposed',
  'dataClasses',
  'safetyImpact',
  'missionImpact',
  'distribution',
  'rtoHours',
  'environments',
  'supportEndsOn',
] as const;
type Facts = Pick<SystemRecord, (typeof FACTS)[number]>;

interface SystemRow {
  readonly id: string;
  readonly version: number;
  readonly programme_id: string;
  readonly name: string;
  readonly description: string;
  readonly owner_id: string | null;
  readonly backup_owner_id: string | null;
  readonly facts: unknown;
  readonly created_at: Date;
  readonly retired_at: Date | null;
}

function systemOf(row: SystemRow): SystemRecord {
  return {
    id: row.id,
    version: row.version,
    programme: row.programme_id,
    name: row.name,
    description: row.description,
    owner: row.owner_id,
    backupOwner: row.backup_owner_id,
    // Written by this module alone, and checked when it is answered.
    ...(row.facts as Facts),
    createdAt: row.created_at.toISOString(),
    retiredAt: row.retired_at?.toISOString() ?? null,
  };
}

function columnsOf(system: SystemRecord) {
  return {
    programme_id: system.programme,
    name: system.name,
    description: system.description,
    owner_id: system.owner,
    backup_owner_id: system.backupOwner,
    facts: JSON.stringify(Object.fromEntries(FACTS.map((name) => [name, system[name]]))),
    retired_at: system.retiredAt === null ? null : new Date(system.retiredAt),
  };
}

export interface SystemsAsked extends PageAsked {
  readonly programme?: string | undefined;
  readonly retired: boolean;
}

export async function listSystems(
  db: Db,
  org: string,
  reach: Reach,
  asked: SystemsAsked,
): Promise<Page<SystemRecord>> {
  const rows = await db
    .selectFrom('theriac.system')
    .selectAll()
    .where('org_id', '=', org)
    .where((eb) => withinReach(eb, reach))
    .$if(asked.programme !== undefined, (query) => query.where('programme_id', '=', asked.programme ?? ''))
    .$if(!asked.retired, (query) => query.where('retired_at', 'is', null))
    .$if(asked.after !== undefined, (query) => query.where('id', '>', after(asked.after)))
    .orderBy('id')
    .limit(asked.limit + 1)
    .execute();
  return pageOf(rows.map(systemOf), asked.limit);
}

export async function readSystem(
  db: Db,
  org: string,
  reach: Reach,
  id: string,
): Promise<SystemRecord | undefined> {
  const row = await db
    .selectFrom('theriac.system')
    .selectAll()
    .where('org_id', '=', org)
    .where('id', '=', id)
    .where((eb) => withinReach(eb, reach))
    .executeTakeFirst();
  return row === undefined ? undefined : systemOf(row);
}

/** By id; for work of the server itself, which sees all. */
export async function readSystems(
  db: Db,
  org: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, SystemRecord>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('theriac.system')
    .selectAll()
    .where('org_id', '=', org)
    .where('id', 'in', ids)
    .execute();
  return new Map(rows.map((row) => [row.id, systemOf(row)]));
}

export async function insertSystem(db: Db, org: string, system: SystemRecord): Promise<void> {
  await db
    .insertInto('theriac.system')
    .values({ org_id: org, id: system.id, created_at: new Date(system.createdAt), ...columnsOf(system) })
    .execute();
}

/** @param before the version that the edit was made of @returns false where the record has another one */
export async function updateSystem(
  db: Db,
  org: string,
  system: SystemRecord,
  before: number,
): Promise<boolean> {
  const done = await db
    .updateTable('theriac.system')
    .set({ ...columnsOf(system), version: system.version })
    .where('org_id', '=', org)
    .where('id', '=', system.id)
    .where('version', '=', before)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

export interface SystemChange {
  readonly version: number;
  readonly at: string;
  readonly by: string;
  readonly reason: string;
  readonly changes: { field: string; before: JsonValue; after: JsonValue }[];
}

export async function insertChange(db: Db, org: string, system: string, change: SystemChange): Promise<void> {
  await db
    .insertInto('theriac.system_change')
    .values({
      org_id: org,
      system_id: system,
      version: change.version,
      at: new Date(change.at),
      by: change.by,
      reason: change.reason,
      changes: JSON.stringify(change.changes),
    })
    .execute();
}

/** Newest first. @param before a version: only older changes */
export async function listChanges(
  db: Db,
  org: string,
  system: string,
  { limit, before }: { readonly limit: number; readonly before: number | undefined },
): Promise<{ items: SystemChange[]; next?: string }> {
  const rows = await db
    .selectFrom('theriac.system_change')
    .select(['version', 'at', 'by', 'reason', 'changes'])
    .where('org_id', '=', org)
    .where('system_id', '=', system)
    .$if(before !== undefined, (query) => query.where('version', '<', before ?? 0))
    .orderBy('version', 'desc')
    .limit(limit + 1)
    .execute();
  const items = rows.slice(0, limit).map((row) => ({
    version: row.version,
    at: row.at.toISOString(),
    by: row.by,
    reason: row.reason,
    changes: row.changes as SystemChange['changes'],
  }));
  const last = items.at(-1);
  return rows.length > limit && last !== undefined ? { items, next: String(last.version) } : { items };
}
