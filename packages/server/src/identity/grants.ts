/** Roles of an account, as far as they hold now. */
import { type Grant, type GrantScope, ROLES, type Role } from '@theriac/contract';
import type { Db } from '../database/database.ts';

const isRole = (text: string): text is Role => (ROLES as readonly string[]).includes(text);

/** @param now grants that ended before are left out; undefined: all */
export async function grantsOf(
  db: Db,
  org: string,
  accounts: readonly string[],
  now?: Date,
): Promise<ReadonlyMap<string, readonly Grant[]>> {
  if (accounts.length === 0) return new Map();
  const rows = await db
    .selectFrom('theriac.role_grant')
    .select(['account_id', 'role', 'scope_kind', 'scope_id', 'valid_until'])
    .where('org_id', '=', org)
    .where('account_id', 'in', accounts)
    .orderBy('id')
    .execute();
  const found = new Map<string, Grant[]>();
  for (const row of rows) {
    // A role that this version does not know gives nothing.
    if (!isRole(row.role) || (now !== undefined && row.valid_until !== null && row.valid_until <= now))
      continue;
    const grant = {
      role: row.role,
      scope: scopeOf(row.scope_kind, row.scope_id),
      ...(row.valid_until === null ? {} : { validUntil: row.valid_until.toISOString() }),
    };
    const list = found.get(row.account_id);
    if (list === undefined) found.set(row.account_id, [grant]);
    else list.push(grant);
  }
  return found;
}

function scopeOf(kind: GrantScope['kind'], id: string | null): GrantScope {
  return kind === 'organisation' || id === null ? { kind: 'organisation' } : { kind, id };
}
