/** Tokens of CI jobs over the interface, with a CI service on this machine. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApiProblem, createClient } from '@theriac/contract/client';
import { type Browser, founded, type TestServer, testServer } from '@theriac/testing/server';
import { type CryptoKey, exportJWK, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { matchesPattern } from './claims.ts';

let server: TestServer;
let admin: Browser;
let service: Server;
let issuer: string;
let key: CryptoKey;
let ruleId: string;
let accountId: string;
let now = new Date('2026-11-28T12:00:00.000Z');

beforeAll(async () => {
  const pair = await generateKeyPair('RS256');
  key = pair.privateKey;
  const jwks = { keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'k', alg: 'RS256', use: 'sig' }] };
  service = createServer((request, answer) => {
    const body = request.url === '/jwks' ? jwks : { issuer, jwks_uri: `${issuer}/jwks` };
    answer.setHeader('content-type', 'application/json').end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
  server = await testServer(inject('serverData'), { clock: () => now, trustedHops: 1 });
  admin = await founded(server);
  const account = await admin.client.accounts.create({ body: { kind: 'service', name: 'Pipeline' } });
  accountId = account.id;
  await admin.client.accounts.setGrants({
    params: { id: account.id },
    body: {
      version: 1,
      grants: [{ role: 'developer', scope: { kind: 'organisation' } }],
      reason: 'uploads results',
    },
  });
  const rule = await admin.client.ci.create({
    body: {
      name: 'Portal, main',
      account: account.id,
      issuer,
      audience: 'theriac',
      claims: { repository: 'st-mary/portal-*', ref: 'refs/heads/main' },
      permissions: ['system:read', 'upload:execute'],
    },
  });
  ruleId = rule.id;
});
afterAll(async () => {
  await server.stop();
  service.close();
});

let jobs = 0;
function job(change: JWTPayload = {}): Promise<string> {
  jobs += 1;
  const at = Math.floor(now.getTime() / 1000);
  return new SignJWT({
    iss: issuer,
    aud: 'theriac',
    sub: `repo:st-mary/portal-web:ref:refs/heads/main`,
    repository: 'st-mary/portal-web',
    ref: 'refs/heads/main',
    iat: at,
    exp: at + 300,
    jti: String(jobs),
    ...change,
  })
    .setProtectedHeader({ alg: 'RS256', kid: 'k' })
    .sign(key);
}

const exchange = (token: string) =>
  server.browser().client.ci.exchange({ body: { organisation: 'st-mary', token } });

async function refusal(token: string): Promise<string> {
  const error = await exchange(token).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(ApiProblem);
  expect((error as ApiProblem).problem.code).toBe('SIGN_IN_FAILED');
  const { items } = await admin.client.audit.list({ query: { limit: 1 } });
  expect(items[0]?.action).toBe('token.exchange-refused');
  return items[0]?.reason ?? '';
}

describe('a job', () => {
  test('gets a token of fifteen minutes with the permissions of the rule, once', async () => {
    const token = await job();
    const got = await exchange(token);
    expect(got.expiresAt).toBe('2026-11-28T12:15:00.000Z');
    const client = createClient({ baseUrl: server.address, token: got.token });
    expect((await client.sessions.me()).permissions).toEqual(['system:read', 'upload:execute']);
    expect(await refusal(token)).toBe('the token was exchanged before');
    const before = now;
    now = new Date(now.getTime() + 15 * 60_000);
    await expect(client.sessions.me()).rejects.toMatchObject({ problem: { code: 'NOT_SIGNED_IN' } });
    now = before;
  });

  test.each<readonly [string, () => Promise<string>, string]>([
    ['of another repository', () => job({ repository: 'evil/portal-web' }), 'no rule has its claims'],
    ['of a branch', () => job({ ref: 'refs/heads/feature' }), 'no rule has its claims'],
    [
      'with a list of repositories',
      () => job({ repository: ['st-mary/portal-web'] }),
      'no rule has its claims',
    ],
    ['for another audience', () => job({ aud: 'other' }), 'the signature or the time is wrong'],
    ['expired', () => job({ exp: now.getTime() / 1000 - 61 }), 'the signature or the time is wrong'],
    ['too old', () => job({ iat: now.getTime() / 1000 - 8000 }), 'the signature or the time is wrong'],
    ['of another issuer', () => job({ iss: 'https://ci.evil.example' }), 'no rule names the issuer'],
    [
      'without a signature',
      async () => new UnsecuredJWT({ iss: issuer, aud: 'theriac', sub: 'x' }).encode(),
      'the signature or the time is wrong',
    ],
    [
      'signed with another key',
      async () => {
        const own = key;
        key = (await generateKeyPair('RS256')).privateKey;
        const token = await job();
        key = own;
        return token;
      },
      'the signature or the time is wrong',
    ],
    ['that is no token', async () => 'not a token, but long enough', 'no rule names the issuer'],
  ])('%s is refused', async (_, token, why) => {
    expect(await refusal(await token())).toBe(why);
  });

  test('of a removed rule has no access', async () => {
    const { token } = await exchange(await job());
    const client = createClient({ baseUrl: server.address, token });
    await client.sessions.me();
    await admin.client.ci.remove({ params: { id: ruleId } });
    await expect(client.sessions.me()).rejects.toMatchObject({ problem: { code: 'NOT_SIGNED_IN' } });
    expect(await refusal(await job())).toBe('no rule names the issuer');
    expect((await admin.client.tokens.list({ params: { id: accountId } })).items).toEqual([]);
  });
});

test.each([
  ['st-mary/portal', 'st-mary/*', true],
  ['st-mary/portal/x', 'st-mary/*', false],
  ['refs/heads/release-1.2', 'refs/heads/release-*', true],
  ['abcabc', 'a*c*c', true],
  ['abc', 'ab*bc', false],
  ['main', 'main', true],
  ['mainx', 'main', false],
])('%s, %s: %s', (text, pattern, expected) => {
  expect(matchesPattern(text, pattern)).toBe(expected);
});
