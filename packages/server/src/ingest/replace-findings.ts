/** The findings of a stream: new ones, those that are still there, and those that are gone. */

import type { FindingState } from '@theriac/contract';
import { type Component, type Finding, outcomeRank, type Rule, SEVERITIES } from '@theriac/core';
import { sql } from 'kysely';
import type { Db } from '../database/database.ts';

/** Findings of one stream. */
export interface FoundInStream {
  readonly streamId: string;
  readonly systemId: string;
  readonly findings: readonly Finding[];
  readonly components: readonly Pick<Component, 'id' | 'purl'>[];
}

export interface FindingsFound {
  readonly org: string;
  /** Each stream once; their rows are locked by the caller. */
  readonly streams: readonly FoundInStream[];
  readonly rules: readonly Rule[];
  /** Ids of package versions, by purl. */
  readonly packages: ReadonlyMap<string, string>;
  readonly now: Date;
  readonly newId: () => string;
  /** Only what advisories say of these package versions is compared; absent: all findings of the streams. */
  readonly onlyPackages?: readonly string[];
  /** Of these package versions, that an advisory is not found says nothing: their findings stay. */
  readonly unasked?: ReadonlySet<string>;
}

/** Whether a finding rests on an advisory: its evidence names the record. */
const MATCHED = sql`coalesce(jsonb_exists(body #> '{evidence,0}', 'record'), false)`;

/** States out of which a finding comes back when it is seen again. */
const GONE: ReadonlySet<string> = new Set<FindingState>(['fixed', 'verified', 'closed']);
/** States in which it counts. */
const OPEN: ReadonlySet<string> = new Set<FindingState>([
  'new',
  'triaged',
  'in-progress',
  'reopened',
  'mitigated',
]);

interface Event {
  readonly finding: string;
  readonly kind: 'found' | 'state' | 'due';
  readonly before: string | null;
  readonly after: string;
  readonly note: string;
}

interface Known {
  readonly id: string;
  readonly stream_id: string;
  readonly fingerprint: string;
  readonly status: string;
  readonly first_seen: Date;
  readonly due_on: string | null;
  readonly version: number;
  readonly package_version_id: string | null;
  /** By an advisory, and not by a check. */
  readonly is_matched: boolean;
}

export interface FindingsChanged {
  readonly added: number;
  readonly gone: number;
  readonly reopened: number;
}

