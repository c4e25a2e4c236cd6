/** The audit trail of a real server: proved, exported, verified offline, and changed in the database behind its back. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  leafHash,
  openNote,
  parseCheckpoint,
  parseNoteKey,
  verifyConsistency,
  verifyInclusion,
} from '@theriac/formats/audit';
import { runInProcess } from '@theriac/testing/run-in-process';
import { type Browser, founded, PASSWORD, type TestServer, testServer } from '@theriac/testing/server';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'theriac-audit-'));
const second = join(folder, 'second');
let server: TestServer;
let admin: Browser;
let auditor: Browser;
let owner: pg.Client;
let org: string;

async function signedIn(email: string): Promise<Browser> {
  const browser = server.browser();
  await browser.client.sessions.signIn({ body: { organisation: 'st-mary', email, password: PASSWORD } });
  return browser;
}

beforeAll(async () => {
  server = await testServer(inject('serverData'), { checkpointFolder: second });
  admin = await founded(server);
  org = (await admin.client.sessions.me()).organisation.id;
  const account = await admin.client.accounts.create({
    body: { kind: 'person', name: 'Auda Auditor', email: 'auda@st-mary.example', password: PASSWORD },
  });
  await admin.client.accounts.setGrants({
    params: { id: account.id },
    body: { version: 1, grants: [{ role: 'auditor', scope: { kind: 'organisation' } }], reason: 'audit' },
  });
  auditor = await signedIn('auda@st-mary.example');
  owner = new pg.Client({ connectionString: server.databaseUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Events, made as people make them. */
async function work(times: number): Promise<void> {
  for (let done = 0; done < times; done += 1) {
    const { version } = await admin.client.organisations.current();
    await admin.client.organisations.update({ body: { version, name: `Hospital ${version}` } });
  }
}

async function exported(name: string): Promise<string> {
  const path = join(folder, name);
  writeFileSync(path, await auditor.client.audit.bundle());
  return path;
}

async function verdictOf(
  path: string,
  ...options: string[]
): Promise<{ code: number; faults: string[]; signedUpTo: number; events: number }> {
  const { code, stdout } = await runInProcess(['audit', 'verify', path, '--json', ...options]);
  const { faults, signedUpTo, events } = JSON.parse(stdout) as {
    faults: { kind: string; from: number | null; to: number | null }[];
    signedUpTo: number;
    events: number;
  };
  return { code, faults: faults.map(({ kind, from, to }) => `${kind} ${from}-${to}`), signedUpTo, events };
}

const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');

test('an auditor proves events and growth with what was kept, and verifies the export offline', async () => {
  await work(5);
  const first = await auditor.client.audit.makeCheckpoint();
  expect(await auditor.client.audit.makeCheckpoint()).toEqual(first);
  await work(9);
  const next = await auditor.client.audit.makeCheckpoint();
  expect(next.size).toBe(first.size + 9);
  const { key } = await auditor.client.audit.key();
  for (const { note, size, root } of [first, next]) {
    const opened = openNote(note, [parseNoteKey(key)]);
    expect(opened.state === 'signed' && parseCheckpoint(opened.text)).toMatchObject({
      size,
      root: bytes(root),
    });
  }
  for (let seq = 1; seq <= next.size; seq += 1) {
    const { hash, proof, checkpoint } = await auditor.client.audit.proveEvent({ params: { seq }, query: {} });
    expect(checkpoint).toEqual(seq <= first.size ? first : next);
    expect(
      verifyInclusion({
        leaf: leafHash(bytes(hash)),
        index: seq - 1,
        size: checkpoint.size,
        proof: proof.map(bytes),
        root: bytes(checkpoint.root),
      }),
    ).toBe(true);
  }
  const { proof } = await auditor.client.audit.proveConsistency({
    query: { from: first.size, to: next.size },
  });
  expect(
    verifyConsistency({
      from: { size: first.size, root: bytes(first.root) },
      to: { size: next.size, root: bytes(next.root) },
      proof: proof.map(bytes),
    }),
  ).toBe(true);
  const { items } = await auditor.client.audit.checkpoints({ query: { limit: 1 } });
  expect(items).toEqual([next]);
  const checkpoint = join(folder, 'held.checkpoint');
  const keys = join(folder, 'held.key');
  writeFileSync(checkpoint, first.note);
  writeFileSync(keys, `${key}\n`);
  const path = await exported('whole.ndjson');
  expect(await verdictOf(path, '--checkpoint', checkpoint, '--key', keys)).toEqual({
    code: 0,
    faults: [],
    signedUpTo: next.size,
    events: next.size,
  });
  const { stdout } = await runInProcess(['audit', 'verify', path]);
  expect(stdout).toContain('the trail holds');
  expect(stdout).toContain('What this cannot show:\n  Whether events at the end were removed');
  const { items: last } = await auditor.client.audit.list({ query: { limit: 1 } });
  expect(last[0]).toMatchObject({
    action: 'audit.exported',
    changes: [{ field: 'events', before: null, after: next.size }],
  });
});

