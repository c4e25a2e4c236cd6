/**
 * The most used names of a registry, as hashes in order of use. Enough to ask “how popular is this name?” of any
 * spelling, and nothing else: the list cannot be read back. Written by `tools/popular-names.ts`.
 */
import { firstHash, hashName, MAX_LENGTH, PartialHashes } from './name-hash.ts';

/** Bytes a name: 32 bits of the first hash and 8 of the second. */
const WIDTH = 5;
const FILTER_BITS = 20;
/** Bits of the filter of halves: 18,000 halves set one in sixty. */
const HALF_BITS = 20;
/** Names up to this rank are worth imitating; halves are kept of these only. */
export const WELL_KNOWN = 3000;

export interface PackedNames {
  /** {@link WIDTH} bytes a name, most used first. */
  readonly names: Uint8Array;
  /** A bit for each half of a well-known name. */
  readonly halves: Uint8Array;
}

export class PopularList {
  readonly size: number;
  /** Open addressing: rank + 1 by first hash. */
  readonly #slots: Int32Array;
  readonly #first: Uint32Array;
  readonly #second: Uint8Array;
  /** Which leading bits of the first hash occur at all: says no to most variations with one look. */
  readonly #filter = new Uint8Array(1 << (FILTER_BITS - 3));

  readonly #halves: Uint8Array;

  constructor({ names: bytes, halves }: PackedNames) {
    this.#halves = halves;
    this.size = Math.floor(bytes.length / WIDTH);
    let slots = 1024;
    while (slots < this.size * 2) slots *= 2;
    this.#slots = new Int32Array(slots);
    this.#first = new Uint32Array(this.size);
    this.#second = new Uint8Array(this.size);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let rank = 0; rank < this.size; rank += 1) {
      const first = view.getUint32(rank * WIDTH);
      this.#first[rank] = first;
      this.#second[rank] = view.getUint8(rank * WIDTH + 4);
      const bit = first >>> (32 - FILTER_BITS);
      this.#filter[bit >>> 3] = (this.#filter[bit >>> 3] ?? 0) | (1 << (bit & 7));
      let slot = first & (slots - 1);
      while (this.#slots[slot] !== 0) slot = (slot + 1) & (slots - 1);
      this.#slots[slot] = rank + 1;
    }
  }

  /** Whether a name with this first hash may be listed. */
  mayHold(first: number): boolean {
    const bit = first >>> (32 - FILTER_BITS);
    return ((this.#filter[bit >>> 3] ?? 0) & (1 << (bit & 7))) !== 0;
  }

  /** Whether a well-known name may have this half ({@link PartialHashes.halves}). */
  mayShare(half: number): boolean {
    const bit = half >>> (32 - HALF_BITS);
    return ((this.#halves[bit >>> 3] ?? 0) & (1 << (bit & 7))) !== 0;
  }

  /** 0 for the most used name; -1 when it is not among them. @param name normalised */
  rank(name: string): number {
    if (!this.mayHold(firstHash(name))) return -1;
    const [first, second] = hashName(name);
    const mask = this.#slots.length - 1;
    for (let slot = first & mask; this.#slots[slot] !== 0; slot = (slot + 1) & mask) {
      const rank = (this.#slots[slot] ?? 0) - 1;
      if (this.#first[rank] === first && this.#second[rank] === second) return rank;
    }
    return -1;
  }
}

/** @param names normalised, most used first */
export function packNames(names: readonly string[]): PackedNames {
  const bytes = new Uint8Array(names.length * WIDTH);
  const view = new DataView(bytes.buffer);
  const halves = new Uint8Array(1 << (HALF_BITS - 3));
  const hashes = new PartialHashes();
  for (const [rank, name] of names.entries()) {
    const [first, second] = hashName(name);
    view.setUint32(rank * WIDTH, first);
    view.setUint8(rank * WIDTH + 4, second);
    if (rank >= WELL_KNOWN || name.length > MAX_LENGTH) continue;
    hashes.of(name);
    for (const length of [name.length - 1, name.length, name.length + 1]) {
      for (const half of hashes.halves(length)) {
        const bit = half >>> (32 - HALF_BITS);
        halves[bit >>> 3] = (halves[bit >>> 3] ?? 0) | (1 << (bit & 7));
      }
    }
  }
  return { names: bytes, halves };
}
