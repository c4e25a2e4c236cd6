/** A trail of our own, changed in each way, and what is said of it. */
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { expect, test } from 'vitest';
import { checkpointLine, endLine, eventLine, headerLine, keyLine, type StoredEvent } from './bundle.ts';
import { bodyOf, FIRST_HASH, hashOf } from './chain.ts';
import { checkpointText } from './checkpoint.ts';
import { GrowingTree, leafHash } from './merkle.ts';
import { noteKey, noteKeyText, signNote } from './note.ts';
import { type AuditVerdict, verifyBundle } from './verify-bundle.ts';

const ORIGIN = 'theriac/audit/01890000-0000-7000-8000-000000000001';
const { privateKey } = generateKeyPairSync('ed25519');
const KEY = noteKey(ORIGIN, privateKey);

interface Event extends StoredEvent {
  readonly seq: number;
}

/** @param reasons of the events, from the first on */
function trail(reasons: readonly string[]): Event[] {
  let prev: Buffer = FIRST_HASH;
  return reasons.map((reason, at) => {
    const body = bodyOf({ seq: at + 1, action: 'system.changed', reason });
    const prevHash = prev.toString('hex');
    prev = hashOf(body, prev);
    return { seq: at + 1, body, hash: prev.toString('hex'), prevHash };
  });
}

const REASONS = Array.from({ length: 12 }, (_, at) => `reason ${at + 1}`);
const EVENTS = trail(REASONS);

function checkpointAt(events: readonly Event[], size: number, key: KeyObject = privateKey): string {
  const tree = new GrowingTree();
  for (const { hash } of events.slice(0, size)) tree.add(leafHash(Buffer.from(hash, 'hex')));
  return signNote(checkpointText({ origin: ORIGIN, size, root: Buffer.from(tree.root()) }), ORIGIN, key);
}

interface Given {
  readonly events?: readonly Event[];
  readonly checkpoints?: readonly string[];
  readonly held?: readonly string[];
  readonly count?: number;
  readonly key?: string;
  readonly trusted?: boolean;
  readonly edit?: (text: string) => string;
}

const CHECKPOINTS = [checkpointAt(EVENTS, 4), checkpointAt(EVENTS, 8), checkpointAt(EVENTS, 12)];

function verified(given: Given): Promise<AuditVerdict> {
  const {
    events = EVENTS,
    checkpoints = CHECKPOINTS,
    held = [],
    key = noteKeyText(KEY),
    edit = (text) => text,
  } = given;
  const count = given.count ?? events.length;
  const text = edit(
    [
      headerLine({
        organisation: 'x',
        origin: ORIGIN,
        events: count,
        exportedAt: '2026-11-28T00:00:00.000Z',
      }),
      keyLine(key),
      ...checkpoints.map(checkpointLine),
      ...events.map(eventLine),
      endLine(count),
    ].join(''),
  );
  async function* chunks(): AsyncGenerator<Uint8Array> {
    const bytes = Buffer.from(text);
    // Pieces that end anywhere.
    for (let at = 0; at < bytes.length; at += 97) yield bytes.subarray(at, at + 97);
  }
  return verifyBundle({
    chunks: chunks(),
    held: held.map((note, at) => ({ name: `held ${at + 1}`, note })),
    keys: given.trusted === true ? [KEY] : [],
  });
}

async function faults(given: Given): Promise<string[]> {
  const { faults: all, holds } = await verified(given);
  expect(holds).toBe(all.length === 0);
  return all.map(({ kind, from, to }) => `${kind} ${from}-${to}`);
}

const without = (...seqs: number[]): Event[] => EVENTS.filter(({ seq }) => !seqs.includes(seq));
const replaced = (seq: number, event: Event): Event[] => EVENTS.map((one) => (one.seq === seq ? event : one));
const at = (seq: number): Event => EVENTS[seq - 1] ?? { seq, body: '', hash: '', prevHash: '' };
const changed = (seq: number): Event[] =>
  trail(REASONS.map((one, index) => (index + 1 === seq ? 'changed' : one)));

test('a whole trail', async () => {
  const verdict = await verified({ held: [checkpointAt(EVENTS, 8)], trusted: true });
  expect(verdict).toMatchObject({
    holds: true,
    origin: ORIGIN,
    events: 12,
    signedUpTo: 12,
    faults: [],
    notShown: [],
  });
  expect(verdict.checkpoints.map(({ from, size }) => `${from} ${size}`)).toEqual([
    'file 4',
    'file 8',
    'held 8',
    'file 12',
  ]);
});

test('a trail without events', async () => {
  expect(await faults({ events: [], checkpoints: [] })).toEqual([]);
});

