/** Checkpoints of the audit trail, and proofs against them. */
import type { Readable } from 'node:stream';
import type { AuditCheckpoint, RouteAnswer, RouteInput, Routes } from '@theriac/contract';
import { TheriacError } from '@theriac/core';
import { consistencyRanges, inclusionRanges } from '@theriac/formats/audit';
import {
  checkpointOver,
  headOf,
  listCheckpoints,
  makeCheckpoint,
  readCheckpoint,
  type StoredCheckpoint,
} from '../../audit/checkpoint.ts';
import { rootsOf } from '../../audit/tree.ts';
import { ApiFailure } from '../../errors.ts';
import type { SignedCall } from '../../http/call.ts';

type Audit = Routes['audit'];

const SIZE = /^[1-9]\d{0,14}$/;

export async function checkpoints(
  { db, principal }: SignedCall,
  { query: { limit, after } }: RouteInput<Audit['checkpoints']>,
): Promise<RouteAnswer<Audit['checkpoints']>> {
  if (after !== undefined && !SIZE.test(after))
    throw new ApiFailure('INVALID', undefined, {
      problems: [{ at: 'query.after', message: 'is not the `next` of a page' }],
    });
  const found = await listCheckpoints(db, principal.org, {
    limit: limit + 1,
    ...(after === undefined ? {} : { below: Number(after) }),
  });
  const items = found.slice(0, limit).map(told);
  const last = items.at(-1);
  return found.length > limit && last !== undefined ? { items, next: String(last.size) } : { items };
}

export async function checkpointNow({ db, principal, services, now }: SignedCall): Promise<AuditCheckpoint> {
  try {
    const made = await makeCheckpoint(db, { org: principal.org, key: services.auditKey, now });
    if (made === undefined) throw new ApiFailure('NOT_ALLOWED_NOW', 'There are no events yet.');
    return told(made);
  } catch (error) {
    if (!(error instanceof TheriacError) || error.code !== 'THERIAC_AUDIT_BROKEN') throw error;
    throw new ApiFailure('NOT_ALLOWED_NOW', `The audit trail does not hold: ${error.message}.`);
  }
}

export async function proveEvent(
  { db, principal: { org } }: SignedCall,
  { params: { seq }, query: { size } }: RouteInput<Audit['proveEvent']>,
): Promise<RouteAnswer<Audit['proveEvent']>> {
  const checkpoint = await (size === undefined
    ? checkpointOver(db, org, seq)
    : readCheckpoint(db, org, size));
  if (checkpoint === undefined || checkpoint.size < seq)
    throw new ApiFailure('NOT_FOUND', 'No checkpoint stands for this event yet.');
  const event = await db
    .selectFrom('theriac.audit_event')
    .select('hash')
    .where('org_id', '=', org)
    .where('seq', '=', String(seq))
    .executeTakeFirst();
  if (event === undefined) throw new ApiFailure('NOT_FOUND');
  const proof = await rootsOf(db, org, inclusionRanges(seq - 1, checkpoint.size));
  return { seq, hash: event.hash.toString('hex'), checkpoint: told(checkpoint), proof: proof.map(hex) };
}

export async function proveConsistency(
  { db, principal: { org } }: SignedCall,
  { query }: RouteInput<Audit['proveConsistency']>,
): Promise<RouteAnswer<Audit['proveConsistency']>> {
  const from = await readCheckpoint(db, org, query.from);
  const to = await readCheckpoint(db, org, query.to);
  if (from === undefined || to === undefined || from.size > to.size)
    throw new ApiFailure('NOT_FOUND', 'There are no two such checkpoints in this order.');
  const proof = await rootsOf(db, org, consistencyRanges(from.size, to.size));
  return { from: told(from), to: told(to), proof: proof.map(hex) };
}

/** What is in it is what was there before the export, which is an event itself. */
export async function bundle({
  db,
  principal: { org },
  services,
  now,
  audit,
}: SignedCall): Promise<Readable> {
  const size = await headOf(db, org);
  audit({ action: 'audit.exported', changes: [{ field: 'events', before: null, after: size }] });
  return services.auditBundle({ org, size, now });
}

function told({ size, root, note, madeAt }: StoredCheckpoint): AuditCheckpoint {
  return { size, root: root.toString('hex'), note, madeAt: madeAt.toISOString() };
}

function hex(hash: Uint8Array): string {
  return Buffer.from(hash).toString('hex');
}
