/** Signing in by an identity provider: begun by a browser, answered once, finished by the same browser. */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { me } from '@theriac/contract';
import type { z } from 'zod';
import { Database } from '../../database/database.ts';
import { ApiFailure } from '../../errors.ts';
import type { Call, PublicCall } from '../../http/call.ts';
import { type ChallengeKind, keepChallenge, takeChallenge } from '../../identity/challenges.ts';
import { hashSecret } from '../../identity/secrets.ts';
import { readAccount } from '../accounts/store.ts';
import { openSession } from '../sessions/open-session.ts';
import { orgOfSlug } from '../sessions/store.ts';
import { accountOfIdentity } from './just-in-time.ts';
import { authorizationUrl, identityOfCode, type OidcClient, redirectUri } from './oidc.ts';
import { partyOf, requestUrl, verifiedAnswer } from './saml.ts';
import { listProviders, readProvider, type StoredProvider } from './store.ts';

const MINUTES_TO_SIGN_IN = 15;
const MINUTES_OF_TICKET = 2;

const random = (): string => randomBytes(32).toString('base64url');
const hashed = (text: string): string => hashSecret(text).toString('hex');

function isSame(secret: string, hash: unknown): boolean {
  const given = hashSecret(secret);
  const known = Buffer.from(String(hash), 'hex');
  return given.length === known.length && timingSafeEqual(given, known);
}

async function entered(call: PublicCall, slug: string): Promise<string> {
  const org = await orgOfSlug(call.db, slug);
  if (org === undefined) throw new ApiFailure('SIGN_IN_FAILED');
  await Database.enter(call.db, org);
  await call.actAs({ org, kind: 'nobody', id: null, display: 'nobody' });
  return org;
}

/** The caller is not told why; the audit trail is. */
function refuse({ audit }: Call, method: 'saml' | 'oidc', reason: string): never {
  audit({ action: 'session.failed', changes: [{ field: 'method', before: null, after: method }], reason });
  throw new ApiFailure('SIGN_IN_FAILED', undefined, { keepsChanges: true });
}

export async function providersOf(
  call: PublicCall,
  slug: string,
): Promise<{ items: { id: string; name: string; kind: 'saml' | 'oidc' }[] }> {
  const org = await orgOfSlug(call.db, slug);
  if (org === undefined) return { items: [] };
  await Database.enter(call.db, org);
  const providers = await listProviders(call.db, org);
  return { items: providers.map(({ id, name, settings }) => ({ id, name, kind: settings.kind })) };
}

export async function begin(
  call: PublicCall,
  given: { readonly organisation: string; readonly provider: string },
): Promise<{ url: string; secret: string }> {
  const { db, now, services } = call;
  const org = await entered(call, given.organisation);
  const provider = await readProvider(db, org, given.provider);
  if (provider === undefined) throw new ApiFailure('SIGN_IN_FAILED');
  const { settings } = provider;
  const secret = random();
  // An ID of XML begins with a letter or an underscore.
  const id = `_${random()}`;
  const request = { state: id, nonce: random(), verifier: random() };
  const kind: ChallengeKind = settings.kind === 'saml' ? 'saml.request' : 'oidc.request';
  await keepChallenge(db, {
    org,
    id,
    kind,
    account: null,
    body: {
      provider: provider.id,
      secret: hashed(secret),
      ...(settings.kind === 'oidc' ? { nonce: request.nonce, verifier: request.verifier } : {}),
    },
    now,
    minutes: MINUTES_TO_SIGN_IN,
  });
  if (settings.kind === 'saml')
    return { url: await requestUrl(partyOf(services.publicUrl(), given.organisation), settings, id), secret };
  try {
    return { url: await authorizationUrl(await oidcClient(call, org, provider), request), secret };
  } catch {
    throw new ApiFailure('UNAVAILABLE', 'The identity provider does not answer.');
  }
}

