/** Findings in the database. */
import type { FindingRecord, FindingState, findingsQuery } from '@theriac/contract';
import { OUTCOMES, SEVERITIES } from '@theriac/core';
import { type RawBuilder, sql } from 'kysely';
import type { z } from 'zod';
import type { Db } from '../../database/database.ts';
import type { Page } from '../../database/page.ts';
import { ApiFailure } from '../../errors.ts';
import type { Reach } from '../../identity/principal.ts';

export type FindingsAsked = z.output<typeof findingsQuery>;

interface Row {
  readonly id: string;
  readonly version: number;
  readonly system: string;
  readonly system_name: string;
  readonly stream: string;
  readonly fingerprint: string;
  readonly kind: FindingRecord['kind'];
  readonly rule: string;
  readonly aliases: string[] | null;
  readonly title: string | null;
  readonly label: string;
  readonly purl: string | null;
  readonly severity: number;
  readonly outcome: number;
  readonly status: FindingState;
  readonly is_open: boolean;
  readonly first_seen: Date;
  readonly due_on: string | null;
  readonly assignee: string | null;
}

function findingOf(row: Row): FindingRecord {
  return {
    id: row.id,
    version: row.version,
    system: row.system,
    systemName: row.system_name,
    stream: row.stream,
    fingerprint: row.fingerprint,
    kind: row.kind,
    rule: row.rule,
    aliases: row.aliases ?? [],
    title: row.title ?? row.rule,
    label: row.label,
    purl: row.purl,
    severity: SEVERITIES[row.severity] ?? 'unknown',
    outcome: OUTCOMES[row.outcome] ?? 'defer',
    state: row.status,
    isOpen: row.is_open,
    firstSeenAt: row.first_seen.toISOString(),
    dueOn: row.due_on,
    assignee: row.assignee,
  };
}

/** What a row of the list shows. */
const COLUMNS = sql`
  f.id, f.version, f.system_id AS system, y.name AS system_name, s.name AS stream, f.fingerprint, f.kind, f.rule_id AS rule,
  r.aliases, r.title, f.label, p.purl, f.severity, f.outcome, f.status, f.is_open, f.first_seen, f.due_on::text AS due_on,
  f.assignee_id AS assignee`;
const JOINS = sql`
  JOIN theriac.system y ON y.org_id = f.org_id AND y.id = f.system_id
  JOIN theriac.stream s ON s.org_id = f.org_id AND s.id = f.stream_id
  LEFT JOIN theriac.rule r ON r.org_id = f.org_id AND r.id = f.rule_id
  LEFT JOIN theriac.package_version p ON p.org_id = f.org_id AND p.id = f.package_version_id`;

/** Rows of findings that somebody may see. */
function visible(org: string, { isWhole, programmes, systems }: Reach): RawBuilder<unknown> {
  if (isWhole) return sql`f.org_id = ${org}`;
  return sql`f.org_id = ${org} AND f.system_id IN (
    SELECT id FROM theriac.system
    WHERE org_id = ${org} AND (programme_id = ANY (${programmes}::uuid[]) OR id = ANY (${systems}::uuid[])))`;
}

/** How a list is sorted: columns that an index has, ending with the id. */
const SORTS = {
  due: { columns: ['outcome', 'due_on'], order: sql`f.outcome, f.due_on NULLS LAST, f.id` },
  severity: { columns: ['severity'], order: sql`f.severity, f.id` },
  newest: { columns: [], order: sql`f.id DESC` },
} as const;

export async function listFindings(
  db: Db,
  org: string,
  reach: Reach,
  asked: FindingsAsked,
  today: string,
): Promise<Page<FindingRecord>> {
  const { limit, sort } = asked;
  const conditions = [visible(org, reach), ...filtersOf(org, asked, today), ...behind(asked)];
  // The page is chosen before anything is joined to it.
  const { rows } = await sql<Row>`
    SELECT ${COLUMNS} FROM (
      SELECT f.* FROM theriac.finding f WHERE ${sql.join(conditions, sql` AND `)} ORDER BY ${SORTS[sort].order} LIMIT ${limit + 1}
    ) f ${JOINS} WHERE f.org_id = ${org} ORDER BY ${SORTS[sort].order}`.execute(db);
  const items = rows.slice(0, limit).map(findingOf);
  const last = rows.at(limit - 1);
  return rows.length > limit && last !== undefined ? { items, next: cursorOf(last) } : { items };
}

