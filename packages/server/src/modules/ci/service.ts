/** Rules of CI jobs, as administrators set them up. */
import type { CiRule } from '@theriac/contract';
import { ApiFailure } from '../../errors.ts';
import type { SignedCall } from '../../http/call.ts';
import { isSafeAddress } from '../../identity/safe-address.ts';
import { account as accountOf } from '../accounts/service.ts';
import { revokeTokens } from '../accounts/store.ts';
import { tokenName } from './exchange.ts';
import { deleteRule, insertRule, liveTokens } from './store.ts';

export async function createRule(call: SignedCall, given: Omit<CiRule, 'id'>): Promise<CiRule> {
  const { db, principal, now, newId, audit } = call;
  const { kind } = await accountOf(call, given.account);
  if (kind !== 'service') throw new ApiFailure('NOT_ALLOWED_NOW', 'Jobs act as a service, not as a person.');
  if (!isSafeAddress(given.issuer))
    throw new ApiFailure('NOT_ALLOWED_NOW', 'Keys are fetched over TLS only.');
  const rule = { ...given, id: newId(), permissions: [...new Set(given.permissions)].sort() };
  await insertRule(db, principal.org, rule, now);
  audit({
    action: 'ci-rule.added',
    object: { kind: 'ci-rule', id: rule.id },
    changes: [
      { field: 'account', before: null, after: rule.account },
      { field: 'issuer', before: null, after: rule.issuer },
      { field: 'claims', before: null, after: rule.claims },
      { field: 'permissions', before: null, after: rule.permissions },
    ],
  });
  return rule;
}

export async function removeRule({ db, principal, now, audit }: SignedCall, id: string): Promise<void> {
  const { org } = principal;
  const removed = await deleteRule(db, org, id);
  if (removed === undefined) throw new ApiFailure('NOT_FOUND');
  for (const token of await liveTokens(db, org, removed.account, tokenName(removed.name), now)) {
    await revokeTokens(db, org, { id: token }, now);
    audit({ action: 'token.revoked', object: { kind: 'token', id: token } });
  }
  audit({ action: 'ci-rule.removed', object: { kind: 'ci-rule', id } });
}
