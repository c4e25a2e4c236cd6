/** Whether a backup is whole and its audit trail holds, without restoring it. */
import { TheriacError } from '@theriac/core';
import { FIRST_HASH, GrowingTree, hashOf, leafHash } from '@theriac/formats/audit';
import { z } from 'zod';
import { readBackup } from './lines.ts';

export interface BackupVerdict {
  readonly at: string;
  readonly rows: number;
  readonly files: number;
  readonly events: number;
  readonly checkpoints: number;
}

const bytes = z.string().regex(/^\\x(?:[0-9a-f]{2})*$/);
const checkpointRow = z.object({ org_id: z.string(), size: z.int(), root: bytes });
const eventRow = z.object({
  org_id: z.string(),
  seq: z.int(),
  body: z.string(),
  prev_hash: bytes,
  hash: bytes,
});

/** @throws TheriacError THERIAC_BACKUP with the first event that does not hold */
export async function verifyBackup(path: string, passphrase: string): Promise<BackupVerdict> {
  const broken = (why: string): TheriacError => new TheriacError('THERIAC_BACKUP', why, { path });
  const roots = new Map<string, string>();
  let at = '';
  let rows = 0;
  let files = 0;
  let events = 0;
  let checkpoints = 0;
  let chain: { org: string; seq: number; hash: Buffer; tree: GrowingTree } = {
    org: '',
    seq: 0,
    hash: FIRST_HASH,
    tree: new GrowingTree(),
  };
  for await (const line of readBackup(path, passphrase)) {
    if ('theriacBackup' in line) at = line.at;
    else if ('file' in line) files += line.isFirst ? 1 : 0;
    else if ('table' in line) {
      rows += line.rows.length;
      for (const text of line.rows)
        if (line.table === 'audit_checkpoint') {
          const { org_id: org, size, root } = checkpointRow.parse(JSON.parse(text));
          roots.set(`${org} ${size}`, root);
        } else if (line.table === 'audit_event') {
          const event = eventRow.parse(JSON.parse(text));
          if (event.org_id !== chain.org)
            chain = { org: event.org_id, seq: 0, hash: FIRST_HASH, tree: new GrowingTree() };
          const where = `event ${event.seq} of organisation ${event.org_id}`;
          if (event.seq !== chain.seq + 1) throw broken(`${where} does not follow event ${chain.seq}`);
          const hash = hashOf(event.body, chain.hash);
          if (event.prev_hash !== hex(chain.hash) || event.hash !== hex(hash))
            throw broken(`${where} was changed, or the one before it`);
          chain.tree.add(leafHash(hash));
          chain = { ...chain, seq: event.seq, hash };
          const root = roots.get(`${chain.org} ${chain.seq}`);
          if (root !== undefined) {
            if (root !== hex(chain.tree.root()))
              throw broken(`events up to ${event.seq} are not those of their checkpoint`);
            checkpoints += 1;
          }
          events += 1;
        }
    } else if (line.end.rows !== rows || line.end.files !== files) throw broken('rows or files are missing');
  }
  if (checkpoints !== roots.size) throw broken('events that a checkpoint stands for are missing');
  return { at, rows, files, events, checkpoints };
}

function hex(hash: Uint8Array): string {
  return `\\x${Buffer.from(hash).toString('hex')}`;
}
