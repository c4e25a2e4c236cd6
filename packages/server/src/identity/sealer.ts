/**
 * Fields that must be read back and that nobody may find in a copy of the database: secrets of authenticators and of
 * clients at identity providers. Everything that is kept that way goes through a `Sealer`, so that the way of sealing is
 * decided in one place.
 */

import type { Db } from '../database/database.ts';
import type { DataKeys } from '../keys/data-keys.ts';
import { keyIdOf, open, seal } from '../keys/envelope.ts';

/** What a sealed field belongs to: a value that is moved to another row or column must not open there. */
interface SealedPlace {
  readonly org: string;
  /** `totp.secret` */
  readonly field: string;
  readonly record: string;
}

/** Keys are rows of the organisation, made when they are first needed. */
interface SealCall {
  readonly db: Db;
  readonly now: Date;
  readonly newId: () => string;
}

export interface Sealer {
  seal(call: SealCall, place: SealedPlace, plain: Buffer): Promise<Buffer>;
  /** @throws where it was not sealed for the place */
  open(db: Db, place: SealedPlace, sealed: Buffer): Promise<Buffer>;
}

/** With the data keys of the organisation: destroying them destroys the fields. */
export function sealerOf(keys: Pick<DataKeys, 'current' | 'byId'>): Sealer {
  return {
    seal: async ({ db, now, newId }, place, plain) => {
      const { id, key } = await keys.current(db, { org: place.org, newId, now });
      return seal(key, id, plain, place);
    },
    open: async (db, place, sealed) => {
      const { key } = await keys.byId(db, place.org, keyIdOf(sealed));
      return open(key, sealed, place);
    },
  };
}
