/** What keeps organisations apart: the filter of every query, and the policies of the database behind it. */
import { founded, newDatabase, PASSWORD, type TestServer, testServer } from '@theriac/testing/server';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { Database } from './database.ts';
import { migrate } from './migrate.ts';

/** Of the installation, not of an organisation. */
const SHARED = ['migration', 'setup_link', 'worker_process'];

let url: string;
let client: pg.Client;
beforeAll(async () => {
  url = await newDatabase(inject('serverData'));
  const database = new Database({ url });
  await migrate(database);
  await database.close();
  client = new pg.Client({ connectionString: url });
  await client.connect();
});
afterAll(() => client.end());

describe('tables', () => {
  test('every table has the organisation first in its primary key, and a policy', async () => {
    const { rows } = await client.query<{
      name: string;
      first: string | null;
      rls: boolean;
      policies: number;
    }>(`
      SELECT c.relname AS name, c.relrowsecurity AS rls,
        (SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
          WHERE i.indrelid = c.oid AND i.indisprimary) AS first,
        (SELECT count(*)::int FROM pg_policy p WHERE p.polrelid = c.oid) AS policies
      FROM pg_class c WHERE c.relnamespace = 'theriac'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
      ORDER BY c.relname`);
    const own = rows.filter(({ name }) => !SHARED.includes(name));
    expect(own.length).toBeGreaterThan(10);
    for (const { name, first, rls, policies } of own)
      expect({ first, rls, policies }, name).toEqual({ first: 'org_id', rls: true, policies: 1 });
  });

  test('every unique key has the organisation in it, but for the slug by which one is found', async () => {
    const { rows } = await client.query<{ name: string; columns: string[] }>(`
      SELECT c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
      FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey)
      WHERE i.indisunique AND c.relnamespace = 'theriac'::regnamespace
      GROUP BY c.relname, i.indexrelid ORDER BY c.relname`);
    const without = rows.filter(({ name, columns }) => !SHARED.includes(name) && !columns.includes('org_id'));
    expect(without).toEqual([{ name: 'organisation', columns: ['slug'] }]);
  });

  test('the application owns nothing, and changes no event of the audit trail', async () => {
    const { rows } = await client.query<{ grants: string[] }>(`
      SELECT array_agg(privilege_type::text ORDER BY privilege_type::text) AS grants
      FROM information_schema.role_table_grants
      WHERE grantee = 'theriac_app' AND table_schema = 'theriac' AND table_name = 'audit_event'`);
    expect(rows[0]?.grants).toEqual(['INSERT', 'SELECT']);
    await client.query(`INSERT INTO theriac.audit_event (org_id, seq, at, action, body, prev_hash, hash)
      VALUES ('01890000-0000-7000-8000-000000000001', 1, now(), 'x', '{}', '', '')`);
    for (const statement of [
      `UPDATE theriac.audit_event SET action = 'y'`,
      'DELETE FROM theriac.audit_event',
      'TRUNCATE theriac.audit_event',
    ])
      await expect(client.query(statement), statement).rejects.toThrow('only added to');
  });
});

describe('two organisations', () => {
  let server: TestServer;
  const queries: string[] = [];
  const orgs: string[] = [];

  beforeAll(async () => {
    server = await testServer(inject('serverData'), { onQuery: (sql) => queries.push(sql) });
    const first = await founded(server, 'first');
    orgs.push((await first.client.sessions.me()).organisation.id);
    const database = new Database({ url: server.databaseUrl });
    // A second one, as an installation of several organisations has.
    const second = '01890000-0000-7000-8000-00000000beef';
    await database.in(second, async (db) => {
      await db
        .insertInto('theriac.organisation')
        .values({ org_id: second, slug: 'second', name: 'Second', time_zone: 'UTC', created_at: new Date() })
        .execute();
      await db
        .insertInto('theriac.programme')
        .values({ org_id: second, id: second, name: 'Secret', created_at: new Date() })
        .execute();
    });
    orgs.push(second);
    await database.close();
  });
  afterAll(() => server.stop());

  test('without a filter a query still sees the rows of its own organisation alone', async () => {
    const database = new Database({ url: server.databaseUrl });
    const [first = '', second = ''] = orgs;
    const seen = (org: string): Promise<readonly string[]> =>
      database.in(org, async (db) => {
        const rows = await db.selectFrom('theriac.organisation').select('slug').execute();
        return rows.map(({ slug }) => slug);
      });
    expect(await seen(first)).toEqual(['first']);
    expect(await seen(second)).toEqual(['second']);
    expect(
      await database.in(null, (db) => db.selectFrom('theriac.organisation').select('slug').execute()),
    ).toEqual([]);
    await expect(
      database.in(first, (db) =>
        db
          .insertInto('theriac.programme')
          .values({ org_id: second, id: first, name: 'Put in', created_at: new Date() })
          .execute(),
      ),
    ).rejects.toThrow('row-level security');
    const moved = await database.in(first, (db) =>
      db
        .updateTable('theriac.programme')
        .set({ name: 'Changed' })
        .where('id', '=', second)
        .executeTakeFirst(),
    );
    expect(moved.numUpdatedRows).toBe(0n);
    await database.close();
  });

  test('every query filters by the organisation', async () => {
    const admin = server.browser();
    const { client: api } = admin;
    await api.sessions.signIn({
      body: { organisation: 'first', email: 'ada@first.example', password: PASSWORD },
    });
    await api.accounts.list({ query: {} });
    await api.sessions.list();
    await api.audit.list({ query: { action: 'session.started' } });
    await api.systems.list({ query: {} });
    await api.programmes.list({ query: {} });
    await api.organisations.current();
    const own = queries.filter((sql) => /"theriac"\."\w+"/.test(sql) && !/^insert into/.test(sql));
    expect(own.length).toBeGreaterThan(10);
    for (const sql of own) expect(sql).toMatch(/"org_id" = \$\d+/);
  });
});
