import { SCIM } from '@theriac/contract';
import type { GroupHandlers } from '../../http/call.ts';
import { createGroup, listGroups, readGroup, removeGroup, replaceGroup, wantedGroup } from './groups.ts';
import { createUser, listUsers, readUser, removeUser, replaceUser, wantedUser } from './users.ts';

export const scim: GroupHandlers<'scim'> = {
  config: async () => ({
    schemas: [SCIM.config],
    patch: { supported: true },
    bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
    filter: { supported: true, maxResults: 200 },
    changePassword: { supported: false },
    sort: { supported: false },
    etag: { supported: true },
    authenticationSchemes: [
      {
        type: 'oauthbearertoken',
        name: 'Token',
        description: 'Of a service account with the role provisioner',
      },
    ],
  }),
  listUsers: (call, { query }) => listUsers(call, query),
  createUser: (call, { body }) => createUser(call, body),
  readUser: (call, { params }) => readUser(call, params.id),
  replaceUser: (call, { params, body }) => replaceUser(call, params.id, body),
  changeUser: async (call, { params, body }) =>
    replaceUser(call, params.id, await wantedUser(call, params.id, body)),
  removeUser: (call, { params }) => removeUser(call, params.id),
  listGroups: (call, { query }) => listGroups(call, query),
  createGroup: (call, { body }) => createGroup(call, body),
  readGroup: (call, { params }) => readGroup(call, params.id),
  replaceGroup: (call, { params, body }) => replaceGroup(call, params.id, body),
  changeGroup: async (call, { params, body }) =>
    replaceGroup(call, params.id, await wantedGroup(call, params.id, body)),
  removeGroup: (call, { params }) => removeGroup(call, params.id),
};
