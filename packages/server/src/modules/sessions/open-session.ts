/** The end of every way of signing in: a new session with a secret that only this server chose. */
import type { me as meSchema } from '@theriac/contract';
import type { z } from 'zod';
import type { PublicCall } from '../../http/call.ts';
import { startSession } from '../../identity/sessions.ts';
import type { SignInMethod } from '../../identity/sign-in-method.ts';
import { meOf } from './me.ts';
import { clearFailures } from './store.ts';

export interface SignedIn {
  readonly org: string;
  readonly account: string;
  readonly name: string;
  readonly method: SignInMethod;
}

export async function openSession(call: PublicCall, given: SignedIn): Promise<z.infer<typeof meSchema>> {
  const { db, now, address, userAgent, audit } = call;
  const { org, account, name, method } = given;
  await call.actAs({ org, kind: 'person', id: account, display: name });
  await clearFailures(db, org, account, now);
  const id = call.newId();
  const { secret, until } = await startSession(db, { org, id, account, now, address, userAgent, method });
  call.setSession(secret, until);
  audit({
    action: 'session.started',
    object: { kind: 'session', id },
    changes: [{ field: 'method', before: null, after: method }],
  });
  return meOf(
    db,
    { org, kind: 'person', id: account, display: name, grants: [], session: { id, steppedUpAt: now } },
    now,
  );
}
