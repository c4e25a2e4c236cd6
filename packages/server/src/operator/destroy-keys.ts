/** Destroys data keys (crypto-shredding), for who runs the server: on record, and for good. */
import { join } from 'node:path';
import { TheriacError } from '@theriac/core';
import { appendEvents } from '../audit/append.ts';
import type { Database } from '../database/database.ts';
import { DataKeys } from '../keys/data-keys.ts';
import { localKeys } from '../keys/local-keys.ts';
import { type Installation, withDatabase } from './installation.ts';

export interface DestroyAsked extends Installation {
  /** Its short name. */
  readonly organisation: string;
  readonly subject: string;
  readonly reason: string;
  readonly now: Date;
}

/** @returns ids of the keys that are no more */
export async function destroyKeys(asked: DestroyAsked): Promise<readonly string[]> {
  const { organisation, subject, reason, now } = asked;
  return withDatabase(asked, async (database) => {
    const org = await orgOf(database, organisation);
    const dataKeys = new DataKeys(localKeys(join(asked.dataFolder, 'keys')));
    return database.in(org, async (db) => {
      const destroyed = await dataKeys.destroy(db, org, { subject, now });
      const actor = { kind: 'nobody', id: null, display: 'who runs the server' } as const;
      const context = { org, actor, address: null, requestId: `keys ${now.toISOString()}`, now };
      await appendEvents(
        db,
        context,
        destroyed.map(
          (id) => ({ action: 'keys.destroyed', object: { kind: 'data-key', id }, reason }) as const,
        ),
      );
      return destroyed;
    });
  });
}

async function orgOf(database: Database, slug: string): Promise<string> {
  const org = await database.asOwner(async (client) => {
    const { rows } = await client.query<{ org: string | null }>('SELECT theriac.org_of_slug($1) AS org', [
      slug,
    ]);
    return rows[0]?.org ?? undefined;
  });
  if (org === undefined) throw new TheriacError('THERIAC_USAGE', `there is no organisation ${slug}`);
  return org;
}
