/**
 * Whether an exported audit trail is as it was written, from the file alone, in one pass and with memory that does not
 * grow with the events. What only a checkpoint that somebody else kept can show is named as such.
 */
import { z } from 'zod';
import { bundleLines, eventLine } from './bundle.ts';
import { canonicalJson, type JsonValue } from './canonical-json.ts';
import { EventCheck, eventsText } from './check-events.ts';
import { parseCheckpoint } from './checkpoint.ts';
import { type AuditFault, MAX_FAULTS } from './faults.ts';
import { type NoteKey, noteKeyText, openNote, parseNoteKey } from './note.ts';

interface CheckedCheckpoint {
  /** `held`: kept by somebody else than who made the file. */
  readonly from: 'file' | 'held';
  readonly size: number;
}

export interface AuditVerdict {
  readonly holds: boolean;
  /** Empty where the file does not say. */
  readonly origin: string;
  readonly events: number;
  /** Events from the first on that a checkpoint with a valid signature stands for. */
  readonly signedUpTo: number;
  /** Those whose signature and root hold. */
  readonly checkpoints: readonly CheckedCheckpoint[];
  readonly keys: readonly string[];
  /** Whether the keys came from outside the file. */
  readonly hasOwnKeys: boolean;
  readonly faults: readonly AuditFault[];
  /** How many more there are. */
  readonly moreFaults: number;
  /** What this file and what was given beside it cannot show. */
  readonly notShown: readonly string[];
}

export interface HeldCheckpoint {
  readonly name: string;
  readonly note: string;
}

export interface BundleGiven {
  readonly chunks: AsyncIterable<Uint8Array>;
  readonly held: readonly HeldCheckpoint[];
  /** Trusted ones; none: those that the file names. */
  readonly keys: readonly NoteKey[];
}

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const lineSchema = z.union([
  z.object({
    theriacAuditBundle: z.literal(1),
    organisation: z.string().max(100),
    origin: z.string().min(1).max(200),
    events: z.int().min(0),
    exportedAt: z.string().max(40),
  }),
  z.strictObject({ key: z.string().max(400) }),
  z.strictObject({ checkpoint: z.string().max(65_536) }),
  z.strictObject({ event: z.record(z.string(), z.json()), hash: sha256, prevHash: sha256 }),
  z.strictObject({ end: z.int().min(0) }),
]);
type Line = z.output<typeof lineSchema>;

const MAX_KEYS = 100;
const MAX_CHECKPOINTS = 1_000_000;

/** A root that must come out at a size. */
interface Expected {
  readonly from: CheckedCheckpoint['from'];
  readonly name: string;
  readonly root: string;
}

export async function verifyBundle(given: BundleGiven): Promise<AuditVerdict> {
  const faults: AuditFault[] = [];
  let moreFaults = 0;
  const tell = (fault: AuditFault): void => {
    if (faults.length < MAX_FAULTS) faults.push(fault);
    else moreFaults += 1;
  };
  const check = new BundleCheck(given, tell);
  for await (const line of bundleLines(given.chunks)) if (!check.add(line)) break;
  check.end();
  const { origin, signedUpTo, events, checkpoints, keys } = check;
  return {
    holds: faults.length === 0,
    origin,
    events,
    signedUpTo,
    checkpoints,
    keys: keys.map(noteKeyText),
    hasOwnKeys: given.keys.length > 0,
    faults,
    moreFaults,
    notShown: notShown(given, check),
  };
}

class BundleCheck {
  readonly #given: BundleGiven;
  readonly #tell: (fault: AuditFault) => void;
  readonly #events: EventCheck;
  readonly #expected = new Map<number, Expected[]>();
  #header: Extract<Line, { theriacAuditBundle: 1 }> | undefined;
  #isEnded = false;
  #hasBegun = false;
  #lines = 0;
  readonly keys: NoteKey[];
  readonly checkpoints: CheckedCheckpoint[] = [];
  signedUpTo = 0;

  constructor(given: BundleGiven, tell: (fault: AuditFault) => void) {
    this.#given = given;
    this.#tell = tell;
    this.#events = new EventCheck(tell);
    this.keys = [...given.keys];
  }

  get origin(): string {
    return this.#header?.origin ?? '';
  }

  get events(): number {
    return this.#events.count;
  }

