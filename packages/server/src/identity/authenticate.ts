/** Who a request is from, by its token or its cookie. */
import { PERMISSIONS, type Permission } from '@theriac/contract';
import type { AuditNote } from '../audit/append.ts';
import type { Db } from '../database/database.ts';
import { openBreakGlass } from './break-glass.ts';
import { grantsOf } from './grants.ts';
import type { Principal } from './principal.ts';
import { mustEnrol } from './second-factor.ts';
import { hashSecret } from './secrets.ts';
import { IDLE_MS, TOUCH_MS } from './sessions.ts';

export interface Recognised {
  readonly principal: Principal;
  readonly notes: readonly AuditNote[];
}

/** @returns undefined for a secret that is not, no longer or not yet one of the organisation */
export async function bySession(
  db: Db,
  org: string,
  secret: string,
  now: Date,
): Promise<Recognised | undefined> {
  const row = await db
    .selectFrom('theriac.session as s')
    .innerJoin('theriac.account as a', (join) =>
      join.onRef('a.org_id', '=', 's.org_id').onRef('a.id', '=', 's.account_id'),
    )
    .select(['s.id', 's.last_used_at', 's.stepped_up_at', 's.account_id', 's.method', 'a.name', 'a.kind'])
    .where('s.org_id', '=', org)
    .where('s.secret_hash', '=', hashSecret(secret))
    .where('s.idle_until', '>', now)
    .where('s.absolute_until', '>', now)
    .where('a.state', '=', 'active')
    .executeTakeFirst();
  if (row === undefined) return undefined;
  if (now.getTime() - row.last_used_at.getTime() > TOUCH_MS)
    await db
      .updateTable('theriac.session')
      .set({ last_used_at: now, idle_until: new Date(now.getTime() + IDLE_MS) })
      .where('org_id', '=', org)
      .where('id', '=', row.id)
      .execute();
  const grants = (await grantsOf(db, org, [row.account_id], now)).get(row.account_id) ?? [];
  return {
    principal: {
      org,
      kind: row.kind,
      id: row.account_id,
      display: row.name,
      grants,
      session: { id: row.id, steppedUpAt: row.stepped_up_at },
      breakGlass: await openBreakGlass(db, org, row.account_id, now),
      mustEnrol: await mustEnrol(db, { org, account: row.account_id, grants, method: row.method }),
    },
    notes: [],
  };
}

const isPermission = (text: string): text is Permission => (PERMISSIONS as readonly string[]).includes(text);

export async function byToken(
  db: Db,
  org: string,
  secret: string,
  now: Date,
): Promise<Recognised | undefined> {
  const row = await db
    .selectFrom('theriac.token as t')
    .innerJoin('theriac.account as a', (join) =>
      join.onRef('a.org_id', '=', 't.org_id').onRef('a.id', '=', 't.account_id'),
    )
    .select(['t.id', 't.last_used_at', 't.permissions', 't.account_id', 'a.name', 'a.kind'])
    .where('t.org_id', '=', org)
    .where('t.secret_hash', '=', hashSecret(secret))
    .where('t.expires_at', '>', now)
    .where('t.revoked_at', 'is', null)
    .where('a.state', '=', 'active')
    .executeTakeFirst();
  if (row === undefined) return undefined;
  if (row.last_used_at === null || now.getTime() - row.last_used_at.getTime() > TOUCH_MS)
    await db
      .updateTable('theriac.token')
      .set({ last_used_at: now })
      .where('org_id', '=', org)
      .where('id', '=', row.id)
      .execute();
  const grants = await grantsOf(db, org, [row.account_id], now);
  return {
    principal: {
      org,
      kind: row.kind,
      id: row.account_id,
      display: row.name,
      grants: grants.get(row.account_id) ?? [],
      onlyPermissions: row.permissions.filter(isPermission),
    },
    notes:
      row.last_used_at === null
        ? [{ action: 'token.first-used', object: { kind: 'token', id: row.id } }]
        : [],
  };
}
