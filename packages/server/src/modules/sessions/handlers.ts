import type { GroupHandlers } from '../../http/call.ts';
import { meOf } from './me.ts';
import { changePassword, revokeSession, signIn, signOut, stepUp } from './service.ts';
import { listSessions } from './store.ts';

export const sessions: GroupHandlers<'sessions'> = {
  signIn: (call, { body }) => signIn(call, body),
  signOut: (call) => signOut(call),
  me: ({ db, principal, now }) => meOf(db, principal, now),
  list: async ({ db, principal, now }) => {
    const { org, id, session } = principal;
    const open = await listSessions(db, org, id ?? '', now);
    return {
      items: open.map(({ steppedUpAt: _, ...one }) => ({ ...one, isCurrent: one.id === session?.id })),
    };
  },
  revoke: (call, { params }) => revokeSession(call, params.id),
  stepUp: (call, { body }) => stepUp(call, body),
  changePassword: (call, { body }) => changePassword(call, body),
};
