/** Who lost all second factors gets them removed by two administrators, neither of whom is the account itself. */
import { ApiFailure } from '../../errors.ts';
import type { SignedCall } from '../../http/call.ts';
import { endSessions } from '../../identity/sessions.ts';
import { account as accountOf } from '../accounts/service.ts';
import { lastingAdministrators } from '../accounts/store.ts';
import { deletePasskeys, deleteTotp, replaceRecoveryCodes } from './store.ts';

const WAITS_MS = 24 * 60 * 60_000;

export async function resetFactors(
  call: SignedCall,
  id: string,
  reason: string,
): Promise<{ state: 'waits-for-second' | 'done' }> {
  const { db, principal, now, audit } = call;
  const { org } = principal;
  const by = principal.id ?? '';
  const { kind } = await accountOf(call, id);
  if (kind !== 'person') throw new ApiFailure('NOT_ALLOWED_NOW', 'A service has no second factors.');
  if (id === by)
    throw new ApiFailure('NOT_ALLOWED_NOW', 'Nobody resets their own; another administrator does.');
  const waiting = await db
    .deleteFrom('theriac.factor_reset')
    .where('org_id', '=', org)
    .where('account_id', '=', id)
    .returning(['requested_by', 'requested_at'])
    .executeTakeFirst();
  const isSecond =
    waiting !== undefined &&
    waiting.requested_by !== by &&
    now.getTime() - waiting.requested_at.getTime() <= WAITS_MS;
  const others = (await lastingAdministrators(db, org)).filter((one) => one !== by && one !== id);
  if (!isSecond && others.length > 0) {
    await db
      .insertInto('theriac.factor_reset')
      .values({ org_id: org, account_id: id, requested_by: by, requested_at: now, reason })
      .execute();
    audit({ action: 'factor.reset-requested', object: { kind: 'account', id }, reason });
    return { state: 'waits-for-second' };
  }
  await deleteTotp(db, org, id);
  await replaceRecoveryCodes(db, org, id, []);
  await deletePasskeys(db, org, id);
  await endSessions(db, org, id);
  audit({
    action: 'factor.reset',
    object: { kind: 'account', id },
    // Where there is no other administrator, the trail says so.
    changes: [
      { field: 'requestedBy', before: null, after: isSecond ? waiting.requested_by : by },
      { field: 'approvedBy', before: null, after: isSecond ? by : null },
    ],
    reason,
  });
  return { state: 'done' };
}
