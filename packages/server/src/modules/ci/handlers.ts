import type { GroupHandlers } from '../../http/call.ts';
import { exchange } from './exchange.ts';
import { createRule, removeRule } from './service.ts';
import { listRules } from './store.ts';

export const ci: GroupHandlers<'ci'> = {
  list: async ({ db, principal }) => ({ items: [...(await listRules(db, principal.org))] }),
  create: (call, { body }) => createRule(call, body),
  remove: (call, { params }) => removeRule(call, params.id),
  exchange: (call, { body }) => exchange(call, body),
};
