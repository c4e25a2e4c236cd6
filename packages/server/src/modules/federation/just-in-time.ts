/** The account of who an identity provider answers for: found, linked or made, with the roles of its groups. */
import { email as emailSchema } from '@theriac/contract';
import type { PublicCall } from '../../http/call.ts';
import { insertAccount, readAccount } from '../accounts/store.ts';
import { applyRules } from './group-rules.ts';
import { accountOfEmail, accountOfSubject, linkSubject, type StoredProvider } from './store.ts';

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
  const rules = provider.settings.groupRules;
  const groups = new Set(identity.groups);
  await applyRules(call, {
    org,
    account: id,
    rules,
    groups,
    source: 'groups',
    reason: `groups of ${provider.name}`,
  });
  return { id, name: account.name };
}
