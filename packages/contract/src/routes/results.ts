/** Documents, findings, and where packages are. */
import { z } from 'zod';
import { route } from '../route.ts';
import { id, pageOf, pageQuery, prose, version } from '../schemas/common.ts';
import {
  document,
  FINDING_STATES,
  finding,
  findingDetail,
  findingsQuery,
  uploadQuery,
  whereAnswer,
  whereQuery,
} from '../schemas/results.ts';
import { byId, reason } from './common.ts';

/** Of an upload. */
const MAX_DOCUMENT_BYTES = 300 * 1024 * 1024;

export const documents = {
  upload: route({
    method: 'POST',
    path: '/api/v1/systems/:id/documents',
    summary: 'Send the result of a scan or a bill of materials of a system',
    access: 'upload:execute',
    params: byId,
    query: uploadQuery,
    raw: [
      'application/json',
      'application/xml',
      'text/xml',
      'text/plain',
      'application/octet-stream',
      'application/vnd.cyclonedx+json',
      'application/vnd.cyclonedx+xml',
      'application/spdx+json',
      'text/spdx',
    ],
    maxBytes: MAX_DOCUMENT_BYTES,
    status: 202,
    answer: document,
    errors: ['NOT_FOUND'],
  }),
  list: route({
    method: 'GET',
    path: '/api/v1/systems/:id/documents',
    summary: 'Documents of a system, newest first',
    access: 'system:read',
    params: byId,
    query: pageQuery,
    status: 200,
    answer: pageOf(document),
    errors: ['NOT_FOUND'],
  }),
  read: route({
    method: 'GET',
    path: '/api/v1/documents/:id',
    summary: 'One document, and how far its processing is',
    access: 'system:read',
    params: byId,
    status: 200,
    answer: document,
    errors: ['NOT_FOUND'],
  }),
};

export const findings = {
  list: route({
    method: 'GET',
    path: '/api/v1/findings',
    summary: 'Findings, most urgent first',
    access: 'finding:read',
    query: findingsQuery,
    status: 200,
    answer: pageOf(finding),
  }),
  read: route({
    method: 'GET',
    path: '/api/v1/findings/:id',
    summary: 'One finding with its evidence, trace and history',
    access: 'finding:read',
    params: byId,
    status: 200,
    answer: findingDetail,
    errors: ['NOT_FOUND'],
  }),
  setState: route({
    method: 'PUT',
    path: '/api/v1/findings/:id/state',
    summary: 'Move a finding to another state, with the reason',
    access: 'finding:write',
    params: byId,
    body: z.strictObject({ version, state: z.enum(FINDING_STATES), reason }),
    status: 200,
    answer: finding,
    errors: ['NOT_FOUND', 'CONFLICT', 'NOT_ALLOWED_NOW'],
  }),
  assign: route({
    method: 'PUT',
    path: '/api/v1/findings/:id/assignee',
    summary: 'Give a finding to a person, or to nobody',
    access: 'finding:write',
    params: byId,
    body: z.strictObject({ version, assignee: id.nullable() }),
    status: 200,
    answer: finding,
    errors: ['NOT_FOUND', 'CONFLICT'],
  }),
  comment: route({
    method: 'POST',
    path: '/api/v1/findings/:id/comments',
    summary: 'Say something about a finding',
    access: 'finding:write',
    params: byId,
    body: z.strictObject({ text: prose(8000).min(1) }),
    status: 204,
    errors: ['NOT_FOUND'],
  }),
};

export const where = {
  find: route({
    method: 'GET',
    path: '/api/v1/where',
    summary: 'Where is it? Systems that use a package, by purl, range, name, advisory or licence',
    access: 'system:read',
    query: whereQuery,
    status: 200,
    answer: whereAnswer,
  }),
};