  /** @returns whether to go on */
  add(text: string | undefined): boolean {
    this.#lines += 1;
    const line = text === undefined ? undefined : parsed(text);
    if (line === undefined || 'theriacAuditBundle' in line !== (this.#lines === 1)) {
      this.#fault(
        'unreadable',
        this.#lines === 1
          ? 'the first line is not that of an audit bundle of this version'
          : `line ${this.#lines} is no line of an audit bundle; nothing behind it was read`,
      );
      // What is not read is not missing.
      this.#isEnded = true;
      return false;
    }
    if (this.#isEnded) this.#fault('unreadable', `line ${this.#lines} stands behind the end`);
    else if ('theriacAuditBundle' in line) this.#header = line;
    else if ('key' in line) this.#key(line.key);
    else if ('checkpoint' in line) {
      if (this.#hasBegun) this.#fault('unreadable', `line ${this.#lines}: a checkpoint between events`);
      else this.#expect(line.checkpoint, 'file', `the checkpoint in line ${this.#lines}`);
    } else if ('event' in line) {
      this.#begin();
      this.#events.add({
        ...line,
        isCanonical: `${text}\n` === eventLine({ ...line, body: bodyOf(line.event) }),
      });
      this.#compare();
    } else {
      this.#begin();
      this.#isEnded = true;
      if (line.end !== this.#events.count)
        this.#fault('incomplete', `the last line says ${line.end} events; there are ${this.#events.count}`);
    }
    return true;
  }

  end(): void {
    this.#begin();
    if (!this.#isEnded) this.#fault('incomplete', 'the last line is missing: the file was cut off');
    this.#events.end();
    const { highest } = this.#events;
    const claimed = this.#header?.events ?? 0;
    for (const [size, all] of [...this.#expected].sort(([a], [b]) => a - b))
      for (const { name } of all)
        if (size > highest)
          this.#tell({
            kind: 'truncated',
            from: highest + 1,
            to: size,
            why: `${eventsText(highest + 1, size)} missing at the end: ${name} stands for ${size} events`,
          });
    if (claimed !== highest && this.#header !== undefined)
      this.#fault('incomplete', `the first line says ${claimed} events; the last one here is ${highest}`);
  }

  /** Held checkpoints are read once the keys are known. */
  #begin(): void {
    if (this.#hasBegun) return;
    this.#hasBegun = true;
    for (const { note, name } of this.#given.held) this.#expect(note, 'held', name);
    this.#compare();
  }

  #key(text: string): void {
    if (this.#given.keys.length > 0 || this.keys.length >= MAX_KEYS) return;
    try {
      this.keys.push(parseNoteKey(text));
    } catch {
      this.#fault('unreadable', `line ${this.#lines}: not a key`);
    }
  }

  #expect(note: string, from: CheckedCheckpoint['from'], name: string): void {
    const opened = openNote(note, this.keys);
    if (opened.state !== 'signed') {
      this.#fault('signature', `${name}: ${opened.reason}`);
      return;
    }
    const checkpoint = parseCheckpoint(opened.text);
    if (checkpoint === undefined) {
      this.#fault('signature', `${name} is signed, but is no checkpoint`);
      return;
    }
    if (checkpoint.origin !== this.origin || !opened.by.some((key) => key.name === checkpoint.origin)) {
      this.#fault('signature', `${name} is of another trail: ${checkpoint.origin}`);
      return;
    }
    const { size, root } = checkpoint;
    const known = this.#expected.get(size);
    const expected = { from, name, root: root.toString('hex') };
    if (known !== undefined) known.push(expected);
    else if (this.#expected.size < MAX_CHECKPOINTS) this.#expected.set(size, [expected]);
  }

  #compare(): void {
    const size = this.#events.contiguous;
    if (size !== this.#events.count) return;
    const expected = this.#expected.get(size);
    const root = expected && this.#events.root();
    if (expected === undefined || root === undefined) return;
    for (const one of expected) {
      if (one.root === root) {
        this.checkpoints.push({ from: one.from, size });
        this.signedUpTo = Math.max(this.signedUpTo, size);
      } else
        this.#tell({
          kind: 'rewritten',
          from: this.signedUpTo + 1,
          to: size,
          why: `the events up to ${size} are not those that ${one.name} stands for; ${
            this.signedUpTo === 0 ? 'no earlier checkpoint holds' : `those up to ${this.signedUpTo} are`
          }`,
        });
    }
  }

  #fault(kind: AuditFault['kind'], why: string): void {
    this.#tell({ kind, from: null, to: null, why });
  }
}

function parsed(text: string): Line | undefined {
  try {
    const line = lineSchema.safeParse(JSON.parse(text)).data;
    if (line !== undefined && 'event' in line) bodyOf(line.event);
    return line;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
}

function bodyOf(event: Extract<Line, { event: unknown }>['event']): string {
  return canonicalJson(event as JsonValue);
}

function notShown({ held, keys }: BundleGiven, { signedUpTo, events }: BundleCheck): readonly string[] {
  return [
    ...(held.length === 0
      ? [
          'Whether events at the end were removed: a file that ends earlier looks the same. A checkpoint that was kept elsewhere (--checkpoint FILE) shows it.',
        ]
      : []),
    ...(keys.length === 0
      ? [
          'Whether the key is that of the server: it came with the file, and who rewrites everything can sign it with a key of their own. A key that was kept elsewhere (--key FILE) shows it.',
        ]
      : []),
    ...(held.length === 0 && keys.length > 0
      ? [
          'Whether somebody who has the key of the server rewrote all events and checkpoints. A checkpoint that was kept elsewhere shows it.',
        ]
      : []),
    ...(signedUpTo < events
      ? [
          `Whether events from ${signedUpTo + 1} on were rewritten with all hashes behind them: no valid checkpoint stands for them yet.`,
        ]
      : []),
  ];
}
