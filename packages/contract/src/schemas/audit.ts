/** The audit trail. */
import { z } from 'zod';
import { id, instant, json } from './common.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const auditEvent = z
  .strictObject({
    seq: z.int().min(1).describe('1, 2, 3 … without a gap, in each organisation'),
    at: instant,
    action: z.string().describe('`system.changed`'),
    actor: z.strictObject({
      kind: z.enum(['person', 'service', 'job', 'nobody']),
      id: id.nullable(),
      display: z.string().describe('as it was then'),
    }),
    address: z.string().nullable(),
    object: z.strictObject({ kind: z.string(), id: z.string(), version: z.int().nullable() }).nullable(),
    changes: z.array(z.strictObject({ field: z.string(), before: json, after: json })),
    reason: z.string().nullable(),
    requestId: z.string(),
    prevHash: sha256,
    hash: sha256,
  })
  .meta({ id: 'AuditEvent' });
export type AuditEvent = z.infer<typeof auditEvent>;
