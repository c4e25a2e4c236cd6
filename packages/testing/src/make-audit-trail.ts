/** An audit trail as a server exports it, and the same one after somebody changed it. The same bytes in each run. */
import { createHash, createPrivateKey } from 'node:crypto';
import {
  bodyOf,
  checkpointLine,
  checkpointText,
  endLine,
  eventLine,
  FIRST_HASH,
  GrowingTree,
  hashOf,
  headerLine,
  keyLine,
  leafHash,
  noteKey,
  noteKeyText,
  signNote,
} from '@theriac/formats/audit';

const ORG = '01890000-0000-7000-8000-00000000c11c';
const ORIGIN = `theriac/audit/${ORG}`;
/** A private key of Ed25519 in PKCS #8 is this and 32 bytes. */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

const key = createPrivateKey({
  key: Buffer.concat([PKCS8, createHash('sha256').update('a key for examples').digest()]),
  format: 'der',
  type: 'pkcs8',
});

/** @param count of events */
function eventsOf(count: number): { readonly line: string; readonly hash: Buffer }[] {
  let prev: Buffer = FIRST_HASH;
  return Array.from({ length: count }, (_, at) => {
    const body = bodyOf({ seq: at + 1, action: 'system.changed', reason: `change ${at + 1}` });
    const prevHash = prev.toString('hex');
    prev = hashOf(body, prev);
    return { line: eventLine({ body, hash: prev.toString('hex'), prevHash }), hash: prev };
  });
}

function checkpointAt(hashes: readonly Buffer[], size: number): string {
  const tree = new GrowingTree();
  for (const hash of hashes.slice(0, size)) tree.add(leafHash(hash));
  const root = Buffer.from(tree.root());
  return signNote(checkpointText({ origin: ORIGIN, size, root }), ORIGIN, key);
}

/** Files by name: `trail.ndjson`, what was kept elsewhere, and `edited.ndjson` and `shortened.ndjson`. */
export function auditTrailFiles(): Readonly<Record<string, string>> {
  const events = eventsOf(12);
  const hashes = events.map(({ hash }) => hash);
  const bundle = (lines: readonly string[], checkpoints: readonly number[]): string =>
    [
      headerLine({
        organisation: ORG,
        origin: ORIGIN,
        events: lines.length,
        exportedAt: '2026-11-28T12:00:00.000Z',
      }),
      keyLine(noteKeyText(noteKey(ORIGIN, key))),
      ...checkpoints.map((size) => checkpointLine(checkpointAt(hashes, size))),
      ...lines,
      endLine(lines.length),
    ].join('');
  const lines = events.map(({ line }) => line);
  return {
    'trail.ndjson': bundle(lines, [4, 8, 12]),
    'edited.ndjson': bundle(
      lines.map((line, at) => (at === 4 ? line.replace('change 5', 'change five') : line)),
      [4, 8, 12],
    ),
    'shortened.ndjson': bundle(lines.slice(0, 6), [4]),
    '000000000008.checkpoint': checkpointAt(hashes, 8),
    'public-key.txt': `${noteKeyText(noteKey(ORIGIN, key))}\n`,
  };
}
