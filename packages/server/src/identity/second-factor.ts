/** Which accounts need a second factor, and which have one. */
import type { Grant } from '@theriac/contract';
import type { Db } from '../database/database.ts';
import type { SignInMethod } from './sign-in-method.ts';

/** An identity provider asks for the second factor itself. */
const FEDERATED: ReadonlySet<SignInMethod> = new Set(['saml', 'oidc']);

async function hasFactor(db: Db, org: string, account: string): Promise<boolean> {
  const totp = await db
    .selectFrom('theriac.totp')
    .select('account_id')
    .where('org_id', '=', org)
    .where('account_id', '=', account)
    .where('confirmed_at', 'is not', null)
    .executeTakeFirst();
  if (totp !== undefined) return true;
  const passkey = await db
    .selectFrom('theriac.passkey')
    .select('id')
    .where('org_id', '=', org)
    .where('account_id', '=', account)
    .executeTakeFirst();
  return passkey !== undefined;
}

export async function needsFactor(db: Db, org: string, grants: readonly Grant[]): Promise<boolean> {
  const policy = await db
    .selectFrom('theriac.sign_in_policy')
    .select('second_factor_roles')
    .where('org_id', '=', org)
    .executeTakeFirst();
  const roles = new Set(policy?.second_factor_roles ?? []);
  return grants.some(({ role }) => roles.has(role));
}

export interface Session {
  readonly org: string;
  readonly account: string;
  /** Those that hold now. */
  readonly grants: readonly Grant[];
  readonly method: SignInMethod;
}

export async function mustEnrol(db: Db, { org, account, grants, method }: Session): Promise<boolean> {
  if (FEDERATED.has(method) || !(await needsFactor(db, org, grants))) return false;
  return !(await hasFactor(db, org, account));
}
