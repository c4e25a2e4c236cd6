/** Documents and streams, as their processing needs them. */
import type { Db } from '../database/database.ts';

export interface QueuedDocument {
  readonly id: string;
  readonly kind: 'scan' | 'sbom';
  readonly streamId: string;
  readonly systemId: string;
  readonly sha256: string;
  readonly builtAt: Date;
}

/** @returns undefined where it is not queued any more */
export async function queuedDocument(db: Db, org: string, id: string): Promise<QueuedDocument | undefined> {
  const row = await db
    .selectFrom('theriac.document')
    .select(['id', 'kind', 'stream_id', 'system_id', 'sha256', 'built_at'])
    .where('org_id', '=', org)
    .where('id', '=', id)
    .where('state', '=', 'queued')
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    id: row.id,
    kind: row.kind,
    streamId: row.stream_id,
    systemId: row.system_id,
    sha256: row.sha256.toString('hex'),
    builtAt: row.built_at,
  };
}

/** One document of a stream at a time. */
export async function lockStream(
  db: Db,
  org: string,
  id: string,
): Promise<{ readonly currentBuiltAt: Date | null }> {
  const row = await db
    .selectFrom('theriac.stream')
    .select('current_built_at')
    .where('org_id', '=', org)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return { currentBuiltAt: row.current_built_at };
}

/** In one order everywhere, so that nobody waits for each other. */
export async function lockStreams(db: Db, org: string, ids: readonly string[]): Promise<void> {
  await db
    .selectFrom('theriac.stream')
    .select('id')
    .where('org_id', '=', org)
    .where('id', 'in', ids)
    .orderBy('id')
    .forUpdate()
    .execute();
}

export interface Finished {
  readonly state: 'current' | 'superseded' | 'failed';
  readonly failure?: string;
  readonly summary?: object;
  readonly now: Date;
}

const MAX_FAILURE = 1000;

export async function finishDocument(
  db: Db,
  org: string,
  document: QueuedDocument,
  { state, failure, summary, now }: Finished,
): Promise<void> {
  if (state === 'current') {
    await db
      .updateTable('theriac.document')
      .set({ state: 'superseded', superseded_at: now })
      .where('org_id', '=', org)
      .where('stream_id', '=', document.streamId)
      .where('state', '=', 'current')
      .execute();
    await db
      .updateTable('theriac.stream')
      .set({ current_document_id: document.id, current_built_at: document.builtAt })
      .where('org_id', '=', org)
      .where('id', '=', document.streamId)
      .execute();
  }
  await db
    .updateTable('theriac.document')
    .set({
      state,
      failure: failure?.slice(0, MAX_FAILURE) ?? null,
      summary: summary === undefined ? null : JSON.stringify(summary),
      processed_at: now,
      superseded_at: state === 'current' ? null : now,
    })
    .where('org_id', '=', org)
    .where('id', '=', document.id)
    .execute();
}
