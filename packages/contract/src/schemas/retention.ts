/** How long records are kept, and what must be kept longer. */
import { z } from 'zod';
import { id, instant, line } from './common.ts';

export const retentionRule = z
  .strictObject({
    recordClass: z
      .literal('document')
      .describe('results of scans and bills of materials that were replaced or could not be read'),
    years: z.int().min(1).max(100).describe('from the day on which it stopped to count'),
    mode: z.enum(['dry-run', 'enforce']).describe('dry-run: what is due is told, and nothing is deleted'),
    changedAt: instant.nullable().describe('null: the default'),
  })
  .meta({ id: 'RetentionRule' });
export type RetentionRule = z.infer<typeof retentionRule>;

const holdScope = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('organisation') }),
  z.strictObject({ kind: z.enum(['system', 'document']), id }),
]);

export const legalHoldFields = z.strictObject({
  scope: holdScope,
  reason: line(1000),
  until: instant.nullable().describe('null: until it is released'),
});

export const legalHold = legalHoldFields
  .extend({
    id,
    by: z.string(),
    at: instant,
    releasedBy: z.string().nullable(),
    releasedAt: instant.nullable(),
  })
  .meta({ id: 'LegalHold' });
export type LegalHold = z.infer<typeof legalHold>;

export const dueRecord = z
  .strictObject({
    id,
    recordClass: z.literal('document'),
    system: id,
    sha256: z.string(),
    since: instant.describe('when it stopped to count'),
    isOnHold: z.boolean().describe('it stays'),
  })
  .meta({ id: 'DueRecord' });
export type DueRecord = z.infer<typeof dueRecord>;

export const deletionCertificate = z
  .strictObject({
    id,
    at: instant,
    documents: z.int().min(1),
    note: z.string().describe('signed note: what was deleted, by which rule'),
  })
  .meta({ id: 'DeletionCertificate' });
export type DeletionCertificate = z.infer<typeof deletionCertificate>;
