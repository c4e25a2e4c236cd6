/** The audit trail. */
import { z } from 'zod';
import { route } from '../route.ts';
import { auditCheckpoint, auditEvent, consistencyProof, inclusionProof } from '../schemas/audit.ts';
import { pageOf, pageQuery } from '../schemas/common.ts';

/** A number of events. */
const count = z.coerce.number().int().min(1);

export const audit = {
  list: route({
    method: 'GET',
    path: '/api/v1/audit/events',
    summary: 'Events of the audit trail, newest first',
    access: 'audit:read',
    query: pageQuery.extend({
      action: z.string().max(100).optional(),
      object: z.string().max(100).optional().describe('id of the record'),
    }),
    status: 200,
    answer: pageOf(auditEvent),
  }),
  key: route({
    method: 'GET',
    path: '/api/v1/audit/key',
    summary: 'The public key of the checkpoints, as verifiers of signed notes take it',
    access: 'audit:read',
    status: 200,
    answer: z.strictObject({ origin: z.string(), key: z.string() }),
  }),
  checkpoints: route({
    method: 'GET',
    path: '/api/v1/audit/checkpoints',
    summary: 'Checkpoints of the audit trail, newest first',
    access: 'audit:read',
    query: pageQuery,
    status: 200,
    answer: pageOf(auditCheckpoint),
  }),
  makeCheckpoint: route({
    method: 'POST',
    path: '/api/v1/audit/checkpoints',
    summary: 'Check the trail since the last checkpoint, and sign a new one',
    access: 'audit:execute',
    status: 200,
    answer: auditCheckpoint,
    errors: ['NOT_ALLOWED_NOW'],
    perMinute: 10,
  }),
  proveEvent: route({
    method: 'GET',
    path: '/api/v1/audit/events/:seq/proof',
    summary: 'Proof that an event is in the trail that a checkpoint stands for',
    access: 'audit:read',
    params: z.strictObject({ seq: count }),
    query: z.strictObject({
      size: count.optional().describe('of the checkpoint; absent: the first behind it'),
    }),
    status: 200,
    answer: inclusionProof,
    errors: ['NOT_FOUND'],
  }),
  proveConsistency: route({
    method: 'GET',
    path: '/api/v1/audit/consistency',
    summary: 'Proof that the trail of one checkpoint is the beginning of that of another',
    access: 'audit:read',
    query: z.strictObject({ from: count, to: count }),
    status: 200,
    answer: consistencyProof,
    errors: ['NOT_FOUND'],
  }),
  bundle: route({
    method: 'GET',
    path: '/api/v1/audit/bundle',
    summary: 'The whole trail with its checkpoints, for `theriac audit verify`',
    access: 'audit:read',
    status: 200,
    answerType: 'application/x-ndjson',
    perMinute: 10,
  }),
};
