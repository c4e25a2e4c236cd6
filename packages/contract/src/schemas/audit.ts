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
export const auditCheckpoint = z
  .strictObject({
    size: z.int().min(1).describe('events that it stands for'),
    root: sha256.describe('of the Merkle tree (RFC 9162) over the hashes of the events'),
    note: z.string().describe('signed note, C2SP tlog-checkpoint: what an auditor keeps'),
    madeAt: instant,
  })
  .meta({ id: 'AuditCheckpoint' });
export type AuditCheckpoint = z.infer<typeof auditCheckpoint>;

export const inclusionProof = z
  .strictObject({
    seq: z.int().min(1),
    hash: sha256.describe('of the event; the leaf is SHA-256 of a zero byte and this'),
    checkpoint: auditCheckpoint,
    proof: z.array(sha256).describe('RFC 9162, section 2.1.3; the index is `seq` less one'),
  })
  .meta({ id: 'AuditInclusionProof' });

export const consistencyProof = z
  .strictObject({
    from: auditCheckpoint,
    to: auditCheckpoint,
    proof: z.array(sha256).describe('RFC 9162, section 2.1.4'),
  })
  .meta({ id: 'AuditConsistencyProof' });

export type AuditEvent = z.infer<typeof auditEvent>;
