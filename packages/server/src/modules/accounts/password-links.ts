/** A link with which somebody sets a new password: made by an administrator, valid for a day, used once. */
import { Database } from '../../database/database.ts';
import { ApiFailure } from '../../errors.ts';
import type { PublicCall, SignedCall } from '../../http/call.ts';
import { keepChallenge, takeChallenge, voidChallenges } from '../../identity/challenges.ts';
import { hashSecret, issueSecret, orgOfSecret } from '../../identity/secrets.ts';
import { endSessions } from '../../identity/sessions.ts';
import { readPolicy } from '../sign-in-policy/store.ts';
import { acceptedPassword } from './accepted-password.ts';
import { account as accountOf, refusePast } from './service.ts';
import { readAccount, setPassword } from './store.ts';

const KIND = 'password.link';
const MINUTES = 24 * 60;

export async function createPasswordLink(
  call: SignedCall,
  id: string,
  reason: string,
): Promise<{ token: string; expiresAt: string }> {
  const { db, principal, now, audit } = call;
  const { org } = principal;
  const { kind, state } = await accountOf(call, id);
  if (kind !== 'person') throw new ApiFailure('NOT_ALLOWED_NOW', 'A service has no password.');
  if (state !== 'active') throw new ApiFailure('NOT_ALLOWED_NOW', 'The account is disabled.');
  if (id === principal.id)
    throw new ApiFailure('NOT_ALLOWED_NOW', 'One changes one’s own password with the current one.');
  const { text, hash } = issueSecret('thl', org);
  await voidChallenges(db, org, KIND, id);
  await keepChallenge(db, {
    org,
    id: hash.toString('hex'),
    kind: KIND,
    account: id,
    body: {},
    now,
    minutes: MINUTES,
  });
  audit({ action: 'password.link-made', object: { kind: 'account', id }, reason });
  return { token: text, expiresAt: new Date(now.getTime() + MINUTES * 60_000).toISOString() };
}

/** Sets the password; second factors stay as they are. */
export async function usePasswordLink(
  call: PublicCall,
  { token, password }: { readonly token: string; readonly password: string },
): Promise<void> {
  const { db, now, audit } = call;
  const org = orgOfSecret('thl', token);
  if (org === undefined) throw wrongLink();
  await Database.enter(db, org);
  const link = await takeChallenge(db, org, KIND, hashSecret(token).toString('hex'), now);
  const id = link?.account;
  const account = id == null ? undefined : await readAccount(db, org, id);
  if (account === undefined || account.state !== 'active') throw wrongLink();
  await call.actAs({ org, kind: 'person', id: account.id, display: account.name });
  // A password that is refused rolls everything back: the link works once more.
  const about = [account.name, account.email ?? ''];
  const hash = await acceptedPassword(call, { password, about, policy: await readPolicy(db, org) });
  await refusePast(db, org, account.id, password, 'body.password');
  await setPassword(db, org, account.id, hash, now);
  await endSessions(db, org, account.id);
  audit({ action: 'password.changed', object: { kind: 'account', id: account.id }, reason: 'by a link' });
}

const wrongLink = (): ApiFailure =>
  new ApiFailure('SIGN_IN_FAILED', 'The link is wrong, was used, or is older than a day.');
