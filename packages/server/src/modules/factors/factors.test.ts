/** Second factors over the interface. */
import { randomBytes } from 'node:crypto';
import { ApiProblem, type Client } from '@theriac/contract/client';
import { SoftwareAuthenticator } from '@theriac/testing/authenticator';
import { type Browser, founded, PASSWORD, type TestServer, testServer } from '@theriac/testing/server';
import { TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';

let server: TestServer;
let admin: Browser;
let now = new Date('2026-11-28T12:00:00.000Z');
beforeAll(async () => {
  server = await testServer(inject('serverData'), { clock: () => now, trustedHops: 1 });
  admin = await founded(server);
});
afterAll(() => server.stop());

async function problem(running: Promise<unknown>): Promise<string> {
  try {
    await running;
  } catch (error) {
    if (error instanceof ApiProblem) return `${error.status} ${error.problem.code}`;
    throw error;
  }
  return 'no problem';
}

const later = (seconds: number): void => {
  now = new Date(now.getTime() + seconds * 1000);
};

const signIn = (browser: Browser, name: string, code?: string) =>
  browser.client.sessions.signIn({
    body: {
      organisation: 'st-mary',
      email: `${name}@st-mary.example`,
      password: PASSWORD,
      ...(code === undefined ? {} : { code }),
    },
  });

/** A person with a role, signed in. */
async function person(name: string, role: 'developer' | 'auditor' | 'admin' = 'developer'): Promise<Browser> {
  await signIn(admin, 'ada');
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

const codeOf = (secret: string): string => new TOTP({ secret }).generate({ timestamp: now.getTime() });

async function enrolled(client: Client): Promise<{ secret: string; recoveryCodes: readonly string[] }> {
  const { secret } = await client.factors.startTotp();
  const { recoveryCodes } = await client.factors.confirmTotp({ body: { code: codeOf(secret) } });
  return { secret, recoveryCodes };
}

const actions = async (): Promise<readonly string[]> =>
  (await admin.client.audit.list({ query: { limit: 200 } })).items.map(({ action }) => action);

async function secondFactorFor(roles: readonly ('auditor' | 'developer')[]): Promise<void> {
  await signIn(admin, 'ada');
  const policy = await admin.client.signInPolicy.read();
  await admin.client.signInPolicy.update({ body: { ...policy, secondFactorRoles: [...roles] } });
}

describe('authenticators', () => {
  test('count once they are confirmed; each code is accepted once', async () => {
    const browser = await person('tom');
    const { secret, uri } = await browser.client.factors.startTotp();
    expect(uri).toContain('otpauth://totp/');
    // Not confirmed: the password is enough.
    await signIn(server.browser(), 'tom');
    expect(await problem(browser.client.factors.confirmTotp({ body: { code: '000000' } }))).toBe(
      '409 NOT_ALLOWED_NOW',
    );
    const other = server.browser();
    await signIn(other, 'tom');
    const code = codeOf(secret);
    await browser.client.factors.confirmTotp({ body: { code } });
    // The other session did not show the factor.
    expect(await problem(other.client.sessions.me())).toBe('401 NOT_SIGNED_IN');
    await browser.client.sessions.me();
    expect(await problem(signIn(other, 'tom'))).toBe('401 SECOND_FACTOR');
    expect(await problem(signIn(other, 'tom', code))).toBe('401 SIGN_IN_FAILED');
    later(30);
    const next = codeOf(secret);
    await signIn(other, 'tom', next);
    expect(await problem(signIn(server.browser(), 'tom', next))).toBe('401 SIGN_IN_FAILED');
    const list = await other.client.sessions.list();
    expect(list.items.map(({ method }) => method)).toContain('second-factor');
  });

  test('one code that is sent many times at once signs in once', async () => {
    const browser = await person('ralf');
    const { secret } = await enrolled(browser.client);
    later(30);
    const code = codeOf(secret);
    const outcomes = await Promise.all(
      Array.from({ length: 4 }, () => problem(signIn(server.browser(), 'ralf', code))),
    );
    expect(outcomes.filter((one) => one === 'no problem')).toHaveLength(1);
  });

  test('wrong codes lock the account as wrong passwords do', async () => {
    const browser = await person('lena');
    const { secret } = await enrolled(browser.client);
    later(30);
    for (let i = 0; i < 5; i += 1)
      expect(await problem(signIn(server.browser(), 'lena', '000000'))).toBe('401 SIGN_IN_FAILED');
    expect(await problem(signIn(server.browser(), 'lena', codeOf(secret)))).toBe('401 SIGN_IN_FAILED');
    later(60);
    await signIn(server.browser(), 'lena', codeOf(secret));
  });

  test('recovery codes stand in, once each', async () => {
    const browser = await person('rita');
    const { recoveryCodes } = await enrolled(browser.client);
    expect(new Set(recoveryCodes).size).toBe(10);
    const [code = ''] = recoveryCodes;
    const other = server.browser();
    await signIn(other, 'rita', code.toLowerCase().replaceAll('-', ' '));
    expect(await problem(signIn(server.browser(), 'rita', code))).toBe('401 SIGN_IN_FAILED');
    expect((await other.client.factors.list()).recoveryCodes).toBe(9);
    const renewed = await other.client.factors.newRecoveryCodes();
    expect(await problem(signIn(server.browser(), 'rita', recoveryCodes[1]))).toBe('401 SIGN_IN_FAILED');
    await signIn(server.browser(), 'rita', renewed.recoveryCodes[0]);
    expect(await actions()).toContain('factor.recovery-code-used');
  });

  test('a step-up takes the second factor, not the password', async () => {
    const browser = await person('sven');
    const { secret } = await enrolled(browser.client);
    later(301);
    expect(await problem(browser.client.factors.removeTotp())).toBe('403 STEP_UP');
    expect(await problem(browser.client.sessions.stepUp({ body: { password: PASSWORD } }))).toBe(
      '401 SECOND_FACTOR',
    );
    expect(await problem(browser.client.sessions.stepUp({ body: { code: '000000' } }))).toBe(
      '401 SIGN_IN_FAILED',
    );
    await browser.client.sessions.stepUp({ body: { code: codeOf(secret) } });
    await browser.client.factors.removeTotp();
    await signIn(server.browser(), 'sven');
  });
});

describe('roles that need a second factor', () => {
  test('an account without one may only enrol', async () => {
    const browser = await person('olga', 'auditor');
    await browser.client.organisations.current();
    await secondFactorFor(['auditor']);
    // The open session as well.
    expect(await problem(browser.client.organisations.current())).toBe('403 ENROL');
    expect(await problem(browser.client.audit.list({ query: {} }))).toBe('403 ENROL');
    expect(await browser.client.sessions.me()).toMatchObject({ mustEnrol: true });
    expect(await signIn(browser, 'olga')).toMatchObject({ mustEnrol: true });
    const { secret } = await enrolled(browser.client);
    await browser.client.organisations.current();
    expect(await problem(browser.client.factors.removeTotp())).toBe('409 NOT_ALLOWED_NOW');
    later(30);
    expect(await signIn(browser, 'olga', codeOf(secret))).toMatchObject({ mustEnrol: false });
    await secondFactorFor([]);
  });

  test('a role that is given later asks for it at once, and for a new confirmation', async () => {
    await secondFactorFor(['auditor']);
    const browser = await person('nora');
    const { account } = await browser.client.sessions.me();
    await admin.client.accounts.setGrants({
      params: { id: account.id },
      body: {
        version: account.version,
        grants: [{ role: 'auditor', scope: { kind: 'organisation' } }],
        reason: 'audits',
      },
    });
    expect(await problem(browser.client.organisations.current())).toBe('403 ENROL');
    expect(await problem(browser.client.factors.startTotp())).toBe('403 STEP_UP');
    await browser.client.sessions.stepUp({ body: { password: PASSWORD } });
    await browser.client.factors.startTotp();
    await secondFactorFor([]);
  });

  test('two changes of the rules do not overwrite each other', async () => {
    await signIn(admin, 'ada');
    const policy = await admin.client.signInPolicy.read();
    const outcomes = await Promise.all(
      (['auditor', 'developer'] as const).map((role) =>
        problem(admin.client.signInPolicy.update({ body: { ...policy, secondFactorRoles: [role] } })),
      ),
    );
    expect(outcomes.sort()).toEqual(['409 CONFLICT', 'no problem']);
    await secondFactorFor([]);
  });
});

describe('passkeys', () => {
  const challengeOf = (options: unknown): string => (options as { challenge: string }).challenge;
  const made = (verifiesUser = true): SoftwareAuthenticator =>
    new SoftwareAuthenticator({ origin: server.address, rpId: '127.0.0.1', verifiesUser });

  async function register(browser: Browser, key: SoftwareAuthenticator): Promise<unknown> {
    const { challenge, options } = await browser.client.factors.startPasskey();
    const response = key.register(challengeOf(options));
    return browser.client.factors.addPasskey({ body: { challenge, name: 'Key', response } });
  }

  async function assert(browser: Browser, key: SoftwareAuthenticator): Promise<unknown> {
    const { challenge, options } = await browser.client.factors.startPasskeySignIn({
      body: { organisation: 'st-mary' },
    });
    const response = key.assert(challengeOf(options));
    return browser.client.factors.passkeySignIn({ body: { organisation: 'st-mary', challenge, response } });
  }

  test('sign in without a password; the password alone is not enough any more', async () => {
    const browser = await person('pia');
    const key = made();
    await register(browser, key);
    expect(await problem(signIn(server.browser(), 'pia'))).toBe('401 SECOND_FACTOR');
    const other = server.browser();
    expect(await assert(other, key)).toMatchObject({ account: { email: 'pia@st-mary.example' } });
    later(301);
    const { challenge, options } = await other.client.factors.startPasskeyStepUp();
    const response = key.assert(challengeOf(options));
    await other.client.factors.passkeyStepUp({ body: { challenge, response } });
    const [passkey] = (await other.client.factors.list()).passkeys;
    await other.client.factors.removePasskey({ params: { id: passkey?.id ?? '' } });
    expect(await problem(assert(server.browser(), key))).toBe('401 SIGN_IN_FAILED');
  });

  test('what is not verified, not of this server or repeated is refused', async () => {
    const browser = await person('paul');
    expect(await problem(register(browser, made(false)))).toBe('409 NOT_ALLOWED_NOW');
    const foreign = made();
    foreign.settings = { origin: 'https://evil.example', rpId: '127.0.0.1' };
    expect(await problem(register(browser, foreign))).toBe('409 NOT_ALLOWED_NOW');
    const key = made();
    await register(browser, key);
    const guest = server.browser();
    const { origin, rpId } = key.settings;
    for (const settings of [
      { origin, rpId, verifiesUser: false },
      { origin: 'https://evil.example', rpId },
      { origin, rpId: 'evil.example' },
    ]) {
      key.settings = settings;
      expect(await problem(assert(guest, key)), JSON.stringify(settings)).toBe('401 SIGN_IN_FAILED');
    }
    key.settings = { origin, rpId };
    const { challenge, options } = await guest.client.factors.startPasskeySignIn({
      body: { organisation: 'st-mary' },
    });
    const response = key.assert(challengeOf(options));
    const again = { body: { organisation: 'st-mary', challenge, response } };
    await guest.client.factors.passkeySignIn(again);
    expect(await problem(guest.client.factors.passkeySignIn(again))).toBe('401 SIGN_IN_FAILED');
    // A copy of the key: its counter stands behind.
    key.counter = 1;
    expect(await problem(assert(guest, key))).toBe('401 SIGN_IN_FAILED');
    await signIn(admin, 'ada');
    expect((await actions()).filter((one) => one === 'session.failed').length).toBeGreaterThan(4);
  });
});

describe('a lost factor', () => {
  test('is removed by two administrators, and the trail names both', async () => {
    const browser = await person('otto');
    await enrolled(browser.client);
    const { account } = await browser.client.sessions.me();
    const second = await person('berta', 'admin');
    const given = { params: { id: account.id }, body: { reason: 'phone lost' } };
    expect(await admin.client.factors.reset(given)).toEqual({ state: 'waits-for-second' });
    expect(await admin.client.factors.reset(given)).toEqual({ state: 'waits-for-second' });
    expect(await problem(signIn(server.browser(), 'otto'))).toBe('401 SECOND_FACTOR');
    expect(await second.client.factors.reset(given)).toEqual({ state: 'done' });
    expect(await problem(browser.client.sessions.me())).toBe('401 NOT_SIGNED_IN');
    await signIn(server.browser(), 'otto');
    const { items } = await admin.client.audit.list({ query: { action: 'factor.reset' } });
    const [ada, berta] = [await admin.client.sessions.me(), await second.client.sessions.me()];
    expect(items[0]?.changes).toEqual([
      { field: 'requestedBy', before: null, after: ada.account.id },
      { field: 'approvedBy', before: null, after: berta.account.id },
    ]);
    expect(
      await problem(admin.client.factors.reset({ params: { id: ada.account.id }, body: { reason: 'x' } })),
    ).toBe('409 NOT_ALLOWED_NOW');
  });
});

test('a session of a cookie that somebody else chose is not taken up, and a new one opens no new limit', async () => {
  const { organisation } = await admin.client.sessions.me();
  const packed = Buffer.from(organisation.id.replaceAll('-', ''), 'hex').toString('base64url');
  const chosen = (): string =>
    `__Host-theriac_session=ths_${packed}_${randomBytes(32).toString('base64url')}`;
  const attempt = (cookie: string) =>
    fetch(`${server.address}/api/v1/sessions`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json' },
      body: JSON.stringify({ organisation: 'st-mary', email: 'ada@st-mary.example', password: PASSWORD }),
    });
  const cookie = chosen();
  const answer = await attempt(cookie);
  expect(answer.status).toBe(201);
  expect(answer.headers.get('set-cookie')).toContain('theriac_session=ths_');
  expect(answer.headers.get('set-cookie')).not.toContain(cookie);
  expect((await fetch(`${server.address}/api/v1/me`, { headers: { cookie } })).status).toBe(401);
  await signIn(server.browser(), 'ada');
  // Of the caller, whom the trusted proxy names.
  expect((await admin.client.audit.list({ query: {} })).items[0]?.address).toMatch(/^10\.0\./);
  const answers: number[] = [];
  for (let i = 0; i < 25; i += 1) answers.push((await attempt(chosen())).status);
  expect(answers).toContain(429);
});
