/**
 * Makes checkpoints: signed only over events whose chain holds and that continue what the checkpoint before stands for,
 * so that a database that was changed is told at the next checkpoint, and is never signed.
 */
import type { KeyObject } from 'node:crypto';
import { checkpointText, FIRST_HASH, hashOf, signNote } from '@theriac/formats/audit';
import type { Db } from '../database/database.ts';
import { originOf } from './signing-key.ts';
import { broken, keepTiles, TILE, tileCount, treeOfFirst } from './tree.ts';

export interface StoredCheckpoint {
  readonly size: number;
  readonly root: Buffer;
  readonly note: string;
  readonly madeAt: Date;
}

/** Read at a time. */
const PAGE = 1000;

/**
 * @returns the new one; the last one where nothing was added to the trail; undefined where there are no events
 * @throws TheriacError THERIAC_AUDIT_BROKEN
 */
export async function makeCheckpoint(
  db: Db,
  { org, key, now }: { readonly org: string; readonly key: KeyObject; readonly now: Date },
): Promise<StoredCheckpoint | undefined> {
  const last = await lastCheckpoint(db, org);
  const size = await headOf(db, org);
  if (size === 0) return undefined;
  if (last !== undefined && size < last.size)
    throw broken(`the last checkpoint stands for ${last.size} events; the database has ${size}`);
  await checkChain(db, org, last?.size ?? 0, size);
  if (last !== undefined && !last.root.equals((await treeOfFirst(db, org, last.size)).root()))
    throw broken(`events up to ${last.size} are not those that the last checkpoint stands for`);
  if (last?.size === size) return last;
  const known = await tileCount(db, org);
  // Tiles are computed anew from the events that they stand for where they are the first of this checkpoint.
  await keepTiles(db, org, known, size);
  const root = Buffer.from((await treeOfFirst(db, org, size)).root());
  const note = signNote(checkpointText({ origin: originOf(org), size, root }), originOf(org), key);
  await db
    .insertInto('theriac.audit_checkpoint')
    .values({ org_id: org, size: String(size), root, note, made_at: now })
    .onConflict((conflict) => conflict.columns(['org_id', 'size']).doNothing())
    .execute();
  return (await readCheckpoint(db, org, size)) ?? { size, root, note, madeAt: now };
}

/** Events behind a size: numbered without a gap, each with the hash of its content and of the one before. */
async function checkChain(db: Db, org: string, from: number, to: number): Promise<void> {
  // The whole tile in which the last checkpoint ends is looked at again.
  let at = Math.floor(from / TILE) * TILE;
  let prev = at === 0 ? FIRST_HASH : await hashAt(db, org, at);
  while (at < to) {
    const rows = await db
      .selectFrom('theriac.audit_event')
      .select(['seq', 'body', 'prev_hash', 'hash'])
      .where('org_id', '=', org)
      .where('seq', '>', String(at))
      .orderBy('seq')
      .limit(PAGE)
      .execute();
    for (const row of rows) {
      if (Number(row.seq) !== at + 1) throw broken(`event ${at + 1} is missing`);
      if (!row.prev_hash.equals(prev)) throw broken(`event ${row.seq} does not follow event ${at}`);
      if (!hashOf(row.body, prev).equals(row.hash))
        throw broken(`the content of event ${row.seq} was changed`);
      prev = row.hash;
      at += 1;
    }
    if (rows.length === 0) throw broken(`events from ${at + 1} on are missing`);
  }
}

async function hashAt(db: Db, org: string, seq: number): Promise<Buffer> {
  const row = await db
    .selectFrom('theriac.audit_event')
    .select('hash')
    .where('org_id', '=', org)
    .where('seq', '=', String(seq))
    .executeTakeFirst();
  if (row === undefined) throw broken(`event ${seq} is missing`);
  return row.hash;
}

/** Events that there should be. */
export async function headOf(db: Db, org: string): Promise<number> {
  const row = await db
    .selectFrom('theriac.audit_head')
    .select('seq')
    .where('org_id', '=', org)
    .executeTakeFirst();
  return Number(row?.seq ?? 0);
}

async function lastCheckpoint(db: Db, org: string): Promise<StoredCheckpoint | undefined> {
  return (await listCheckpoints(db, org, { limit: 1 }))[0];
}

/** Newest first. */
export async function listCheckpoints(
  db: Db,
  org: string,
  { limit, below }: { readonly limit: number; readonly below?: number },
): Promise<readonly StoredCheckpoint[]> {
  const rows = await rowsOf(db, org)
    .$if(below !== undefined, (query) => query.where('size', '<', String(below)))
    .orderBy('size', 'desc')
    .limit(limit)
    .execute();
  return rows.map(checkpointOf);
}

/** Oldest first. */
export async function checkpointsBetween(
  db: Db,
  org: string,
  { above, upTo, limit }: { readonly above: number; readonly upTo: number; readonly limit: number },
): Promise<readonly StoredCheckpoint[]> {
  const rows = await rowsOf(db, org)
    .where('size', '>', String(above))
    .where('size', '<=', String(upTo))
    .orderBy('size')
    .limit(limit)
    .execute();
  return rows.map(checkpointOf);
}

export async function readCheckpoint(
  db: Db,
  org: string,
  size: number,
): Promise<StoredCheckpoint | undefined> {
  const [found] = await checkpointsBetween(db, org, { above: size - 1, upTo: size, limit: 1 });
  return found;
}

/** The first that stands for an event. */
export async function checkpointOver(
  db: Db,
  org: string,
  seq: number,
): Promise<StoredCheckpoint | undefined> {
  const [found] = await checkpointsBetween(db, org, {
    above: seq - 1,
    upTo: Number.MAX_SAFE_INTEGER,
    limit: 1,
  });
  return found;
}

function rowsOf(db: Db, org: string) {
  return db
    .selectFrom('theriac.audit_checkpoint')
    .select(['size', 'root', 'note', 'made_at'])
    .where('org_id', '=', org);
}

type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number];

function checkpointOf({ size, root, note, made_at: madeAt }: Row): StoredCheckpoint {
  return { size: Number(size), root, note, madeAt };
}
