/**
 * Merkle trees over lists that only grow (RFC 9162, section 2.1; the same hashes as RFC 6962): one hash stands for all
 * entries, short proofs show that an entry is in the list, and that a longer list begins with a shorter one.
 */
import { createHash } from 'node:crypto';

/** Of the list without entries. */
export const EMPTY_ROOT: Buffer = createHash('sha256').digest();

/** The prefixes keep a node from passing as an entry (RFC 9162, section 2.1.1). */
const LEAF = Buffer.from([0]);
const NODE = Buffer.from([1]);

export function leafHash(entry: Uint8Array): Buffer {
  return createHash('sha256').update(LEAF).update(entry).digest();
}

export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return createHash('sha256').update(NODE).update(left).update(right).digest();
}

/** Entries from `start` up to and without `end`. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** The largest power of two below `size`, which is at least 2. */
function splitOf(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}

/** @param leaves leaf hashes; at least one */
export function rootOf(leaves: readonly Uint8Array[]): Uint8Array {
  const tree = new GrowingTree();
  for (const leaf of leaves) tree.add(leaf);
  return tree.root();
}

/** Root hashes that are an inclusion proof: which entry, in the tree of how many. @throws RangeError */
export function inclusionRanges(index: number, size: number): readonly Range[] {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) throw new RangeError('no such entry');
  const ranges: Range[] = [];
  let start = 0;
  let end = size;
  while (end - start > 1) {
    const middle = start + splitOf(end - start);
    if (index < middle) {
      ranges.push({ start: middle, end });
      end = middle;
    } else {
      ranges.push({ start, end: middle });
      start = middle;
    }
  }
  return ranges.reverse();
}

/** Root hashes that are a consistency proof between two sizes. @throws RangeError */
export function consistencyRanges(from: number, to: number): readonly Range[] {
  if (!Number.isSafeInteger(from) || from < 1 || from > to) throw new RangeError('no such tree before it');
  const ranges: Range[] = [];
  let start = 0;
  let end = to;
  while (from !== end) {
    const middle = start + splitOf(end - start);
    if (from <= middle) {
      ranges.push({ start: middle, end });
      end = middle;
    } else {
      ranges.push({ start, end: middle });
      start = middle;
    }
  }
  // The whole old tree is known to who asks.
  if (start > 0) ranges.push({ start, end });
  return ranges.reverse();
}

export interface Inclusion {
  readonly leaf: Uint8Array;
  /** From 0. */
  readonly index: number;
  readonly size: number;
  readonly proof: readonly Uint8Array[];
  readonly root: Uint8Array;
}

/** RFC 9162, section 2.1.3.2. */
export function verifyInclusion({ leaf, index, size, proof, root }: Inclusion): boolean {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) return false;
  let own = index;
  let last = size - 1;
  let hash = leaf;
  for (const step of proof) {
    if (last === 0) return false;
    if (own % 2 === 1 || own === last) {
      hash = nodeHash(step, hash);
      while (own % 2 === 0 && own > 0) {
        own /= 2;
        last = Math.floor(last / 2);
      }
    } else hash = nodeHash(hash, step);
    own = Math.floor(own / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && isSame(hash, root);
}

export interface Consistency {
  readonly from: { readonly size: number; readonly root: Uint8Array };
  readonly to: { readonly size: number; readonly root: Uint8Array };
  readonly proof: readonly Uint8Array[];
}

/** RFC 9162, section 2.1.4.2. */
export function verifyConsistency({ from, to, proof }: Consistency): boolean {
  if (!Number.isSafeInteger(from.size) || from.size < 1 || from.size > to.size) return false;
  if (from.size === to.size) return proof.length === 0 && isSame(from.root, to.root);
  let first = from.size - 1;
  let second = to.size - 1;
  while (first % 2 === 1) {
    first = Math.floor(first / 2);
    second = Math.floor(second / 2);
  }
  // Where the old tree is complete, its root begins the proof without being told.
  const [begin, ...rest] = first === 0 ? [from.root, ...proof] : proof;
  if (begin === undefined) return false;
  let old = begin;
  let grown = begin;
  for (const step of rest) {
    if (second === 0) return false;
    if (first % 2 === 1 || first === second) {
      old = nodeHash(step, old);
      grown = nodeHash(step, grown);
      while (first % 2 === 0 && first > 0) {
        first /= 2;
        second = Math.floor(second / 2);
      }
    } else grown = nodeHash(grown, step);
    first = Math.floor(first / 2);
    second = Math.floor(second / 2);
  }
  return second === 0 && isSame(old, from.root) && isSame(grown, to.root);
}

/** A tree that is added to, in memory that grows with the logarithm of its size. */
export class GrowingTree {
  /** Complete subtrees from left to right, each smaller than the one before. */
  readonly #subtrees: { readonly size: number; readonly hash: Uint8Array }[] = [];
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** @param size of the complete subtree whose root it is; 1: a leaf */
  add(hash: Uint8Array, size = 1): void {
    let added = { size, hash };
    for (
      let last = this.#subtrees.at(-1);
      last !== undefined && last.size === added.size;
      last = this.#subtrees.at(-1)
    ) {
      this.#subtrees.pop();
      added = { size: added.size * 2, hash: nodeHash(last.hash, added.hash) };
    }
    this.#subtrees.push(added);
    this.#size += size;
  }

  root(): Uint8Array {
    const last = this.#subtrees.at(-1);
    if (last === undefined) return EMPTY_ROOT;
    let { hash } = last;
    for (let at = this.#subtrees.length - 2; at >= 0; at -= 1) {
      const left = this.#subtrees[at];
      if (left !== undefined) hash = nodeHash(left.hash, hash);
    }
    return hash;
  }
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.from(a).equals(b);
}
