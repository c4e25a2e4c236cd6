/**
 * Fields that must be read back and that nobody may find in a copy of the database: secrets of authenticators and of
 * clients at identity providers. Everything that is kept that way goes through a `Sealer`, so that the way of sealing is
 * decided in one place.
 */

import type { Db } from '../database/database.ts';

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

/** Of a server without a key store: the database is as secret as these fields. Begins with a byte of its own. */
const PLAIN = 0;

export const PLAIN_SEALER: Sealer = {
  seal: async (_, __, plain) => Buffer.concat([Buffer.of(PLAIN), plain]),
  open: async (_, { field }, sealed) => {
    if (sealed[0] !== PLAIN) throw new Error(`${field} was sealed with a key that this server does not have`);
    return sealed.subarray(1);
  },
};
