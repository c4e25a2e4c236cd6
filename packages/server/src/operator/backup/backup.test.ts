/** A server, its backup, and a server of the backup in an empty folder. */
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parseNoteKey, verifyBundle } from '@theriac/formats/audit';
import {
  type Browser,
  browserOf,
  founded,
  NEW_SYSTEM,
  PASSWORD,
  type TestServer,
  testServer,
} from '@theriac/testing/server';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { startServer } from '../../start-server.ts';
import { restoreBackup } from './restore-backup.ts';
import { verifyBackup } from './verify-backup.ts';
import { writeBackup } from './write-backup.ts';

const PASSPHRASE = 'a passphrase for tests';
const folder = mkdtempSync(join(tmpdir(), 'theriac-backup-'));
// Whoever runs PostgreSQL comes through it.
chmodSync(folder, 0o755);
const source = join(folder, 'source');
const file = join(folder, 'theriac.backup');
let server: TestServer;
let owner: Browser;
let system: string;

beforeAll(async () => {
  server = await testServer(inject('serverData'), {
    dataFolder: source,
    indexes: join(inject('sampleData'), 'index'),
  });
  const admin = await founded(server);
  for (const role of ['system-owner', 'auditor'] as const) {
    const account = await admin.client.accounts.create({
      body: { kind: 'person', name: `The ${role}`, email: `${role}@st-mary.example`, password: PASSWORD },
    });
    await admin.client.accounts.setGrants({
      params: { id: account.id },
      body: { version: 1, grants: [{ role, scope: { kind: 'organisation' } }], reason: 'test' },
    });
  }
  owner = await signedIn(server.browser(), 'system-owner');
  const programme = await owner.client.programmes.create({ body: { name: 'Portals', description: '' } });
  const made = await owner.client.systems.create({
    body: {
      programme: programme.id,
      name: 'Portal',
      ...NEW_SYSTEM,
      patientFacing: true,
      exposure: 'open',
      publiclyExposed: true,
      dataClasses: ['phi'],
    },
  });
  system = made.id;
  await upload(owner, 'minimist', '0.0.8');
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function signedIn(browser: Browser, role: string): Promise<Browser> {
  await browser.client.sessions.signIn({
    body: { organisation: 'st-mary', email: `${role}@st-mary.example`, password: PASSWORD },
  });
  return browser;
}

async function upload({ client }: Browser, name: string, version: string): Promise<string> {
  const body = Buffer.from(
    JSON.stringify({
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      components: [{ type: 'library', name, version, purl: `pkg:npm/${name}@${version}` }],
    }),
  );
  const { id } = await client.documents.upload({ params: { id: system }, query: { kind: 'sbom' }, body });
  for (let tries = 0; tries < 600; tries += 1) {
    const { state } = await client.documents.read({ params: { id } });
    if (state !== 'queued') return state;
    await new Promise((done) => setTimeout(done, 50));
  }
  return 'queued';
}

const asked = () => ({
  dataFolder: source,
  databaseUrl: server.databaseUrl,
  passphrase: PASSPHRASE,
  now: new Date('2026-11-28T12:00:00Z'),
});

const findingsOf = async ({ client }: Browser): Promise<unknown> => {
  const { items } = await client.findings.list({ query: { open: 'false' } });
  return items;
};

test('what was backed up while the server served is served again out of an empty folder', async () => {
  const auditor = await signedIn(server.browser(), 'auditor');
  const checkpoint = await auditor.client.audit.makeCheckpoint();
  const { key } = await auditor.client.audit.key();
  const before = await findingsOf(owner);
  expect((before as unknown[]).length).toBeGreaterThan(0);
  const made = await writeBackup({ ...asked(), file });
  expect(made.missing).toBe(0);
  const bytes = readFileSync(file);
  for (const text of ['minimist', 'st-mary', 'wrapping']) expect(bytes.includes(text)).toBe(false);
  const target = join(folder, 'target');
  const verdict = await restoreBackup({ dataFolder: target, file, passphrase: PASSPHRASE });
  expect(verdict).toEqual({
    at: '2026-11-28T12:00:00.000Z',
    rows: made.rows,
    files: made.files,
    events: checkpoint.size,
    checkpoints: 1,
  });
  const restored = await startServer({
    version: '0.0.0-test',
    dataFolder: target,
    host: '127.0.0.1',
    port: 0,
    trustedHops: 0,
    indexes: join(inject('sampleData'), 'index'),
  });
  try {
    expect(restored.setupToken).toBeUndefined();
    // Sessions do not come back; accounts do.
    const again = browserOf(restored.address);
    await expect(again.client.sessions.me()).rejects.toThrow();
    await signedIn(again, 'system-owner');
    expect(await findingsOf(again)).toEqual(before);
    expect(await upload(again, 'minimist', '1.2.8')).toBe('current');
    const trail = await (await signedIn(browserOf(restored.address), 'auditor')).client.audit.bundle();
    async function* chunks(): AsyncGenerator<Uint8Array> {
      yield trail;
    }
    const held = [{ name: 'before the backup', note: checkpoint.note }];
    const bundle = await verifyBundle({ chunks: chunks(), held, keys: [parseNoteKey(key)] });
    expect(bundle).toMatchObject({ holds: true, signedUpTo: checkpoint.size });
    expect(bundle.events).toBeGreaterThan(checkpoint.size);
  } finally {
    await restored.stop();
  }
  await expect(restoreBackup({ dataFolder: target, file, passphrase: PASSPHRASE })).rejects.toThrow(
    'is not empty',
  );
  const other = { dataFolder: join(folder, 'other'), databaseUrl: server.databaseUrl };
  await expect(restoreBackup({ ...other, file, passphrase: PASSPHRASE })).rejects.toThrow(
    'database is not empty',
  );
});

test('a backup that was changed or cut off, and another passphrase, are told before anything is written', async () => {
  const whole = join(folder, 'whole.backup');
  await writeBackup({ ...asked(), file: whole });
  await expect(writeBackup({ ...asked(), file: whole })).rejects.toThrow('already');
  await expect(writeBackup({ ...asked(), file: `${whole}2`, passphrase: 'short' })).rejects.toThrow(
    'at least 12',
  );
  const bytes = readFileSync(whole);
  const flipped = Buffer.from(bytes);
  flipped[2000] = (flipped[2000] ?? 0) ^ 1;
  const cases = [
    flipped,
    bytes.subarray(0, -1),
    bytes.subarray(0, 100),
    gzipSync('{"end":{"rows":0,"files":0}}\n'),
  ];
  for (const [at, content] of cases.entries()) {
    const path = join(folder, `changed-${at}`);
    writeFileSync(path, content);
    await expect(verifyBackup(path, PASSPHRASE)).rejects.toThrow('not whole');
    const empty = join(folder, `empty-${at}`);
    mkdirSync(empty);
    await expect(restoreBackup({ dataFolder: empty, file: path, passphrase: PASSPHRASE })).rejects.toThrow(
      'not whole',
    );
  }
  await expect(verifyBackup(whole, 'another passphrase')).rejects.toThrow('another passphrase');
});

test('a backup of a trail that was changed in the database says at which event', async () => {
  const client = new pg.Client({ connectionString: server.databaseUrl });
  await client.connect();
  const change = async (from: string, to: string): Promise<void> => {
    await client.query('BEGIN');
    await client.query('SET LOCAL session_replication_role = replica');
    await client.query('UPDATE theriac.audit_event SET body = replace(body, $1, $2) WHERE seq = 3', [
      from,
      to,
    ]);
    await client.query('COMMIT');
  };
  await change('session.started', 'session.ended');
  const path = join(folder, 'broken.backup');
  await writeBackup({ ...asked(), file: path });
  await change('session.ended', 'session.started');
  await client.end();
  await expect(verifyBackup(path, PASSPHRASE)).rejects.toThrow(/^event 3 of organisation \S+ was changed/);
});
