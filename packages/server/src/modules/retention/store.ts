/** Rules, holds and what is due, in the database. */
import type { DeletionCertificate, DueRecord, LegalHold, RetentionRule } from '@theriac/contract';
import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../database/database.ts';
import { after, type Page, pageOf } from '../../database/page.ts';

/** 45 CFR 164.316(b)(2)(i): six years from when it last was in effect. */
const DEFAULT_RULE: RetentionRule = { recordClass: 'document', years: 6, mode: 'dry-run', changedAt: null };

/** One at a time: a hold that is made while something is deleted waits, and is seen by the next. */
export async function lockRetention(db: Db, org: string): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`retention ${org}`}, 0))`.execute(db);
}

export async function readRule(db: Db, org: string): Promise<RetentionRule> {
  const row = await db
    .selectFrom('theriac.retention_rule')
    .select(['years', 'mode', 'changed_at'])
    .where('org_id', '=', org)
    .where('record_class', '=', 'document')
    .executeTakeFirst();
  if (row === undefined) return DEFAULT_RULE;
  const { years, mode, changed_at: changedAt } = row;
  return { recordClass: 'document', years, mode, changedAt: changedAt.toISOString() };
}

export async function writeRule(
  db: Db,
  org: string,
  { years, mode, now }: Pick<RetentionRule, 'years' | 'mode'> & { readonly now: Date },
): Promise<void> {
  await db
    .insertInto('theriac.retention_rule')
    .values({ org_id: org, record_class: 'document', years, mode, changed_at: now })
    .onConflict((conflict) =>
      conflict.columns(['org_id', 'record_class']).doUpdateSet({ years, mode, changed_at: now }),
    )
    .execute();
}

/** Calendar years before a moment, in UTC. */
export function cutoffOf(now: Date, years: number): Date {
  const cutoff = new Date(now);
  cutoff.setUTCFullYear(cutoff.getUTCFullYear() - years);
  return cutoff;
}

export interface DueAsked {
  readonly cutoff: Date;
  readonly now: Date;
  readonly limit: number;
  readonly after?: string | undefined;
}

/** Of a document `d`: whether any hold keeps it. */
function onHold(org: string, now: Date): RawBuilder<boolean> {
  return sql<boolean>`EXISTS (SELECT 1 FROM theriac.legal_hold h
    WHERE h.org_id = ${org} AND h.released_at IS NULL AND (h.until IS NULL OR h.until > ${now})
      AND (h.scope_kind = 'organisation'
        OR (h.scope_kind = 'system' AND h.scope_id = d.system_id)
        OR (h.scope_kind = 'document' AND h.scope_id = d.id)))`;
}

function due(db: Db, org: string, { cutoff, now, limit, after: given }: DueAsked) {
  return db
    .selectFrom('theriac.document as d')
    .select([
      'd.id',
      'd.system_id',
      'd.sha256',
      'd.size',
      'd.superseded_at',
      onHold(org, now).as('is_on_hold'),
    ])
    .where('d.org_id', '=', org)
    .where('d.state', 'in', ['superseded', 'failed'])
    .where('d.superseded_at', '<=', cutoff)
    .$if(given !== undefined, (query) => query.where('d.id', '>', after(given)))
    .orderBy('d.id')
    .limit(limit);
}

export async function listDue(db: Db, org: string, asked: DueAsked): Promise<Page<DueRecord>> {
  const rows = await due(db, org, { ...asked, limit: asked.limit + 1 }).execute();
  return pageOf(
    rows.map(({ id, system_id: system, sha256, superseded_at: since, is_on_hold: isOnHold }) => ({
      id,
      recordClass: 'document' as const,
      system,
      sha256: sha256.toString('hex'),
      since: (since ?? asked.cutoff).toISOString(),
      isOnHold,
    })),
    asked.limit,
  );
}

/** What may be deleted now, locked. */
export async function lockDue(
  db: Db,
  org: string,
  asked: Omit<DueAsked, 'after'>,
): Promise<readonly { id: string; system: string; sha256: string; size: number; since: string }[]> {
  const rows = await due(db, org, asked)
    .where(sql<boolean>`NOT ${onHold(org, asked.now)}`)
    .forUpdate('d')
    .execute();
  return rows.map(({ id, system_id: system, sha256, size, superseded_at: since }) => ({
    id,
    system,
    sha256: sha256.toString('hex'),
    size: Number(size),
    since: (since ?? asked.cutoff).toISOString(),
  }));
}

function holds(db: Db, org: string) {
  return db
    .selectFrom('theriac.legal_hold')
    .select([
      'id',
      'scope_kind',
      'scope_id',
      'reason',
      'made_by_id',
      'made_by',
      'made_at',
      'until',
      'released_by',
      'released_at',
    ])
    .where('org_id', '=', org);
}

type HoldRow = Awaited<ReturnType<ReturnType<typeof holds>['execute']>>[number];

function holdOf(row: HoldRow): LegalHold {
  const { scope_kind: kind, scope_id: scopeId } = row;
  return {
    id: row.id,
    scope: kind === 'organisation' ? { kind } : { kind, id: scopeId ?? '' },
    reason: row.reason,
    by: row.made_by,
    at: row.made_at.toISOString(),
    until: row.until?.toISOString() ?? null,
    releasedBy: row.released_by,
    releasedAt: row.released_at?.toISOString() ?? null,
  };
}

/** Newest first. */
export async function listHolds(
  db: Db,
  org: string,
  asked: { readonly limit: number; readonly after?: string | undefined },
): Promise<Page<LegalHold>> {
  const rows = await holds(db, org)
    .$if(asked.after !== undefined, (query) => query.where('id', '<', after(asked.after)))
    .orderBy('id', 'desc')
    .limit(asked.limit + 1)
    .execute();
  return pageOf(rows.map(holdOf), asked.limit);
}

export async function readHold(
  db: Db,
  org: string,
  id: string,
): Promise<{ readonly hold: LegalHold; readonly madeBy: string } | undefined> {
  const row = await holds(db, org).where('id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : { hold: holdOf(row), madeBy: row.made_by_id };
}

/** Newest first. */
export async function listCertificates(
  db: Db,
  org: string,
  asked: { readonly limit: number; readonly after?: string | undefined },
): Promise<Page<DeletionCertificate>> {
  const rows = await db
    .selectFrom('theriac.deletion_certificate')
    .select(['id', 'made_at', 'documents', 'note'])
    .where('org_id', '=', org)
    .$if(asked.after !== undefined, (query) => query.where('id', '<', after(asked.after)))
    .orderBy('id', 'desc')
    .limit(asked.limit + 1)
    .execute();
  return pageOf(
    rows.map(({ id, made_at: at, documents, note }) => ({ id, at: at.toISOString(), documents, note })),
    asked.limit,
  );
}
