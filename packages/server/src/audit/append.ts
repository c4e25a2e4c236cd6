/** Writes the events of a transaction, as its last statements: the head of the chain is locked for that moment only. */
import { bodyOf, FIRST_HASH, hashOf, type JsonValue } from '@theriac/formats/audit';
import { type Kysely, sql } from 'kysely';
import type { Db } from '../database/database.ts';
import type { Tables } from '../database/tables.ts';
import { enqueue } from '../jobs/enqueue.ts';
import type { AuditAction } from './actions.ts';

export interface Change {
  readonly field: string;
  readonly before: JsonValue;
  readonly after: JsonValue;
}

/** What a service says; who, when and in which request is known besides. */
export interface AuditNote {
  readonly action: AuditAction;
  readonly object?: { readonly kind: string; readonly id: string; readonly version?: number };
  /** Without secrets and personal data beyond what the record itself shows. */
  readonly changes?: readonly Change[];
  readonly reason?: string;
}

export interface Actor {
  readonly kind: 'person' | 'service' | 'job' | 'nobody';
  readonly id: string | null;
  /** Frozen: as it was when it happened. */
  readonly display: string;
}

export interface AuditContext {
  readonly org: string;
  readonly actor: Actor;
  readonly address: string | null;
  readonly requestId: string;
  readonly now: Date;
}

export async function appendEvents(
  db: Db,
  context: AuditContext,
  notes: readonly AuditNote[],
): Promise<void> {
  if (notes.length === 0) return;
  const { org, actor, now } = context;
  const head = await lockHead(db, org);
  let { seq, hash } = head;
  const rows = notes.map((note) => {
    seq += 1n;
    const prevHash = hash;
    const body = bodyOf(eventOf(context, note, seq));
    hash = hashOf(body, prevHash);
    return {
      org_id: org,
      seq: String(seq),
      at: now,
      action: note.action,
      actor_id: actor.id,
      object_id: note.object?.id ?? null,
      body,
      prev_hash: prevHash,
      hash,
    };
  });
  await db.insertInto('theriac.audit_event').values(rows).execute();
  await db
    .updateTable('theriac.audit_head')
    .set({ seq: String(seq), hash })
    .where('org_id', '=', org)
    .execute();
  if (seq / CHECKPOINT_EVERY > head.seq / CHECKPOINT_EVERY)
    await enqueue(db, { task: 'audit.checkpoint', org });
}

/** Events after which a checkpoint is due before its hour. */
const CHECKPOINT_EVERY = 1000n;

async function lockHead(db: Kysely<Tables>, org: string): Promise<{ seq: bigint; hash: Buffer }> {
  await db
    .insertInto('theriac.audit_head')
    .values({ org_id: org, seq: '0', hash: FIRST_HASH })
    .onConflict((conflict) => conflict.column('org_id').doNothing())
    .execute();
  const row = await db
    .selectFrom('theriac.audit_head')
    .select(['seq', 'hash'])
    .where('org_id', '=', org)
    .modifyEnd(sql`FOR UPDATE`)
    .executeTakeFirstOrThrow();
  return { seq: BigInt(row.seq), hash: row.hash };
}

function eventOf({ actor, address, requestId, now }: AuditContext, note: AuditNote, seq: bigint): JsonValue {
  return {
    seq: Number(seq),
    at: now.toISOString(),
    action: note.action,
    actor: { kind: actor.kind, id: actor.id, display: actor.display },
    address,
    object:
      note.object === undefined
        ? null
        : { kind: note.object.kind, id: note.object.id, version: note.object.version ?? null },
    changes: (note.changes ?? []).map(({ field, before, after }) => ({ field, before, after })),
    reason: note.reason ?? null,
    requestId,
  };
}
