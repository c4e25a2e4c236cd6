/** Second factors in the database. */
import type { Db } from '../../database/database.ts';

export interface TotpRow {
  readonly sealed: Buffer;
  readonly confirmedAt: Date | null;
  readonly lastStep: number;
}

/** Locked until the transaction ends: a code that comes twice at once is accepted once. */
export async function readTotp(db: Db, org: string, account: string): Promise<TotpRow | undefined> {
  const row = await db
    .selectFrom('theriac.totp')
    .select(['sealed_secret', 'confirmed_at', 'last_step'])
    .where('org_id', '=', org)
    .where('account_id', '=', account)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined
    ? undefined
    : { sealed: row.sealed_secret, confirmedAt: row.confirmed_at, lastStep: Number(row.last_step) };
}

export async function writeTotp(
  db: Db,
  given: { readonly org: string; readonly account: string; readonly sealed: Buffer; readonly now: Date },
): Promise<void> {
  const { org, account, sealed, now } = given;
  await db
    .insertInto('theriac.totp')
    .values({ org_id: org, account_id: account, sealed_secret: sealed, created_at: now })
    .onConflict((conflict) =>
      conflict
        .columns(['org_id', 'account_id'])
        .doUpdateSet({ sealed_secret: sealed, created_at: now, confirmed_at: null, last_step: '0' })
        .where('theriac.totp.org_id', '=', org),
    )
    .execute();
}

export async function useTotp(
  db: Db,
  org: string,
  account: string,
  step: number,
  confirmedAt: Date,
): Promise<void> {
  await db
    .updateTable('theriac.totp')
    .set({ last_step: String(step), confirmed_at: confirmedAt })
    .where('org_id', '=', org)
    .where('account_id', '=', account)
    .execute();
}

export async function deleteTotp(db: Db, org: string, account: string): Promise<boolean> {
  const done = await db
    .deleteFrom('theriac.totp')
    .where('org_id', '=', org)
    .where('account_id', '=', account)
    .executeTakeFirst();
  return done.numDeletedRows === 1n;
}

export async function replaceRecoveryCodes(
  db: Db,
  org: string,
  account: string,
  hashes: readonly Buffer[],
): Promise<void> {
  await db
    .deleteFrom('theriac.recovery_code')
    .where('org_id', '=', org)
    .where('account_id', '=', account)
    .execute();
  if (hashes.length === 0) return;
  await db
    .insertInto('theriac.recovery_code')
    .values(hashes.map((hash) => ({ org_id: org, account_id: account, code_hash: hash })))
    .execute();
}

export async function countRecoveryCodes(db: Db, org: string, account: string): Promise<number> {
  const { count } = await db
    .selectFrom('theriac.recovery_code')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('org_id', '=', org)
    .where('account_id', '=', account)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** @returns false where it is none of the account */
export async function useRecoveryCode(db: Db, org: string, account: string, hash: Buffer): Promise<boolean> {
  const done = await db
    .deleteFrom('theriac.recovery_code')
    .where('org_id', '=', org)
    .where('account_id', '=', account)
    .where('code_hash', '=', hash)
    .executeTakeFirst();
  return done.numDeletedRows === 1n;
}

export interface Passkey {
  readonly id: string;
  readonly account: string;
  readonly name: string;
  readonly credential: string;
  readonly publicKey: Buffer;
  readonly counter: number;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
}

const PASSKEY = [
  'id',
  'account_id as account',
  'name',
  'credential_id as credential',
  'public_key as publicKey',
  'counter',
  'created_at as createdAt',
  'last_used_at as lastUsedAt',
] as const;

export async function listPasskeys(db: Db, org: string, account: string): Promise<readonly Passkey[]> {
  const rows = await db
    .selectFrom('theriac.passkey')
    .select(PASSKEY)
    .where('org_id', '=', org)
    .where('account_id', '=', account)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ ...row, counter: Number(row.counter) }));
}

/** Locked: of two answers with the same counter, one is refused. */
export async function passkeyOf(db: Db, org: string, credential: string): Promise<Passkey | undefined> {
  const row = await db
    .selectFrom('theriac.passkey')
    .select(PASSKEY)
    .where('org_id', '=', org)
    .where('credential_id', '=', credential)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? undefined : { ...row, counter: Number(row.counter) };
}

export async function insertPasskey(
  db: Db,
  org: string,
  { id, account, name, credential, publicKey, counter, createdAt }: Omit<Passkey, 'lastUsedAt'>,
): Promise<void> {
  await db
    .insertInto('theriac.passkey')
    .values({
      org_id: org,
      id,
      account_id: account,
      name,
      credential_id: credential,
      public_key: publicKey,
      counter: String(counter),
      created_at: createdAt,
    })
    .execute();
}

export async function usePasskey(db: Db, org: string, id: string, counter: number, now: Date): Promise<void> {
  await db
    .updateTable('theriac.passkey')
    .set({ counter: String(counter), last_used_at: now })
    .where('org_id', '=', org)
    .where('id', '=', id)
    .execute();
}

/** @param id absent: all of the account */
export async function deletePasskeys(db: Db, org: string, account: string, id?: string): Promise<number> {
  const done = await db
    .deleteFrom('theriac.passkey')
    .where('org_id', '=', org)
    .where('account_id', '=', account)
    .$if(id !== undefined, (query) => query.where('id', '=', id ?? ''))
    .executeTakeFirst();
  return Number(done.numDeletedRows);
}
