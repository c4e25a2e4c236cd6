/**
 * Deletes documents that are due and not on hold: rows, certificate and event in one transaction, then the files of
 * contents that no document has any more.
 */
import type { KeyObject } from 'node:crypto';
import { canonicalJson, signNote } from '@theriac/formats/audit';
import { appendEvents } from '../audit/append.ts';
import { lockContent } from '../blobs/content-lock.ts';
import type { Database, Db } from '../database/database.ts';
import { newId } from '../ids.ts';
import type { Processing } from '../ingest/process-document.ts';
import { cutoffOf, lockDue, lockRetention, readRule } from '../modules/retention/store.ts';

export interface Retaining extends Pick<Processing, 'database' | 'blobs' | 'clock'> {
  readonly key: KeyObject;
}

/** Of one certificate, which is a note of bounded length. */
const BATCH = 100;

export async function runRetention(retaining: Retaining, org: string): Promise<void> {
  const { database } = retaining;
  // Files of a run that was interrupted come first.
  await removeFiles(retaining, org);
  while (await database.in(org, (db) => deleteBatch(db, retaining, org))) await removeFiles(retaining, org);
}

/** @returns whether anything was deleted */
async function deleteBatch(db: Db, { key, clock }: Retaining, org: string): Promise<boolean> {
  await lockRetention(db, org);
  const { years, mode, recordClass } = await readRule(db, org);
  if (mode !== 'enforce') return false;
  const now = clock();
  const cutoff = cutoffOf(now, years);
  const documents = await lockDue(db, org, { cutoff, now, limit: BATCH });
  if (documents.length === 0) return false;
  const id = newId(now);
  const certificate = {
    id,
    organisation: org,
    at: now.toISOString(),
    rule: { recordClass, years },
    cutoff: cutoff.toISOString(),
    documents,
  };
  const origin = `theriac/deletion/${org}`;
  await db
    .insertInto('theriac.deletion_certificate')
    .values({
      org_id: org,
      id,
      made_at: now,
      documents: documents.length,
      note: signNote(`${origin}\n${canonicalJson(certificate)}\n`, origin, key),
      contents: [...new Set(documents.map(({ sha256 }) => sha256))].sort(),
    })
    .execute();
  await db
    .deleteFrom('theriac.document')
    .where('org_id', '=', org)
    .where(
      'id',
      'in',
      documents.map((one) => one.id),
    )
    .execute();
  const actor = { kind: 'job', id: null, display: 'retention' } as const;
  await appendEvents(db, { org, actor, address: null, requestId: `retention ${id}`, now }, [
    {
      action: 'retention.deleted',
      object: { kind: 'deletion-certificate', id },
      changes: documents.map((one) => ({ field: `document ${one.id}`, before: one.sha256, after: null })),
      reason: `kept for ${years} years`,
    },
  ]);
  return true;
}

async function removeFiles({ database, blobs, clock }: Retaining, org: string): Promise<void> {
  for (const { id, contents } of await database.in(org, (db) => unfinished(db, org))) {
    for (const sha256 of contents) await removeFile(database, org, sha256, () => blobs.remove(org, sha256));
    await database.in(org, (db) =>
      db
        .updateTable('theriac.deletion_certificate')
        .set({ files_removed_at: clock() })
        .where('org_id', '=', org)
        .where('id', '=', id)
        .execute(),
    );
  }
}

function unfinished(db: Db, org: string) {
  return db
    .selectFrom('theriac.deletion_certificate')
    .select(['id', 'contents'])
    .where('org_id', '=', org)
    .where('files_removed_at', 'is', null)
    .orderBy('id')
    .execute();
}

/** Another document may have the same content, or be sent in at this moment. */
async function removeFile(
  database: Database,
  org: string,
  sha256: string,
  remove: () => void,
): Promise<void> {
  await database.in(org, async (db) => {
    await lockContent(db, org, sha256);
    const other = await db
      .selectFrom('theriac.document')
      .select('id')
      .where('org_id', '=', org)
      .where('sha256', '=', Buffer.from(sha256, 'hex'))
      .limit(1)
      .executeTakeFirst();
    if (other === undefined) remove();
  });
}
