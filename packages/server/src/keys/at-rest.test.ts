/** Documents of a real server on disk: unreadable without its keys, read while keys change, gone when they are destroyed. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Browser,
  founded,
  NEW_SYSTEM,
  ownerOf,
  type TestServer,
  testServer,
} from '@theriac/testing/server';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { Database } from '../database/database.ts';
import { newId as newIdAt } from '../ids.ts';
import { rewrap } from '../jobs/rewrap.ts';
import { destroyKeys } from '../operator/destroy-keys.ts';
import { rotateKey } from '../operator/rotate-key.ts';
import { DataKeys } from './data-keys.ts';
import { localKeys } from './local-keys.ts';

const dataFolder = mkdtempSync(join(tmpdir(), 'theriac-at-rest-'));
let server: TestServer;
let owner: Browser;
let system: string;
let org: string;
let database: Database;

beforeAll(async () => {
  server = await testServer(inject('serverData'), {
    dataFolder,
    indexes: join(inject('sampleData'), 'index'),
  });
  database = new Database({ url: server.databaseUrl, size: 2 });
  const admin = await founded(server);
  org = (await admin.client.sessions.me()).organisation.id;
  owner = await ownerOf(admin, server.browser());
  const programme = await owner.client.programmes.create({ body: { name: 'Portals', description: '' } });
  const made = await owner.client.systems.create({
    body: {
      programme: programme.id,
      name: 'Portal',
      ...NEW_SYSTEM,
      dataClasses: [],
    },
  });
  system = made.id;
});
afterAll(async () => {
  await database.close();
  await server.stop();
  rmSync(dataFolder, { recursive: true, force: true });
});

function sbom(name: string): Uint8Array {
  return Buffer.from(
    JSON.stringify({
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      components: [{ type: 'library', name, version: '1.0.0', purl: `pkg:npm/${name}@1.0.0` }],
    }),
  );
}

async function upload(
  name: string,
  stream = name,
): Promise<{ state: string; failure: string | null; sha256: string }> {
  const { id } = await owner.client.documents.upload({
    params: { id: system },
    query: { kind: 'sbom', stream },
    body: sbom(name),
  });
  for (let tries = 0; tries < 600; tries += 1) {
    const document = await owner.client.documents.read({ params: { id } });
    if (document.state !== 'queued') return document;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error('the document stayed in the queue');
}

/** Everything below the documents. */
function files(): string[] {
  const root = join(dataFolder, 'documents');
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((name) => join(root, name))
    .filter((path) => statSync(path).isFile())
    .sort();
}

