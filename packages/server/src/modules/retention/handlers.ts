import type { GroupHandlers } from '../../http/call.ts';
import { due, hold, release, run, setRule } from './service.ts';
import { listCertificates, listHolds, readRule } from './store.ts';

export const retention: GroupHandlers<'retention'> = {
  rule: ({ db, principal }) => readRule(db, principal.org),
  setRule,
  due,
  run,
  certificates: ({ db, principal }, { query }) => listCertificates(db, principal.org, query),
  holds: ({ db, principal }, { query }) => listHolds(db, principal.org, query),
  hold,
  release,
};
