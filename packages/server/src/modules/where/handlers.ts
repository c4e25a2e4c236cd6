import type { GroupHandlers } from '../../http/call.ts';
import { find } from './service.ts';

export const where: GroupHandlers<'where'> = {
  find: (call, { query }) => find(call, query),
};
