/** Passkeys (WebAuthn, level 3): what a browser answers to a challenge of this server, verified with user verification. */

import type { factorList, me, passkeyAssertion, passkeyRegistration } from '@theriac/contract';
import type { z } from 'zod';
import { Database } from '../../database/database.ts';
import { ApiFailure } from '../../errors.ts';
import type { Call, PublicCall, SignedCall } from '../../http/call.ts';
import { type ChallengeKind, keepChallenge, takeChallenge } from '../../identity/challenges.ts';
import { endSessions } from '../../identity/sessions.ts';
import { readAccount } from '../accounts/store.ts';
import { openSession } from '../sessions/open-session.ts';
import { maySignInHere } from '../sessions/sso-only.ts';
import { credentialsOfAccount, orgOfSlug, stepUpSession } from '../sessions/store.ts';
import { changeOf, keepFactor, listFactors, ownOf } from './service.ts';
import { deletePasskeys, insertPasskey, listPasskeys, passkeyOf, usePasskey } from './store.ts';

/** When the first passkey is asked for: it probes what this Node.js can do, which warns on stderr. */
const library = () => import('@simplewebauthn/server');

const MINUTES = 5;
const MOST = 10;

interface Question {
  readonly challenge: string;
  readonly options: z.infer<z.ZodJSONSchema>;
}

async function question(
  { db, now, newId }: Call,
  kind: ChallengeKind,
  org: string,
  account: string | null,
  options: { readonly challenge: string },
): Promise<Question> {
  const id = newId();
  await keepChallenge(db, {
    org,
    id,
    kind,
    account,
    body: { challenge: options.challenge },
    now,
    minutes: MINUTES,
  });
  return { challenge: id, options: JSON.parse(JSON.stringify(options)) };
}

function party({ services }: Call): { readonly expectedOrigin: string; readonly expectedRPID: string } {
  const { origin, hostname } = new URL(services.publicUrl());
  return { expectedOrigin: origin, expectedRPID: hostname };
}

