/** From packages to the systems that use them. */
import { type EcosystemId, ecosystem } from '@theriac/core';
import { sql } from 'kysely';
import type { Db } from '../../database/database.ts';
import { ApiFailure } from '../../errors.ts';
import type { Reach } from '../../identity/principal.ts';

export type PackageAsked =
  | {
      readonly by: 'package';
      readonly ecosystem: EcosystemId;
      readonly name: string;
      readonly version?: string;
    }
  | { readonly by: 'name'; readonly name: string }
  | { readonly by: 'advisory'; readonly advisory: string }
  | { readonly by: 'licence'; readonly licence: string };

export interface PackageFound {
  readonly id: string;
  readonly version: string | null;
}

/** Versions of packages that one question may lead to. */
const MOST_PACKAGES = 50_000;

export async function packagesAsked(
  db: Db,
  org: string,
  asked: PackageAsked,
): Promise<readonly PackageFound[]> {
  const query = db
    .selectFrom('theriac.package_version')
    .select(['id', 'version'])
    .where('org_id', '=', org)
    .limit(MOST_PACKAGES);
  switch (asked.by) {
    case 'package': {
      const { name, version } = asked;
      const names = [...new Set([name, ecosystem(asked.ecosystem).normalizeName(name)])];
      return query
        .where('ecosystem', '=', asked.ecosystem)
        .where('name', 'in', names)
        .$if(version !== undefined, (one) => one.where('version', '=', version ?? ''))
        .execute();
    }
    case 'name':
      return query.where('name', 'like', `${asked.name.replace(/[\\%_]/g, '\\$&')}%`).execute();
    case 'licence':
      return query.where('licence', '=', asked.licence).execute();
    default:
      return (
        await sql<PackageFound>`
          SELECT DISTINCT p.id, p.version FROM theriac.finding f
            JOIN theriac.package_version p ON p.org_id = f.org_id AND p.id = f.package_version_id
          WHERE f.org_id = ${org} AND f.status <> 'fixed' AND f.rule_id IN (
            SELECT id FROM theriac.rule
            WHERE org_id = ${org} AND (id = ${asked.advisory} OR aliases @> ARRAY[${asked.advisory}]::text[]))`.execute(
          db,
        )
      ).rows;
  }
}

interface Row {
  readonly system: string;
  readonly system_name: string;
  readonly programme: string;
  readonly owner: string | null;
  readonly facts: {
    readonly patientFacing: boolean | null;
    readonly publiclyExposed: boolean | null;
    readonly dataClasses: readonly string[] | null;
  };
  readonly stream_id: string;
  readonly stream: string;
  readonly source: 'build' | 'vendor' | 'import';
  readonly release: string | null;
  readonly package_version_id: string;
  readonly purl: string;
  readonly version: string | null;
  readonly scope: 'production' | 'optional' | 'build' | 'development' | 'test';
  readonly is_direct: boolean;
}

const PHI = new Set(['limited-dataset', 'phi', 'sensitive-phi']);

export async function placesOf(
  db: Db,
  org: string,
  { isWhole, programmes, systems }: Reach,
  {
    packages,
    limit,
    after,
  }: { readonly packages: readonly string[]; readonly limit: number; readonly after: string | undefined },
) {
  const visible = isWhole
    ? sql`y.retired_at IS NULL`
    : sql`y.retired_at IS NULL AND (y.programme_id = ANY (${programmes}::uuid[]) OR y.id = ANY (${systems}::uuid[]))`;
  const behind = after === undefined ? undefined : cursor(after);
  const { rows } = await sql<Row>`
    SELECT u.system_id AS system, u.system_name, g.name AS programme, a.name AS owner, u.facts, s.id AS stream_id,
      s.name AS stream, d.source, d.release, p.id AS package_version_id, p.purl, p.version, u.scope, u.is_direct
    FROM (
      SELECT u.*, y.name AS system_name, y.programme_id, y.owner_id, y.facts
      FROM theriac.component_use u JOIN theriac.system y ON y.org_id = u.org_id AND y.id = u.system_id
      WHERE u.org_id = ${org} AND u.package_version_id = ANY (${packages}::bigint[]) AND ${visible}
        ${
          behind === undefined
            ? sql``
            : sql`AND (u.system_id, u.stream_id, u.package_version_id) > (${behind[0]}::uuid, ${behind[1]}::uuid, ${behind[2]}::bigint)`
        }
      ORDER BY u.system_id, u.stream_id, u.package_version_id
      LIMIT ${limit + 1}
    ) u
      JOIN theriac.package_version p ON p.org_id = u.org_id AND p.id = u.package_version_id
      JOIN theriac.programme g ON g.org_id = u.org_id AND g.id = u.programme_id
      JOIN theriac.stream s ON s.org_id = u.org_id AND s.id = u.stream_id
      JOIN theriac.document d ON d.org_id = u.org_id AND d.id = s.current_document_id
      LEFT JOIN theriac.account a ON a.org_id = u.org_id AND a.id = u.owner_id
    WHERE u.org_id = ${org}
    ORDER BY u.system_id, u.stream_id, u.package_version_id`.execute(db);
  const { rows: counted } = await sql<{ systems: number }>`
    SELECT count(DISTINCT u.system_id)::int AS systems
    FROM theriac.component_use u JOIN theriac.system y ON y.org_id = u.org_id AND y.id = u.system_id
    WHERE u.org_id = ${org} AND u.package_version_id = ANY (${packages}::bigint[]) AND ${visible}`.execute(
    db,
  );
  const items = rows.slice(0, limit).map((row) => ({
    system: row.system,
    systemName: row.system_name,
    programme: row.programme,
    owner: row.owner,
    patientFacing: row.facts.patientFacing,
    publiclyExposed: row.facts.publiclyExposed,
    hasPatientData: row.facts.dataClasses === null ? null : row.facts.dataClasses.some((one) => PHI.has(one)),
    stream: row.stream,
    source: row.source,
    release: row.release,
    purl: row.purl,
    version: row.version,
    scope: row.scope,
    isDirect: row.is_direct,
  }));
  const last = rows.at(limit - 1);
  return {
    systems: counted[0]?.systems ?? 0,
    items,
    ...(rows.length > limit && last !== undefined
      ? { next: `${last.system}.${last.stream_id}.${last.package_version_id}` }
      : {}),
  };
}

const CURSOR = /^([0-9a-f-]{36})\.([0-9a-f-]{36})\.(\d{1,18})$/;

function cursor(text: string): readonly [string, string, string] {
  const found = CURSOR.exec(text);
  if (found === null)
    throw new ApiFailure('INVALID', undefined, {
      problems: [{ at: 'query.after', message: 'is not the `next` of a page' }],
    });
  return [found[1] ?? '', found[2] ?? '', found[3] ?? ''];
}
