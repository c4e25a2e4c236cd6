/** Roles that an account has because of its groups. */
import type { Grant, ProviderSettings } from '@theriac/contract';
import type { Call } from '../../http/call.ts';
import { grantsOf } from '../../identity/grants.ts';
import { forgetStepUps } from '../../identity/sessions.ts';
import { replaceGroupGrants } from './store.ts';

export interface GroupRoles {
  readonly org: string;
  readonly account: string;
  readonly rules: ProviderSettings['groupRules'];
  /** Names. */
  readonly groups: ReadonlySet<string>;
  readonly source: 'groups' | 'scim';
  readonly reason: string;
}

export async function applyRules(
  { db, now, newId, audit }: Call,
  { org, account, rules, groups, source, reason }: GroupRoles,
): Promise<void> {
  const grants = rules
    .filter(({ group }) => groups.has(group))
    .map(({ role, scope }): Grant => ({ role, scope }));
  const textsOf = async (): Promise<string[]> => {
    const all = (await grantsOf(db, org, [account])).get(account) ?? [];
    return all.map(({ role, scope }) => `${role} in ${scope.kind}`).sort();
  };
  const before = await textsOf();
  await replaceGroupGrants(db, { org, account, grants, source, now, newId });
  const after = await textsOf();
  if (before.join('\n') === after.join('\n')) return;
  await forgetStepUps(db, org, account);
  audit({
    action: 'account.grants-changed',
    object: { kind: 'account', id: account },
    changes: [{ field: 'grants', before, after }],
    reason,
  });
}