async function oidcClient(
  { db, services }: Call,
  org: string,
  { id, settings, sealedSecret }: StoredProvider,
): Promise<OidcClient> {
  if (settings.kind !== 'oidc') throw new ApiFailure('SIGN_IN_FAILED');
  const place = { org, field: 'identity-provider.client-secret', record: id };
  return {
    settings,
    clientSecret:
      sealedSecret === null
        ? undefined
        : (await services.sealer.open(db, place, sealedSecret)).toString('utf8'),
    redirectUri: redirectUri(services.publicUrl()),
  };
}

/** @returns a page that leads to the web application with a ticket, which alone signs nobody in */
export async function samlAnswer(call: PublicCall, slug: string, response: string): Promise<Buffer> {
  const { db, now, services } = call;
  const org = await entered(call, slug);
  const party = partyOf(services.publicUrl(), slug);
  let refused = 'no provider is set up';
  for (const provider of await listProviders(db, org)) {
    if (provider.settings.kind !== 'saml') continue;
    const answer = await verifiedAnswer(party, provider.settings, response, now);
    if ('refused' in answer) {
      refused = answer.refused;
      continue;
    }
    const asked = await takeChallenge(db, org, 'saml.request', answer.requestId, now);
    if (asked?.body.provider !== provider.id) return refuse(call, 'saml', 'it answers no open request');
    const found = await accountOfIdentity(call, org, provider, answer.identity);
    if ('refused' in found) return refuse(call, 'saml', found.refused);
    const ticket = random();
    await keepChallenge(db, {
      org,
      id: hashed(ticket),
      kind: 'saml.ticket',
      account: found.id,
      body: { secret: asked.body.secret },
      now,
      minutes: MINUTES_OF_TICKET,
    });
    return Buffer.from(pageTo(`/sign-in/saml#${ticket}`));
  }
  return refuse(call, 'saml', refused);
}

/** From a page of this server, so that cookies that are for it alone are sent. */
function pageTo(path: string): string {
  return `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=${path}"><title>Theriac</title>\n`;
}

export async function samlFinish(
  call: PublicCall,
  given: { readonly organisation: string; readonly ticket: string; readonly secret: string },
): Promise<z.infer<typeof me>> {
  const { db, now } = call;
  const org = await entered(call, given.organisation);
  const ticket = await takeChallenge(db, org, 'saml.ticket', hashed(given.ticket), now);
  const account = ticket?.account == null ? undefined : await readAccount(db, org, ticket.account);
  if (ticket === undefined || account === undefined || account.state !== 'active')
    return refuse(call, 'saml', 'there is no such ticket');
  if (!isSame(given.secret, ticket.body.secret)) return refuse(call, 'saml', 'another browser began it');
  return openSession(call, { org, account: account.id, name: account.name, method: 'saml' });
}

export interface OidcFinish {
  readonly organisation: string;
  readonly secret: string;
  readonly state: string;
  readonly code: string;
  readonly iss?: string | undefined;
}

export async function oidcFinish(call: PublicCall, given: OidcFinish): Promise<z.infer<typeof me>> {
  const { db, now } = call;
  const org = await entered(call, given.organisation);
  const asked = await takeChallenge(db, org, 'oidc.request', given.state, now);
  const provider = asked === undefined ? undefined : await readProvider(db, org, String(asked.body.provider));
  if (asked === undefined || provider === undefined)
    return refuse(call, 'oidc', 'it answers no open request');
  if (!isSame(given.secret, asked.body.secret)) return refuse(call, 'oidc', 'another browser began it');
  const identity = await identityOfCode(
    await oidcClient(call, org, provider),
    { state: given.state, nonce: String(asked.body.nonce), verifier: String(asked.body.verifier) },
    given,
  );
  if ('refused' in identity) return refuse(call, 'oidc', identity.refused);
  const found = await accountOfIdentity(call, org, provider, identity);
  if ('refused' in found) return refuse(call, 'oidc', found.refused);
  return openSession(call, { org, account: found.id, name: found.name, method: 'oidc' });
}