export async function replaceFindings(db: Db, found: FindingsFound): Promise<FindingsChanged> {
  const { org, streams, rules, packages, now, newId, onlyPackages, unasked } = found;
  await upsertRules(db, org, rules);
  const { rows: known } = await sql<Known>`
    SELECT id, stream_id, fingerprint, status, first_seen, due_on::text AS due_on, version,
      package_version_id, ${MATCHED} AS is_matched
    FROM theriac.finding
    WHERE org_id = ${org} AND stream_id = ANY (${streams.map(({ streamId }) => streamId)}::uuid[])
    ${onlyPackages === undefined ? sql`` : sql`AND package_version_id = ANY (${onlyPackages}::bigint[]) AND ${MATCHED}`}
    FOR UPDATE`.execute(db);
  const before = new Map(known.map((row) => [`${row.stream_id} ${row.fingerprint}`, row]));
  const events: Event[] = [];
  const seen = new Set<string>();
  const rows: Row[] = [];
  for (const { streamId, systemId, findings, components } of streams) {
    const purls = new Map(components.map(({ id, purl }) => [id, purl]));
    for (const finding of findings) {
      const key = `${streamId} ${finding.fingerprint}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const was = before.get(key);
      const { component } = finding.subject;
      const purl = component === undefined ? undefined : purls.get(component);
      const row = rowOf(finding, was, { id: was?.id ?? newId(), now });
      rows.push({ ...row, streamId, systemId, packageVersion: (purl && packages.get(purl)) ?? null });
      for (const event of changesOf(finding, was, row)) events.push(event);
    }
  }
  await upsertFindings(db, org, rows);
  const stays = (row: Known): boolean =>
    row.is_matched && unasked?.has(row.package_version_id ?? '') === true;
  const gone = known.filter(
    (row) => !seen.has(`${row.stream_id} ${row.fingerprint}`) && !GONE.has(row.status) && !stays(row),
  );
  await markFixed(
    db,
    org,
    gone.map(({ id }) => id),
  );
  for (const { id, status } of gone)
    events.push({ finding: id, kind: 'state', before: status, after: 'fixed', note: 'no longer seen' });
  await insertEvents(db, org, events, now, newId);
  return {
    added: events.filter(({ kind }) => kind === 'found').length,
    gone: gone.length,
    reopened: events.filter(({ after }) => after === 'reopened').length,
  };
}

type FindingRow = Omit<Row, 'streamId' | 'systemId' | 'packageVersion'>;

function rowOf(
  finding: Finding,
  was: Known | undefined,
  made: { readonly id: string; readonly now: Date },
): FindingRow {
  const status = statusAfter(was?.status);
  const firstSeen = was?.first_seen ?? made.now;
  return {
    id: made.id,
    fingerprint: finding.fingerprint,
    kind: finding.kind,
    rule: finding.rule,
    label: finding.subject.label.slice(0, MAX_LABEL),
    severity: SEVERITIES.indexOf(finding.severity),
    outcome: outcomeRank(finding.decision.outcome),
    status,
    isOpen: OPEN.has(status),
    firstSeen,
    dueOn: dueOf(finding, firstSeen),
    body: JSON.stringify(finding),
  };
}

const MAX_LABEL = 500;

function changesOf(finding: Finding, was: Known | undefined, { id, status, dueOn }: FindingRow): Event[] {
  if (was === undefined) return [{ finding: id, kind: 'found', before: null, after: 'new', note: '' }];
  return [
    ...(status === was.status
      ? []
      : [{ finding: id, kind: 'state', before: was.status, after: status, note: 'seen again' } as const]),
    ...(dueOn === was.due_on
      ? []
      : [
          {
            finding: id,
            kind: 'due',
            before: was.due_on,
            after: dueOn ?? 'next upgrade',
            note: finding.decision.why,
          } as const,
        ]),
  ];
}

function statusAfter(status: string | undefined): string {
  if (status === undefined) return 'new';
  return GONE.has(status) ? 'reopened' : status;
}

/** Counted from the day on which it was first seen here. */
function dueOf({ decision }: Pick<Finding, 'decision'>, firstSeen: Date): string | null {
  if (decision.dueDays === null) return null;
  return new Date(firstSeen.getTime() + decision.dueDays * 86_400_000).toISOString().slice(0, 10);
}

async function upsertRules(db: Db, org: string, rules: readonly Rule[]): Promise<void> {
  const sorted = [...rules].sort((a, b) => (a.id < b.id ? -1 : 1));
  if (sorted.length === 0) return;
  await sql`
    INSERT INTO theriac.rule (org_id, id, kind, title, severity, aliases, body)
    SELECT ${org}, r.id, r.kind, r.title, r.severity, ARRAY(SELECT jsonb_array_elements_text(r.aliases)), r.body
    FROM unnest(
      ${sorted.map(({ id }) => id)}::text[], ${sorted.map(({ kind }) => kind)}::text[],
      ${sorted.map(({ title }) => title)}::text[], ${sorted.map(({ severity }) => severity)}::text[],
      ${sorted.map(({ aliases }) => JSON.stringify(aliases))}::jsonb[], ${sorted.map((rule) => JSON.stringify(rule))}::jsonb[]
    ) AS r (id, kind, title, severity, aliases, body)
    ON CONFLICT (org_id, id) DO UPDATE
      SET title = excluded.title, severity = excluded.severity, aliases = excluded.aliases, body = excluded.body
      WHERE rule.body IS DISTINCT FROM excluded.body`.execute(db);
}

interface Row {
  readonly streamId: string;
  readonly systemId: string;
  readonly id: string;
  readonly fingerprint: string;
  readonly kind: string;
  readonly rule: string;
  readonly packageVersion: string | null;
  readonly label: string;
  readonly severity: number;
  readonly outcome: number;
  readonly status: string;
  readonly isOpen: boolean;
  readonly firstSeen: Date;
  readonly dueOn: string | null;
  readonly body: string;
}

const BATCH = 2000;

async function upsertFindings(db: Db, org: string, rows: readonly Row[]): Promise<void> {
  for (let at = 0; at < rows.length; at += BATCH) {
    const batch = rows.slice(at, at + BATCH);
    await sql`
      INSERT INTO theriac.finding (org_id, stream_id, system_id, id, fingerprint, kind, rule_id, package_version_id, label,
        severity, outcome, status, is_open, first_seen, due_on, body)
      SELECT ${org}, f.*
      FROM unnest(
        ${batch.map((row) => row.streamId)}::uuid[], ${batch.map((row) => row.systemId)}::uuid[],
        ${batch.map((row) => row.id)}::uuid[], ${batch.map((row) => row.fingerprint)}::text[],
        ${batch.map((row) => row.kind)}::text[], ${batch.map((row) => row.rule)}::text[],
        ${batch.map((row) => row.packageVersion)}::bigint[], ${batch.map((row) => row.label)}::text[],
        ${batch.map((row) => row.severity)}::smallint[], ${batch.map((row) => row.outcome)}::smallint[],
        ${batch.map((row) => row.status)}::text[], ${batch.map((row) => row.isOpen)}::boolean[],
        ${batch.map((row) => row.firstSeen)}::timestamptz[], ${batch.map((row) => row.dueOn)}::date[],
        ${batch.map((row) => row.body)}::jsonb[]
      ) AS f
      ON CONFLICT (org_id, stream_id, fingerprint) DO UPDATE
        SET rule_id = excluded.rule_id, package_version_id = excluded.package_version_id, label = excluded.label,
          severity = excluded.severity, outcome = excluded.outcome, status = excluded.status,
          is_open = excluded.is_open, due_on = excluded.due_on, body = excluded.body, version = finding.version + 1
        WHERE (finding.status, finding.due_on, finding.body) IS DISTINCT FROM (excluded.status, excluded.due_on, excluded.body)`.execute(
      db,
    );
  }
}

async function markFixed(db: Db, org: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    UPDATE theriac.finding SET status = 'fixed', is_open = false, version = version + 1
    WHERE org_id = ${org} AND id = ANY (${ids}::uuid[])`.execute(db);
}

async function insertEvents(
  db: Db,
  org: string,
  events: readonly Event[],
  now: Date,
  newId: () => string,
): Promise<void> {
  if (events.length === 0) return;
  await sql`
    INSERT INTO theriac.finding_event (org_id, finding_id, id, at, by, kind, before, after, note)
    SELECT ${org}, e.finding, e.id, ${now}, 'Theriac', e.kind, e.before, e.after, e.note
    FROM unnest(
      ${events.map(({ finding }) => finding)}::uuid[], ${events.map(() => newId())}::uuid[],
      ${events.map(({ kind }) => kind)}::text[], ${events.map(({ before }) => before)}::text[],
      ${events.map(({ after }) => after)}::text[], ${events.map(({ note }) => note)}::text[]
    ) AS e (finding, id, kind, before, after, note)`.execute(db);
}