function filtersOf(org: string, asked: FindingsAsked, today: string): RawBuilder<unknown>[] {
  const indexes = <T>(all: readonly T[], some: readonly T[]): number[] => some.map((one) => all.indexOf(one));
  return [
    ...(asked.open && asked.state === undefined ? [sql`f.is_open`] : []),
    ...(asked.system === undefined ? [] : [sql`f.system_id = ${asked.system}`]),
    ...(asked.state === undefined ? [] : [sql`f.status = ANY (${asked.state}::text[])`]),
    ...(asked.kind === undefined ? [] : [sql`f.kind = ANY (${asked.kind}::text[])`]),
    ...(asked.severity === undefined
      ? []
      : [sql`f.severity = ANY (${indexes(SEVERITIES, asked.severity)}::smallint[])`]),
    ...(asked.outcome === undefined
      ? []
      : [sql`f.outcome = ANY (${indexes(OUTCOMES, asked.outcome)}::smallint[])`]),
    ...(asked.assignee === undefined ? [] : [sql`f.assignee_id = ${asked.assignee}`]),
    ...(asked.overdue ? [sql`f.is_open AND f.due_on < ${today}::date`] : []),
    ...(asked.rule === undefined
      ? []
      : [
          sql`f.rule_id IN (SELECT id FROM theriac.rule
            WHERE org_id = ${org} AND (id = ${asked.rule} OR aliases @> ARRAY[${asked.rule}]::text[]))`,
        ]),
  ];
}

/** What the next page continues behind: the sorted columns of the last row. */
function cursorOf(row: Row): string {
  return Buffer.from(JSON.stringify([row.outcome, row.due_on, row.severity, row.id])).toString('base64url');
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const UUID = /^[0-9a-f-]{36}$/;

function behind({ after, sort }: FindingsAsked): RawBuilder<unknown>[] {
  if (after === undefined) return [];
  const [outcome, due, severity, id] = cursor(after);
  switch (sort) {
    case 'due':
      // Rows without a day come last.
      return [
        due === null
          ? sql`(f.outcome > ${outcome} OR (f.outcome = ${outcome} AND f.due_on IS NULL AND f.id > ${id}))`
          : sql`(f.outcome > ${outcome} OR (f.outcome = ${outcome}
              AND (f.due_on > ${due}::date OR f.due_on IS NULL OR (f.due_on = ${due}::date AND f.id > ${id}))))`,
      ];
    case 'severity':
      return [sql`(f.severity, f.id) > (${severity}, ${id})`];
    default:
      return [sql`f.id < ${id}`];
  }
}

function cursor(text: string): [number, string | null, number, string] {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (Array.isArray(value)) {
      const [outcome, due, severity, id] = value as unknown[];
      if (
        Number.isInteger(outcome) &&
        Number.isInteger(severity) &&
        (due === null || (typeof due === 'string' && DAY.test(due))) &&
        typeof id === 'string' &&
        UUID.test(id)
      )
        return [Number(outcome), due, Number(severity), id];
    }
  } catch {
    // Said below.
  }
  throw new ApiFailure('INVALID', undefined, {
    problems: [{ at: 'query.after', message: 'is not the `next` of a page' }],
  });
}

export interface FindingFound {
  readonly record: FindingRecord;
  readonly body: unknown;
  readonly rule: unknown;
}

export async function readFinding(
  db: Db,
  org: string,
  reach: Reach,
  id: string,
): Promise<FindingFound | undefined> {
  const { rows } = await sql<Row & { body: unknown; rule_body: unknown }>`
    SELECT ${COLUMNS}, f.body, r.body AS rule_body FROM theriac.finding f ${JOINS}
    WHERE ${visible(org, reach)} AND f.id = ${id}`.execute(db);
  const [row] = rows;
  return row === undefined ? undefined : { record: findingOf(row), body: row.body, rule: row.rule_body };
}

export interface EventRow {
  readonly id: string;
  readonly at: string;
  readonly by: string;
  readonly kind: 'found' | 'state' | 'comment' | 'assigned' | 'due';
  readonly before: string | null;
  readonly after: string | null;
  readonly note: string;
}

/** Oldest first. */
export async function eventsOf(db: Db, org: string, finding: string): Promise<EventRow[]> {
  const rows = await db
    .selectFrom('theriac.finding_event')
    .select(['id', 'at', 'by', 'kind', 'before', 'after', 'note'])
    .where('org_id', '=', org)
    .where('finding_id', '=', finding)
    .orderBy('id')
    .limit(1000)
    .execute();
  return rows.map((row) => ({ ...row, kind: row.kind as EventRow['kind'], at: row.at.toISOString() }));
}

/** @returns false where the record has another version */
export async function updateFinding(
  db: Db,
  org: string,
  { id, version }: { readonly id: string; readonly version: number },
  set: { readonly status?: string; readonly is_open?: boolean; readonly assignee_id?: string | null },
): Promise<boolean> {
  const done = await db
    .updateTable('theriac.finding')
    .set({ ...set, version: version + 1 })
    .where('org_id', '=', org)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

export async function insertEvent(
  db: Db,
  org: string,
  finding: string,
  event: Omit<EventRow, 'at'> & { readonly at: Date },
): Promise<void> {
  await db
    .insertInto('theriac.finding_event')
    .values({ org_id: org, finding_id: finding, ...event })
    .execute();
}
