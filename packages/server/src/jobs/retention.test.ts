/** Retention on a real server: told first, deleted only when it is switched on, never what is on hold. */
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openNote, parseNoteKey } from '@theriac/formats/audit';
import {
  type Browser,
  founded,
  NEW_SYSTEM,
  PASSWORD,
  type TestServer,
  testServer,
} from '@theriac/testing/server';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { signingKey } from '../audit/signing-key.ts';
import { Blobs } from '../blobs/blobs.ts';
import { Database } from '../database/database.ts';
import { runRetention } from './retention.ts';

const dataFolder = mkdtempSync(join(tmpdir(), 'theriac-retention-'));
let server: TestServer;
let database: Database;
let owner: pg.Client;
let org: string;
let system: string;
const people = new Map<string, Browser>();

beforeAll(async () => {
  server = await testServer(inject('serverData'), {
    dataFolder,
    indexes: join(inject('sampleData'), 'index'),
  });
  database = new Database({ url: server.databaseUrl, size: 2 });
  owner = new pg.Client({ connectionString: server.databaseUrl });
  await owner.connect();
  const admin = await founded(server);
  org = (await admin.client.sessions.me()).organisation.id;
  for (const role of ['system-owner', 'legal-reviewer', 'security-official', 'auditor'] as const) {
    const email = `${role}@st-mary.example`;
    const account = await admin.client.accounts.create({
      body: { kind: 'person', name: `The ${role}`, email, password: PASSWORD },
    });
    await admin.client.accounts.setGrants({
      params: { id: account.id },
      body: { version: 1, grants: [{ role, scope: { kind: 'organisation' } }], reason: 'test' },
    });
    const browser = server.browser();
    await browser.client.sessions.signIn({ body: { organisation: 'st-mary', email, password: PASSWORD } });
    people.set(role, browser);
  }
  const programme = await as('system-owner').programmes.create({
    body: { name: 'Portals', description: '' },
  });
  const made = await as('system-owner').systems.create({
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
  await owner.end();
  await database.close();
  await server.stop();
  rmSync(dataFolder, { recursive: true, force: true });
});

function as(role: string): Browser['client'] {
  const browser = people.get(role);
  if (browser === undefined) throw new Error(`nobody is ${role}`);
  return browser.client;
}

interface Sent {
  readonly id: string;
  readonly sha256: string;
}

async function upload(name: string, stream: string, builtAt: string): Promise<Sent> {
  const body = Buffer.from(
    JSON.stringify({
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      components: [{ type: 'library', name, version: '1.0.0', purl: `pkg:npm/${name}@1.0.0` }],
    }),
  );
  const { id, sha256 } = await as('system-owner').documents.upload({
    params: { id: system },
    query: { kind: 'sbom', stream, builtAt },
    body,
  });
  for (let tries = 0; tries < 600; tries += 1) {
    const { state } = await as('system-owner').documents.read({ params: { id } });
    if (state !== 'queued') return { id, sha256 };
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error('the document stayed in the queue');
}

/** Three documents that were replaced seven years ago, one that was replaced today, and those that count. */
async function documents(stream: string): Promise<readonly Sent[]> {
  const sent: Sent[] = [];
  for (const [at, name] of ['one', 'two', 'three', 'four', 'five'].entries())
    sent.push(await upload(`${stream}-${name}`, stream, `2026-01-0${at + 1}T00:00:00.000Z`));
  const old = sent.slice(0, 3).map(({ id }) => id);
  await owner.query(
    `UPDATE theriac.document SET superseded_at = superseded_at - interval '7 years' WHERE id = ANY($1)`,
    [old],
  );
  return sent;
}

const fileOf = (sha256: string): string => join(dataFolder, 'documents', org, sha256.slice(0, 2), sha256);

async function run(): Promise<void> {
  const key = signingKey(join(dataFolder, 'keys'));
  const blobs = new Blobs(join(dataFolder, 'documents'));
  await runRetention({ database, blobs, key, clock: () => new Date() }, org);
}

const remaining = async (): Promise<string[]> => {
  const { rows } = await owner.query<{ id: string }>('SELECT id FROM theriac.document ORDER BY id');
  return rows.map(({ id }) => id);
};

test('what is due is told, kept while the rule is a dry run or a hold is on it, and deleted with a certificate', async () => {
  const sent = await documents('main');
  const [one, two, three, four, five] = sent;
  if (!(one && two && three && four && five)) throw new Error('five were sent');
  const all = sent.map(({ id }) => id).sort();
  const { items } = await as('auditor').retention.due({ query: {} });
  expect(items.map(({ id, isOnHold }) => [id, isOnHold])).toEqual(
    [one, two, three].map(({ id }) => [id, false]),
  );
  await run();
  expect(await remaining()).toEqual(all);
  await expect(as('security-official').retention.run()).rejects.toThrow('The rule is a dry run');

  // The same content counts elsewhere: its file stays.
  await upload('main-two', 'other', '2026-01-09T00:00:00.000Z');
  const made = await as('legal-reviewer').retention.hold({
    body: { scope: { kind: 'document', id: three.id }, reason: 'litigation', until: null },
  });
  await as('security-official').retention.setRule({
    body: { years: 6, mode: 'enforce', reason: 'policy 12' },
  });
  const held = await as('auditor').retention.due({ query: {} });
  expect(held.items.map(({ isOnHold }) => isOnHold)).toEqual([false, false, true]);
  await run();
  const left = await remaining();
  expect(left).not.toContain(one.id);
  expect(left).not.toContain(two.id);
  expect(left).toEqual(expect.arrayContaining([three.id, four.id, five.id]));
  expect([one, two, three, four, five].map(({ sha256 }) => existsSync(fileOf(sha256)))).toEqual([
    false,
    true,
    true,
    true,
    true,
  ]);

  const { items: certificates } = await as('auditor').retention.certificates({ query: {} });
  expect(certificates.map((certificate) => certificate.documents)).toEqual([2]);
  const note = certificates[0]?.note ?? '';
  const { key } = await as('auditor').audit.key();
  const raw = parseNoteKey(key).publicKey;
  const { noteKey } = await import('@theriac/formats/audit');
  const opened = openNote(note, [noteKey(`theriac/deletion/${org}`, raw)]);
  const told = opened.state === 'signed' ? (JSON.parse(opened.text.split('\n')[1] ?? '') as object) : opened;
  expect(told).toMatchObject({
    organisation: org,
    rule: { recordClass: 'document', years: 6 },
    documents: [one, two].map(({ id, sha256 }) => ({ id, sha256, system })),
  });
  const { items: events } = await as('auditor').audit.list({ query: { action: 'retention.deleted' } });
  expect(events[0]?.changes).toEqual(
    [one, two].map(({ id, sha256 }) => ({ field: `document ${id}`, before: sha256, after: null })),
  );

  // Nobody releases a hold alone.
  const release = (role: string) =>
    as(role).retention.release({ params: { id: made.id }, body: { reason: 'settled' } });
  await expect(release('legal-reviewer')).rejects.toThrow('Another person');
  expect(await release('security-official')).toMatchObject({ releasedBy: 'The security-official' });
  await expect(release('security-official')).rejects.toThrow('released already');
  await run();
  expect(await remaining()).not.toContain(three.id);
  expect(existsSync(fileOf(three.sha256))).toBe(false);
  expect(readdirSync(join(dataFolder, 'documents', 'incoming'))).toEqual([]);
});

test.each([
  ['the organisation', () => ({ kind: 'organisation' }) as const],
  ['its system', () => ({ kind: 'system', id: system }) as const],
])('a hold on %s keeps everything of it, until its time is over', async (name, scope) => {
  await documents(name.replaceAll(' ', '-'));
  const before = await remaining();
  const until = new Date(Date.now() + 60_000).toISOString();
  const { id } = await as('security-official').retention.hold({
    body: { scope: scope(), reason: 'inquiry', until },
  });
  await run();
  expect(await remaining()).toEqual(before);
  await owner.query(`UPDATE theriac.legal_hold SET until = now() - interval '1 second' WHERE id = $1`, [id]);
  await run();
  expect((await remaining()).length).toBe(before.length - 3);
});

test('a hold on what is not there is refused', async () => {
  const scope = { kind: 'document', id: '01890000-0000-7000-8000-00000000dead' } as const;
  await expect(
    as('security-official').retention.hold({ body: { scope, reason: 'x', until: null } }),
  ).rejects.toThrow('There is nothing');
});

test('files of a run that was interrupted are removed by the next', async () => {
  const sent = await documents('late');
  const key = signingKey(join(dataFolder, 'keys'));
  const broken = new Blobs(join(dataFolder, 'documents'));
  broken.remove = () => {
    throw new Error('interrupted');
  };
  const interrupted = runRetention({ database, blobs: broken, key, clock: () => new Date() }, org);
  await expect(interrupted).rejects.toThrow('interrupted');
  const old = sent.slice(0, 3).map(({ sha256 }) => fileOf(sha256));
  expect(old.map(existsSync)).toEqual([true, true, true]);
  await run();
  expect(old.map(existsSync)).toEqual([false, false, false]);
});
