/** What people decide about findings. */
import type { FindingRecord, FindingState } from '@theriac/contract';
import { ApiFailure } from '../../errors.ts';
import type { SignedCall } from '../../http/call.ts';
import { readAccount } from '../accounts/store.ts';
import { DECIDES_AWAY, STATES } from './states.ts';
import { eventsOf, type FindingFound, insertEvent, readFinding, updateFinding } from './store.ts';

async function found({ db, principal, reach }: SignedCall, id: string): Promise<FindingFound> {
  const one = await readFinding(db, principal.org, reach, id);
  if (one === undefined) throw new ApiFailure('NOT_FOUND');
  return one;
}

export async function detail(call: SignedCall, id: string) {
  const { record, body, rule } = await found(call, id);
  // Written by the processing of documents, as JSON.
  const json = (value: unknown) => JSON.parse(JSON.stringify(value ?? null));
  return {
    ...record,
    detail: json(body),
    ruleDetail: json(rule),
    events: await eventsOf(call.db, call.principal.org, id),
  };
}

export async function setState(
  call: SignedCall,
  id: string,
  given: { readonly version: number; readonly state: FindingState; readonly reason: string },
): Promise<FindingRecord> {
  const { db, principal, audit } = call;
  const { org } = principal;
  const { record } = await found(call, id);
  const { next } = STATES[record.state];
  if (!next.includes(given.state))
    throw new ApiFailure(
      'NOT_ALLOWED_NOW',
      `From ${record.state} a finding goes to ${next.length === 0 ? 'no state by hand' : next.join(', ')}.`,
    );
  if (DECIDES_AWAY.has(given.state) && record.severity === 'critical')
    throw new ApiFailure(
      'NOT_ALLOWED_NOW',
      'A critical finding is decided away by two persons: request an exception.',
    );
  const { isOpen } = STATES[given.state];
  if (
    !(await updateFinding(db, org, { id, version: given.version }, { status: given.state, is_open: isOpen }))
  )
    throw new ApiFailure('CONFLICT');
  await event(call, id, { kind: 'state', before: record.state, after: given.state, note: given.reason });
  audit({
    action: 'finding.state-changed',
    object: { kind: 'finding', id, version: given.version + 1 },
    changes: [{ field: 'state', before: record.state, after: given.state }],
    reason: given.reason,
  });
  return (await found(call, id)).record;
}

export async function assign(
  call: SignedCall,
  id: string,
  given: { readonly version: number; readonly assignee: string | null },
): Promise<FindingRecord> {
  const { db, principal, audit } = call;
  const { org } = principal;
  const { record } = await found(call, id);
  const person = given.assignee === null ? undefined : await readAccount(db, org, given.assignee);
  if (given.assignee !== null && (person?.kind !== 'person' || person.state !== 'active'))
    throw new ApiFailure('NOT_FOUND', 'There is no such person.');
  if (!(await updateFinding(db, org, { id, version: given.version }, { assignee_id: given.assignee })))
    throw new ApiFailure('CONFLICT');
  await event(call, id, { kind: 'assigned', before: record.assignee, after: given.assignee, note: '' });
  audit({
    action: 'finding.assigned',
    object: { kind: 'finding', id, version: given.version + 1 },
    changes: [{ field: 'assignee', before: record.assignee, after: given.assignee }],
  });
  return (await found(call, id)).record;
}

export async function comment(call: SignedCall, id: string, text: string): Promise<void> {
  await found(call, id);
  await event(call, id, { kind: 'comment', before: null, after: null, note: text });
}

interface EventGiven {
  readonly kind: 'state' | 'assigned' | 'comment';
  readonly before: string | null;
  readonly after: string | null;
  readonly note: string;
}

async function event(
  { db, principal, now, newId }: SignedCall,
  finding: string,
  given: EventGiven,
): Promise<void> {
  await insertEvent(db, principal.org, finding, { id: newId(), at: now, by: principal.display, ...given });
}