const wrappingKeys = async (): Promise<string[]> => {
  const client = new pg.Client({ connectionString: server.databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ key: string }>('SELECT wrapping_key AS key FROM theriac.data_key');
  await client.end();
  return rows.map(({ key }) => key);
};

test('a document is read, and is on disk only encrypted', async () => {
  const { state, failure } = await upload('left-pad-of-the-clinic');
  expect([state, failure]).toEqual(['current', null]);
  const [file = '', ...others] = files();
  expect(others).toEqual([]);
  expect(readFileSync(file).includes('left-pad')).toBe(false);
  expect(readFileSync(file).subarray(0, 8).toString()).toBe('THERENC1');
  expect(statSync(file).mode & 0o077).toBe(0);
});

test('a rotation while the server serves: new uploads, then all keys, then old documents', async () => {
  const [before] = await wrappingKeys();
  const added = rotateKey(dataFolder);
  expect((await upload('second')).state).toBe('current');
  expect(await wrappingKeys()).toEqual([before]);
  const clock = (): Date => new Date();
  const dataKeys = new DataKeys(localKeys(join(dataFolder, 'keys')));
  await rewrap({ database, dataKeys, clock }, org);
  await rewrap({ database, dataKeys, clock }, org);
  expect(await wrappingKeys()).toEqual([added]);
  expect((await upload('third')).state).toBe('current');
});

test('a document that was exchanged on disk is not read', async () => {
  const known = files();
  const [first = ''] = known;
  const document = await upload('fourth');
  const fourth = files().find((path) => path.endsWith(document.sha256)) ?? '';
  const { Blobs } = await import('../blobs/blobs.ts');
  const blobs = new Blobs(join(dataFolder, 'documents'));
  const dataKeys = new DataKeys(localKeys(join(dataFolder, 'keys')));
  const read = async (): Promise<Buffer> => {
    const copy = await blobs.workingCopy(org, document.sha256, (id) =>
      database.in(org, (db) => dataKeys.byId(db, org, id)),
    );
    try {
      return readFileSync(copy.file);
    } finally {
      copy.remove();
    }
  };
  expect((await read()).equals(sbom('fourth'))).toBe(true);
  const own = readFileSync(fourth);
  writeFileSync(fourth, readFileSync(first));
  await expect(read()).rejects.toThrow('does not open');
  writeFileSync(fourth, sbom('in-the-clear'));
  await expect(read()).rejects.toThrow('is not what was sent in');
  writeFileSync(fourth, own);
  expect(readdirSync(join(dataFolder, 'documents', 'incoming'))).toEqual([]);
});

test('what a killed process left in the clear is removed after a day', async () => {
  const { Blobs } = await import('../blobs/blobs.ts');
  const blobs = new Blobs(join(dataFolder, 'documents'));
  writeFileSync(join(dataFolder, 'documents', 'incoming', 'left'), 'x');
  blobs.sweep(new Date());
  expect(readdirSync(join(dataFolder, 'documents', 'incoming'))).toEqual(['left']);
  blobs.sweep(new Date(Date.now() + 25 * 60 * 60_000));
  expect(readdirSync(join(dataFolder, 'documents', 'incoming'))).toEqual([]);
});

test('keys of a subject, then of the organisation, are destroyed: on record, and the trail stays whole', async () => {
  const dataKeys = new DataKeys(localKeys(join(dataFolder, 'keys')));
  const now = new Date();
  const newId = (): string => newIdAt(now);
  const make = (subject: string) =>
    database.in(org, (db) => dataKeys.current(db, { org, subject, newId, now }));
  const [leah, otto] = [await make('leah'), await make('otto')];
  expect((await make('leah')).id).toBe(leah.id);
  const asked = { dataFolder, databaseUrl: server.databaseUrl, organisation: 'st-mary', now };
  expect(await destroyKeys({ ...asked, subject: 'leah', reason: 'erasure asked for' })).toEqual([leah.id]);
  const byId = (id: string) => database.in(org, (db) => dataKeys.byId(db, org, id));
  await expect(byId(leah.id)).rejects.toThrow('was destroyed');
  expect((await byId(otto.id)).key.equals(otto.key)).toBe(true);
  expect((await make('leah')).id).not.toBe(leah.id);
  const whole = await database.in(org, (db) => dataKeys.current(db, { org, newId, now }));
  expect(await destroyKeys({ ...asked, subject: 'organisation', reason: 'contract ended' })).toEqual([
    whole.id,
  ]);
  await expect(byId(whole.id)).rejects.toThrow('was destroyed');
  // What comes again comes under a new key.
  expect((await upload('left-pad-of-the-clinic', 'again')).state).toBe('current');
  const { rows } = await database.asOwner((client) =>
    client.query<{ body: string }>(
      `SELECT body FROM theriac.audit_event WHERE action = 'keys.destroyed' ORDER BY seq`,
    ),
  );
  expect(rows.map(({ body }) => (JSON.parse(body) as { reason: string }).reason)).toEqual([
    'erasure asked for',
    'contract ended',
  ]);
  await expect(destroyKeys({ ...asked, organisation: 'none', subject: 'x', reason: 'x' })).rejects.toThrow(
    'no organisation',
  );
});