test.each<[string, Given, string[]]>([
  [
    'an edit',
    { events: replaced(5, { ...at(5), body: at(5).body.replace('reason 5', 'reason x') }) },
    ['edited 5-5'],
  ],
  [
    'an edit with a new hash',
    { events: replaced(5, { ...(changed(5)[4] ?? at(5)), prevHash: at(5).prevHash }) },
    ['relinked 6-6', 'rewritten 5-8', 'rewritten 5-12'],
  ],
  ['an edit with all hashes behind it', { events: changed(6) }, ['rewritten 5-8', 'rewritten 5-12']],
  ['a deletion', { events: without(5), count: 12 }, ['incomplete null-null', 'deleted 5-5']],
  [
    'the deletion of several',
    { events: without(5, 6, 9), count: 9 },
    ['deleted 5-6', 'deleted 9-9', 'incomplete null-null'],
  ],
  ['the deletion of the first', { events: without(1), count: 12 }, ['incomplete null-null', 'deleted 1-1']],
  [
    'an insertion',
    {
      events: EVENTS.flatMap((one) => (one.seq === 5 ? [one, { ...one, body: at(5).body }] : [one])),
      count: 13,
    },
    ['inserted 5-5', 'incomplete null-null'],
  ],
  ['another order', { events: [...EVENTS.slice(0, 4), at(6), at(5), ...EVENTS.slice(6)] }, ['reordered 5-5']],
  [
    'a file that was cut off',
    { edit: (text) => text.slice(0, -40) },
    ['unreadable null-null', 'truncated 12-12', 'incomplete null-null'],
  ],
  ['the removal of the end, where checkpoints stayed', { events: EVENTS.slice(0, 9) }, ['truncated 10-12']],
  [
    'the removal of the end with its checkpoints, where nobody held one',
    { events: EVENTS.slice(0, 9), checkpoints: CHECKPOINTS.slice(0, 2) },
    [],
  ],
  [
    'the removal of the end with its checkpoints, where somebody held one',
    { events: EVENTS.slice(0, 9), checkpoints: CHECKPOINTS.slice(0, 2), held: [checkpointAt(EVENTS, 12)] },
    ['truncated 10-12'],
  ],
  [
    'everything rewritten, with the key of the server, where nobody held a checkpoint',
    { events: changed(6), checkpoints: [checkpointAt(changed(6), 12)] },
    [],
  ],
  [
    'everything rewritten, with the key of the server, where somebody held a checkpoint',
    { events: changed(6), checkpoints: [checkpointAt(changed(6), 12)], held: [checkpointAt(EVENTS, 8)] },
    ['rewritten 1-8'],
  ],
  [
    'a checkpoint that was changed',
    { checkpoints: [CHECKPOINTS[0]?.replace('\n4\n', '\n3\n') ?? ''] },
    ['signature null-null'],
  ],
  [
    'a line that is none',
    { edit: (text) => text.replace('{"event"', '{"Event"') },
    ['unreadable null-null', ...[4, 8, 12].map((size) => `truncated 1-${size}`), 'incomplete null-null'],
  ],
  ['space in an event', { edit: (text) => text.replace('"seq":5', '"seq": 5') }, ['edited 5-5']],
  ['a file that is none', { edit: () => '{"a":1}\n' }, ['unreadable null-null']],
  [
    'depth',
    { edit: (text) => text.replace('"reason 5"', `${'['.repeat(2000)}${']'.repeat(2000)}`) },
    ['unreadable null-null', 'truncated 5-8', 'truncated 5-12', 'incomplete null-null'],
  ],
])('%s', async (_, given, expected) => {
  expect(await faults(given)).toEqual(expected);
});

test('a key of somebody else is told by those who have the key of the server', async () => {
  const own = generateKeyPairSync('ed25519').privateKey;
  const forged = {
    events: changed(6),
    checkpoints: [checkpointAt(changed(6), 12, own)],
    key: noteKeyText(noteKey(ORIGIN, own)),
  };
  const alone = await verified(forged);
  expect(alone.holds).toBe(true);
  expect(alone.notShown.map((one) => one.slice(0, 40))).toEqual([
    'Whether events at the end were removed: ',
    'Whether the key is that of the server: i',
  ]);
  expect(await faults({ ...forged, trusted: true })).toEqual(['signature null-null']);
  expect(await faults({ ...forged, held: [checkpointAt(EVENTS, 8)] })).toEqual(['signature null-null']);
});

test('what no checkpoint stands for is named', async () => {
  const { notShown, signedUpTo } = await verified({ checkpoints: CHECKPOINTS.slice(0, 2), trusted: true });
  expect(signedUpTo).toBe(8);
  expect(notShown.at(-1)).toMatch(/^Whether events from 9 on were rewritten/);
});

test('of a file in which everything is wrong the first faults are shown', async () => {
  const all = trail(Array.from({ length: 300 }, () => 'x')).map((one) => ({
    ...one,
    body: one.body.replace('"x"', '"y"'),
  }));
  const verdict = await verified({ events: all, checkpoints: [] });
  expect([verdict.faults.length, verdict.moreFaults]).toEqual([100, 200]);
});
