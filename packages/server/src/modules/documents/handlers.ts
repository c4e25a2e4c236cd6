import type { GroupHandlers } from '../../http/call.ts';
import { system } from '../catalogue/service.ts';
import { known, upload } from './service.ts';
import { listDocuments } from './store.ts';

export const documents: GroupHandlers<'documents'> = {
  upload,
  list: async (call, { params, query }) => {
    const { id } = await system(call, params.id);
    return listDocuments(call.db, call.principal.org, call.reach, { system: id, ...query });
  },
  read: (call, { params }) => known(call, params.id),
};
