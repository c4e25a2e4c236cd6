/** Data keys: made when they are needed, kept wrapped, destroyed with everything that they encrypt. */
import { randomBytes } from 'node:crypto';
import { TheriacError } from '@theriac/core';
import type { Db } from '../database/database.ts';
import type { KeyService } from './key-service.ts';

export interface DataKey {
  readonly id: string;
  readonly key: Buffer;
}

const KEY_BYTES = 32;
/** The subject of what belongs to nobody in particular. */
const WHOLE = 'organisation';

export class DataKeys {
  readonly #service: KeyService;

  constructor(service: KeyService) {
    this.#service = service;
  }

  /** The key that new data are encrypted with. @param subject whose data may have to be erased alone */
  async current(
    db: Db,
    { org, subject = WHOLE, newId, now }: { org: string; subject?: string; newId: () => string; now: Date },
  ): Promise<DataKey> {
    const known = await this.#currentId(db, org, subject);
    if (known !== undefined) return this.byId(db, org, known);
    const id = newId();
    const { keyId, bytes } = await this.#service.wrap(randomBytes(KEY_BYTES), { org, dataKey: id });
    await db
      .insertInto('theriac.data_key')
      .values({ org_id: org, id, subject, wrapping_key: keyId, wrapped: bytes, created_at: now })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    // Another transaction may have come first.
    return this.byId(db, org, (await this.#currentId(db, org, subject)) ?? id);
  }

  /** @throws TheriacError THERIAC_SERVER_KEYS where it was destroyed */
  async byId(db: Db, org: string, id: string): Promise<DataKey> {
    const row = await db
      .selectFrom('theriac.data_key')
      .select(['wrapping_key', 'wrapped'])
      .where('org_id', '=', org)
      .where('id', '=', id)
      .executeTakeFirst();
    if (row === undefined) throw new TheriacError('THERIAC_SERVER_KEYS', `there is no data key ${id}`);
    if (row.wrapped === null)
      throw new TheriacError(
        'THERIAC_SERVER_KEYS',
        `data key ${id} was destroyed, and with it what it encrypts`,
      );
    const wrapped = { keyId: row.wrapping_key, bytes: row.wrapped };
    return { id, key: await this.#service.unwrap(wrapped, { org, dataKey: id }) };
  }

  /** Wraps with the current key what an older one wrapped. @returns how many */
  async rewrap(db: Db, org: string): Promise<number> {
    const current = await this.#service.currentKeyId();
    const rows = await db
      .selectFrom('theriac.data_key')
      .select('id')
      .where('org_id', '=', org)
      .where('wrapping_key', '!=', current)
      .where('destroyed_at', 'is', null)
      .forUpdate()
      .execute();
    for (const { id } of rows) {
      const { key } = await this.byId(db, org, id);
      const { keyId, bytes } = await this.#service.wrap(key, { org, dataKey: id });
      await db
        .updateTable('theriac.data_key')
        .set({ wrapping_key: keyId, wrapped: bytes })
        .where('org_id', '=', org)
        .where('id', '=', id)
        .execute();
    }
    return rows.length;
  }

  /** @returns ids of the keys that are no more */
  async destroy(
    db: Db,
    org: string,
    { subject, now }: { subject: string; now: Date },
  ): Promise<readonly string[]> {
    const rows = await db
      .updateTable('theriac.data_key')
      .set({ wrapped: null, destroyed_at: now })
      .where('org_id', '=', org)
      .where('destroyed_at', 'is', null)
      .where('subject', '=', subject)
      .returning('id')
      .execute();
    return rows.map(({ id }) => id).sort();
  }

  async #currentId(db: Db, org: string, subject: string): Promise<string | undefined> {
    const row = await db
      .selectFrom('theriac.data_key')
      .select('id')
      .where('org_id', '=', org)
      .where('subject', '=', subject)
      .where('destroyed_at', 'is', null)
      .executeTakeFirst();
    return row?.id;
  }
}
