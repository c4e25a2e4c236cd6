/** Rules of CI jobs in the database. */
import type { CiRule, Permission } from '@theriac/contract';
import type { Db } from '../../database/database.ts';

export async function listRules(db: Db, org: string): Promise<readonly CiRule[]> {
  const rows = await db
    .selectFrom('theriac.ci_rule')
    .select(['id', 'account_id', 'name', 'issuer', 'audience', 'claims', 'permissions'])
    .where('org_id', '=', org)
    .orderBy('id')
    .execute();
  return rows.map(({ account_id, claims, permissions, ...rule }) => ({
    ...rule,
    account: account_id,
    claims: claims as Record<string, string>,
    permissions: permissions as Permission[],
  }));
}

export async function insertRule(db: Db, org: string, rule: CiRule, now: Date): Promise<void> {
  const { id, account, name, issuer, audience, claims, permissions } = rule;
  await db
    .insertInto('theriac.ci_rule')
    .values({
      org_id: org,
      id,
      account_id: account,
      name,
      issuer,
      audience,
      claims: JSON.stringify(claims),
      permissions,
      created_at: now,
    })
    .execute();
}

/** @returns its name and account; undefined where there is none */
export async function deleteRule(
  db: Db,
  org: string,
  id: string,
): Promise<{ readonly name: string; readonly account: string } | undefined> {
  return db
    .deleteFrom('theriac.ci_rule')
    .where('org_id', '=', org)
    .where('id', '=', id)
    .returning(['name', 'account_id as account'])
    .executeTakeFirst();
}

/** Tokens that jobs got by a rule, as far as they still hold. */
export async function liveTokens(
  db: Db,
  org: string,
  account: string,
  name: string,
  now: Date,
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('theriac.token')
    .select('id')
    .where('org_id', '=', org)
    .where('account_id', '=', account)
    .where('name', '=', name)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .execute();
  return rows.map(({ id }) => id);
}
