/** Documents in the database. */
import type { DocumentRecord } from '@theriac/contract';
import type { Db } from '../../database/database.ts';
import { after, type Page, pageOf } from '../../database/page.ts';
import type { Reach } from '../../identity/principal.ts';
import { withinReach } from '../../identity/within.ts';

/** @returns the id of the stream of this name, which is made where it is missing */
export async function streamOf(
  db: Db,
  org: string,
  {
    system,
    name,
    id,
    now,
  }: { readonly system: string; readonly name: string; readonly id: string; readonly now: Date },
): Promise<string> {
  await db
    .insertInto('theriac.stream')
    .values({ org_id: org, id, system_id: system, name, created_at: now })
    .onConflict((conflict) => conflict.columns(['org_id', 'system_id', 'name']).doNothing())
    .execute();
  const row = await db
    .selectFrom('theriac.stream')
    .select('id')
    .where('org_id', '=', org)
    .where('system_id', '=', system)
    .where('name', '=', name)
    .executeTakeFirstOrThrow();
  return row.id;
}

export interface NewDocument {
  readonly id: string;
  readonly stream: string;
  readonly system: string;
  readonly kind: 'scan' | 'sbom';
  readonly source: 'build' | 'vendor' | 'import';
  readonly mediaType: string;
  readonly sha256: string;
  readonly size: number;
  readonly release: string | null;
  readonly builtAt: Date;
  readonly by: string;
  readonly now: Date;
}

/** @returns the document that was there with this content, or the new one */
export async function insertDocument(
  db: Db,
  org: string,
  given: NewDocument,
): Promise<{ readonly id: string; readonly isNew: boolean }> {
  const sha256 = Buffer.from(given.sha256, 'hex');
  const made = await db
    .insertInto('theriac.document')
    .values({
      org_id: org,
      id: given.id,
      stream_id: given.stream,
      system_id: given.system,
      kind: given.kind,
      source: given.source,
      media_type: given.mediaType,
      sha256,
      size: String(given.size),
      release: given.release,
      built_at: given.builtAt,
      uploaded_at: given.now,
      uploaded_by: given.by,
      state: 'queued',
    })
    .onConflict((conflict) => conflict.columns(['org_id', 'stream_id', 'sha256', 'built_at']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (made !== undefined) return { id: made.id, isNew: true };
  const known = await db
    .selectFrom('theriac.document')
    .select('id')
    .where('org_id', '=', org)
    .where('stream_id', '=', given.stream)
    .where('sha256', '=', sha256)
    .where('built_at', '=', given.builtAt)
    .executeTakeFirstOrThrow();
  return { id: known.id, isNew: false };
}

/** The same content in the same stream, where the upload does not say when it was built. */
export async function lastOfContent(
  db: Db,
  org: string,
  stream: string,
  sha256: string,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('theriac.document')
    .select('id')
    .where('org_id', '=', org)
    .where('stream_id', '=', stream)
    .where('sha256', '=', Buffer.from(sha256, 'hex'))
    .where('state', 'in', ['queued', 'current'])
    .orderBy('built_at', 'desc')
    .executeTakeFirst();
  return row?.id;
}

function documents(db: Db, org: string, reach: Reach) {
  return db
    .selectFrom('theriac.document as d')
    .innerJoin('theriac.stream as s', (join) =>
      join.onRef('s.org_id', '=', 'd.org_id').onRef('s.id', '=', 'd.stream_id'),
    )
    .innerJoin('theriac.system', (join) =>
      join.onRef('theriac.system.org_id', '=', 'd.org_id').onRef('theriac.system.id', '=', 'd.system_id'),
    )
    .select([
      'd.id',
      'd.system_id as system',
      's.name as stream',
      'd.kind',
      'd.source',
      'd.sha256',
      'd.size',
      'd.release',
      'd.built_at',
      'd.uploaded_at',
      'd.uploaded_by',
      'd.state',
      'd.failure',
      'd.summary',
      'd.processed_at',
    ])
    .where('d.org_id', '=', org)
    .where((eb) => withinReach(eb as unknown as Parameters<typeof withinReach>[0], reach));
}

type Row = Awaited<ReturnType<ReturnType<typeof documents>['execute']>>[number];

function documentOf(row: Row): DocumentRecord {
  const summary = row.summary as {
    readonly components?: number;
    readonly coverage?: DocumentRecord['gaps'];
  } | null;
  return {
    id: row.id,
    system: row.system,
    stream: row.stream,
    kind: row.kind,
    source: row.source,
    sha256: row.sha256.toString('hex'),
    size: Number(row.size),
    release: row.release,
    builtAt: row.built_at.toISOString(),
    uploadedAt: row.uploaded_at.toISOString(),
    uploadedBy: row.uploaded_by,
    state: row.state,
    failure: row.failure,
    components: summary?.components ?? null,
    gaps: summary?.coverage ?? [],
    processedAt: row.processed_at?.toISOString() ?? null,
  };
}

export async function readDocument(
  db: Db,
  org: string,
  reach: Reach,
  id: string,
): Promise<DocumentRecord | undefined> {
  const row = await documents(db, org, reach).where('d.id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : documentOf(row);
}

/** Newest first. */
export async function listDocuments(
  db: Db,
  org: string,
  reach: Reach,
  asked: { readonly system: string; readonly limit: number; readonly after?: string | undefined },
): Promise<Page<DocumentRecord>> {
  const rows = await documents(db, org, reach)
    .where('d.system_id', '=', asked.system)
    .$if(asked.after !== undefined, (query) => query.where('d.id', '<', after(asked.after)))
    .orderBy('d.id', 'desc')
    .limit(asked.limit + 1)
    .execute();
  return pageOf(rows.map(documentOf), asked.limit);
}
