/** Rules about signing in, in the database; an organisation that never changed them has none. */
import { ROLES, type Role, type SignInPolicy } from '@theriac/contract';
import type { Db } from '../../database/database.ts';

const DEFAULT: SignInPolicy = { version: 1, secondFactorRoles: [] };

export async function readPolicy(db: Db, org: string): Promise<SignInPolicy> {
  const row = await db
    .selectFrom('theriac.sign_in_policy')
    .select(['version', 'second_factor_roles'])
    .where('org_id', '=', org)
    .executeTakeFirst();
  if (row === undefined) return DEFAULT;
  return { version: row.version, secondFactorRoles: row.second_factor_roles.filter(isRole) };
}

const isRole = (text: string): text is Role => (ROLES as readonly string[]).includes(text);

/** @returns false where they have another version */
export async function writePolicy(db: Db, org: string, policy: SignInPolicy): Promise<boolean> {
  const set = { second_factor_roles: [...policy.secondFactorRoles], version: policy.version + 1 };
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
