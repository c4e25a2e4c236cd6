import { ApiFailure } from '../../errors.ts';
import type { GroupHandlers } from '../../http/call.ts';
import {
  changeOrganisation,
  changeProgramme,
  changeSystem,
  createProgramme,
  createSystem,
  retireSystem,
  system,
} from './service.ts';
import { listChanges, listProgrammes, listSystems, readOrganisation } from './store.ts';

export const organisations: GroupHandlers<'organisations'> = {
  current: ({ db, principal }) => readOrganisation(db, principal.org),
  update: (call, { body }) => changeOrganisation(call, body),
};

export const programmes: GroupHandlers<'programmes'> = {
  list: ({ db, principal, reach }, { query }) => listProgrammes(db, principal.org, reach, query),
  create: (call, { body }) => createProgramme(call, body),
  update: (call, { params, body }) => changeProgramme(call, params.id, body),
};

export const systems: GroupHandlers<'systems'> = {
  list: ({ db, principal, reach }, { query }) => listSystems(db, principal.org, reach, query),
  create: (call, { body }) => createSystem(call, body),
  read: (call, { params }) => system(call, params.id),
  update: (call, { params, body }) => changeSystem(call, params.id, body),
  history: async (call, { params, query }) => {
    const { id } = await system(call, params.id);
    const before = query.after === undefined ? undefined : versionOf(query.after);
    return listChanges(call.db, call.principal.org, id, { limit: query.limit, before });
  },
  retire: (call, { params, body }) => retireSystem(call, params.id, body),
};

function versionOf(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw new ApiFailure('INVALID', undefined, {
      problems: [{ at: 'query.after', message: 'is not the `next` of a page' }],
    });
  return Number(text);
}
