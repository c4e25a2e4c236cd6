/** An audit trail as a bundle that is verified offline: read page by page, so that its length does not matter. */
import type { KeyObject } from 'node:crypto';
import { Readable } from 'node:stream';
import { checkpointLine, endLine, eventLine, headerLine, keyLine } from '@theriac/formats/audit';
import type { Database, Db } from '../database/database.ts';
import { checkpointsBetween } from './checkpoint.ts';
import { originOf, publicKeyText } from './signing-key.ts';

interface BundleAsked {
  readonly database: Database;
  readonly org: string;
  readonly key: KeyObject;
  /** Events that are exported: what is added while the bundle is read is not in it. */
  readonly size: number;
  readonly now: Date;
}

const PAGE = 500;

/** Reads in transactions of its own: events and checkpoints are only ever added. */
export function bundleStream(asked: BundleAsked): Readable {
  return Readable.from(lines(asked), { objectMode: false });
}

async function* lines({ database, org, key, size, now }: BundleAsked): AsyncGenerator<string> {
  yield headerLine({ organisation: org, origin: originOf(org), events: size, exportedAt: now.toISOString() });
  yield keyLine(publicKeyText(org, key));
  for (let above = 0; ; ) {
    const page = await database.in(org, (db) =>
      checkpointsBetween(db, org, { above, upTo: size, limit: PAGE }),
    );
    if (page.length === 0) break;
    for (const { note } of page) yield checkpointLine(note);
    above = page.at(-1)?.size ?? size;
  }
  let count = 0;
  for (let after = 0; ; ) {
    const page = await database.in(org, (db) => eventsAfter(db, org, after, size));
    if (page.length === 0) break;
    for (const row of page)
      yield eventLine({
        body: row.body,
        hash: row.hash.toString('hex'),
        prevHash: row.prev_hash.toString('hex'),
      });
    count += page.length;
    after = Number(page.at(-1)?.seq ?? size);
  }
  yield endLine(count);
}

function eventsAfter(db: Db, org: string, after: number, most: number) {
  return db
    .selectFrom('theriac.audit_event')
    .select(['seq', 'body', 'prev_hash', 'hash'])
    .where('org_id', '=', org)
    .where('seq', '>', String(after))
    .where('seq', '<=', String(most))
    .orderBy('seq')
    .limit(PAGE)
    .execute();
}
