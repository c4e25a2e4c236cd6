/**
 * Copies of one package at one version on two sides, paired one to one: equal ones first, then those whose hashes agree,
 * then those whose hashes say nothing against it. The order of the lists does not count.
 */

/** A copy, as far as pairing looks at it. */
export interface Copy<T> {
  readonly item: T;
  /** `SHA-256 abc…`, lower-case values; none: its contents are not known. */
  readonly hashes: readonly string[];
  /** What it says of its licence. */
  readonly licence: string;
  /** All that is said of it: equal texts are equal copies. */
  readonly whole: string;
}

export interface Pairing<L, R> {
  readonly pairs: readonly (readonly [Copy<L>, Copy<R>])[];
  readonly left: readonly Copy<L>[];
  readonly right: readonly Copy<R>[];
}

/** Above this many possible pairs of one version, what is left after equal copies is paired in order. */
const MAX_EDGES = 40_000;

export function pairCopies<L, R>(left: readonly Copy<L>[], right: readonly Copy<R>[]): Pairing<L, R> {
  const pairs: (readonly [Copy<L>, Copy<R>])[] = [];
  let [lefts, rights] = [sorted(left), sorted(right)];
  for (const key of [wholeOf, contentsOf, hashesOf]) {
    const waiting = Map.groupBy(rights, key);
    const rest: Copy<L>[] = [];
    for (const copy of lefts) {
      const partner = waiting.get(key(copy))?.shift();
      if (partner === undefined) rest.push(copy);
      else pairs.push([copy, partner]);
    }
    lefts = rest;
    rights = sorted([...waiting.values()].flat());
  }
  if (lefts.length * rights.length > MAX_EDGES) {
    const some = Math.min(lefts.length, rights.length);
    for (const [i, copy] of lefts.slice(0, some).entries()) {
      const partner = rights[i];
      if (partner !== undefined && !clash(copy.hashes, partner.hashes)) pairs.push([copy, partner]);
    }
    const paired = new Set<Copy<L> | Copy<R>>(pairs.flat());
    return {
      pairs,
      left: lefts.filter((copy) => !paired.has(copy)),
      right: rights.filter((copy) => !paired.has(copy)),
    };
  }
  const partners = matching(lefts, rights);
  for (const [at, copy] of lefts.entries()) {
    const partner = rights[partners.get(at) ?? -1];
    if (partner !== undefined) pairs.push([copy, partner]);
  }
  const taken = new Set(partners.values());
  return {
    pairs,
    left: lefts.filter((_, at) => !partners.has(at)),
    right: rights.filter((_, at) => !taken.has(at)),
  };
}

function sorted<T>(copies: readonly Copy<T>[]): Copy<T>[] {
  return [...copies].sort((a, b) => (a.whole < b.whole ? -1 : a.whole > b.whole ? 1 : 0));
}

function wholeOf({ whole }: Copy<unknown>): string {
  return whole;
}

function hashesOf({ hashes }: Copy<unknown>): string {
  return [...hashes].sort().join('\n');
}

function contentsOf(copy: Copy<unknown>): string {
  return `${copy.licence}\n${hashesOf(copy)}`;
}

const algorithmOf = (hash: string): string => hash.slice(0, hash.indexOf(' '));

/** Algorithms that both sides state with no value in common: the contents differ. Sorted. */
export function clashes(a: readonly string[], b: readonly string[]): string[] {
  const theirs = new Set(b);
  const known = new Set(b.map(algorithmOf));
  const mine = Map.groupBy(a, algorithmOf);
  return [...mine]
    .filter(([algorithm, hashes]) => known.has(algorithm) && !hashes.some((hash) => theirs.has(hash)))
    .map(([algorithm]) => algorithm)
    .sort();
}

function clash(a: readonly string[], b: readonly string[]): boolean {
  return clashes(a, b).length > 0;
}

type May = (a: Copy<unknown>, b: Copy<unknown>) => boolean;

const shares: May = (a, b) => a.hashes.some((hash) => b.hashes.includes(hash));
const agrees: May = (a, b) => !clash(a.hashes, b.hashes);
const sameLicence: May = (a, b) => a.licence === b.licence;

/** Which pairs are tried, the closest first; each row adds pairs and takes no copy its partner away. */
const ROWS: readonly May[] = [
  (a, b) => shares(a, b) && agrees(a, b) && sameLicence(a, b),
  (a, b) => shares(a, b) && agrees(a, b),
  (a, b) => agrees(a, b) && sameLicence(a, b),
  agrees,
];

/** As many pairs as there can be (augmenting paths, Berge 1957). @returns index on the left → index on the right */
function matching(left: readonly Copy<unknown>[], right: readonly Copy<unknown>[]): Map<number, number> {
  const ofRight = new Map<number, number>();
  const paired = new Set<number>();
  for (const may of ROWS) {
    const neighbours = left.map((copy) => right.flatMap((other, at) => (may(copy, other) ? [at] : [])));
    for (const at of left.keys()) if (!paired.has(at) && augment(at, neighbours, ofRight)) paired.add(at);
  }
  return new Map([...ofRight].map(([at, partner]) => [partner, at]));
}

/** Breadth first, so that a long path needs no deep stack. */
function augment(
  start: number,
  neighbours: readonly (readonly number[])[],
  ofRight: Map<number, number>,
): boolean {
  const cameFrom = new Map<number, number>();
  const queue = [start];
  for (const at of queue) {
    for (const end of neighbours[at] ?? []) {
      if (cameFrom.has(end)) continue;
      cameFrom.set(end, at);
      const partner = ofRight.get(end);
      if (partner !== undefined) {
        queue.push(partner);
        continue;
      }
      swap(end, cameFrom, ofRight);
      return true;
    }
  }
  return false;
}

function swap(end: number, cameFrom: ReadonlyMap<number, number>, ofRight: Map<number, number>): void {
  const before = new Map([...ofRight].map(([at, partner]) => [partner, at]));
  for (let at: number | undefined = end; at !== undefined; ) {
    const from = cameFrom.get(at);
    if (from === undefined) return;
    ofRight.set(at, from);
    at = before.get(from);
  }
}
