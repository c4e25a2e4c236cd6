/** Events one after the other: their numbers, their hashes, and the tree over them. */
import { canonicalJson, type JsonValue } from './canonical-json.ts';
import { FIRST_HASH, hashOf } from './chain.ts';
import type { AuditFault } from './faults.ts';
import { GrowingTree, leafHash } from './merkle.ts';

export interface GivenEvent {
  readonly event: { readonly [key: string]: JsonValue };
  readonly hash: string;
  readonly prevHash: string;
  /** Whether the line is byte by byte the canonical form. */
  readonly isCanonical: boolean;
}

/** What is shown is far less. */
const MAX_GAPS = 1000;

export class EventCheck {
  readonly #tell: (fault: AuditFault) => void;
  readonly #tree = new GrowingTree();
  /** Of the event before; null behind a gap, where it is not known. */
  #lastHash: string | null = FIRST_HASH.toString('hex');
  /** The number that comes next. */
  #next = 1;
  /** Numbers that were passed over: missing, or still to come. */
  #gaps: { from: number; to: number }[] = [];
  #isWhole = true;
  count = 0;

  constructor(tell: (fault: AuditFault) => void) {
    this.#tell = tell;
  }

  /** Events from 1 on without a gap. */
  get contiguous(): number {
    return this.#tree.size;
  }

  get highest(): number {
    return this.#next - 1;
  }

  /** Hexadecimal; of the events that were added until now, while none of them is out of its place. */
  root(): string | undefined {
    return this.#isWhole ? Buffer.from(this.#tree.root()).toString('hex') : undefined;
  }

  add(given: GivenEvent): void {
    const { event, hash, prevHash } = given;
    this.count += 1;
    const seq = Number.isSafeInteger(event.seq) ? Number(event.seq) : Number.NaN;
    if (!(seq >= 1)) {
      this.#fault('unreadable', null, `the line behind event ${this.highest} has no number`);
      return;
    }
    if (seq > this.#next) this.#gap(seq);
    else if (seq < this.#next) {
      this.#outOfPlace(seq);
      return;
    }
    this.#contentOf(seq, given);
    if (this.#lastHash !== null && prevHash !== this.#lastHash)
      this.#fault(
        'relinked',
        seq,
        seq === 1
          ? 'event 1 names an event before it'
          : `event ${seq} was written behind another event ${seq - 1} than the one that stands here: event ${seq - 1} was replaced and hashed anew, or event ${seq} was`,
      );
    this.#lastHash = hash;
    this.#next = seq + 1;
    if (this.#isWhole) this.#tree.add(leafHash(Buffer.from(hash, 'hex')));
  }

  /** What is missing for good. */
  end(): void {
    for (const gap of this.#gaps) this.#missing(gap);
  }

  #missing({ from, to }: { readonly from: number; readonly to: number }): void {
    this.#tell({
      kind: 'deleted',
      from,
      to,
      why: `${eventsText(from, to)} missing: event ${to + 1} follows ${from === 1 ? 'the beginning' : `event ${from - 1}`}`,
    });
  }

  #contentOf(seq: number, { event, hash, prevHash, isCanonical }: GivenEvent): void {
    if (hashOf(canonicalJson(event), Buffer.from(prevHash, 'hex')).toString('hex') !== hash)
      this.#fault('edited', seq, `the content of event ${seq} does not have the hash that it carries`);
    else if (!isCanonical)
      this.#fault(
        'edited',
        seq,
        `event ${seq} is not in canonical form: readers may understand it differently`,
      );
  }

  #gap(seq: number): void {
    const gap = { from: this.#next, to: seq - 1 };
    // Each event out of its place looks through the gaps: there are not many of them at a time.
    if (this.#gaps.length < MAX_GAPS) this.#gaps.push(gap);
    else this.#missing(gap);
    this.#lastHash = null;
    this.#isWhole = false;
  }

  /** A number that was passed already: late, or twice. */
  #outOfPlace(seq: number): void {
    this.#isWhole = false;
    const gap = this.#gaps.find(({ from, to }) => from <= seq && seq <= to);
    if (gap === undefined) {
      this.#fault('inserted', seq, `a second event ${seq} stands behind event ${this.highest}`);
      return;
    }
    this.#gaps = this.#gaps.flatMap((one) =>
      one === gap
        ? [
            { from: gap.from, to: seq - 1 },
            { from: seq + 1, to: gap.to },
          ].filter(({ from, to }) => from <= to)
        : [one],
    );
    this.#fault('reordered', seq, `event ${seq} stands behind event ${this.highest}`);
  }

  #fault(kind: AuditFault['kind'], seq: number | null, why: string): void {
    this.#tell({ kind, from: seq, to: seq, why });
  }
}

export function eventsText(from: number, to: number): string {
  return from === to ? `event ${from} is` : `events ${from} to ${to} are`;
}
