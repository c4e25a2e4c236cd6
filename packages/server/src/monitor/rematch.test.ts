import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { storeOf } from '@theriac/advisories';
import { buildIndexes, feedSourceOf } from '@theriac/advisories/build';
import type { RouteAnswer, Routes } from '@theriac/contract';
import { makeFolder, osvJson, removeFolders } from '@theriac/testing/make-feed';
import { forgeZip } from '@theriac/testing/make-zip';
import { founded, NEW_SYSTEM, ownerOf, PASSWORD, type TestServer, testServer } from '@theriac/testing/server';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { Blobs } from '../blobs/blobs.ts';
import { Database } from '../database/database.ts';
import { ReaderPool } from '../ingest/reader-pool.ts';
import { type Rematched, rematch } from './rematch.ts';

type Document = RouteAnswer<Routes['documents']['read']>;

let server: TestServer;
let data: string;
beforeAll(async () => {
  data = makeFolder();
  await advise({ 'OSV-1': ['alpha', '2.0.0'] });
  server = await testServer(inject('serverData'), { indexes: storeOf({ THERIAC_DATA: data }).indexes });
});
afterAll(async () => {
  await server.stop();
  removeFolders();
});

/** An index that says this and nothing else. @param advisories id → package and fixed version */
async function advise(
  advisories: Readonly<Record<string, readonly [name: string, fixed: string]>>,
): Promise<void> {
  const feeds = makeFolder();
  mkdirSync(join(feeds, 'osv', 'npm'), { recursive: true });
  const entries = Object.entries(advisories).map(([id, [name, fixed]]) => ({
    name: `${id}.json`,
    content: osvJson(id, name, {
      affected: [
        {
          package: { ecosystem: 'npm', name },
          ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed }] }],
        },
      ],
    }),
  }));
  writeFileSync(join(feeds, 'osv', 'npm', 'all.zip'), forgeZip(entries));
  await buildIndexes({
    source: feedSourceOf(feeds),
    store: storeOf({ THERIAC_DATA: data }),
    download: () => Promise.resolve(undefined),
    only: ['npm'],
    builtAt: '2026-08-20T00:00:00Z',
  });
}

function sbom(...packages: readonly string[]): Uint8Array {
  return Buffer.from(
    JSON.stringify({
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      components: packages.map((one) => ({
        type: 'library',
        name: one.split('@')[0],
        version: one.split('@')[1],
        purl: `pkg:npm/${one}`,
        ...(one.startsWith('delta') ? { licenses: [{ license: { id: 'SSPL-1.0' } }] } : {}),
      })),
    }),
  );
}

