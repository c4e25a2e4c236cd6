/** Programmes and systems. */
import { z } from 'zod';
import { route } from '../route.ts';
import {
  factChange,
  organisation,
  programme,
  programmeFields,
  system,
  systemFields,
} from '../schemas/catalogue.ts';
import { id, pageOf, pageQuery, version } from '../schemas/common.ts';
import { byId, reason } from './common.ts';

export const organisations = {
  current: route({
    method: 'GET',
    path: '/api/v1/organisation',
    summary: 'The organisation of the account',
    access: 'organisation:read',
    status: 200,
    answer: organisation,
  }),
  update: route({
    method: 'PATCH',
    path: '/api/v1/organisation',
    summary: 'Change the organisation',
    access: 'organisation:write',
    body: organisation.pick({ name: true, timeZone: true, regulations: true }).partial().extend({ version }),
    status: 200,
    answer: organisation,
    errors: ['CONFLICT'],
  }),
};

export const programmes = {
  list: route({
    method: 'GET',
    path: '/api/v1/programmes',
    summary: 'Programmes that the account may see',
    access: 'system:read',
    query: pageQuery,
    status: 200,
    answer: pageOf(programme),
  }),
  create: route({
    method: 'POST',
    path: '/api/v1/programmes',
    summary: 'Make a programme',
    access: 'system:write',
    body: programmeFields,
    status: 201,
    answer: programme,
    errors: ['CONFLICT'],
  }),
  update: route({
    method: 'PATCH',
    path: '/api/v1/programmes/:id',
    summary: 'Change a programme',
    access: 'system:write',
    params: byId,
    body: programmeFields.partial().extend({ version }),
    status: 200,
    answer: programme,
    errors: ['NOT_FOUND', 'CONFLICT'],
  }),
};

export const systems = {
  list: route({
    method: 'GET',
    path: '/api/v1/systems',
    summary: 'Systems that the account may see',
    access: 'system:read',
    query: pageQuery.extend({
      programme: id.optional(),
      retired: z.stringbool().default(false).describe('also those that are retired'),
    }),
    status: 200,
    answer: pageOf(system),
  }),
  create: route({
    method: 'POST',
    path: '/api/v1/systems',
    summary: 'Make a system',
    access: 'system:write',
    body: systemFields,
    status: 201,
    answer: system,
    errors: ['CONFLICT', 'NOT_FOUND'],
  }),
  read: route({
    method: 'GET',
    path: '/api/v1/systems/:id',
    summary: 'One system',
    access: 'system:read',
    params: byId,
    status: 200,
    answer: system,
    errors: ['NOT_FOUND'],
  }),
  update: route({
    method: 'PATCH',
    path: '/api/v1/systems/:id',
    summary: 'Change facts of a system, with the reason',
    access: 'system:write',
    params: byId,
    body: systemFields.partial().extend({ version, reason }),
    status: 200,
    answer: system,
    errors: ['NOT_FOUND', 'CONFLICT'],
  }),
  history: route({
    method: 'GET',
    path: '/api/v1/systems/:id/history',
    summary: 'How the facts of a system changed',
    access: 'system:read',
    params: byId,
    query: pageQuery,
    status: 200,
    answer: pageOf(factChange),
    errors: ['NOT_FOUND'],
  }),
  retire: route({
    method: 'POST',
    path: '/api/v1/systems/:id/retire',
    summary: 'Take a system out of use; its records stay',
    access: 'system:write',
    params: byId,
    body: z.strictObject({ version, reason }),
    status: 200,
    answer: system,
    errors: ['NOT_FOUND', 'CONFLICT', 'NOT_ALLOWED_NOW'],
    stepUp: true,
  }),
};
