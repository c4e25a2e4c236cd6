/** Signing in: the same answer and the same time whatever is wrong, and a wait that grows with each failure. */

import type { me as meSchema } from '@theriac/contract';
import type { z } from 'zod';
import { Database, type Db } from '../../database/database.ts';
import { ApiFailure } from '../../errors.ts';
import type { PublicCall, SignedCall } from '../../http/call.ts';
import { grantsOf } from '../../identity/grants.ts';
import { verifyPassword } from '../../identity/password.ts';
import { type Principal, permissionsOfPrincipal } from '../../identity/principal.ts';
import { endSessions, startSession } from '../../identity/sessions.ts';
import { acceptedPassword } from '../accounts/service.ts';
import { pastPasswords, readAccount, setPassword } from '../accounts/store.ts';
import {
  clearFailures,
  countFailure,
  credentialsOfAccount,
  credentialsOfEmail,
  endSession,
  orgOfSlug,
  readOrganisation,
  readSession,
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
  await clearFailures(db, org, found.id, now);
  const id = call.newId();
  const { address, userAgent } = call;
  const { secret, until } = await startSession(db, { org, id, account: found.id, now, address, userAgent });
  call.setSession(secret, until);
  call.audit({ action: 'session.started', object: { kind: 'session', id } });
  return meOf(
    db,
    { org, kind: 'person', id: found.id, display: found.name, grants: [], session: { id, steppedUpAt: now } },
    now,
  );
}

async function refuse(
  { db, now, audit }: PublicCall,
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

export async function meOf(db: Db, principal: Principal, now: Date): Promise<Me> {
  const { org, id, session } = principal;
  const account = await readAccount(db, org, id ?? '');
  const organisation = await readOrganisation(db, org);
  if (account === undefined || organisation === undefined) throw new ApiFailure('NOT_SIGNED_IN');
  const grants = (await grantsOf(db, org, [account.id], now)).get(account.id) ?? [];
  const open = session === undefined ? undefined : await readSession(db, org, session.id);
  return {
    account,
    organisation,
    permissions: [...permissionsOfPrincipal({ ...principal, grants })],
    ...(open === undefined
      ? {}
      : {
          session: {
            id: open.id,
            createdAt: open.createdAt,
            idleUntil: open.idleUntil,
            absoluteUntil: open.absoluteUntil,
            ...(open.steppedUpAt === undefined ? {} : { steppedUpAt: open.steppedUpAt }),
          },
        }),
  };
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

export async function stepUp(call: SignedCall, password: string): Promise<void> {
  const { db, principal, now, audit } = call;
  const { org, session } = principal;
  if (session === undefined) throw new ApiFailure('NOT_ALLOWED_NOW', 'A token has no session.');
  await confirm(call, password);
  await stepUpSession(db, org, session.id, now);
  audit({ action: 'session.stepped-up', object: { kind: 'session', id: session.id } });
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
  const hash = await acceptedPassword(given.next, [account?.name ?? '', account?.email ?? '']);
  for (const past of await pastPasswords(db, org, id))
    if (await verifyPassword(past, given.next))
      throw new ApiFailure('INVALID', undefined, {
        problems: [{ at: 'body.next', message: 'the account had it before' }],
      });
  await setPassword(db, org, id, hash, now);
  await endSessions(db, org, id, session?.id);
  audit({ action: 'password.changed', object: { kind: 'account', id } });
}

async function confirm({ db, principal, now, audit }: SignedCall, password: string): Promise<void> {
  const { org } = principal;
  const found = await credentialsOfAccount(db, org, principal.id ?? '');
  const matches = await verifyPassword(found?.passwordHash ?? null, password);
  const isLocked = found?.lockedUntil != null && found.lockedUntil > now;
  if (matches && !isLocked) return;
  if (found !== undefined && !isLocked)
    await countFailure(db, org, found.id, found.failures + 1, waitUntil(found.failures + 1, now));
  audit({ action: 'session.failed', object: { kind: 'account', id: principal.id ?? '' } });
  throw new ApiFailure('SIGN_IN_FAILED', undefined, { keepsChanges: true });
}
