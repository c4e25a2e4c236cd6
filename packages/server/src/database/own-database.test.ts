/** A PostgreSQL of the user's own, whose user is no superuser. */
import { newDatabase } from '@theriac/testing/server';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { Database } from './database.ts';
import { migrate } from './migrate.ts';

let admin: pg.Client;
let url: string;
const roles: string[] = [];
beforeAll(async () => {
  url = await newDatabase(inject('serverData'));
  admin = new pg.Client({ connectionString: url });
  await admin.connect();
});
afterAll(() => admin.end());

/** @returns a database of a user with these attributes */
async function owned(name: string, attributes: string): Promise<Database> {
  const own = `${name}_${Date.now().toString(36)}`;
  roles.push(own);
  await admin.query(`CREATE ROLE ${own} LOGIN PASSWORD 'own' ${attributes}`);
  await admin.query(`CREATE DATABASE ${own} OWNER ${own}`);
  const address = new URL(url);
  address.username = own;
  address.password = 'own';
  address.pathname = `/${own}`;
  return new Database({ url: address.href });
}

async function seen(database: Database): Promise<number> {
  const org = '01890000-0000-7000-8000-000000000001';
  return (await database.in(org, (db) => db.selectFrom('theriac.organisation').select('slug').execute()))
    .length;
}

test('one that may make roles', async () => {
  const database = await owned('maker', 'CREATEROLE');
  // The role may be there already, made by another user: it is given to this one.
  await admin.query(`GRANT theriac_app TO ${roles.at(-1)} WITH ADMIN OPTION`).catch(() => undefined);
  await migrate(database);
  expect(await seen(database)).toBe(0);
  await database.close();
});

test('one that may not, and was given the role', async () => {
  const other = new Database({ url });
  await migrate(other);
  await other.close();
  const database = await owned('member', '');
  await admin.query(`GRANT theriac_app TO ${roles.at(-1)}`);
  await migrate(database);
  expect(await seen(database)).toBe(0);
  await database.close();
});

test('one that may not, and was not: told, not thrown', async () => {
  const database = await owned('poor', '');
  await expect(migrate(database)).rejects.toMatchObject({
    code: 'THERIAC_SERVER_DATABASE',
    message: expect.stringContaining(
      'may not make the schema theriac or act as the role theriac_app (42501)',
    ),
  });
  await database.close();
});
