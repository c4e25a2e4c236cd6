/** SCIM as identity providers speak it. */
import { type Browser, founded, PASSWORD, type TestServer, testServer } from '@theriac/testing/server';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';

let server: TestServer;
let admin: Browser;
let token: string;

beforeAll(async () => {
  server = await testServer(inject('serverData'), { trustedHops: 1 });
  admin = await founded(server);
  token = await tokenOf('provisioner', 'provisioning:execute');
  await admin.client.identityProviders.create({
    body: {
      kind: 'oidc',
      name: 'Own',
      issuer: 'https://idp.st-mary.example',
      clientId: 'theriac',
      domains: ['st-mary.example'],
      groupRules: [{ group: 'Developers', role: 'developer', scope: { kind: 'organisation' } }],
    },
  });
});
afterAll(() => server.stop());

async function tokenOf(
  role: 'provisioner' | 'developer',
  permission: 'provisioning:execute' | 'system:read',
): Promise<string> {
  const { id } = await admin.client.accounts.create({ body: { kind: 'service', name: `A ${role}` } });
  await admin.client.accounts.setGrants({
    params: { id },
    body: { version: 1, grants: [{ role, scope: { kind: 'organisation' } }], reason: 'test' },
  });
  await admin.client.sessions.stepUp({ body: { password: PASSWORD } });
  const made = await admin.client.tokens.create({
    params: { id },
    body: { name: 'SCIM', permissions: [permission], days: 30 },
  });
  return made.secret;
}

interface Answer {
  readonly status: number;
  readonly etag: string | null;
  readonly body: { readonly id: string; readonly active: boolean; readonly detail: string };
}