test('a changed advisory touches the packages that it names, and nothing else', async () => {
  const admin = await founded(server);
  const org = (await admin.client.sessions.me()).organisation.id;
  const { client } = await ownerOf(admin, server.browser());
  const programme = await client.programmes.create({ body: { name: 'All', description: '' } });
  for (const [name, packages] of [
    ['One', ['alpha@1.0.0', 'beta@1.0.0']],
    ['Two', ['beta@1.0.0', 'gamma@1.0.0']],
    ['Three', ['beta@3.0.0']],
  ] as const) {
    const system = await client.systems.create({
      body: {
        programme: programme.id,
        name,
        ...NEW_SYSTEM,
        type: 'other',
      },
    });
    const sent = await client.documents.upload({
      params: { id: system.id },
      query: { kind: 'sbom' },
      body: sbom(...packages),
    });
    await expect
      .poll(async () => (await client.documents.read({ params: { id: sent.id } })).state, { timeout: 30_000 })
      .toBe('current');
  }
  const listed = async (): Promise<string[]> => {
    const { items } = await client.findings.list({ query: { open: 'false' } });
    return items.map((one) => `${one.systemName}: ${one.label} ${one.rule} ${one.state}`).sort();
  };
  expect(await listed()).toEqual(['One: alpha 1.0.0 OSV-1 new']);
  const database = new Database({ url: server.databaseUrl });
  const readers = new ReaderPool();
  const processing = {
    database,
    readers,
    blobs: new Blobs(join(data, 'blobs')),
    indexes: storeOf({ THERIAC_DATA: data }).indexes,
    clock: () => new Date('2026-08-22T00:00:00Z'),
  };
  // What an upload has matched is not matched again.
  expect(await rematch(processing, org)).toMatchObject({ asked: 4, changed: 0, streams: 0 });
  await advise({ 'OSV-1': ['alpha', '2.0.0'], 'OSV-2': ['beta', '2.0.0'] });
  expect(await rematch(processing, org)).toMatchObject({
    asked: 4,
    changed: 2,
    streams: 3,
    added: 2,
    gone: 0,
  });
  expect(await listed()).toEqual([
    'One: alpha 1.0.0 OSV-1 new',
    'One: beta 1.0.0 OSV-2 new',
    'Two: beta 1.0.0 OSV-2 new',
  ]);
  await advise({ 'OSV-2': ['beta', '2.0.0'] });
  expect(await rematch(processing, org)).toMatchObject({ changed: 1, streams: 1, added: 0, gone: 1 });
  expect(await listed()).toEqual([
    'One: alpha 1.0.0 OSV-1 fixed',
    'One: beta 1.0.0 OSV-2 new',
    'Two: beta 1.0.0 OSV-2 new',
  ]);
  // Monitoring says what reading the document says: the same findings, under the same fingerprints.
  const { items: systems } = await client.systems.list({ query: {} });
  const one = systems.find(({ name }) => name === 'One');
  const again = await client.documents.upload({
    params: { id: one?.id ?? '' },
    query: { kind: 'sbom', builtAt: new Date().toISOString() },
    body: sbom('alpha@1.0.0', 'beta@1.0.0'),
  });
  await expect
    .poll(async () => (await client.documents.read({ params: { id: again.id } })).state, { timeout: 30_000 })
    .toBe('current');
  expect((await listed()).filter((text) => text.startsWith('One'))).toEqual([
    'One: alpha 1.0.0 OSV-1 fixed',
    'One: beta 1.0.0 OSV-2 new',
  ]);
  readers.close();
  await database.close();
});

test('findings of checks stay, and an index that is gone takes no finding with it', async () => {
  const { client } = server.browser();
  await client.sessions.signIn({
    body: { organisation: 'st-mary', email: 'otto@st-mary.example', password: PASSWORD },
  });
  const { organisation } = await client.sessions.me();
  const [programme] = (await client.programmes.list({ query: {} })).items;
  const { id } = await client.systems.create({
    body: { programme: programme?.id ?? '', name: 'Four', ...NEW_SYSTEM },
  });
  const sent = async (builtAt: string): Promise<Document> => {
    const query = { kind: 'sbom', builtAt } as const;
    const one = await client.documents.upload({ params: { id }, query, body: sbom('delta@1.0.0') });
    const read = (): Promise<Document> => client.documents.read({ params: { id: one.id } });
    await expect.poll(async () => (await read()).state, { timeout: 30_000 }).toBe('current');
    return read();
  };
  const listed = async (): Promise<string[]> => {
    const { items } = await client.findings.list({ query: { system: id, open: 'false' } });
    return items.map(({ rule, state }) => `${rule} ${state}`).sort();
  };
  const indexes = storeOf({ THERIAC_DATA: data }).indexes;
  const database = new Database({ url: server.databaseUrl });
  const again = (): Promise<Rematched> =>
    rematch({ database, indexes, clock: () => new Date('2026-08-22T00:00:00Z') }, organisation.id);
  await sent('2026-08-21T00:00:00.000Z');
  expect(await listed()).toEqual(['THERIAC-LIC-REVIEW new']);
  await advise({ 'OSV-3': ['delta', '2.0.0'] });
  await again();
  const both = ['OSV-3 new', 'THERIAC-LIC-REVIEW new'];
  expect(await listed()).toEqual(both);
  rmSync(join(indexes, 'npm.idx'));
  expect(await again()).toMatchObject({ changed: 0, gone: 0 });
  const { gaps } = await sent('2026-08-22T00:00:00.000Z');
  expect(gaps.map(({ area }) => area)).toContain('vulnerabilities');
  expect(await listed()).toEqual(both);
  await advise({ 'OSV-9': ['omega', '2.0.0'] });
  await again();
  expect(await listed()).toEqual(['OSV-3 fixed', 'THERIAC-LIC-REVIEW new']);
  await database.close();
});
