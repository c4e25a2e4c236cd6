/** The audit trail. */
import { z } from 'zod';
import { route } from '../route.ts';
import { auditEvent } from '../schemas/audit.ts';
import { pageOf, pageQuery } from '../schemas/common.ts';

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
};
