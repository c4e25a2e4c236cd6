/** The Merkle tree over the events of an organisation, out of the database: only what a proof needs is read. */
import { TheriacError } from '@theriac/core';
import { GrowingTree, leafHash, type Range } from '@theriac/formats/audit';
import { sql } from 'kysely';
import type { Db } from '../database/database.ts';

/** Events of a subtree whose root is kept. */
export const TILE = 256;

/** Roots of ranges of events, numbered from 0. @throws TheriacError THERIAC_AUDIT_BROKEN where one is missing */
export async function rootsOf(db: Db, org: string, ranges: readonly Range[]): Promise<readonly Uint8Array[]> {
  const roots: Uint8Array[] = [];
  for (const range of ranges) roots.push((await treeOf(db, org, range)).root());
  return roots;
}

/** A range as proofs have it: aligned, so that tiles lie in it whole. */
async function treeOf(db: Db, org: string, { start, end }: Range): Promise<GrowingTree> {
  const tree = new GrowingTree();
  let at = start;
  if (start % TILE === 0)
    for (const root of await tiles(db, org, start / TILE, Math.floor(end / TILE))) {
      tree.add(root, TILE);
      at += TILE;
    }
  for (const hash of await eventHashes(db, org, at, end)) tree.add(leafHash(hash));
  if (tree.size !== end - start) throw broken(`events between ${at + 1} and ${end} are missing`);
  return tree;
}

/** The tree of the first events. */
export function treeOfFirst(db: Db, org: string, size: number): Promise<GrowingTree> {
  return treeOf(db, org, { start: 0, end: size });
}

async function tiles(db: Db, org: string, from: number, to: number): Promise<readonly Buffer[]> {
  const rows = await db
    .selectFrom('theriac.audit_tile')
    .select(['number', 'root'])
    .where('org_id', '=', org)
    .where('number', '>=', String(from))
    .where('number', '<', String(to))
    .orderBy('number')
    .execute();
  // Events behind the last checkpoint have no tiles yet.
  const gap = rows.findIndex(({ number }, at) => Number(number) !== from + at);
  return rows.slice(0, gap === -1 ? rows.length : gap).map(({ root }) => root);
}

async function eventHashes(db: Db, org: string, from: number, to: number): Promise<readonly Buffer[]> {
  if (from >= to) return [];
  const rows = await db
    .selectFrom('theriac.audit_event')
    .select('hash')
    .where('org_id', '=', org)
    .where('seq', '>', String(from))
    .where('seq', '<=', String(to))
    .orderBy('seq')
    .execute();
  return rows.map(({ hash }) => hash);
}

/** Keeps the roots of tiles that are complete now. @param from tile that is not kept yet */
export async function keepTiles(db: Db, org: string, from: number, size: number): Promise<void> {
  for (let number = from; (number + 1) * TILE <= size; number += 1) {
    const tree = new GrowingTree();
    for (const hash of await eventHashes(db, org, number * TILE, (number + 1) * TILE))
      tree.add(leafHash(hash));
    await db
      .insertInto('theriac.audit_tile')
      .values({ org_id: org, number: String(number), root: Buffer.from(tree.root()) })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

export async function tileCount(db: Db, org: string): Promise<number> {
  const row = await db
    .selectFrom('theriac.audit_tile')
    .select(sql<string>`count(*)`.as('count'))
    .where('org_id', '=', org)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

export function broken(why: string): TheriacError {
  return new TheriacError('THERIAC_AUDIT_BROKEN', why);
}
