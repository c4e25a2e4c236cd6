/** Signing in with SAML over the interface: what is accepted, and what was used to get in without being it. */
import { ApiProblem } from '@theriac/contract/client';
import { type Answer, requestOf, SamlProvider, wrapped } from '@theriac/testing/saml-provider';
import { type Browser, founded, PASSWORD, type TestServer, testServer } from '@theriac/testing/server';
import { TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';

let server: TestServer;
let admin: Browser;
let providerId: string;
const provider = new SamlProvider('https://idp.st-mary.example/metadata');
const stranger = new SamlProvider('https://idp.other.example/metadata');

beforeAll(async () => {
  server = await testServer(inject('serverData'), { trustedHops: 1 });
  admin = await founded(server);
  const { id } = await admin.client.identityProviders.create({
    body: {
      kind: 'saml',
      name: 'St Mary',
      entityId: provider.entityId,
      signInUrl: 'https://idp.st-mary.example/sign-in',
      certificates: [provider.certificate],
      domains: ['st-mary.example'],
      groupRules: [{ group: 'Auditors', role: 'auditor', scope: { kind: 'organisation' } }],
    },
  });
  providerId = id;
});
afterAll(() => server.stop());

async function problem(running: Promise<unknown>): Promise<string> {
  try {
    await running;
  } catch (error) {
    if (error instanceof ApiProblem) return `${error.problem.code} ${error.problem.message}`;
    throw error;
  }
  return 'no problem';
}
const REFUSED = 'SIGN_IN_FAILED What was given to sign in is wrong, or the account is locked for a while.';

interface Begun {
  readonly browser: Browser;
  readonly secret: string;
  readonly answer: Answer;
}

/** A browser that was sent to the provider, and a good answer of it. */
async function begun(nameId = 'sam@st-mary.example', groups: readonly string[] = []): Promise<Begun> {
  const browser = server.browser();
  const { url, secret } = await browser.client.sso.begin({
    body: { organisation: 'st-mary', provider: providerId },
  });
  const { id, answerUrl, issuer } = requestOf(url);
  return {
    browser,
    secret,
    answer: {
      requestId: id,
      recipient: answerUrl,
      audience: issuer,
      nameId,
      attributes: { groups, name: ['Sam'] },
    },
  };
}

async function ticketOf(browser: Browser, xml: string): Promise<string> {
  const page = await browser.client.sso.samlAnswer({
    params: { organisation: 'st-mary' },
    body: { SAMLResponse: Buffer.from(xml).toString('base64') },
  });
  return /#([\w-]+)"/.exec(Buffer.from(page).toString())?.[1] ?? '';
}

const finish = (browser: Browser, ticket: string, secret: string) =>
  browser.client.sso.samlFinish({ body: { organisation: 'st-mary', ticket, secret } });

async function signedIn(nameId?: string, groups?: readonly string[]) {
  const { browser, secret, answer } = await begun(nameId, groups);
  return finish(browser, await ticketOf(browser, provider.answer(answer)), secret);
}

/** Refused without a reason for the caller, with one in the audit trail. */
async function expectRefused(browser: Browser, xml: string, why: string): Promise<void> {
  expect(await problem(ticketOf(browser, xml))).toBe(REFUSED);
  const { items } = await admin.client.audit.list({ query: { limit: 1 } });
  expect(items[0]).toMatchObject({ action: 'session.failed', reason: why });
}

describe('a good answer', () => {
  test('makes an account with the roles of its groups, and finds it again', async () => {
    const me = await signedIn('Sam@st-mary.example', ['Auditors', 'Others']);
    expect(me.account).toMatchObject({ name: 'Sam', email: 'sam@st-mary.example' });
    expect(me.account.grants).toEqual([{ role: 'auditor', scope: { kind: 'organisation' } }]);
    const again = await signedIn('Sam@st-mary.example', []);
    expect(again.account.id).toBe(me.account.id);
    expect(again.account.grants).toEqual([]);
  });

  test('of which an administrator confirms the roles does not make them permanent', async () => {
    const { account } = await signedIn('gus@st-mary.example', ['Auditors']);
    const own = { role: 'developer', scope: { kind: 'organisation' } } as const;
    const changed = await admin.client.accounts.setGrants({
      params: { id: account.id },
      body: { version: account.version, grants: [...account.grants, own], reason: 'helps out' },
    });
    expect(changed.grants.map(({ role }) => role).sort()).toEqual(['auditor', 'developer']);
    expect((await signedIn('gus@st-mary.example', [])).account.grants).toEqual([own]);
  });

  test('may be signed as a whole besides', async () => {
    const { browser, secret, answer } = await begun();
    const ticket = await ticketOf(browser, provider.answer({ ...answer, sign: 'both' }));
    expect((await finish(browser, ticket, secret)).account.email).toBe('sam@st-mary.example');
  });

  test('counts once, in the browser that asked', async () => {
    const { browser, secret, answer } = await begun();
    const xml = provider.answer(answer);
    const ticket = await ticketOf(browser, xml);
    await expectRefused(browser, xml, 'it answers no open request');
    const victim = await begun();
    expect(await problem(finish(victim.browser, ticket, victim.secret))).toBe(REFUSED);
    // The ticket is used up by the attempt.
    expect(await problem(finish(browser, ticket, secret))).toBe(REFUSED);
  });

  test('does not sign in a disabled account', async () => {
    const { account } = await signedIn('disabled@st-mary.example');
    await admin.client.accounts.setState({
      params: { id: account.id },
      body: { version: account.version, state: 'disabled', reason: 'left' },
    });
    const { browser, answer } = await begun('disabled@st-mary.example');
    await expectRefused(browser, provider.answer(answer), 'the account is disabled');
  });
});

const SIGNATURE = 'the signature, the time or the audience is wrong';

describe('refused', () => {
  test.each<readonly [string, (answer: Answer) => Partial<Answer>, string]>([
    ['without a signature', () => ({ sign: 'none' }), 'the assertion is not signed'],
    ['with a signature of the response alone', () => ({ sign: 'response' }), 'the assertion is not signed'],
    [
      'with RSA and SHA-1',
      () => ({ signatureAlgorithm: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1' }),
      'an algorithm is not accepted',
    ],
    [
      'with a digest of SHA-1',
      () => ({ digestAlgorithm: 'http://www.w3.org/2000/09/xmldsig#sha1' }),
      'an algorithm is not accepted',
    ],
    ['for another audience', () => ({ audience: 'https://other.example' }), SIGNATURE],
    [
      'for another recipient',
      ({ recipient }) => ({ recipient: 'https://other.example/acs', destination: recipient }),
      'the recipient is another one',
    ],
    [
      'sent to another place',
      () => ({ destination: 'https://other.example/acs' }),
      'it was sent to another place',
    ],
    ['expired', () => ({ from: -700, until: -400 }), SIGNATURE],
    ['of the future', () => ({ from: 400, until: 700 }), SIGNATURE],
    ['of another issuer', () => ({ issuer: 'https://idp.evil.example' }), 'the issuer is another one'],
    ['to a request that nobody made', () => ({ requestId: '_nobody' }), 'it answers no open request'],
    [
      'for an address of another domain',
      () => ({ nameId: 'sam@evil.example' }),
      'the address is not of a domain of the provider',
    ],
  ])('%s', async (_, change, why) => {
    const { browser, answer } = await begun();
    await expectRefused(browser, provider.answer({ ...answer, ...change(answer) }), why);
  });

  test('of the provider of another organisation', async () => {
    const { browser, answer } = await begun();
    await expectRefused(browser, stranger.answer(answer), SIGNATURE);
    await expectRefused(browser, stranger.answer({ ...answer, issuer: provider.entityId }), SIGNATURE);
  });

  test.each(['XSW1', 'XSW2', 'XSW3', 'XSW4', 'XSW5', 'XSW6', 'XSW7', 'XSW8'])('wrapped: %s', async (name) => {
    const { browser, answer } = await begun();
    const xml = wrapped(provider, answer, 'ada@st-mary.example')[name] ?? '';
    expect(xml).toContain('ada@st-mary.example');
    await expectRefused(browser, xml, 'there is not exactly one assertion');
  });

  test('changed after it was signed', async () => {
    const { browser, answer } = await begun();
    await expectRefused(browser, provider.answer(answer).replaceAll('sam@st-mary', 'ada@st-mary'), SIGNATURE);
    const none = provider
      .answer(answer)
      .replace(
        'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
        'http://www.w3.org/2000/09/xmldsig#hmac-sha1',
      );
    await expectRefused(browser, none, 'an algorithm is not accepted');
  });

  test('with comments, document types or entities, before it is parsed', async () => {
    const { browser, answer } = await begun('ada@st-mary.example.evil.example');
    const comment = provider.answer(answer).replace('.example.evil', '.example<!---->.evil');
    await expectRefused(browser, comment, 'it is not XML in UTF-8');
    const entity = `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>${provider.answer(answer)}`;
    await expectRefused(browser, entity, 'it is not XML in UTF-8');
    await expectRefused(browser, 'not XML', 'it is not well-formed');
    const utf16 = Buffer.from(provider.answer(answer), 'utf16le').toString('base64');
    const sent = browser.client.sso.samlAnswer({
      params: { organisation: 'st-mary' },
      body: { SAMLResponse: utf16 },
    });
    expect(await problem(sent)).toBe(REFUSED);
  });
});

test('a page of the provider may send the form, which no other route takes', async () => {
  const { answer } = await begun();
  const body = new URLSearchParams({ SAMLResponse: Buffer.from(provider.answer(answer)).toString('base64') });
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    origin: 'https://idp.st-mary.example',
    'sec-fetch-site': 'cross-site',
  };
  const send = (path: string) =>
    fetch(server.address + path, { method: 'POST', headers, body: body.toString() });
  const answered = await send('/api/v1/sso/saml/st-mary');
  expect(answered.status).toBe(200);
  expect(answered.headers.get('set-cookie')).toBeNull();
  expect((await send('/api/v1/sessions/saml')).status).toBe(403);
});

test('metadata leads both ways', async () => {
  const own = Buffer.from(
    await admin.client.sso.samlMetadata({ params: { organisation: 'st-mary' } }),
  ).toString();
  const { answer } = await begun();
  expect(own).toContain(`entityID="${answer.audience}"`);
  expect(own).toContain(`Location="${answer.recipient}"`);
  const certificate = Buffer.alloc(300, 7).toString('base64');
  const xml = `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" entityID="https://idp.two.example">
    <IDPSSODescriptor><KeyDescriptor use="signing"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></KeyDescriptor>
    <SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp.two.example/go"/></IDPSSODescriptor></EntityDescriptor>`;
  const given = { kind: 'saml' as const, name: 'Two', domains: ['two.example'] };
  const made = await admin.client.identityProviders.create({ body: { ...given, metadata: { xml } } });
  expect(made.settings).toMatchObject({
    entityId: 'https://idp.two.example',
    signInUrl: 'https://idp.two.example/go',
  });
  await admin.client.identityProviders.remove({ params: { id: made.id } });
  const declared = `<!DOCTYPE x>${xml}`;
  expect(
    await problem(admin.client.identityProviders.create({ body: { ...given, metadata: { xml: declared } } })),
  ).toContain('UNREADABLE');
});

test('an organisation that signs in by providers alone', async () => {
  const password = (browser: Browser, code?: string) =>
    browser.client.sessions.signIn({
      body: {
        organisation: 'st-mary',
        email: 'ada@st-mary.example',
        password: PASSWORD,
        ...(code === undefined ? {} : { code }),
      },
    });
  const open = server.browser();
  await password(open);
  const policy = await admin.client.signInPolicy.read();
  await admin.client.signInPolicy.update({ body: { ...policy, ssoRequired: true } });
  expect(await problem(open.client.sessions.me())).toContain('NOT_SIGNED_IN');
  expect(await problem(password(server.browser()))).toBe(REFUSED);
  expect((await signedIn()).account.email).toBe('sam@st-mary.example');
  expect(await problem(admin.client.identityProviders.remove({ params: { id: providerId } }))).toContain(
    'NOT_ALLOWED_NOW',
  );
  // Administrators get in with a second factor.
  const { secret } = await admin.client.factors.startTotp();
  const totp = new TOTP({ secret });
  await admin.client.factors.confirmTotp({
    body: { code: totp.generate({ timestamp: Date.now() - 30_000 }) },
  });
  await password(server.browser(), totp.generate());
});
