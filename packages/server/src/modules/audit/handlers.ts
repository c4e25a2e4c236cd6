import type { GroupHandlers } from '../../http/call.ts';
import { listEvents } from './store.ts';

export const audit: GroupHandlers<'audit'> = {
  list: ({ db, principal }, { query }) => listEvents(db, principal.org, query),
};
