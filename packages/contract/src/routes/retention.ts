/** Retention and legal holds. */
import { z } from 'zod';
import { route } from '../route.ts';
import { pageOf, pageQuery } from '../schemas/common.ts';
import {
  deletionCertificate,
  dueRecord,
  legalHold,
  legalHoldFields,
  retentionRule,
} from '../schemas/retention.ts';
import { byId, reason } from './common.ts';

export const retention = {
  rule: route({
    method: 'GET',
    path: '/api/v1/retention/rules/document',
    summary: 'How long documents are kept after they were replaced',
    access: 'retention:read',
    status: 200,
    answer: retentionRule,
  }),
  setRule: route({
    method: 'PUT',
    path: '/api/v1/retention/rules/document',
    summary: 'Change how long documents are kept, and whether what is due is deleted',
    access: 'retention:approve',
    body: retentionRule.pick({ years: true, mode: true }).extend({ reason }),
    status: 200,
    answer: retentionRule,
    stepUp: true,
  }),
  due: route({
    method: 'GET',
    path: '/api/v1/retention/due',
    summary: 'Dry run: what the rule would delete today, and what holds keep',
    access: 'retention:read',
    query: pageQuery,
    status: 200,
    answer: pageOf(dueRecord),
  }),
  run: route({
    method: 'POST',
    path: '/api/v1/retention/run',
    summary: 'Delete what is due and not on hold, with a signed certificate',
    access: 'retention:approve',
    status: 202,
    answer: z.strictObject({ queued: z.literal(true) }),
    errors: ['NOT_ALLOWED_NOW'],
    stepUp: true,
    perMinute: 10,
  }),
  certificates: route({
    method: 'GET',
    path: '/api/v1/retention/certificates',
    summary: 'Certificates of what was deleted, newest first',
    access: 'retention:read',
    query: pageQuery,
    status: 200,
    answer: pageOf(deletionCertificate),
  }),
  holds: route({
    method: 'GET',
    path: '/api/v1/retention/holds',
    summary: 'Legal holds, newest first',
    access: 'retention:read',
    query: pageQuery,
    status: 200,
    answer: pageOf(legalHold),
  }),
  hold: route({
    method: 'POST',
    path: '/api/v1/retention/holds',
    summary: 'Put the organisation, a system or a document on hold: nothing of it is deleted',
    access: 'retention:approve',
    body: legalHoldFields,
    status: 201,
    answer: legalHold,
    errors: ['NOT_FOUND'],
  }),
  release: route({
    method: 'POST',
    path: '/api/v1/retention/holds/:id/release',
    summary: 'Release a hold; by another person than who made it',
    access: 'retention:approve',
    params: byId,
    body: z.strictObject({ reason }),
    status: 200,
    answer: legalHold,
    errors: ['NOT_FOUND', 'NOT_ALLOWED_NOW'],
    stepUp: true,
  }),
};
