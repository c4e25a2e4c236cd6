/** Signing in: the same answer and the same time whatever is wrong, and a wait that grows with each failure. */

import type { me as meSchema } from '@theriac/contract';
import type { z } from 'zod';
import { Database } from '../../database/database.ts';
import { ApiFailure } from '../../errors.ts';
import type { Call, PublicCall, SignedCall } from '../../http/call.ts';
import { verifyPassword } from '../../identity/password.ts';
import { endSessions } from '../../identity/sessions.ts';
import { acceptedPassword } from '../accounts/accepted-password.ts';
import { refusePast } from '../accounts/service.ts';
import { readAccount, setPassword } from '../accounts/store.ts';
import { acceptCode, askedFactor } from '../factors/service.ts';
import { readPolicy } from '../sign-in-policy/store.ts';
import { openSession } from './open-session.ts';
import { maySignInHere } from './sso-only.ts';
import {
  countFailure,
  credentialsOfAccount,
  credentialsOfEmail,
  endSession,
  orgOfSlug,
  stepUpSession,
} from './store.ts';

type Me = z.infer<typeof meSchema>;

/** Failures that are free; each one after them doubles the wait. */
const FREE_FAILURES = 5;
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 60 * 60_000;

export interface SignInGiven {
  readonly organisation: string;
  readonly email: string;
  readonly password: string;
  /** Of the authenticator, or a recovery code. */
  readonly code?: string | undefined;
}

export async function signIn(call: PublicCall, given: SignInGiven): Promise<Me> {
  const { db, now } = call;
  const org = await orgOfSlug(db, given.organisation);
  if (org !== undefined) await Database.enter(db, org);
  const found = org === undefined ? undefined : await credentialsOfEmail(db, org, given.email);
  const matches = await verifyPassword(found?.passwordHash ?? null, given.password);
  if (org === undefined || found === undefined) throw new ApiFailure('SIGN_IN_FAILED');
  await call.actAs({ org, kind: 'person', id: found.id, display: found.name });
  const isLocked = found.lockedUntil !== null && found.lockedUntil > now;
  // A locked account is not told from a wrong password, and a right one does not open it.
  if (isLocked || !matches || found.state !== 'active') return refuse(call, org, found, isLocked);
  const asked = await askedFactor(db, org, found.id);
  if (!(await maySignInHere(db, org, found.id, asked !== undefined))) return refuse(call, org, found, true);
  if (asked === undefined) return openSession(call, { ...who(org, found), method: 'password' });
  // Told to who knows the password alone.
  if (given.code === undefined || asked !== 'code')
    throw new ApiFailure('SECOND_FACTOR', asked === 'code' ? undefined : 'Sign in with the passkey.');
  if (!(await acceptCode(call, org, found.id, given.code))) return refuse(call, org, found, false);
  return openSession(call, { ...who(org, found), method: 'second-factor' });
}

const who = (org: string, { id, name }: { readonly id: string; readonly name: string }) => ({
  org,
  account: id,
  name,
});

async function refuse(
  { db, now, audit }: Call,
  org: string,
  found: { readonly id: string; readonly failures: number },
  isLocked: boolean,
): Promise<never> {
  audit({ action: 'session.failed', object: { kind: 'account', id: found.id } });
  if (!isLocked) {
    const failures = found.failures + 1;
    const until = waitUntil(failures, now);
    await countFailure(db, org, found.id, failures, until);
    if (until !== null)
      audit({
        action: 'session.locked',
        object: { kind: 'account', id: found.id },
        changes: [{ field: 'lockedUntil', before: null, after: until.toISOString() }],
      });
  }
  throw new ApiFailure('SIGN_IN_FAILED', undefined, { keepsChanges: true });
}

function waitUntil(failures: number, now: Date): Date | null {
  if (failures < FREE_FAILURES) return null;
  const wait = Math.min(FIRST_WAIT_MS * 2 ** Math.min(failures - FREE_FAILURES, 20), LONGEST_WAIT_MS);
  return new Date(now.getTime() + wait);
}

export async function signOut({ db, principal, audit, setSession }: SignedCall): Promise<void> {
  const { org, session } = principal;
  if (session === undefined) throw new ApiFailure('NOT_ALLOWED_NOW', 'A token has no session; revoke it.');
  await endSession(db, org, principal.id ?? '', session.id);
  setSession(null);
  audit({ action: 'session.ended', object: { kind: 'session', id: session.id } });
}

export async function revokeSession({ db, principal, audit }: SignedCall, id: string): Promise<void> {
  if (!(await endSession(db, principal.org, principal.id ?? '', id))) throw new ApiFailure('NOT_FOUND');
  audit({ action: 'session.ended', object: { kind: 'session', id } });
}

export async function stepUp(
  call: SignedCall,
  given: { readonly password: string } | { readonly code: string },
): Promise<void> {
  const { db, principal, now, audit } = call;
  const { org, session } = principal;
  if (session === undefined) throw new ApiFailure('NOT_ALLOWED_NOW', 'A token has no session.');
  const id = principal.id ?? '';
  const asked = await askedFactor(db, org, id);
  if (asked === undefined && 'password' in given) await confirm(call, given.password);
  else if (asked === 'code' && 'code' in given) await confirmCode(call, given.code);
  else if (asked === undefined) throw new ApiFailure('NOT_ALLOWED_NOW', 'The account has no authenticator.');
  else
    throw new ApiFailure(
      'SECOND_FACTOR',
      asked === 'code' ? undefined : 'Confirm the passkey, not the password.',
    );
  await stepUpSession(db, org, session.id, now);
  audit({ action: 'session.stepped-up', object: { kind: 'session', id: session.id } });
}

async function confirmCode(call: SignedCall, code: string): Promise<void> {
  const { org } = call.principal;
  const found = await credentialsOfAccount(call.db, org, call.principal.id ?? '');
  if (found === undefined) throw new ApiFailure('NOT_SIGNED_IN');
  const isLocked = found.lockedUntil !== null && found.lockedUntil > call.now;
  if (isLocked || !(await acceptCode(call, org, found.id, code))) await refuse(call, org, found, isLocked);
}

export async function changePassword(
  call: SignedCall,
  given: { readonly current: string; readonly next: string },
): Promise<void> {
  const { db, principal, now, audit } = call;
  const { org, session } = principal;
  const id = principal.id ?? '';
  await confirm(call, given.current);
  const account = await readAccount(db, org, id);
  const about = [account?.name ?? '', account?.email ?? ''];
  const hash = await acceptedPassword(call, {
    password: given.next,
    about,
    policy: await readPolicy(db, org),
  });
  await refusePast(db, org, id, given.next, 'body.next');
  await setPassword(db, org, id, hash, now);
  await endSessions(db, org, id, session?.id);
  audit({ action: 'password.changed', object: { kind: 'account', id } });
}

async function confirm(call: SignedCall, password: string): Promise<void> {
  const { db, principal, now } = call;
  const { org } = principal;
  const found = await credentialsOfAccount(db, org, principal.id ?? '');
  if (found === undefined) throw new ApiFailure('NOT_SIGNED_IN');
  const matches = await verifyPassword(found.passwordHash, password);
  const isLocked = found.lockedUntil !== null && found.lockedUntil > now;
  if (isLocked || !matches) await refuse(call, org, found, isLocked);
}
