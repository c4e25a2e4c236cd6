/** Rules of accounts: who may grant what, and that somebody is always left who can. */
import { type Account, allowance, type Grant, MAX_TOKEN_DAYS, type Permission } from '@theriac/contract';
import type { Db } from '../../database/database.ts';
import { ApiFailure } from '../../errors.ts';
import type { SignedCall } from '../../http/call.ts';
import { verifyPassword } from '../../identity/password.ts';
import { issueSecret } from '../../identity/secrets.ts';
import { endSessions, forgetStepUps } from '../../identity/sessions.ts';
import { readPolicy } from '../sign-in-policy/store.ts';
import { acceptedPassword } from './accepted-password.ts';
import {
  insertAccount,
  insertToken,
  lastingAdministrators,
  pastPasswords,
  raiseVersion,
  readAccount,
  replaceGrants,
  revokeTokens,
  type TokenRow,
} from './store.ts';

export async function account({ db, principal }: SignedCall, id: string): Promise<Account> {
  const found = await readAccount(db, principal.org, id);
  if (found === undefined) throw new ApiFailure('NOT_FOUND');
  return found;
}

export type AccountGiven =
  | { readonly kind: 'person'; readonly name: string; readonly email: string; readonly password: string }
  | { readonly kind: 'service'; readonly name: string };

export async function createAccount(call: SignedCall, given: AccountGiven): Promise<Account> {
  const { db, principal, now, newId, audit } = call;
  const { org } = principal;
  const id = newId();
  const email = given.kind === 'person' ? given.email : null;
  const passwordHash =
    given.kind === 'person'
      ? await acceptedPassword(call, {
          password: given.password,
          about: [given.name, given.email],
          policy: await readPolicy(db, org),
        })
      : null;
  await insertAccount(db, { org, id, kind: given.kind, name: given.name, email, passwordHash, now });
  audit({
    action: 'account.created',
    object: { kind: 'account', id, version: 1 },
    changes: [{ field: 'kind', before: null, after: given.kind }],
  });
  return account(call, id);
}

/** @throws ApiFailure where the account had it before */
export async function refusePast(
  db: Db,
  org: string,
  id: string,
  password: string,
  at: 'body.next' | 'body.password',
): Promise<void> {
  for (const past of await pastPasswords(db, org, id))
    if (await verifyPassword(past, password))
      throw new ApiFailure('INVALID', undefined, {
        problems: [{ at, message: 'the account had it before' }],
      });
}

export interface GrantsGiven {
  readonly version: number;
  readonly grants: readonly Grant[];
  readonly reason: string;
}

export async function setGrants(call: SignedCall, id: string, given: GrantsGiven): Promise<Account> {
  const { db, principal, now, newId, audit } = call;
  const { org } = principal;
  const before = await account(call, id);
  if (id === principal.id && gainsAny(before.grants, given.grants))
    throw new ApiFailure('NOT_ALLOWED_NOW', 'Nobody gives roles to themselves; another administrator does.');
  for (const { role } of given.grants)
    if (before.kind === 'service' && allowance(role, 'account:write') !== undefined)
      throw new ApiFailure('NOT_ALLOWED_NOW', 'A service is not made an administrator.');
  if (!(await raiseVersion(db, org, id, given.version))) throw new ApiFailure('CONFLICT');
  await replaceGrants(db, { org, account: id, grants: given.grants, by: principal.id ?? id, now, newId });
  await keepAdministrator(call);
  await forgetStepUps(db, org, id);
  audit({
    action: 'account.grants-changed',
    object: { kind: 'account', id, version: given.version + 1 },
    changes: [{ field: 'grants', before: textsOf(before.grants), after: textsOf(given.grants) }],
    reason: given.reason,
  });
  return account(call, id);
}

function gainsAny(before: readonly Grant[], next: readonly Grant[]): boolean {
  const had = new Set(textsOf(before));
  return textsOf(next).some((one) => !had.has(one));
}

/** `developer in programme 01…, until …` */
function textsOf(grants: readonly Grant[]): string[] {
  return grants
    .map(({ role, scope, validUntil }) =>
      [
        `${role} in ${scope.kind}${scope.kind === 'organisation' ? '' : ` ${scope.id}`}`,
        ...(validUntil === undefined ? [] : [`until ${validUntil}`]),
      ].join(', '),
    )
    .sort();
}

async function keepAdministrator({ db, principal }: SignedCall): Promise<void> {
  const left = await lastingAdministrators(db, principal.org);
  if (left.length === 0)
    throw new ApiFailure('NOT_ALLOWED_NOW', 'The organisation must keep an active administrator.');
}

export interface StateGiven {
  readonly version: number;
  readonly state: 'active' | 'disabled';
  readonly reason: string;
}

export async function setState(call: SignedCall, id: string, given: StateGiven): Promise<Account> {
  const { db, principal, now, audit } = call;
  const { org } = principal;
  const before = await account(call, id);
  if (!(await raiseVersion(db, org, id, given.version, { state: given.state })))
    throw new ApiFailure('CONFLICT');
  if (given.state === 'disabled') {
    await keepAdministrator(call);
    await endSessions(db, org, id);
    for (const token of await revokeTokens(db, org, { account: id }, now))
      audit({ action: 'token.revoked', object: { kind: 'token', id: token }, reason: given.reason });
  }
  audit({
    action: 'account.state-changed',
    object: { kind: 'account', id, version: given.version + 1 },
    changes: [{ field: 'state', before: before.state, after: given.state }],
    reason: given.reason,
  });
  return account(call, id);
}

export interface TokenGiven {
  readonly name: string;
  readonly permissions: readonly Permission[];
  readonly days: number;
}

export async function createToken(
  call: SignedCall,
  id: string,
  given: TokenGiven,
): Promise<{ token: TokenRow; secret: string }> {
  const { db, principal, now, newId, audit } = call;
  const owner = await account(call, id);
  if (owner.kind !== 'service')
    throw new ApiFailure('NOT_ALLOWED_NOW', 'Tokens are for services; people sign in.');
  if (owner.state !== 'active') throw new ApiFailure('NOT_ALLOWED_NOW', 'The account is disabled.');
  const expiresAt = new Date(now.getTime() + Math.min(given.days, MAX_TOKEN_DAYS) * 86_400_000);
  const { text, hash } = issueSecret('tht', principal.org);
  const token = {
    id: newId(),
    account: id,
    name: given.name,
    permissions: [...new Set(given.permissions)].sort(),
    createdAt: now.toISOString(),
    expiresAt: expiresAt.toISOString(),
    lastFour: text.slice(-4),
  };
  await insertToken(db, { ...token, org: principal.org, hash, now, expiresAt });
  audit({
    action: 'token.created',
    object: { kind: 'token', id: token.id },
    changes: [
      { field: 'account', before: null, after: id },
      { field: 'permissions', before: null, after: token.permissions },
      { field: 'expiresAt', before: null, after: token.expiresAt },
    ],
  });
  return { token, secret: text };
}

export async function revokeToken({ db, principal, now, audit }: SignedCall, id: string): Promise<void> {
  const [revoked] = await revokeTokens(db, principal.org, { id }, now);
  if (revoked === undefined) throw new ApiFailure('NOT_FOUND');
  audit({ action: 'token.revoked', object: { kind: 'token', id } });
}
