/** Brings the tables to the state that the program knows, one file after the other, each once. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { TheriacError } from '@theriac/core';
import pg from 'pg';
import type { Database } from './database.ts';

interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
  readonly sha256: string;
}

const FOLDER = new URL('./migrations/', import.meta.url);
/** Of PostgreSQL's advisory locks: whoever holds it migrates. */
const LOCK = 7_318_420_115;
/** As `server_version_num` has it. */
const OLDEST_POSTGRESQL = 150_000;

export function migrations(): readonly Migration[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => {
      const sql = readFileSync(new URL(name, FOLDER), 'utf8');
      return {
        number: Number.parseInt(name, 10),
        name,
        sql,
        sha256: createHash('sha256').update(sql).digest('hex'),
      };
    });
}

/** @returns names of those that were applied now */
export async function migrate(database: Database): Promise<readonly string[]> {
  return database.asOwner(async (client) => {
    await checkServer(client);
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    try {
      await prepared(client);
      const known = migrations();
      const { rows } = await client.query<{ number: number; sha256: string }>(
        'SELECT number, sha256 FROM theriac.migration ORDER BY number',
      );
      const applied = new Map(rows.map((row) => [row.number, row.sha256]));
      checkApplied(known, applied);
      const missing = known.filter(({ number }) => !applied.has(number));
      for (const one of missing) await apply(client, one);
      return missing.map(({ name }) => name);
    } finally {
      await client.query('SELECT pg_advisory_unlock($1)', [LOCK]);
    }
  });
}

async function checkServer(client: pg.PoolClient): Promise<void> {
  const { rows } = await client.query<{ version: string; number: number }>(
    `SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int AS number`,
  );
  const [row] = rows;
  if (row === undefined || row.number < OLDEST_POSTGRESQL)
    throw new TheriacError('THERIAC_SERVER_DATABASE', `PostgreSQL ${row?.version} is older than 15`);
}

/** @throws TheriacError where the user of the database may not do what it takes */
async function prepared(client: pg.PoolClient): Promise<void> {
  try {
    await prepare(client);
    await client.query('BEGIN; SET LOCAL ROLE theriac_app; ROLLBACK');
  } catch (cause) {
    // A step that failed leaves its transaction open.
    await client.query('ROLLBACK');
    if (!(cause instanceof pg.DatabaseError)) throw cause;
    throw new TheriacError(
      'THERIAC_SERVER_DATABASE',
      `the user of the database may not make the schema theriac or act as the role theriac_app (${cause.code})`,
      {},
      { cause },
    );
  }
}

/** The schema, the role of the application, and the table of what was applied. */
async function prepare(client: pg.PoolClient): Promise<void> {
  await client.query(`
    DO $$ BEGIN
      -- Roles are shared by all databases of a server: another one may be made at this moment.
      IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'theriac_app') THEN
        BEGIN
          CREATE ROLE theriac_app NOLOGIN;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
        END;
      END IF;
      -- Since PostgreSQL 16 who makes a role may give it to others, and takes it only when it is given to oneself.
      IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
        BEGIN
          EXECUTE format('GRANT theriac_app TO %I', current_user);
        EXCEPTION WHEN insufficient_privilege THEN NULL;
        END;
      END IF;
    END $$;
    CREATE SCHEMA IF NOT EXISTS theriac;
    GRANT USAGE ON SCHEMA theriac TO theriac_app;
    CREATE TABLE IF NOT EXISTS theriac.migration (
      number integer PRIMARY KEY,
      name text NOT NULL,
      sha256 text NOT NULL,
      applied_at timestamptz NOT NULL DEFAULT now()
    );
  `);
}

function checkApplied(known: readonly Migration[], applied: ReadonlyMap<number, string>): void {
  for (const [number, sha256] of applied) {
    const own = known.find((one) => one.number === number);
    if (own === undefined)
      throw new TheriacError(
        'THERIAC_SERVER_SCHEMA',
        `the database has step ${number}, which this version does not know: it is newer than the program`,
      );
    if (own.sha256 !== sha256)
      throw new TheriacError(
        'THERIAC_SERVER_SCHEMA',
        `step ${own.name} is not the one that the database has`,
      );
  }
}

async function apply(client: pg.PoolClient, { number, name, sql, sha256 }: Migration): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(sql);
    await client.query('INSERT INTO theriac.migration (number, name, sha256) VALUES ($1, $2, $3)', [
      number,
      name,
      sha256,
    ]);
    await client.query('COMMIT');
  } catch (cause) {
    await client.query('ROLLBACK');
    throw new TheriacError('THERIAC_SERVER_SCHEMA', `step ${name} failed`, {}, { cause });
  }
}
