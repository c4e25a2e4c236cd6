/**
 * API, worker and database are killed at random while documents are sent: each document that was acknowledged is there
 * once, nothing of it happened twice, and the audit trail holds together.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { ApiProblem, type Client, createClient } from '@theriac/contract/client';
import { FIRST_HASH, hashOf } from '@theriac/formats/audit';
import { embeddedDatabase } from '@theriac/server/embedded';
import { seeded } from '@theriac/testing/seeded';
import { browserOf, NEW_SYSTEM, PASSWORD } from '@theriac/testing/server';
import pg from 'pg';
import { afterAll, expect, inject, test } from 'vitest';
import { folderWith, MAIN, ROOT, removeFolders } from './run-cli.ts';

/** The server is a package of its own, which runs on the Node.js of this repository. */
const NODE = process.execPath;

afterAll(removeFolders);

const DOCUMENTS = 40;
const KILLS = 6;
const STREAMS = 8;

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

async function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/** A process of the server that is started again whenever it is gone. */
class Process {
  readonly #args: readonly string[];
  #child: ChildProcess | undefined;
  #isWanted = true;
  told = '';

  constructor(args: readonly string[]) {
    this.#args = args;
    this.#start();
  }

  kill(): void {
    this.#child?.kill('SIGKILL');
  }

  async stop(): Promise<void> {
    this.#isWanted = false;
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((done) => child.once('exit', done));
    child.kill('SIGINT');
    await ended;
  }

  #start(): void {
    const child = spawn(NODE, [MAIN, 'serve', ...this.#args], {
      cwd: ROOT,
      env: { PATH: process.env.PATH ?? '' },
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.told += text;
    });
    child.stdout.resume();
    child.once('exit', () => {
      if (this.#isWanted) setTimeout(() => this.#start(), 200);
    });
    this.#child = child;
  }
}

function sbom(number: number): Uint8Array {
  const components = Array.from({ length: 50 }, (_, i) => {
    const name = i === 0 ? 'minimist' : `package-${(number * 7 + i) % 90}`;
    const version = i === 0 ? `0.0.${number % 9}` : `1.${number % 5}.0`;
    return { type: 'library', name, version, purl: `pkg:npm/${name}@${version}` };
  });
  return Buffer.from(JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', components }));
}

/** As a client does that wants to be sure: again and again, with the same time of the build. */
async function sent<T>(run: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries += 1)
    try {
      return await run();
    } catch (error) {
      if (tries > 300 || (error instanceof ApiProblem && error.status < 500)) throw error;
      await pause(200);
    }
}

test('killed at random', { timeout: 240_000 }, async () => {
  const folder = folderWith();
  chmodSync(folder, 0o755);
  const data = join(folder, 'data');
  mkdirSync(join(data, 'index'), { recursive: true });
  for (const index of ['npm.idx', 'facts.idx'])
    copyFileSync(join(inject('sampleData'), 'index', index), join(data, 'index', index));
  const port = await freePort();
  const api = new Process(['--data', data, '--port', String(port), '--role', 'api', '--log', 'error']);
  await expect.poll(() => api.told, { timeout: 120_000 }).toContain('The link works once.');
  const worker = new Process(['--data', data, '--role', 'worker', '--log', 'error']);
  try {
    const address = `http://127.0.0.1:${port}`;
    const { client, system } = await prepared(address, api);
    const random = seeded(7);
    const uploads: Promise<string>[] = [];
    let kills = 0;
    for (let number = 0; number < DOCUMENTS; number += 1) {
      const query = {
        kind: 'sbom' as const,
        stream: `stream ${number % STREAMS}`,
        builtAt: new Date(Date.UTC(2026, 7, 1, 0, 0, number)).toISOString(),
      };
      uploads.push(
        sent(() => client.documents.upload({ params: { id: system }, query, body: sbom(number) })).then(
          ({ id }) => id,
        ),
      );
      await pause(60);
      if (number % Math.floor(DOCUMENTS / KILLS) === 3) {
        const victim = Math.floor(random() * 3);
        if (victim === 0) api.kill();
        else if (victim === 1) worker.kill();
        else killDatabase(data);
        kills += 1;
      }
    }
    const acknowledged = await Promise.all(uploads);
    expect(kills).toBeGreaterThanOrEqual(KILLS);
    expect(new Set(acknowledged).size).toBe(DOCUMENTS);
    const states = async (): Promise<Readonly<Record<string, number>>> => {
      const counts: Record<string, number> = {};
      let after: string | undefined;
      do {
        const page = await sent(() =>
          client.documents.list({
            params: { id: system },
            query: { limit: 200, ...(after === undefined ? {} : { after }) },
          }),
        );
        for (const { state } of page.items) counts[state] = (counts[state] ?? 0) + 1;
        after = page.next;
      } while (after !== undefined);
      return counts;
    };
    await expect
      .poll(states, { timeout: 120_000, interval: 500 })
      .toEqual({ current: STREAMS, superseded: DOCUMENTS - STREAMS });
    await checkDatabase(data);
  } finally {
    await worker.stop();
    await api.stop();
  }
});

