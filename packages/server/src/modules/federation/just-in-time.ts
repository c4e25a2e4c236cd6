/** The account of who an identity provider answers for: found, linked or made, with the roles of its groups. */
import { email as emailSchema, type Grant } from '@theriac/contract';
import type { PublicCall } from '../../http/call.ts';
import { grantsOf } from '../../identity/grants.ts';
import { forgetStepUps } from '../../identity/sessions.ts';
import { insertAccount, readAccount } from '../accounts/store.ts';
import {
  accountOfEmail,
  accountOfSubject,
  linkSubject,
  replaceGroupGrants,
  type StoredProvider,
} from './store.ts';

/** What a provider says, verified. */
export interface Identity {
  /** Of the provider: never changes. */
  readonly subject: string;
  readonly email: string;
  readonly name: string;
  readonly groups: readonly string[];
}

export type Found = { readonly id: string; readonly name: string } | { readonly refused: string };

const LONGEST_NAME = 120;

export async function accountOfIdentity(
  call: PublicCall,
  org: string,
  provider: StoredProvider,
  identity: Identity,
): Promise<Found> {
  const { db, now, newId, audit } = call;
  const email = emailSchema.safeParse(identity.email).data;
  const domain = email?.slice(email.lastIndexOf('@') + 1);
  if (email === undefined || domain === undefined || !provider.settings.domains.includes(domain))
    return { refused: 'the address is not of a domain of the provider' };
  const subject = { org, provider: provider.id, subject: identity.subject };
  let id = await accountOfSubject(db, subject);
  if (id === undefined) {
    id = await accountOfEmail(db, org, email);
    if (id === undefined) {
      id = newId();
      const name =
        identity.name
          .replace(/[^\P{C}]/gu, '')
          .trim()
          .slice(0, LONGEST_NAME) || email;
      await insertAccount(db, { org, id, kind: 'person', name, email, passwordHash: null, now });
      audit({
        action: 'account.created',
        object: { kind: 'account', id, version: 1 },
        reason: provider.name,
      });
    }
    await linkSubject(db, subject, id, now);
    audit({
      action: 'account.linked',
      object: { kind: 'account', id },
      changes: [{ field: 'provider', before: null, after: provider.id }],
    });
  }
  const account = await readAccount(db, org, id);
  if (account === undefined || account.state !== 'active') return { refused: 'the account is disabled' };
  await applyGroups(call, org, id, provider, identity.groups);
  return { id, name: account.name };
}

async function applyGroups(
  { db, now, newId, audit }: PublicCall,
  org: string,
  account: string,
  { settings, name }: StoredProvider,
  groups: readonly string[],
): Promise<void> {
  const given = new Set(groups);
  const grants = settings.groupRules
    .filter(({ group }) => given.has(group))
    .map(({ role, scope }): Grant => ({ role, scope }));
  const before = await textsOf();
  await replaceGroupGrants(db, { org, account, grants, now, newId });
  const after = await textsOf();
  if (before.join('\n') === after.join('\n')) return;
  await forgetStepUps(db, org, account);
  audit({
    action: 'account.grants-changed',
    object: { kind: 'account', id: account },
    changes: [{ field: 'grants', before, after }],
    reason: `groups of ${name}`,
  });

  async function textsOf(): Promise<string[]> {
    const all = (await grantsOf(db, org, [account])).get(account) ?? [];
    return all.map(({ role, scope }) => `${role} in ${scope.kind}`).sort();
  }
}