export async function startPasskey(call: SignedCall): Promise<Question> {
  const { org, account } = ownOf(call);
  const known = await listPasskeys(call.db, org, account);
  if (known.length >= MOST)
    throw new ApiFailure('NOT_ALLOWED_NOW', `An account has at most ${MOST} passkeys.`);
  const { email, name } = (await readAccount(call.db, org, account)) ?? {};
  const options = await (await library()).generateRegistrationOptions({
    rpName: 'Theriac',
    rpID: party(call).expectedRPID,
    userID: new Uint8Array(Buffer.from(account.replaceAll('-', ''), 'hex')),
    userName: email ?? '',
    userDisplayName: name ?? '',
    attestationType: 'none',
    excludeCredentials: known.map(({ credential }) => ({ id: credential })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  return question(call, 'passkey.enrol', org, account, options);
}

interface Registered {
  readonly challenge: string;
  readonly name: string;
  readonly response: z.infer<typeof passkeyRegistration>;
}

export async function addPasskey(
  call: SignedCall,
  { challenge, name, response }: Registered,
): Promise<z.infer<typeof factorList>> {
  const { db, now, newId, audit } = call;
  const { org, account, session } = ownOf(call);
  const asked = await takeChallenge(db, org, 'passkey.enrol', challenge, now);
  const made =
    asked?.account === account ? await registered(call, response, asked.body.challenge) : undefined;
  if (made === undefined)
    throw new ApiFailure('NOT_ALLOWED_NOW', 'The passkey does not answer the question of this server.', {
      keepsChanges: true,
    });
  await insertPasskey(db, org, {
    id: newId(),
    account,
    name,
    credential: made.id,
    publicKey: Buffer.from(made.publicKey),
    counter: made.counter,
    createdAt: now,
  });
  await endSessions(db, org, account, session);
  audit({ action: 'factor.added', object: { kind: 'account', id: account }, changes: [changeOf('passkey')] });
  return listFactors(call);
}

async function registered(call: Call, response: Registered['response'], challenge: unknown) {
  try {
    const { verified, registrationInfo } = await (await library()).verifyRegistrationResponse({
      response,
      expectedChallenge: String(challenge),
      ...party(call),
      requireUserVerification: true,
    });
    return verified ? registrationInfo.credential : undefined;
  } catch {
    // The library throws for whatever is wrong; which it is helps nobody but an attacker.
    return undefined;
  }
}

export async function removePasskey(call: SignedCall, id: string): Promise<void> {
  const { org, account, session } = ownOf(call);
  if ((await deletePasskeys(call.db, org, account, id)) === 0) throw new ApiFailure('NOT_FOUND');
  await keepFactor(call);
  await endSessions(call.db, org, account, session);
  call.audit({
    action: 'factor.removed',
    object: { kind: 'account', id: account },
    changes: [{ field: 'factor', before: 'passkey', after: null }],
  });
}

type Assertion = z.infer<typeof passkeyAssertion>;

/** @returns the account whose passkey answered */
async function asserted(
  call: Call,
  org: string,
  kind: ChallengeKind,
  given: { readonly challenge: string; readonly response: Assertion },
): Promise<string | undefined> {
  const { db, now } = call;
  const asked = await takeChallenge(db, org, kind, given.challenge, now);
  const passkey = await passkeyOf(db, org, given.response.id);
  if (asked === undefined || passkey === undefined) return undefined;
  if (asked.account !== null && asked.account !== passkey.account) return undefined;
  try {
    const { verified, authenticationInfo } = await (await library()).verifyAuthenticationResponse({
      response: given.response,
      expectedChallenge: String(asked.body.challenge),
      ...party(call),
      requireUserVerification: true,
      credential: {
        id: passkey.credential,
        publicKey: new Uint8Array(passkey.publicKey),
        counter: passkey.counter,
      },
    });
    if (!verified) return undefined;
    await usePasskey(db, org, passkey.id, authenticationInfo.newCounter, now);
    return passkey.account;
  } catch {
    return undefined;
  }
}

async function assertionOptions(call: Call, allowed: readonly string[]) {
  return (await library()).generateAuthenticationOptions({
    rpID: party(call).expectedRPID,
    userVerification: 'required',
    allowCredentials: allowed.map((id) => ({ id })),
  });
}

export async function startPasskeySignIn(call: PublicCall, slug: string): Promise<Question> {
  const org = await orgOfSlug(call.db, slug);
  if (org === undefined) throw new ApiFailure('SIGN_IN_FAILED');
  await Database.enter(call.db, org);
  return question(call, 'passkey.sign-in', org, null, await assertionOptions(call, []));
}

export async function passkeySignIn(
  call: PublicCall,
  given: { readonly organisation: string; readonly challenge: string; readonly response: Assertion },
): Promise<z.infer<typeof me>> {
  const { db, audit } = call;
  const org = await orgOfSlug(db, given.organisation);
  if (org === undefined) throw new ApiFailure('SIGN_IN_FAILED');
  await call.actAs({ org, kind: 'nobody', id: null, display: 'nobody' });
  const account = await asserted(call, org, 'passkey.sign-in', given);
  const found = account === undefined ? undefined : await credentialsOfAccount(db, org, account);
  const may = found !== undefined && (await maySignInHere(db, org, found.id, true));
  if (found === undefined || found.state !== 'active' || !may) {
    audit({
      action: 'session.failed',
      ...(found === undefined ? {} : { object: { kind: 'account', id: found.id } }),
      changes: [changeOf('passkey')],
    });
    throw new ApiFailure('SIGN_IN_FAILED', undefined, { keepsChanges: true });
  }
  return openSession(call, { org, account: found.id, name: found.name, method: 'passkey' });
}

export async function startPasskeyStepUp(call: SignedCall): Promise<Question> {
  const { org, account } = ownOf(call);
  const known = await listPasskeys(call.db, org, account);
  if (known.length === 0) throw new ApiFailure('NOT_ALLOWED_NOW', 'The account has no passkey.');
  const options = await assertionOptions(
    call,
    known.map(({ credential }) => credential),
  );
  return question(call, 'passkey.step-up', org, account, options);
}

export async function passkeyStepUp(
  call: SignedCall,
  given: { readonly challenge: string; readonly response: Assertion },
): Promise<void> {
  const { db, now, audit } = call;
  const { org, account, session } = ownOf(call);
  if ((await asserted(call, org, 'passkey.step-up', given)) !== account) {
    audit({
      action: 'session.failed',
      object: { kind: 'account', id: account },
      changes: [changeOf('passkey')],
    });
    throw new ApiFailure('SIGN_IN_FAILED', undefined, { keepsChanges: true });
  }
  await stepUpSession(db, org, session, now);
  audit({ action: 'session.stepped-up', object: { kind: 'session', id: session } });
}
