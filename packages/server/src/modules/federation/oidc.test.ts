/** Signing in with OpenID Connect over the interface, at a provider on this machine. */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApiProblem } from '@theriac/contract/client';
import { type Browser, founded, type TestServer, testServer } from '@theriac/testing/server';
import Provider from 'oidc-provider';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';

let server: TestServer;
let admin: Browser;
let listener: Server;
let issuer: string;
let providerId: string;
let handle: ReturnType<Provider['callback']>;
const SECRET = randomBytes(24).toString('hex');
let claims: Record<string, unknown> = {};

/** A provider with a key of its own: a second one is the first after its keys were changed. */
function providerOf(keyId: string, clientSecret = SECRET): Provider {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return new Provider(issuer, {
    clients: [
      {
        client_id: 'theriac',
        client_secret: clientSecret,
        redirect_uris: [`${server.address}/sign-in/oidc`],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    jwks: {
      keys: [{ ...privateKey.export({ format: 'jwk' }), kid: keyId, use: 'sig', alg: 'RS256' } as never],
    },
    claims: { openid: ['sub', 'groups'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    cookies: { keys: [randomBytes(16).toString('hex')] },
    findAccount: (_, sub) => ({ accountId: sub, claims: async () => ({ sub, ...claims }) }),
    loadExistingGrant: async (context) => {
      const { provider, client, session } = context.oidc;
      const grant = new provider.Grant({
        clientId: client?.clientId ?? '',
        accountId: session?.accountId ?? '',
      });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
  });
}

beforeAll(async () => {
  listener = createServer((request, answer) => void handle(request, answer));
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(listener.address() as AddressInfo).port}`;
  server = await testServer(inject('serverData'), { trustedHops: 1 });
  admin = await founded(server);
  handle = providerOf('first').callback();
  const { id } = await admin.client.identityProviders.create({
    body: {
      kind: 'oidc',
      name: 'Own',
      issuer,
      clientId: 'theriac',
      clientSecret: SECRET,
      domains: ['st-mary.example'],
      groupRules: [{ group: 'dev', role: 'developer', scope: { kind: 'organisation' } }],
    },
  });
  providerId = id;
});
afterAll(async () => {
  await server.stop();
  listener.close();
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

const begin = (browser: Browser) =>
  browser.client.sso.begin({ body: { organisation: 'st-mary', provider: providerId } });

interface CameBack {
  readonly state: string;
  readonly code: string;
  readonly iss: string;
}

/** What a person does at the provider: signs in; the provider then sends the browser back. */
async function atProvider(url: string, login: string): Promise<CameBack> {
  const jar = new Map<string, string>();
  const visit = async (to: string, form?: Readonly<Record<string, string>>): Promise<Response> => {
    const answer = await fetch(to, {
      redirect: 'manual',
      headers: {
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form).toString() }),
    });
    for (const set of answer.headers.getSetCookie()) {
      const [pair = ''] = set.split(';', 1);
      jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    return answer;
  };
  const next = (answer: Response): string => new URL(answer.headers.get('location') ?? '', issuer).href;
  const interaction = next(await visit(url));
  const submitted = await visit(interaction, { prompt: 'login', login, password: 'any' });
  const resumed = await visit(next(submitted));
  const back = new URL(next(resumed)).searchParams;
  return { state: back.get('state') ?? '', code: back.get('code') ?? '', iss: back.get('iss') ?? '' };
}

const finish = (browser: Browser, secret: string, back: Partial<CameBack>) =>
  browser.client.sso.oidcFinish({
    body: { organisation: 'st-mary', secret, state: '-', code: '-', ...back },
  });

async function signIn(login: string) {
  const browser = server.browser();
  const { url, secret } = await begin(browser);
  return finish(browser, secret, await atProvider(url, login));
}

describe('a sign-in', () => {
  test('makes an account with the roles of its groups', async () => {
    claims = { email: 'dora@st-mary.example', email_verified: true, name: 'Dora', groups: ['dev', 'all'] };
    const { account } = await signIn('dora');
    expect(account).toMatchObject({ name: 'Dora', email: 'dora@st-mary.example' });
    expect(account.grants).toEqual([{ role: 'developer', scope: { kind: 'organisation' } }]);
    claims = { ...claims, groups: [] };
    expect((await signIn('dora')).account).toMatchObject({ id: account.id, grants: [] });
  });

  test('works on after the provider changed its keys', async () => {
    claims = { email: 'kim@st-mary.example', email_verified: true, name: 'Kim' };
    await signIn('kim');
    handle = providerOf('second').callback();
    expect((await signIn('kim')).account.name).toBe('Kim');
  });

  test('asks with PKCE, state and nonce', async () => {
    const { url } = await begin(server.browser());
    const asked = new URL(url).searchParams;
    expect(asked.get('code_challenge_method')).toBe('S256');
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(asked.get(name)?.length).toBeGreaterThan(40);
  });
});

describe('refused', () => {
  test('a second time, in another browser, with another issuer or state', async () => {
    claims = { email: 'rob@st-mary.example', email_verified: true, name: 'Rob' };
    const browser = server.browser();
    const first = await begin(browser);
    const back = await atProvider(first.url, 'rob');
    await finish(browser, first.secret, back);
    expect(await problem(finish(browser, first.secret, back))).toBe('SIGN_IN_FAILED');

    const second = await begin(browser);
    const stolen = await atProvider(second.url, 'rob');
    const victim = server.browser();
    const own = await begin(victim);
    expect(await problem(finish(victim, own.secret, stolen))).toBe('SIGN_IN_FAILED');
    // The code of one sign-in with the state of another: PKCE.
    expect(
      await problem(
        finish(victim, own.secret, { ...stolen, state: new URL(own.url).searchParams.get('state') ?? '' }),
      ),
    ).toBe('SIGN_IN_FAILED');

    const third = await begin(browser);
    const mixed = await atProvider(third.url, 'rob');
    expect(await problem(finish(browser, third.secret, { ...mixed, iss: 'https://idp.evil.example' }))).toBe(
      'SIGN_IN_FAILED',
    );
    const { items } = await admin.client.audit.list({ query: { action: 'session.failed' } });
    expect(items.map(({ reason }) => reason)).toEqual([
      'the provider does not confirm it',
      'the provider does not confirm it',
      'another browser began it',
      'it answers no open request',
    ]);
  });

  test('an address that is not verified, or of another domain', async () => {
    claims = { email: 'eve@st-mary.example', email_verified: false };
    expect(await problem(signIn('eve'))).toBe('SIGN_IN_FAILED');
    claims = { email: 'eve@evil.example', email_verified: true };
    expect(await problem(signIn('eve'))).toBe('SIGN_IN_FAILED');
  });

  test('a provider whose tokens are signed with a key that it does not show', async () => {
    claims = { email: 'zoe@st-mary.example', email_verified: true };
    const browser = server.browser();
    const { url, secret } = await begin(browser);
    const back = await atProvider(url, 'zoe');
    const honest = handle;
    const other = providerOf('second').callback();
    // Its own keys, at the address where the other one's are asked for.
    handle = (request, answer) => (request.url === '/jwks' ? other : honest)(request, answer);
    expect(await problem(finish(browser, secret, back))).toBe('SIGN_IN_FAILED');
    handle = honest;
  });
});

test('the secret of the client is not in the settings', async () => {
  const { items } = await admin.client.identityProviders.list();
  expect(JSON.stringify(items)).not.toContain(SECRET);
});
