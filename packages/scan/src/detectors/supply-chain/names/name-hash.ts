/**
 * A hash of names that can be computed for a changed name from parts of the unchanged one: a polynomial, so that
 * “the same with one letter replaced” costs two multiplications instead of a new string. Two polynomials are kept
 * side by side, 40 bits in all: with 17,000 listed names and 1,000 variations of a name, one name in 60,000 meets a
 * listed one by accident.
 */

/** Letters of names, mixed so that near letters are far apart. Other code units hash by the same rule. */
function letterValue(code: number): number {
  let value = Math.imul(code + 1, 0x9e3779b1);
  value ^= value >>> 15;
  value = Math.imul(value, 0x85ebca77);
  return value ^ (value >>> 13);
}

const LETTER_VALUES = Int32Array.from({ length: 128 }, (_, code) => letterValue(code));

const FIRST_BASE = 0x01000193;
const SECOND_BASE = 0x2545f495;

export function letterHash(code: number): number {
  return code < 128 ? (LETTER_VALUES[code] ?? 0) : letterValue(code);
}

/** Spreads a polynomial over all 32 bits (the finaliser of MurmurHash3). */
export function mix(hash: number): number {
  let h = hash;
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** The first 32 bits and 8 more. */
export function hashName(name: string): readonly [number, number] {
  let first = 0;
  let second = 0;
  for (let i = 0; i < name.length; i += 1) {
    const value = letterHash(name.charCodeAt(i));
    first = (Math.imul(first, FIRST_BASE) + value) | 0;
    second = (Math.imul(second, SECOND_BASE) + value) | 0;
  }
  return [mix(first), mix(second) >>> 24];
}

/** The first 32 bits alone: enough to say no. */
export function firstHash(name: string): number {
  let first = 0;
  for (let i = 0; i < name.length; i += 1) {
    first = (Math.imul(first, FIRST_BASE) + letterHash(name.charCodeAt(i))) | 0;
  }
  return mix(first);
}

/** Longer names are not varied. */
export const MAX_LENGTH = 64;

/** Powers of the base, once for all names. */
const POWERS = new Int32Array(MAX_LENGTH + 2).fill(1);
for (let i = 1; i < POWERS.length; i += 1) POWERS[i] = Math.imul(POWERS[i - 1] ?? 0, FIRST_BASE);

/**
 * The first polynomial over parts of one name, from which those of its variations follow. One object serves any number
 * of names, one after the other.
 */
export class PartialHashes {
  #name = '';
  /** Of the first i letters. */
  readonly #prefix = new Int32Array(MAX_LENGTH + 1);
  /** Of the letters from i on. */
  readonly #suffix = new Int32Array(MAX_LENGTH + 1);

  /** @param name of at most {@link MAX_LENGTH} letters */
  of(name: string): this {
    const n = Math.min(name.length, MAX_LENGTH);
    this.#name = name;
    this.#suffix[n] = 0;
    for (let i = 0; i < n; i += 1) {
      this.#prefix[i + 1] = Math.imul(this.#prefix[i] ?? 0, FIRST_BASE) + letterHash(name.charCodeAt(i));
    }
    for (let i = n - 1; i >= 0; i -= 1) {
      const value = Math.imul(letterHash(name.charCodeAt(i)), POWERS[n - 1 - i] ?? 0);
      this.#suffix[i] = value + (this.#suffix[i + 1] ?? 0);
    }
    return this;
  }

  /**
   * One edit (a letter left out, added or replaced, or two neighbours changed about) leaves the first half of a name as
   * it is, or the second. A name and its misspelling share one of their halves.
   * @param length of the misspelling; this name may be one letter longer or shorter
   * @returns the first half and the second, each with the side and the length mixed in
   */
  halves(length = this.#name.length): readonly [number, number] {
    const middle = length >>> 1;
    const second = this.#name.length - (length - middle - 1);
    return [
      mix(((this.#prefix[middle] ?? 0) + Math.imul(2 * length, SECOND_BASE)) | 0),
      mix(((this.#suffix[second] ?? 0) + Math.imul(2 * length + 1, SECOND_BASE)) | 0),
    ];
  }

  /** With the letters from `start` to `end` left out. */
  without(start: number, end: number): number {
    return mix(this.#joined(this.#prefix[start] ?? 0, end));
  }

  /** With the letters from `start` to `end` replaced by one; `start === end` inserts it. */
  with(start: number, end: number, value: number): number {
    return mix(this.#joined((Math.imul(this.#prefix[start] ?? 0, FIRST_BASE) + value) | 0, end));
  }

  /** Those of `letters` that give a hash of `list` in place of the letters from `start` to `end`. */
  lettersThatFit(
    start: number,
    end: number,
    letters: string,
    list: { mayHold(first: number): boolean },
  ): string[] {
    const power = POWERS[this.#name.length - end] ?? 0;
    // The polynomial is linear in the letter: the rest is worked out once.
    const rest = this.#joined(Math.imul(this.#prefix[start] ?? 0, FIRST_BASE), end);
    const found: string[] = [];
    for (let i = 0; i < letters.length; i += 1) {
      const value = LETTER_VALUES[letters.charCodeAt(i)] ?? 0;
      if (list.mayHold(mix((rest + Math.imul(value, power)) | 0))) found.push(letters[i] ?? '');
    }
    return found;
  }

  /** With the letters at `i` and `i + 1` changed about. */
  swapped(i: number): number {
    const right = letterHash(this.#name.charCodeAt(i + 1));
    const left = letterHash(this.#name.charCodeAt(i));
    const start = (Math.imul(this.#prefix[i] ?? 0, FIRST_BASE) + right) | 0;
    return mix(this.#joined((Math.imul(start, FIRST_BASE) + left) | 0, i + 2));
  }

  /** `head` is the polynomial of what is before the letters from `end` on. */
  #joined(head: number, end: number): number {
    const rest = this.#name.length - end;
    return (Math.imul(head, POWERS[rest] ?? 0) + (this.#suffix[end] ?? 0)) | 0;
  }
}
