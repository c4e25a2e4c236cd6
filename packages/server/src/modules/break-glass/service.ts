/** Access in an emergency: a role for hours, which somebody else learns of at once. */
import { MAX_BREAK_GLASS_MINUTES, type Role } from '@theriac/contract';
import { ApiFailure } from '../../errors.ts';
import type { SignedCall } from '../../http/call.ts';
import { openBreakGlass } from '../../identity/break-glass.ts';
import { account as accountOf } from '../accounts/service.ts';
import { closeBreakGlass, grantEmergency, insertBreakGlass, insertNotice, revokeEmergency } from './store.ts';

const INFORMED: ReadonlySet<Role> = new Set(['security-official', 'admin']);

export interface BreakGlassGiven {
  readonly reason: string;
  readonly informs: string;
  readonly minutes: number;
}

export async function startBreakGlass(
  call: SignedCall,
  { reason, informs, minutes }: BreakGlassGiven,
): Promise<{ id: string; endsAt: string }> {
  const { db, principal, now, newId, audit } = call;
  const { org, id: by, session } = principal;
  if (session === undefined || by === null)
    throw new ApiFailure('NOT_ALLOWED_NOW', 'A person does it, signed in.');
  if (informs === by) throw new ApiFailure('NOT_ALLOWED_NOW', 'A second person is told.');
  const second = await accountOf(call, informs);
  const mayBeTold = second.grants.some(
    ({ role, scope }) => INFORMED.has(role) && scope.kind === 'organisation',
  );
  if (second.kind !== 'person' || second.state !== 'active' || !mayBeTold)
    throw new ApiFailure('NOT_ALLOWED_NOW', 'Who is told is a security official or an administrator.');
  if ((await openBreakGlass(db, org, by, now)) !== undefined)
    throw new ApiFailure('NOT_ALLOWED_NOW', 'It runs already.');
  const id = newId();
  const endsAt = new Date(now.getTime() + Math.min(minutes, MAX_BREAK_GLASS_MINUTES) * 60_000);
  await insertBreakGlass(db, { org, id, account: by, informed: informs, reason, now, endsAt });
  await grantEmergency(db, { org, id: newId(), account: by, now, endsAt });
  await insertNotice(db, {
    org,
    id: newId(),
    account: informs,
    kind: 'break-glass.started',
    body: { breakGlass: id, account: by, name: principal.display, reason, endsAt: endsAt.toISOString() },
    now,
  });
  audit({
    action: 'break-glass.started',
    object: { kind: 'break-glass', id },
    changes: [
      { field: 'informed', before: null, after: informs },
      { field: 'endsAt', before: null, after: endsAt.toISOString() },
    ],
    reason,
  });
  return { id, endsAt: endsAt.toISOString() };
}

export async function endBreakGlass({ db, principal, now, audit }: SignedCall): Promise<void> {
  const { org } = principal;
  const account = principal.id ?? '';
  const open = await openBreakGlass(db, org, account, now);
  if (open === undefined) throw new ApiFailure('NOT_FOUND');
  await closeBreakGlass(db, org, open, now);
  await revokeEmergency(db, org, account);
  audit({ action: 'break-glass.ended', object: { kind: 'break-glass', id: open } });
}