test('accounts that are disabled, and even deleted behind the back of the server, leave the trail whole', async () => {
  const { items } = await admin.client.accounts.list({ query: {} });
  const auda = items.find(({ name }) => name === 'Auda Auditor');
  const made = await admin.client.accounts.create({
    body: { kind: 'person', name: 'Leah Leaver', email: 'leah@st-mary.example', password: PASSWORD },
  });
  const leah = await signedIn('leah@st-mary.example');
  await leah.client.sessions.signOut();
  await admin.client.accounts.setState({
    params: { id: made.id },
    body: { version: 1, state: 'disabled', reason: 'left' },
  });
  await asOwner(`DELETE FROM theriac.session WHERE account_id = '${made.id}'`);
  await asOwner(`DELETE FROM theriac.password_history WHERE account_id = '${made.id}'`);
  await asOwner(`DELETE FROM theriac.account WHERE id = '${made.id}'`);
  expect(auda).toBeDefined();
  await auditor.client.audit.makeCheckpoint();
  const path = await exported('leaver.ndjson');
  expect(await verdictOf(path)).toMatchObject({ code: 0, faults: [] });
  expect(readFileSync(path, 'utf8')).toContain('"display":"Leah Leaver"');
});

/** With all triggers off, as somebody who owns the database can. */
async function asOwner(...statements: string[]): Promise<void> {
  await owner.query('BEGIN');
  await owner.query('SET LOCAL session_replication_role = replica');
  for (const statement of statements) await owner.query(statement);
  await owner.query('COMMIT');
}

const EVENT = 'theriac.audit_event';

describe('what was changed in the database is told', () => {
  let held: { readonly path: string; readonly size: number };
  beforeAll(async () => {
    await work(4);
    const { note, size } = await auditor.client.audit.makeCheckpoint();
    held = { path: join(folder, 'before.checkpoint'), size };
    writeFileSync(held.path, note);
    await owner.query('CREATE TABLE public.kept AS SELECT * FROM theriac.audit_event');
    await owner.query('CREATE TABLE public.kept_head AS SELECT * FROM theriac.audit_head');
  });

  const change = (body: string): string => `replace(${body}, 'Hospital', 'Infirmary')`;

  test.each<[string, (last: number) => string[], (last: number) => string[]]>([
    ['an edit', () => [`UPDATE ${EVENT} SET body = ${change('body')} WHERE seq = 8`], () => ['edited 8-8']],
    [
      'an edit with its hash computed anew',
      () => [
        `UPDATE ${EVENT} SET body = ${change('body')} WHERE seq = 8`,
        `UPDATE ${EVENT} SET hash = sha256(convert_to(body, 'UTF8') || prev_hash) WHERE seq = 8`,
      ],
      () => ['relinked 9-9', expect.stringMatching(/^rewritten 1-/) as string],
    ],
    ['a deletion', () => [`DELETE FROM ${EVENT} WHERE seq = 9`], () => ['deleted 9-9']],
    [
      'an exchange of two events',
      () => [
        `UPDATE ${EVENT} SET seq = 0 WHERE seq = 7`,
        `UPDATE ${EVENT} SET seq = 7 WHERE seq = 8`,
        `UPDATE ${EVENT} SET seq = 8 WHERE seq = 0`,
      ],
      () => ['reordered 7-7'],
    ],
    [
      'an insertion, with the numbers behind it moved',
      () => [
        `UPDATE ${EVENT} SET seq = seq + 100000 WHERE seq >= 10`,
        `INSERT INTO ${EVENT} SELECT org_id, 10, at, action, actor_id, object_id, body, prev_hash, hash FROM ${EVENT} WHERE seq = 9`,
        `UPDATE ${EVENT} SET seq = seq - 99999 WHERE seq > 100000`,
        'UPDATE theriac.audit_head SET seq = seq + 1',
      ],
      () => ['inserted 9-9'],
    ],
    [
      'the removal of the end',
      (last) => [`DELETE FROM ${EVENT} WHERE seq >= ${last - 2}`],
      (last) => [`truncated ${last - 2}-${last}`],
    ],
    [
      'the removal of the end with its checkpoints and the count',
      (last) => [
        `DELETE FROM ${EVENT} WHERE seq >= ${last - 2}`,
        `DELETE FROM theriac.audit_checkpoint WHERE size >= ${last - 2}`,
        `UPDATE theriac.audit_head SET seq = ${last - 3}, hash = (SELECT hash FROM ${EVENT} WHERE seq = ${last - 3})`,
      ],
      (last) => [`truncated ${last - 2}-${last}`],
    ],
  ])('%s', async (name, statements, expected) => {
    await owner.query('CREATE TABLE public.kept_checkpoint AS SELECT * FROM theriac.audit_checkpoint');
    try {
      await asOwner(...statements(held.size));
      const path = join(folder, `${name.length}.ndjson`);
      writeFileSync(path, await auditor.client.audit.bundle());
      const { code, faults } = await verdictOf(path, '--checkpoint', held.path);
      const isOfEvents = (one: string): boolean => !one.startsWith('incomplete');
      expect(code).toBe(1);
      expect([...new Set(faults.filter(isOfEvents))].slice(0, 2)).toEqual(expected(held.size));
    } finally {
      await asOwner(
        `DELETE FROM ${EVENT}`,
        `INSERT INTO ${EVENT} SELECT * FROM public.kept`,
        'DELETE FROM theriac.audit_head',
        'INSERT INTO theriac.audit_head SELECT * FROM public.kept_head',
        'DELETE FROM theriac.audit_checkpoint',
        'INSERT INTO theriac.audit_checkpoint SELECT * FROM public.kept_checkpoint',
        'DROP TABLE public.kept_checkpoint',
      );
    }
  });

  test('the server signs no checkpoint over a trail that was changed', async () => {
    await work(3);
    await asOwner(`UPDATE ${EVENT} SET body = ${change('body')} WHERE seq = ${held.size + 2}`);
    await expect(auditor.client.audit.makeCheckpoint()).rejects.toThrow(
      `The audit trail does not hold: the content of event ${held.size + 2} was changed.`,
    );
    await asOwner(
      `UPDATE ${EVENT} SET body = replace(body, 'Infirmary', 'Hospital') WHERE seq = ${held.size + 2}`,
    );
    await auditor.client.audit.makeCheckpoint();
  });
});

