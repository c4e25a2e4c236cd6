import type { GroupHandlers } from '../../http/call.ts';
import { enqueue } from '../../jobs/enqueue.ts';

export const monitoring: GroupHandlers<'monitoring'> = {
  rematch: async ({ db, principal }) => {
    await enqueue(db, { task: 'org.rematch', org: principal.org });
    return { queued: true };
  },
};
