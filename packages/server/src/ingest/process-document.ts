/** One document from the queue: read, and put in place of what its stream held before, in one transaction. */
import { TheriacError } from '@theriac/core';
import { type AuditNote, appendEvents } from '../audit/append.ts';
import type { Blobs } from '../blobs/blobs.ts';
import type { Database } from '../database/database.ts';
import { newId } from '../ids.ts';
import { enqueue } from '../jobs/enqueue.ts';
import type { DataKeys } from '../keys/data-keys.ts';
import { readSystem } from '../modules/catalogue/store.ts';
import type { ReaderPool } from './reader-pool.ts';
import { replaceFindings } from './replace-findings.ts';
import { replaceUses } from './replace-uses.ts';
import { finishDocument, lockStream, type QueuedDocument, queuedDocument } from './store.ts';

export interface Processing {
  readonly database: Database;
  readonly blobs: Blobs;
  readonly dataKeys: DataKeys;
  readonly readers: ReaderPool;
  /** Folder of the advisory indexes. */
  readonly indexes: string;
  readonly clock: () => Date;
}

const EVERYTHING = { isWhole: true, programmes: [], systems: [], allowance: 'always' } as const;

/** Does nothing where the document is done already: a job may run twice. */
export async function processDocument(processing: Processing, org: string, id: string): Promise<void> {
  const { database, blobs, dataKeys, readers, indexes, clock } = processing;
  const found = await database.in(org, async (db) => {
    const document = await queuedDocument(db, org, id);
    const system = document && (await readSystem(db, org, EVERYTHING, document.systemId));
    return document === undefined || system === undefined ? undefined : { document, system };
  });
  if (found === undefined) return;
  const { document, system } = found;
  const asOf = clock().toISOString().slice(0, 10);
  const keyOf = (key: string) => database.in(org, (db) => dataKeys.byId(db, org, key));
  let copy: Awaited<ReturnType<Blobs['workingCopy']>> | undefined;
  try {
    copy = await blobs.workingCopy(org, document.sha256, keyOf);
    const result = await readers.read({ file: copy.file, kind: document.kind, system, asOf, indexes });
    await database.in(org, async (db) => {
      const now = clock();
      const stream = await lockStream(db, org, document.streamId);
      // Another process may have done it meanwhile.
      if ((await queuedDocument(db, org, id)) === undefined) return;
      const isNewest = stream.currentBuiltAt === null || stream.currentBuiltAt <= document.builtAt;
      const summary = {
        roots: result.roots,
        coverage: result.coverage,
        components: result.components.length,
      };
      await finishDocument(db, org, document, { state: isNewest ? 'current' : 'superseded', summary, now });
      if (isNewest) {
        const { ids: packages, isOutdated } = await replaceUses(db, org, document, result);
        await replaceFindings(db, {
          org,
          streams: [{ ...document, findings: result.findings, components: result.components }],
          rules: result.rules,
          packages,
          unasked: idsOf(result.unasked, packages),
          now,
          newId: () => newId(now),
        });
        if (isOutdated) await enqueue(db, { task: 'org.rematch', org });
      }
      await record(db, org, document, now, { action: 'document.processed' });
    });
  } catch (error) {
    // Keys that cannot be had now are no fault of the document: the job is repeated.
    if (!(error instanceof TheriacError) || error.code === 'THERIAC_KEY_SERVICE') throw error;
    await database.in(org, async (db) => {
      const now = clock();
      await finishDocument(db, org, document, { state: 'failed', failure: error.message, now });
      await record(db, org, document, now, { action: 'document.refused', reason: error.code });
    });
  } finally {
    copy?.remove();
  }
}

/** @param packages ids by purl */
function idsOf(purls: ReadonlySet<string>, packages: ReadonlyMap<string, string>): ReadonlySet<string> {
  return new Set([...purls].flatMap((purl) => packages.get(purl) ?? []));
}

async function record(
  db: Parameters<typeof appendEvents>[0],
  org: string,
  { id }: QueuedDocument,
  now: Date,
  note: AuditNote,
): Promise<void> {
  const actor = { kind: 'job', id: null, display: 'processing of documents' } as const;
  await appendEvents(db, { org, actor, address: null, requestId: `document ${id}`, now }, [
    { ...note, object: { kind: 'document', id } },
  ]);
}
