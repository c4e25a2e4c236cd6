/** Authenticators and recovery codes: enrolled by their owner, confirmed by a code, each code accepted once. */
import type { factorList } from '@theriac/contract';
import type { z } from 'zod';
import type { AuditNote } from '../../audit/append.ts';
import type { Db } from '../../database/database.ts';
import { ApiFailure } from '../../errors.ts';
import type { Call, SignedCall } from '../../http/call.ts';
import { hashRecoveryCode, newRecoveryCodes } from '../../identity/recovery-codes.ts';
import { needsFactor } from '../../identity/second-factor.ts';
import { endSessions } from '../../identity/sessions.ts';
import { newTotpSecret, stepOfCode, totpLink } from '../../identity/totp.ts';
import { readAccount } from '../accounts/store.ts';
import { readOrganisation } from '../sessions/store.ts';
import {
  countRecoveryCodes,
  deleteTotp,
  listPasskeys,
  readTotp,
  replaceRecoveryCodes,
  useRecoveryCode,
  useTotp,
  writeTotp,
} from './store.ts';

export interface Own {
  readonly org: string;
  readonly account: string;
  readonly session: string;
}

/** Tokens have no second factors. */
export function ownOf({ principal }: SignedCall): Own {
  const { org, id, session } = principal;
  if (session === undefined || id === null)
    throw new ApiFailure('NOT_ALLOWED_NOW', 'A token has no second factors; people sign in.');
  return { org, account: id, session: session.id };
}

export async function listFactors({ db, principal }: SignedCall): Promise<z.infer<typeof factorList>> {
  const { org, grants } = principal;
  const account = principal.id ?? '';
  const totp = await readTotp(db, org, account);
  const passkeys = await listPasskeys(db, org, account);
  return {
    isRequired: await needsFactor(db, org, grants),
    ...(totp?.confirmedAt == null ? {} : { totp: { confirmedAt: totp.confirmedAt.toISOString() } }),
    passkeys: passkeys.map(({ id, name, createdAt, lastUsedAt }) => ({
      id,
      name,
      createdAt: createdAt.toISOString(),
      ...(lastUsedAt === null ? {} : { lastUsedAt: lastUsedAt.toISOString() }),
    })),
    recoveryCodes: await countRecoveryCodes(db, org, account),
  };
}

const FIELD = 'totp.secret';

export async function startTotp(call: SignedCall): Promise<{ secret: string; uri: string }> {
  const { db, services, now } = call;
  const { org, account } = ownOf(call);
  if ((await readTotp(db, org, account))?.confirmedAt != null)
    throw new ApiFailure('NOT_ALLOWED_NOW', 'The account has an authenticator; remove it first.');
  const secret = newTotpSecret();
  const sealed = await services.sealer.seal(call, { org, field: FIELD, record: account }, secret);
  await writeTotp(db, { org, account, sealed, now });
  const issuer = (await readOrganisation(db, org))?.name ?? '';
  const label = (await readAccount(db, org, account))?.email ?? '';
  return totpLink(secret, `Theriac ${issuer}`, label);
}

export async function confirmTotp(call: SignedCall, code: string): Promise<{ recoveryCodes: string[] }> {
  const { db, audit } = call;
  const { org, account, session } = ownOf(call);
  const row = await readTotp(db, org, account);
  if (row === undefined || row.confirmedAt !== null)
    throw new ApiFailure('NOT_ALLOWED_NOW', 'No authenticator waits to be confirmed.');
  if (!(await acceptTotp(call, org, account, code)))
    throw new ApiFailure('NOT_ALLOWED_NOW', 'The code is not the current one of the authenticator.');
  await endSessions(db, org, account, session);
  audit({ action: 'factor.added', object: { kind: 'account', id: account }, changes: [changeOf('totp')] });
  return newCodes(call, org, account);
}

export const changeOf = (factor: string) => ({ field: 'factor', before: null, after: factor });

async function newCodes(
  { db, audit }: Call,
  org: string,
  account: string,
): Promise<{ recoveryCodes: string[] }> {
  const codes = newRecoveryCodes();
  await replaceRecoveryCodes(
    db,
    org,
    account,
    codes.map((code) => hashRecoveryCode(account, code)),
  );
  audit({ action: 'factor.recovery-codes-made', object: { kind: 'account', id: account } });
  return { recoveryCodes: [...codes] };
}

export async function renewRecoveryCodes(call: SignedCall): Promise<{ recoveryCodes: string[] }> {
  const { org, account } = ownOf(call);
  if ((await readTotp(call.db, org, account))?.confirmedAt == null)
    throw new ApiFailure('NOT_ALLOWED_NOW', 'Recovery codes stand in for an authenticator; enrol one first.');
  return newCodes(call, org, account);
}

export async function removeTotp(call: SignedCall): Promise<void> {
  const { db, audit } = call;
  const { org, account, session } = ownOf(call);
  if (!(await deleteTotp(db, org, account))) throw new ApiFailure('NOT_FOUND');
  await replaceRecoveryCodes(db, org, account, []);
  await keepFactor(call);
  await endSessions(db, org, account, session);
  audit({
    action: 'factor.removed',
    object: { kind: 'account', id: account },
    changes: [{ field: 'factor', before: 'totp', after: null }],
  });
}

/** @throws ApiFailure where the account would be without a factor that its roles need */
export async function keepFactor(call: SignedCall): Promise<void> {
  const { isRequired, totp, passkeys } = await listFactors(call);
  if (isRequired && totp === undefined && passkeys.length === 0)
    throw new ApiFailure(
      'NOT_ALLOWED_NOW',
      'A role of the account needs a second factor; enrol another first.',
    );
}

async function acceptTotp(
  { db, services, now }: Pick<Call, 'db' | 'services' | 'now'>,
  org: string,
  account: string,
  code: string,
): Promise<boolean> {
  const row = await readTotp(db, org, account);
  if (row === undefined) return false;
  const secret = await services.sealer.open(db, { org, field: FIELD, record: account }, row.sealed);
  const step = stepOfCode(secret, code, now, row.lastStep);
  if (step === undefined) return false;
  await useTotp(db, org, account, step, row.confirmedAt ?? now);
  return true;
}

/** What an account may be asked for besides its password. */
export async function askedFactor(
  db: Db,
  org: string,
  account: string,
): Promise<'code' | 'passkey' | undefined> {
  if ((await readTotp(db, org, account))?.confirmedAt != null) return 'code';
  return (await listPasskeys(db, org, account)).length > 0 ? 'passkey' : undefined;
}

/** @returns whether it is a code of the authenticator or a recovery code, which it uses up */
export async function acceptCode(
  call: Pick<Call, 'db' | 'services' | 'now'> & { readonly audit: (note: AuditNote) => void },
  org: string,
  account: string,
  code: string,
): Promise<boolean> {
  if (/^\d{6}$/.test(code)) return acceptTotp(call, org, account, code);
  if (!(await useRecoveryCode(call.db, org, account, hashRecoveryCode(account, code)))) return false;
  call.audit({ action: 'factor.recovery-code-used', object: { kind: 'account', id: account } });
  return true;
}
