import type { GroupHandlers } from '../../http/call.ts';
import { createPasswordLink, usePasswordLink } from './password-links.ts';
import { account, createAccount, createToken, revokeToken, setGrants, setState } from './service.ts';
import { listAccounts, listTokens } from './store.ts';

export const accounts: GroupHandlers<'accounts'> = {
  list: ({ db, principal }, { query }) => listAccounts(db, principal.org, query),
  create: (call, { body }) => createAccount(call, body),
  read: (call, { params }) => account(call, params.id),
  setGrants: (call, { params, body }) => setGrants(call, params.id, body),
  createPasswordLink: (call, { params, body }) => createPasswordLink(call, params.id, body.reason),
  usePasswordLink: (call, { body }) => usePasswordLink(call, body),
  setState: (call, { params, body }) => setState(call, params.id, body),
};

export const tokens: GroupHandlers<'tokens'> = {
  list: async (call, { params }) => {
    const { id } = await account(call, params.id);
    return { items: [...(await listTokens(call.db, call.principal.org, id, call.now))] };
  },
  create: (call, { params, body }) => createToken(call, params.id, body),
  revoke: (call, { params }) => revokeToken(call, params.id),
};