async function prepared(
  address: string,
  api: Process,
): Promise<{ readonly client: Client; readonly system: string }> {
  const [, token = ''] = /setup#(\S+)/.exec(api.told) ?? [];
  const admin = browserOf(address);
  await admin.client.setup.create({
    body: {
      token,
      organisation: { slug: 'st-mary', name: 'St Mary Hospital' },
      administrator: { name: 'Ada Admin', email: 'ada@st-mary.example', password: PASSWORD },
    },
  });
  const person = await admin.client.accounts.create({
    body: { kind: 'person', name: 'Otto Owner', email: 'otto@st-mary.example', password: PASSWORD },
  });
  const service = await admin.client.accounts.create({ body: { kind: 'service', name: 'CI' } });
  for (const [id, role] of [
    [person.id, 'system-owner'],
    [service.id, 'developer'],
  ] as const)
    await admin.client.accounts.setGrants({
      params: { id },
      body: { version: 1, grants: [{ role, scope: { kind: 'organisation' } }], reason: 'test' },
    });
  const { secret } = await admin.client.tokens.create({
    params: { id: service.id },
    body: { name: 'pipeline', permissions: ['upload:execute', 'system:read'], days: 1 },
  });
  const otto = browserOf(address);
  await otto.client.sessions.signIn({
    body: { organisation: 'st-mary', email: 'otto@st-mary.example', password: PASSWORD },
  });
  const programme = await otto.client.programmes.create({ body: { name: 'All', description: '' } });
  const { id } = await otto.client.systems.create({
    body: {
      programme: programme.id,
      name: 'Portal',
      ...NEW_SYSTEM,
      patientFacing: true,
      exposure: 'open',
      publiclyExposed: true,
      dataClasses: ['phi'],
      distribution: ['saas'],
    },
  });
  return { client: createClient({ baseUrl: address, token: secret }), system: id };
}

function killDatabase(data: string): void {
  try {
    const [pid] = readFileSync(join(data, 'database', 'postmaster.pid'), 'utf8').split('\n');
    process.kill(Number(pid), 'SIGKILL');
  } catch {
    // It is being started again at this moment.
  }
}

async function checkDatabase(data: string): Promise<void> {
  const database = await embeddedDatabase(data, false);
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    const { rows: events } = await client.query<{
      seq: string;
      action: string;
      object_id: string;
      body: string;
      prev_hash: Buffer;
      hash: Buffer;
    }>('SELECT seq, action, object_id, body, prev_hash, hash FROM theriac.audit_event ORDER BY seq');
    let hash: Buffer = FIRST_HASH;
    for (const [i, event] of events.entries()) {
      expect(Number(event.seq)).toBe(i + 1);
      expect(event.prev_hash.equals(hash)).toBe(true);
      hash = hashOf(event.body, hash);
      expect(event.hash.equals(hash)).toBe(true);
    }
    for (const action of ['document.received', 'document.processed']) {
      const about = events.filter((event) => event.action === action).map((event) => event.object_id);
      expect(about.length, action).toBe(DOCUMENTS);
      expect(new Set(about).size, action).toBe(DOCUMENTS);
    }
    // No finding was told twice.
    const { rows } = await client.query<{ found: string; distinct: string }>(
      `SELECT count(*) AS found, count(DISTINCT finding_id) AS distinct FROM theriac.finding_event WHERE kind = 'found'`,
    );
    expect(rows[0]?.found).toBe(rows[0]?.distinct);
  } finally {
    await client.end();
    await database.stop();
  }
}
