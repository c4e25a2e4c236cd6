/** Distinct package versions and who uses them. */
import type { Root } from '@theriac/core';
import { sql } from 'kysely';
import type { Db } from '../database/database.ts';
import type { Copy } from '../ingest/replace-uses.ts';

export interface ChangedPackage {
  readonly id: string;
  readonly purl: string;
  readonly ecosystem: string;
  readonly name: string;
  readonly version: string | null;
  readonly qualifiers: Readonly<Record<string, string>> | null;
  /** Of what the index says; null: nothing. */
  readonly digest: Buffer | null;
}

export async function packageVersions(db: Db, org: string): Promise<readonly ChangedPackage[]> {
  return db
    .selectFrom('theriac.package_version')
    .select(['id', 'purl', 'ecosystem', 'name', 'version', 'qualifiers', 'advisory_digest as digest'])
    .where('org_id', '=', org)
    .orderBy('id')
    .execute();
}

export async function setDigests(db: Db, org: string, changed: readonly ChangedPackage[]): Promise<void> {
  if (changed.length === 0) return;
  await sql`
    UPDATE theriac.package_version SET advisory_digest = c.digest
    FROM unnest(${changed.map(({ id }) => id)}::bigint[], ${changed.map(({ digest }) => digest)}::bytea[]) AS c (id, digest)
    WHERE org_id = ${org} AND package_version.id = c.id`.execute(db);
}

export interface UseOfStream extends Omit<ChangedPackage, 'digest'> {
  readonly systemId: string;
  readonly copies: readonly Copy[];
  /** Of the document that the stream holds. */
  readonly roots: readonly Root[];
}

/** By stream. */
export async function usesOf(
  db: Db,
  org: string,
  packages: readonly string[],
): Promise<ReadonlyMap<string, readonly UseOfStream[]>> {
  if (packages.length === 0) return new Map();
  const { rows } = await sql<{
    stream: string;
    system_id: string;
    copies: readonly Copy[];
    roots: readonly Root[] | null;
    id: string;
    purl: string;
    ecosystem: string;
    name: string;
    version: string | null;
    qualifiers: Readonly<Record<string, string>> | null;
  }>`
    SELECT u.stream_id AS stream, u.system_id, u.copies, d.summary -> 'roots' AS roots, p.id, p.purl, p.ecosystem, p.name,
      p.version, p.qualifiers
    FROM theriac.component_use u
      JOIN theriac.package_version p ON p.org_id = u.org_id AND p.id = u.package_version_id
      JOIN theriac.stream s ON s.org_id = u.org_id AND s.id = u.stream_id
      JOIN theriac.document d ON d.org_id = s.org_id AND d.id = s.current_document_id
    WHERE u.org_id = ${org} AND u.package_version_id = ANY (${packages}::bigint[])
    ORDER BY u.stream_id, p.id`.execute(db);
  return Map.groupBy(
    rows.map(({ stream, system_id: systemId, roots, ...row }) => ({
      ...row,
      stream,
      systemId,
      roots: roots ?? [],
    })),
    ({ stream }) => stream,
  );
}
