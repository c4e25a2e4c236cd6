/** Passwords over the interface: what is refused, how guessing is slowed down, and how a new one is set. */
import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApiProblem } from '@theriac/contract/client';
import { type Browser, founded, PASSWORD, type TestServer, testServer } from '@theriac/testing/server';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';

let server: TestServer;
let admin: Browser;
let list: Server;
let now = new Date('2026-11-28T12:00:00.000Z');
const asked: string[] = [];
const BREACHED = 'a heron stands still';
const UNLISTED = 'four grey herons wade';

beforeAll(async () => {
  list = createServer((request, answer) => {
    const prefix = request.url?.split('/').at(-1) ?? '';
    asked.push(prefix);
    const hash = createHash('sha1').update(BREACHED).digest('hex').toUpperCase();
    const padding = createHash('sha1').update(UNLISTED).digest('hex').toUpperCase();
    const rows = [`${hash.slice(5)}:3`, `${padding.slice(5)}:0`];
    answer.end(rows.join('\r\n'));
  });
  await new Promise<void>((resolve) => list.listen(0, '127.0.0.1', resolve));
  server = await testServer(inject('serverData'), {
    clock: () => now,
    trustedHops: 1,
    breachList: `http://127.0.0.1:${(list.address() as AddressInfo).port}/range/`,
  });
  admin = await founded(server);
});
afterAll(async () => {
  await server.stop();
  list.close();
});

async function problem(running: Promise<unknown>): Promise<string> {
  try {
    await running;
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    const [first] = error.problem.problems ?? [];
    return first === undefined ? error.problem.code : `${error.problem.code} ${first.message}`;
  }
  return 'no problem';
}

let people = 0;
async function person(password = PASSWORD): Promise<{ id: string; email: string }> {
  people += 1;
  const email = `p${people}@st-mary.example`;
  const { id } = await admin.client.accounts.create({
    body: { kind: 'person', name: 'Somebody', email, password },
  });
  return { id, email };
}

const signIn = (email: string, password = PASSWORD, browser = server.browser()) =>
  browser.client.sessions.signIn({ body: { organisation: 'st-mary', email, password } });

describe('a new password', () => {
  test.each([
    ['qwertyuiop12345', 'it is one of the most common passwords'],
    ['Passwordstandard2026!', 'it is one of the most common passwords'],
    ['dragondragondragon', 'it is one of the most common passwords'],
    ['aaaaaaaaaaaaaaaa', 'it repeats few characters'],
    ['abcdefghijklmnopq', 'it is a sequence of neighbouring characters'],
    ['somebody was here 7', 'it contains the name, the address or the organisation'],
  ])('%s: %s', async (password, why) => {
    expect(await problem(person(password))).toBe(`INVALID ${why}`);
  });

  test('needs no signs and digits, except where the organisation has older rules', async () => {
    await person('seven owls eat quietly');
    const policy = await admin.client.signInPolicy.read();
    expect(policy.passwordProfile).toBe('modern');
    const strict = await admin.client.signInPolicy.update({
      body: { ...policy, passwordProfile: 'legacy-cms' },
    });
    expect(await problem(person('seven owls eat quietly'))).toBe('INVALID it has no upper-case letter');
    expect(await problem(person('Seven owls eat quietly'))).toBe('INVALID it has no digit');
    expect(await problem(person('SevenOwlsEat7Quietly'))).toBe('INVALID it has no other character');
    await person('Seven owls eat 7 mice');
    await admin.client.signInPolicy.update({ body: { ...strict, passwordProfile: 'modern' } });
  });

  test('is compared with a list of breached ones where the organisation asks for it, by five digits', async () => {
    await person(BREACHED);
    expect(asked).toEqual([]);
    const policy = await admin.client.signInPolicy.read();
    const checked = await admin.client.signInPolicy.update({ body: { ...policy, checkBreaches: true } });
    expect(await problem(person(BREACHED))).toBe('INVALID it is in a list of breached passwords');
    await person(UNLISTED);
    expect(asked).toHaveLength(2);
    for (const prefix of asked) expect(prefix).toMatch(/^[0-9A-F]{5}$/);
    await admin.client.signInPolicy.update({ body: { ...checked, checkBreaches: false } });
  });
});

test('attempts that come at once are counted one by one, and lock once', async () => {
  const { email, id } = await person();
  const answers = await Promise.all(
    Array.from({ length: 12 }, (_, i) => problem(signIn(email, `wrong password number ${i}`))),
  );
  expect(new Set(answers)).toEqual(new Set(['SIGN_IN_FAILED']));
  const { items } = await admin.client.audit.list({ query: { action: 'session.locked' } });
  expect(items.filter(({ object }) => object?.id === id)).toHaveLength(1);
  expect(await problem(signIn(email))).toBe('SIGN_IN_FAILED');
  now = new Date(now.getTime() + 31_000);
  await signIn(email);
});

describe('a link of an administrator', () => {
  test('sets a password once, ends sessions and opens a locked account', async () => {
    const { id, email } = await person();
    const browser = server.browser();
    await signIn(email, PASSWORD, browser);
    const given = { params: { id }, body: { reason: 'forgot it' } };
    const first = await admin.client.accounts.createPasswordLink(given);
    const { token } = await admin.client.accounts.createPasswordLink(given);
    const set = (link: string, password: string) =>
      server.browser().client.accounts.usePasswordLink({ body: { token: link, password } });
    expect(await problem(set(first.token, 'nine ducks swim south'))).toBe('SIGN_IN_FAILED');
    now = new Date(now.getTime() + 1000);
    // What is refused leaves the link.
    expect(await problem(set(token, PASSWORD))).toBe('INVALID the account had it before');
    await set(token, 'nine ducks swim south');
    expect(await problem(set(token, 'ten ducks swim south'))).toBe('SIGN_IN_FAILED');
    expect(await problem(browser.client.sessions.me())).toBe('NOT_SIGNED_IN');
    expect(await problem(signIn(email))).toBe('SIGN_IN_FAILED');
    await signIn(email, 'nine ducks swim south');
  });

  test('is void after a day, and nobody makes one for themselves', async () => {
    const { id } = await person();
    const { token } = await admin.client.accounts.createPasswordLink({
      params: { id },
      body: { reason: 'new' },
    });
    now = new Date(now.getTime() + 24 * 60 * 60_000);
    const use = server.browser().client.accounts.usePasswordLink({
      body: { token, password: 'nine ducks swim south' },
    });
    expect(await problem(use)).toBe('SIGN_IN_FAILED');
    const me = await signIn('ada@st-mary.example', PASSWORD, admin);
    const own = admin.client.accounts.createPasswordLink({
      params: { id: me.account.id },
      body: { reason: 'x' },
    });
    expect(await problem(own)).toBe('NOT_ALLOWED_NOW');
  });
});
