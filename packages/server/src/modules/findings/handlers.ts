import type { GroupHandlers } from '../../http/call.ts';
import { assign, comment, detail, setState } from './service.ts';
import { listFindings } from './store.ts';

export const findings: GroupHandlers<'findings'> = {
  list: ({ db, principal, reach, now }, { query }) =>
    listFindings(db, principal.org, reach, query, now.toISOString().slice(0, 10)),
  read: (call, { params }) => detail(call, params.id),
  setState: (call, { params, body }) => setState(call, params.id, body),
  assign: (call, { params, body }) => assign(call, params.id, body),
  comment: (call, { params, body }) => comment(call, params.id, body.text),
};