test('after a thousand events a checkpoint is made and put in the second place; proofs go over all of them', async () => {
  const { rows } = await owner.query<{ seq: string; hash: Buffer }>(
    'SELECT seq, hash FROM theriac.audit_head',
  );
  const from = Number(rows[0]?.seq);
  // Written by the functions of the server, without its interface.
  const { appendEvents } = await import('./append.ts');
  const { Database } = await import('../database/database.ts');
  const database = new Database({ url: server.databaseUrl, size: 1 });
  const actor = { kind: 'job', id: null, display: 'test' } as const;
  const context = { org, actor, address: null, requestId: 'test', now: new Date() };
  const notes = Array.from({ length: 1005 - from }, () => ({ action: 'organisation.changed' }) as const);
  await database.in(org, (db) => appendEvents(db, context, notes));
  await database.close();
  const place = join(second, org);
  const file = join(place, '000000001005.checkpoint');
  for (let tries = 0; tries < 600 && !existsSync(file); tries += 1)
    await new Promise((done) => setTimeout(done, 50));
  expect(readdirSync(place)).toContain('public-key.txt');
  const [newest] = (await auditor.client.audit.checkpoints({ query: {} })).items;
  expect(newest).toMatchObject({ size: 1005, note: readFileSync(file, 'utf8') });
  for (const seq of [1, 255, 256, 257, 512, 1000, 1005]) {
    const { hash, proof, checkpoint } = await auditor.client.audit.proveEvent({
      params: { seq },
      query: { size: 1005 },
    });
    expect(
      verifyInclusion({
        leaf: leafHash(bytes(hash)),
        index: seq - 1,
        size: 1005,
        proof: proof.map(bytes),
        root: bytes(checkpoint.root),
      }),
    ).toBe(true);
  }
  const { items } = await auditor.client.audit.checkpoints({ query: { limit: 200 } });
  for (const from of items) {
    const { proof, to } = await auditor.client.audit.proveConsistency({
      query: { from: from.size, to: 1005 },
    });
    expect(
      verifyConsistency({
        from: { size: from.size, root: bytes(from.root) },
        to: { size: to.size, root: bytes(to.root) },
        proof: proof.map(bytes),
      }),
    ).toBe(true);
  }
  const path = await exported('long.ndjson');
  expect(await verdictOf(path, '--checkpoint', file, '--key', join(place, 'public-key.txt'))).toMatchObject({
    code: 0,
    signedUpTo: 1005,
  });
});

test.each([
  [['nothing.ndjson'], /^theriac: .*THERIAC_FILE/s],
  [['DIR/whole.ndjson', '--key', 'DIR/whole.ndjson'], /THERIAC_SIGNATURE/],
  [['DIR/whole.ndjson', '--checkpoint', 'DIR'], /THERIAC_FILE/],
])('%j cannot be read', async (args, message) => {
  const { code, stderr } = await runInProcess([
    'audit',
    'verify',
    ...args.map((one) => one.replace('DIR', folder)),
  ]);
  expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
});
