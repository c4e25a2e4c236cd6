/** Reading the audit trail. */
import type { AuditEvent } from '@theriac/contract';
import type { Db } from '../../database/database.ts';
import { ApiFailure } from '../../errors.ts';

export interface EventsAsked {
  readonly limit: number;
  readonly after?: string | undefined;
  readonly action?: string | undefined;
  readonly object?: string | undefined;
}

/** Newest first. */
export async function listEvents(
  db: Db,
  org: string,
  { limit, after, action, object }: EventsAsked,
): Promise<{ items: AuditEvent[]; next?: string }> {
  if (after !== undefined && !/^\d{1,18}$/.test(after))
    throw new ApiFailure('INVALID', undefined, {
      problems: [{ at: 'query.after', message: 'is not the `next` of a page' }],
    });
  const rows = await db
    .selectFrom('theriac.audit_event')
    .select(['seq', 'body', 'prev_hash', 'hash'])
    .where('org_id', '=', org)
    .$if(after !== undefined, (query) => query.where('seq', '<', after ?? ''))
    .$if(action !== undefined, (query) => query.where('action', '=', action ?? ''))
    .$if(object !== undefined, (query) => query.where('object_id', '=', object ?? ''))
    .orderBy('seq', 'desc')
    .limit(limit + 1)
    .execute();
  const items = rows.slice(0, limit).map((row) => ({
    ...(JSON.parse(row.body) as Omit<AuditEvent, 'prevHash' | 'hash'>),
    prevHash: row.prev_hash.toString('hex'),
    hash: row.hash.toString('hex'),
  }));
  const last = rows.at(limit - 1);
  return rows.length > limit && last !== undefined ? { items, next: last.seq } : { items };
}
