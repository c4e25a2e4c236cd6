/** Which package versions a stream uses: each version once in the organisation, each use once in the stream. */
import { type Component, SCOPES } from '@theriac/core';
import { sql } from 'kysely';
import type { Db } from '../database/database.ts';
import type { ReadResult } from './messages.ts';
import type { QueuedDocument } from './store.ts';

/** Rows of one statement. */
const BATCH = 5000;

/** Differs from every digest: the package is matched again for all who use it. */
const OUTDATED = Buffer.from([0]);

export interface Uses {
  /** Ids of the package versions, by purl. */
  readonly ids: ReadonlyMap<string, string>;
  /** Whether the document was read with another index than some of its packages were matched with before. */
  readonly isOutdated: boolean;
}

export async function replaceUses(
  db: Db,
  org: string,
  { streamId, systemId }: Pick<QueuedDocument, 'streamId' | 'systemId'>,
  { components, digests, unasked }: Pick<ReadResult, 'components' | 'digests' | 'unasked'>,
): Promise<Uses> {
  const copies = Map.groupBy(components, ({ purl }) => purl);
  const { ids, isOutdated } = await packageVersions(db, org, copies, { digests, unasked });
  const uses = [...copies].map(([purl, same]) => ({
    package_version_id: ids.get(purl) ?? '',
    scope:
      [...same].sort((a, b) => SCOPES.indexOf(a.scope) - SCOPES.indexOf(b.scope))[0]?.scope ?? 'production',
    is_direct: same.some(({ direct }) => direct),
    copies: JSON.stringify(same.map(copyOf)),
  }));
  await db
    .deleteFrom('theriac.component_use')
    .where('org_id', '=', org)
    .where('stream_id', '=', streamId)
    .where(sql<boolean>`package_version_id <> ALL (${uses.map((use) => use.package_version_id)}::bigint[])`)
    .execute();
  for (let at = 0; at < uses.length; at += BATCH) {
    const batch = uses.slice(at, at + BATCH);
    await sql`
      INSERT INTO theriac.component_use (org_id, stream_id, system_id, package_version_id, scope, is_direct, copies)
      SELECT ${org}, ${streamId}, ${systemId}, u.id, u.scope, u.is_direct, u.copies
      FROM unnest(
        ${batch.map((use) => use.package_version_id)}::bigint[], ${batch.map((use) => use.scope)}::text[],
        ${batch.map((use) => use.is_direct)}::boolean[], ${batch.map((use) => use.copies)}::jsonb[]
      ) AS u (id, scope, is_direct, copies)
      ON CONFLICT (org_id, stream_id, package_version_id) DO UPDATE
        SET scope = excluded.scope, is_direct = excluded.is_direct, copies = excluded.copies
        WHERE (component_use.scope, component_use.is_direct, component_use.copies)
          IS DISTINCT FROM (excluded.scope, excluded.is_direct, excluded.copies)`.execute(db);
  }
  return { ids, isOutdated };
}

/** What matching needs of a copy besides its package. */
function copyOf(component: Component): Copy {
  const { id, root, scope, direct, location, origin, qualifiers, firstParty, guessed } = component;
  return {
    id,
    root,
    scope,
    direct,
    location,
    ...(origin === undefined ? {} : { origin }),
    ...(qualifiers === undefined ? {} : { qualifiers }),
    ...(firstParty === undefined ? {} : { firstParty }),
    ...(guessed === undefined ? {} : { guessed }),
  };
}

export type Copy = Pick<Component, 'id' | 'root' | 'scope' | 'direct' | 'location'> &
  Partial<Pick<Component, 'origin' | 'qualifiers' | 'firstParty' | 'guessed'>>;

async function packageVersions(
  db: Db,
  org: string,
  copies: ReadonlyMap<string, readonly Component[]>,
  { digests, unasked }: Pick<ReadResult, 'digests' | 'unasked'>,
): Promise<Uses> {
  const outdated: string[] = [];
  const digestOf = (purl: string): Buffer | null => {
    const hex = digests.get(purl);
    return hex === undefined ? null : Buffer.from(hex, 'hex');
  };
  const ids = new Map<string, string>();
  // In one order everywhere, so that two documents with the same packages wait for each other, and not in a circle.
  const all = [...copies].sort(([a], [b]) => (a < b ? -1 : 1));
  for (let at = 0; at < all.length; at += BATCH) {
    const batch = all
      .slice(at, at + BATCH)
      .flatMap(([purl, [first]]) => (first === undefined ? [] : [{ purl, first }]));
    const purls = batch.map(({ purl }) => purl);
    const known = async (): Promise<void> => {
      const { rows } = await sql<{ id: string; purl: string; digest: Buffer | null }>`
        SELECT id, purl, advisory_digest AS digest FROM theriac.package_version WHERE org_id = ${org} AND purl = ANY (${purls}::text[])`.execute(
        db,
      );
      for (const row of rows) {
        ids.set(row.purl, row.id);
        // Of what no index was asked about, nothing new is known.
        if (unasked.has(row.purl)) continue;
        if ((row.digest?.toString('hex') ?? '') !== (digests.get(row.purl) ?? '')) outdated.push(row.id);
      }
    };
    await known();
    const missing = batch.filter(({ purl }) => !ids.has(purl));
    if (missing.length === 0) continue;
    await sql`
      INSERT INTO theriac.package_version (org_id, purl, ecosystem, name, version, licence, qualifiers, advisory_digest)
      SELECT ${org}, p.purl, p.ecosystem, p.name, p.version, p.licence, p.qualifiers, p.digest
      FROM unnest(
        ${missing.map(({ purl }) => purl)}::text[], ${missing.map(({ first }) => first.ecosystem)}::text[],
        ${missing.map(({ first }) => first.name)}::text[], ${missing.map(({ first }) => first.version)}::text[],
        ${missing.map(({ first }) => first.licences?.concluded ?? first.licence ?? null)}::text[],
        ${missing.map(({ first }) => (first.qualifiers === undefined ? null : JSON.stringify(first.qualifiers)))}::jsonb[],
        ${missing.map(({ purl }) => digestOf(purl))}::bytea[]
      ) AS p (purl, ecosystem, name, version, licence, qualifiers, digest)
      ON CONFLICT (org_id, purl) DO NOTHING`.execute(db);
    await known();
  }
  if (outdated.length > 0)
    await sql`
      UPDATE theriac.package_version SET advisory_digest = ${OUTDATED}
      WHERE org_id = ${org} AND id = ANY (${outdated}::bigint[])`.execute(db);
  return { ids, isOutdated: outdated.length > 0 };
}
