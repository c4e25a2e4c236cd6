/** Rules about signing in, in the database; an organisation that never changed them has none. */
import { ROLES, type Role, type SignInPolicy } from '@theriac/contract';
import type { Db } from '../../database/database.ts';

export const DEFAULT_POLICY: SignInPolicy = {
  version: 1,
  secondFactorRoles: [],
  passwordProfile: 'modern',
  checkBreaches: false,
  ssoRequired: false,
};

export async function readPolicy(db: Db, org: string): Promise<SignInPolicy> {
  const row = await db
    .selectFrom('theriac.sign_in_policy')
    .select(['version', 'second_factor_roles', 'password_profile', 'check_breaches', 'sso_required'])
    .where('org_id', '=', org)
    .executeTakeFirst();
  if (row === undefined) return DEFAULT_POLICY;
  return {
    version: row.version,
    secondFactorRoles: row.second_factor_roles.filter(isRole),
    passwordProfile: row.password_profile,
    checkBreaches: row.check_breaches,
    ssoRequired: row.sso_required,
  };
}

const isRole = (text: string): text is Role => (ROLES as readonly string[]).includes(text);

/** @returns false where they have another version */
export async function writePolicy(db: Db, org: string, policy: SignInPolicy): Promise<boolean> {
  const set = {
    version: policy.version + 1,
    second_factor_roles: [...policy.secondFactorRoles],
    password_profile: policy.passwordProfile,
    check_breaches: policy.checkBreaches,
    sso_required: policy.ssoRequired,
  };
  const done = await db
    .insertInto('theriac.sign_in_policy')
    .values({ org_id: org, ...set })
    .onConflict((conflict) =>
      conflict
        .column('org_id')
        .doUpdateSet(set)
        .where('theriac.sign_in_policy.org_id', '=', org)
        .where('theriac.sign_in_policy.version', '=', policy.version),
    )
    .executeTakeFirst();
  return done.numInsertedOrUpdatedRows === 1n;
}
