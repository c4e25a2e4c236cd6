/** Access in an emergency over the interface. */
import { ApiProblem } from '@theriac/contract/client';
import { type Browser, founded, PASSWORD, type TestServer, testServer } from '@theriac/testing/server';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';

let server: TestServer;
let admin: Browser;
let nurse: Browser;
let adminId: string;
let now = new Date('2026-11-28T02:00:00.000Z');

beforeAll(async () => {
  server = await testServer(inject('serverData'), { clock: () => now, trustedHops: 1 });
  admin = await founded(server);
  adminId = (await admin.client.sessions.me()).account.id;
  nurse = await person('nora', 'system-owner');
});
afterAll(() => server.stop());

async function person(name: string, role: 'system-owner' | 'viewer'): Promise<Browser> {
  const { id } = await admin.client.accounts.create({
    body: { kind: 'person', name: `Person ${name}`, email: `${name}@st-mary.example`, password: PASSWORD },
  });
  await admin.client.accounts.setGrants({
    params: { id },
    body: { version: 1, grants: [{ role, scope: { kind: 'organisation' } }], reason: 'test' },
  });
  const browser = server.browser();
  await signIn(browser, name);
  return browser;
}

const signIn = (browser: Browser, name: string) =>
  browser.client.sessions.signIn({
    body: { organisation: 'st-mary', email: `${name}@st-mary.example`, password: PASSWORD },
  });

async function problem(running: Promise<unknown>): Promise<string> {
  try {
    await running;
  } catch (error) {
    if (error instanceof ApiProblem) return error.problem.code;
    throw error;
  }
  return 'no problem';
}

const start = (browser: Browser, change: object = {}) =>
  browser.client.breakGlass.start({
    body: { reason: 'ransomware in the portal', informs: adminId, minutes: 60, ...change },
  });

test('takes a reason, a second person and a role that may', async () => {
  const me = await nurse.client.sessions.me();
  expect(await problem(start(nurse, { minutes: 241 }))).toBe('INVALID');
  expect(await problem(start(nurse, { reason: ' ' }))).toBe('INVALID');
  expect(await problem(start(nurse, { informs: me.account.id }))).toBe('NOT_ALLOWED_NOW');
  const viewer = await person('vera', 'viewer');
  const { account } = await viewer.client.sessions.me();
  expect(await problem(start(nurse, { informs: account.id }))).toBe('NOT_ALLOWED_NOW');
  expect(await problem(start(viewer))).toBe('FORBIDDEN');
});

test('gives a role for its time, tells the second person, and records every read', async () => {
  expect(await problem(nurse.client.audit.list({ query: {} }))).toBe('FORBIDDEN');
  const { id, endsAt } = await start(nurse);
  expect(endsAt).toBe('2026-11-28T03:00:00.000Z');
  expect(await problem(start(nurse))).toBe('NOT_ALLOWED_NOW');
  await nurse.client.audit.list({ query: {} });
  await nurse.client.accounts.read({ params: { id: adminId } });
  // A read that fails is one as well.
  expect(await problem(nurse.client.accounts.read({ params: { id } }))).toBe('NOT_FOUND');

  const { items } = await admin.client.audit.list({ query: { limit: 5 } });
  expect(items.map(({ action, object }) => `${action} ${object?.id ?? ''}`)).toEqual([
    `break-glass.read /api/v1/accounts/${id}`,
    `break-glass.read /api/v1/accounts/${adminId}`,
    'break-glass.read /api/v1/audit/events',
    `break-glass.started ${id}`,
    expect.stringMatching(/^session\.started /),
  ]);
  expect(items[3]).toMatchObject({ reason: 'ransomware in the portal', actor: { display: 'Person nora' } });

  const client = new pg.Client({ connectionString: server.databaseUrl });
  await client.connect();
  const notices = await client.query('SELECT account_id, kind, sent_at, body FROM theriac.notice');
  await client.end();
  expect(notices.rows).toEqual([
    {
      account_id: adminId,
      kind: 'break-glass.started',
      sent_at: null,
      body: expect.objectContaining({ breakGlass: id, reason: 'ransomware in the portal' }),
    },
  ]);

  now = new Date('2026-11-28T03:00:00.000Z');
  await signIn(nurse, 'nora');
  expect(await problem(nurse.client.audit.list({ query: {} }))).toBe('FORBIDDEN');
});

test('ends when it is ended', async () => {
  await start(nurse);
  await nurse.client.audit.list({ query: {} });
  await nurse.client.breakGlass.end();
  expect(await problem(nurse.client.audit.list({ query: {} }))).toBe('FORBIDDEN');
  expect(await problem(nurse.client.breakGlass.end())).toBe('NOT_FOUND');
});