async function call(method: string, path: string, body?: unknown, headers = {}): Promise<Answer> {
  const answer = await fetch(`${server.address}/scim/v2${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (text !== '') expect(answer.headers.get('content-type')).toMatch(/^application\/scim\+json/);
  return {
    status: answer.status,
    etag: answer.headers.get('etag'),
    body: JSON.parse(text === '' ? '{}' : text),
  };
}

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const patchOf = (...operations: readonly object[]) => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
  Operations: operations,
});
const created = (name: string, more = {}) =>
  call('POST', '/Users', {
    schemas: [USER],
    userName: `${name}@St-Mary.example`,
    displayName: name,
    ...more,
  });

describe('users', () => {
  test('are made, found and changed', async () => {
    const made = await created('Uma', { externalId: 'u-1', emails: [{ value: 'ignored@x.example' }] });
    expect(made).toMatchObject({
      status: 201,
      etag: 'W/"2"',
      body: { userName: 'uma@st-mary.example', displayName: 'Uma', externalId: 'u-1', active: true },
    });
    const { id } = made.body;
    for (const filter of ['userName eq "UMA@st-mary.example"', 'externalid EQ "u-1"']) {
      const found = await call('GET', `/Users?filter=${encodeURIComponent(filter)}`);
      expect(found.body).toMatchObject({
        totalResults: 1,
        startIndex: 1,
        itemsPerPage: 1,
        Resources: [{ id }],
      });
    }
    const nobody = await call('GET', `/Users?filter=${encodeURIComponent('userName eq "x@y.example"')}`);
    expect(nobody.body).toMatchObject({ totalResults: 0, Resources: [] });
    const page = await call('GET', '/Users?startIndex=2&count=1');
    expect(page.body).toMatchObject({ totalResults: 2, startIndex: 2, itemsPerPage: 1, Resources: [{ id }] });
    const changed = await call(
      'PATCH',
      `/Users/${id}`,
      patchOf({ op: 'Replace', path: 'displayName', value: 'Uma U' }),
    );
    expect(changed).toMatchObject({
      status: 200,
      etag: 'W/"3"',
      body: { displayName: 'Uma U', externalId: 'u-1' },
    });
    expect((await created('uma')).status).toBe(409);
  });

  test('a version that is not the current one is refused', async () => {
    const { body, etag } = await created('Ella');
    const path = `/Users/${body.id}`;
    const rename = patchOf({ op: 'replace', value: { displayName: 'E' } });
    expect((await call('PATCH', path, rename, { 'if-match': 'W/"1"' })).status).toBe(409);
    expect((await call('PATCH', path, rename, { 'if-match': etag })).status).toBe(200);
  });

  test('one who is deactivated loses sessions at once', async () => {
    const { id } = await admin.client.accounts.create({
      body: { kind: 'person', name: 'Leo', email: 'leo@st-mary.example', password: PASSWORD },
    });
    const browser = server.browser();
    const signIn = () =>
      browser.client.sessions.signIn({
        body: { organisation: 'st-mary', email: 'leo@st-mary.example', password: PASSWORD },
      });
    await signIn();
    // As one provider sends it.
    const off = await call(
      'PATCH',
      `/Users/${id}`,
      patchOf({ op: 'Replace', path: 'active', value: 'False' }),
    );
    expect(off.body.active).toBe(false);
    await expect(browser.client.sessions.me()).rejects.toMatchObject({ problem: { code: 'NOT_SIGNED_IN' } });
    await expect(signIn()).rejects.toMatchObject({ problem: { code: 'SIGN_IN_FAILED' } });
    await call('PATCH', `/Users/${id}`, patchOf({ op: 'replace', value: { active: true } }));
    await signIn();
    expect((await call('DELETE', `/Users/${id}`)).status).toBe(204);
    expect((await call('GET', `/Users/${id}`)).body.active).toBe(false);
  });

  test('the last administrator stays', async () => {
    const { account } = await admin.client.sessions.me();
    const off = await call(
      'PATCH',
      `/Users/${account.id}`,
      patchOf({ op: 'replace', value: { active: false } }),
    );
    expect(off).toMatchObject({ status: 409, body: { status: '409', code: 'NOT_ALLOWED_NOW' } });
    await admin.client.sessions.me();
  });
});

describe('groups', () => {
  test('give and take the roles of the rules', async () => {
    const [ina, jan] = [(await created('Ina')).body, (await created('Jan')).body];
    const roles = async (id: string) =>
      (await admin.client.accounts.read({ params: { id } })).grants.map(({ role }) => role);
    const made = await call('POST', '/Groups', { displayName: 'Developers', members: [{ value: ina.id }] });
    expect(made).toMatchObject({
      status: 201,
      etag: 'W/"1"',
      body: { members: [{ value: ina.id, display: 'Ina' }] },
    });
    expect(await roles(ina.id)).toEqual(['developer']);
    const path = `/Groups/${made.body.id}`;
    await call('PATCH', path, patchOf({ op: 'Add', path: 'members', value: [{ value: jan.id }] }));
    expect(await roles(jan.id)).toEqual(['developer']);
    await call('PATCH', path, patchOf({ op: 'remove', path: `members[value eq "${ina.id}"]` }));
    expect(await roles(ina.id)).toEqual([]);
    const found = await call('GET', `/Groups?filter=${encodeURIComponent('displayName eq "Developers"')}`);
    expect(found.body).toMatchObject({ totalResults: 1, Resources: [{ members: [{ value: jan.id }] }] });
    await call('PUT', path, { displayName: 'Others', members: [{ value: jan.id }] });
    expect(await roles(jan.id)).toEqual([]);
    expect((await call('DELETE', path)).status).toBe(204);
    expect((await call('GET', path)).status).toBe(404);
  });
});

describe('refused', () => {
  test.each([
    'userName co "x"',
    'userName eq "x" or active eq true',
    'password eq "x"',
    'userName eq "x',
    'userName eq x',
  ])('filter %s', async (filter) => {
    const { status, body } = await call('GET', `/Users?filter=${encodeURIComponent(filter)}`);
    expect(status).toBe(400);
    expect(body).toMatchObject({ schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], status: '400' });
    expect(body.detail).toContain('invalidFilter');
  });

  test('tokens of another scope, and the scope elsewhere', async () => {
    const provisioning = token;
    token = await tokenOf('developer', 'system:read');
    expect((await call('GET', '/Users')).status).toBe(403);
    token = provisioning;
    const elsewhere = await fetch(`${server.address}/api/v1/systems`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(elsewhere.status).toBe(403);
  });
});
