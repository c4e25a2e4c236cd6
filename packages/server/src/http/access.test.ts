/** Every route with every role, in one's own organisation and in a foreign one. */
import { allowance, allRoutes, type Permission, ROLES, type Role, type Route } from '@theriac/contract';
import { founded, PASSWORD, type TestServer, testServer } from '@theriac/testing/server';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';

let server: TestServer;
const cookies = new Map<Role, string>();

beforeAll(async () => {
  server = await testServer(inject('serverData'));
  const admin = await founded(server);
  for (const role of ROLES) {
    const account = await admin.client.accounts.create({
      body: { kind: 'person', name: `The ${role}`, email: `${role}@st-mary.example`, password: PASSWORD },
    });
    await admin.client.accounts.setGrants({
      params: { id: account.id },
      body: { version: 1, grants: [{ role, scope: { kind: 'organisation' } }], reason: 'test' },
    });
    const browser = server.browser();
    await browser.client.sessions.signIn({
      body: { organisation: 'st-mary', email: `${role}@st-mary.example`, password: PASSWORD },
    });
    cookies.set(role, browser.cookie());
  }
});
afterAll(() => server.stop());

const NOBODYS = '01890000-0000-7000-8000-00000000dead';

async function call(
  route: Route,
  headers: Readonly<Record<string, string>>,
): Promise<{ status: number; code: string }> {
  const answer = await fetch(server.address + route.path.replace(/:\w+/g, NOBODYS), {
    method: route.method,
    headers: { ...headers, ...(route.body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(route.body === undefined ? {} : { body: '{}' }),
  });
  const text = await answer.text();
  return {
    status: answer.status,
    code: answer.status < 400 ? '' : (JSON.parse(text) as { code: string }).code,
  };
}

const routes = allRoutes().filter(({ route }) => route.access !== 'public');
/** Would end the session that the other calls need. */
const LAST = new Set(['sessions.signOut']);

describe.each(routes.filter(({ id }) => !LAST.has(id)))('$id', ({ route }) => {
  test('nobody', async () => {
    expect(await call(route, {})).toEqual({ status: 401, code: 'NOT_SIGNED_IN' });
    expect(await call(route, { cookie: 'theriac_session=ths_nothing' })).toEqual({
      status: 401,
      code: 'NOT_SIGNED_IN',
    });
  });

  test.each(ROLES)('%s', async (role) => {
    const { status, code } = await call(route, { cookie: cookies.get(role) ?? '' });
    const may = route.access === 'session' || allowance(role, route.access as Permission) !== undefined;
    if (may) expect([401, 403]).not.toContain(status);
    else expect({ status, code }).toEqual({ status: 403, code: 'FORBIDDEN' });
    expect(status).toBeLessThan(500);
  });

  test('from a page of another site', async () => {
    const foreign = await call(route, {
      cookie: cookies.get('admin') ?? '',
      origin: 'https://evil.example',
      'sec-fetch-site': 'cross-site',
    });
    if (route.method === 'GET') expect(foreign.code).not.toBe('FOREIGN_ORIGIN');
    else expect(foreign).toEqual({ status: 403, code: 'FOREIGN_ORIGIN' });
  });
});
