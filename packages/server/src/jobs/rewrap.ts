/** After a rotation: data keys are wrapped with the new key, while the server serves. Nothing is encrypted anew. */
import { appendEvents } from '../audit/append.ts';
import type { Processing } from '../ingest/process-document.ts';

export async function rewrap(
  { database, dataKeys, clock }: Pick<Processing, 'database' | 'dataKeys' | 'clock'>,
  org: string,
): Promise<void> {
  await database.in(org, async (db) => {
    const count = await dataKeys.rewrap(db, org);
    if (count === 0) return;
    const now = clock();
    const actor = { kind: 'job', id: null, display: 'key rotation' } as const;
    await appendEvents(db, { org, actor, address: null, requestId: `keys ${now.toISOString()}`, now }, [
      { action: 'keys.rewrapped', changes: [{ field: 'keys', before: null, after: count }] },
    ]);
  });
}
