import type { GroupHandlers } from '../../http/call.ts';
import { changePolicy } from './service.ts';
import { readPolicy } from './store.ts';

export const signInPolicy: GroupHandlers<'signInPolicy'> = {
  read: ({ db, principal }) => readPolicy(db, principal.org),
  update: (call, { body }) => changePolicy(call, body),
};
