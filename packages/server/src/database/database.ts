/** Connections, and transactions in which only the rows of one organisation are seen. */
import { TheriacError } from '@theriac/core';
import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import pg from 'pg';
import type { Tables } from './tables.ts';

export type Db = Transaction<Tables>;

export interface DatabaseOptions {
  /** `postgresql://…`; never shown. */
  readonly url: string;
  /** Connections of this process. */
  readonly size?: number;
  /** Sees the text of every query of the application, without its values. */
  readonly onQuery?: ((sql: string) => void) | undefined;
}

/** A statement that runs longer is of no use to who waits for it. */
const STATEMENT_TIMEOUT = '30s';
/** Locks of other transactions. */
const LOCK_TIMEOUT = '10s';
const CONNECT_TIMEOUT_MS = 10_000;
const POOL_SIZE = 10;

export class Database {
  readonly #pool: pg.Pool;
  readonly #kysely: Kysely<Tables>;

  constructor({ url, size = POOL_SIZE, onQuery }: DatabaseOptions) {
    this.#pool = new pg.Pool({
      connectionString: url,
      max: size,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      application_name: 'theriac',
    });
    // A connection that breaks while nobody uses it is replaced; without a listener it would end the process.
    this.#pool.on('error', () => undefined);
    this.#kysely = new Kysely<Tables>({
      dialect: new PostgresDialect({ pool: this.#pool }),
      ...(onQuery === undefined ? {} : { log: ({ query }) => onQuery(query.sql) }),
    });
  }

  /** One transaction in one organisation, as the role that owns nothing. @param org null: before it is known */
  async in<T>(org: string | null, run: (db: Db) => Promise<T>): Promise<T> {
    return this.#kysely.transaction().execute(async (db) => {
      await sql`SELECT set_config('role', 'theriac_app', true), set_config('theriac.org', ${org ?? ''}, true),
        set_config('statement_timeout', ${STATEMENT_TIMEOUT}, true), set_config('lock_timeout', ${LOCK_TIMEOUT}, true)`.execute(
        db,
      );
      return run(db);
    });
  }

  /** The organisation of a transaction that began before it was known. */
  static async enter(db: Db, org: string): Promise<void> {
    await sql`SELECT set_config('theriac.org', ${org}, true)`.execute(db);
  }

  /** As the owner of the tables: migrations and what belongs to no organisation. */
  async asOwner<T>(run: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = await this.#pool.connect();
    let failure: Error | undefined;
    try {
      return await run(client);
    } catch (error) {
      failure = error instanceof Error ? error : new Error(String(error));
      throw error;
    } finally {
      client.release(failure);
    }
  }

  async isThere(): Promise<boolean> {
    try {
      await this.#pool.query('SELECT 1');
      return true;
    } catch {
      return false;
    }
  }

  async close(): Promise<void> {
    await this.#kysely.destroy();
  }
}

/** @throws TheriacError without the address, which may hold a password */
export async function connected(database: Database): Promise<Database> {
  try {
    await database.asOwner((client) => client.query('SELECT 1'));
    return database;
  } catch (cause) {
    const why = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
    throw new TheriacError('THERIAC_SERVER_DATABASE', `no connection to PostgreSQL${why}`, {}, { cause });
  }
}
