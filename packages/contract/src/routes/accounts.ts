/** People, services and their tokens. */
import { z } from 'zod';
import { route } from '../route.ts';
import { account, grant, MAX_TOKEN_DAYS, newPassword, permission, token } from '../schemas/account.ts';
import { email, line, pageOf, pageQuery, version } from '../schemas/common.ts';
import { byId, reason } from './common.ts';

export const accounts = {
  list: route({
    method: 'GET',
    path: '/api/v1/accounts',
    summary: 'Accounts of the organisation',
    access: 'account:read',
    query: pageQuery,
    status: 200,
    answer: pageOf(account),
  }),
  create: route({
    method: 'POST',
    path: '/api/v1/accounts',
    summary: 'Make an account for a person or a service',
    access: 'account:write',
    body: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('person'), name: line(120), email, password: newPassword }),
      z.strictObject({ kind: z.literal('service'), name: line(120) }),
    ]),
    status: 201,
    answer: account,
    errors: ['CONFLICT'],
    stepUp: true,
  }),
  read: route({
    method: 'GET',
    path: '/api/v1/accounts/:id',
    summary: 'One account',
    access: 'account:read',
    params: byId,
    status: 200,
    answer: account,
    errors: ['NOT_FOUND'],
  }),
  setGrants: route({
    method: 'PUT',
    path: '/api/v1/accounts/:id/grants',
    summary: 'Set the roles of an account; its sessions see them at once',
    access: 'account:write',
    params: byId,
    body: z.strictObject({ version, grants: z.array(grant).max(200), reason }),
    status: 200,
    answer: account,
    errors: ['NOT_FOUND', 'CONFLICT', 'NOT_ALLOWED_NOW'],
    stepUp: true,
  }),
  setState: route({
    method: 'PUT',
    path: '/api/v1/accounts/:id/state',
    summary: 'Disable an account, or enable it again; disabling ends its sessions and tokens',
    access: 'account:write',
    params: byId,
    body: z.strictObject({ version, state: z.enum(['active', 'disabled']), reason }),
    status: 200,
    answer: account,
    errors: ['NOT_FOUND', 'CONFLICT', 'NOT_ALLOWED_NOW'],
    stepUp: true,
  }),
};

export const tokens = {
  list: route({
    method: 'GET',
    path: '/api/v1/accounts/:id/tokens',
    summary: 'Tokens of an account',
    access: 'account:read',
    params: byId,
    status: 200,
    answer: pageOf(token),
    errors: ['NOT_FOUND'],
  }),
  create: route({
    method: 'POST',
    path: '/api/v1/accounts/:id/tokens',
    summary: `Make a token of a service, for at most ${MAX_TOKEN_DAYS} days; it is shown once`,
    access: 'account:write',
    params: byId,
    body: z.strictObject({
      name: line(120),
      permissions: z.array(permission).min(1),
      days: z.int().min(1).max(MAX_TOKEN_DAYS),
    }),
    status: 201,
    answer: z.strictObject({ token, secret: z.string() }),
    errors: ['NOT_FOUND', 'NOT_ALLOWED_NOW'],
    stepUp: true,
  }),
  revoke: route({
    method: 'DELETE',
    path: '/api/v1/tokens/:id',
    summary: 'Revoke a token',
    access: 'account:write',
    params: byId,
    status: 204,
    errors: ['NOT_FOUND'],
  }),
};
