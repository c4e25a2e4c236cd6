/** Rules of retention, and holds, as people set them. */
import type { LegalHold, RetentionRule, RouteAnswer, RouteInput, Routes } from '@theriac/contract';
import { ApiFailure } from '../../errors.ts';
import type { SignedCall } from '../../http/call.ts';
import { enqueue } from '../../jobs/enqueue.ts';
import { cutoffOf, listDue, lockRetention, readHold, readRule, writeRule } from './store.ts';

type Retention = Routes['retention'];

/** Conditions of the table say less than the whole; nobody has such a one here today. */
function whole({ reach }: SignedCall): void {
  if (!reach.isWhole || reach.allowance !== 'always') throw new ApiFailure('FORBIDDEN');
}

export async function setRule(
  call: SignedCall,
  { body: { years, mode, reason } }: RouteInput<Retention['setRule']>,
): Promise<RetentionRule> {
  whole(call);
  const { db, principal, now, audit } = call;
  await lockRetention(db, principal.org);
  const before = await readRule(db, principal.org);
  await writeRule(db, principal.org, { years, mode, now });
  audit({
    action: 'retention.rule-changed',
    object: { kind: 'retention-rule', id: 'document' },
    changes: [
      { field: 'years', before: before.years, after: years },
      { field: 'mode', before: before.mode, after: mode },
    ],
    reason,
  });
  return readRule(db, principal.org);
}

export async function due(
  call: SignedCall,
  { query }: RouteInput<Retention['due']>,
): Promise<RouteAnswer<Retention['due']>> {
  whole(call);
  const { db, principal, now } = call;
  const { years } = await readRule(db, principal.org);
  return listDue(db, principal.org, { ...query, cutoff: cutoffOf(now, years), now });
}

export async function run(call: SignedCall): Promise<{ queued: true }> {
  whole(call);
  const { mode } = await readRule(call.db, call.principal.org);
  if (mode !== 'enforce')
    throw new ApiFailure('NOT_ALLOWED_NOW', 'The rule is a dry run; set its mode to enforce first.');
  await enqueue(call.db, { task: 'retention.run', org: call.principal.org });
  return { queued: true };
}

export async function hold(
  call: SignedCall,
  { body: { scope, reason, until } }: RouteInput<Retention['hold']>,
): Promise<LegalHold> {
  whole(call);
  const { db, principal, now, newId, audit } = call;
  const { org } = principal;
  await lockRetention(db, org);
  if (scope.kind !== 'organisation') {
    const table = scope.kind === 'system' ? 'theriac.system' : 'theriac.document';
    const found = await db
      .selectFrom(table)
      .select('id')
      .where('org_id', '=', org)
      .where('id', '=', scope.id)
      .executeTakeFirst();
    if (found === undefined) throw new ApiFailure('NOT_FOUND');
  }
  const id = newId();
  await db
    .insertInto('theriac.legal_hold')
    .values({
      org_id: org,
      id,
      scope_kind: scope.kind,
      scope_id: scope.kind === 'organisation' ? null : scope.id,
      reason,
      made_by_id: principal.id ?? '',
      made_by: principal.display,
      made_at: now,
      until: until === null ? null : new Date(until),
    })
    .execute();
  audit({ action: 'hold.made', object: { kind: 'legal-hold', id }, reason });
  return known(call, id);
}

export async function release(
  call: SignedCall,
  { params: { id }, body: { reason } }: RouteInput<Retention['release']>,
): Promise<LegalHold> {
  whole(call);
  const { db, principal, now, audit } = call;
  await lockRetention(db, principal.org);
  const found = await readHold(db, principal.org, id);
  if (found === undefined) throw new ApiFailure('NOT_FOUND');
  if (found.hold.releasedAt !== null)
    throw new ApiFailure('NOT_ALLOWED_NOW', 'The hold is released already.');
  if (found.madeBy === principal.id)
    throw new ApiFailure('NOT_ALLOWED_NOW', 'Another person than who made the hold releases it.');
  await db
    .updateTable('theriac.legal_hold')
    .set({ released_by: principal.display, released_at: now })
    .where('org_id', '=', principal.org)
    .where('id', '=', id)
    .execute();
  audit({ action: 'hold.released', object: { kind: 'legal-hold', id }, reason });
  return known(call, id);
}

async function known({ db, principal }: SignedCall, id: string): Promise<LegalHold> {
  const found = await readHold(db, principal.org, id);
  if (found === undefined) throw new ApiFailure('NOT_FOUND');
  return found.hold;
}
