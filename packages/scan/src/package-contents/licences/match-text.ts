/**
 * Which licence texts are in a list of words. Candidates are the texts whose runs of five words are found close
 * together; each is aligned with the place word by word, and every difference is judged: a name, an optional title or
 * appendix, a misspelt word are differences that the guidelines allow; anything else is a change, and a changed text is
 * never a confident match.
 */

import { isAllowed } from './allowed-difference.ts';
import type { Corpus, LicenceText } from './corpus.ts';
import { alignWords, type EqualBlock } from './word-diff.ts';

export interface TextMatch {
  readonly text: LicenceText;
  /** Words of the input: from, and to (exclusive). */
  readonly from: number;
  readonly to: number;
  /** Share of words that are the same, 0 … 1, over the text and its place (Dice). */
  readonly score: number;
  /** No difference that counts. */
  readonly exact: boolean;
  /** What differs, for people; at most {@link MAX_CHANGES}. */
  readonly changes: readonly string[];
  /**
   * Where words were put in (from, and to, exclusive) that are no allowed difference, when nothing else differs; null
   * when something was left out or replaced.
   */
  readonly insertions: readonly (readonly [from: number, to: number])[] | null;
  /** Words that are the same. */
  readonly equal: number;
  /** Where these stand in the input: from, and to (exclusive), in order. */
  readonly blocks: readonly (readonly [from: number, to: number])[];
}

const RUN = 5;
/** A text with fewer of its runs in one place is not there. */
const MIN_RUNS = 0.45;
/** Nor one with fewer of its words in the whole input. */
const MIN_WORDS = 0.7;
/** Below this score it is another text. */
const MIN_SCORE = 0.8;
/** A text at least this like the file, with so many more words of it, is preferred to a confident part. */
const LARGER_SCORE = 0.93;
const LARGER_WORDS = 14;
/** Stray words are at most this share of a match. */
const STRAY = 0.2;
/** In a smaller corpus every word is rare. */
const MANY_TEXTS = 300;
/** Texts of the list that a name may be in. */
const MAX_RARE = 12;
/** Words around a place that may still belong to the text. */
const AROUND = 4;
const MAX_PLACES = 300;
const MAX_CHANGES = 5;
/** A title may say more than the list's. */
const MAX_TITLE_WORDS = 8;
/** Not in a title: “MIT License (non-commercial)”. */
const LIMITS =
  /^(?:non[a-z]*|commercial|evaluation|only|not|modified|custom|restricted|academic|research|except|without|plus|internal|personal|educational|like|style)$/;
/** Steps of alignment a file; beyond it the rest of the candidates is left out and said so. */
const MAX_WORK = 60_000_000;

export interface TextMatches {
  readonly matches: readonly TextMatch[];
  /** The budget did not last: there may be more. */
  readonly cut: boolean;
}

/** Finds texts of one corpus. Holds what is worked out about each text on first use. */
export class TextMatcher {
  readonly #corpus: Corpus;
  readonly #runs = new Map<LicenceText, Int32Array>();
  /** Words that a licence is not made of: names. */
  #rare: ((word: string) => boolean) | undefined;

  constructor(corpus: Corpus) {
    this.#corpus = corpus;
  }

  /** Non-overlapping matches in order of place; of two for one place the confident one, then the longer. */
  match(words: readonly string[]): TextMatches {
    const ids = this.#numbered(words);
    if (ids.length < RUN) return { matches: [], cut: false };
    const places = placesOfRuns(ids);
    const found: TextMatch[] = [];
    let work = 0;
    for (const { text, present } of this.#candidates(ids, places)) {
      if (isCovered(found, present, ids.length - neededRuns(this.#runsOf(text)))) continue;
      const regions = this.#regions(text, places, ids.length).sort((a, b) => b.hits - a.hits);
      for (const region of regions) {
        if (work > MAX_WORK) return { matches: withoutOverlap(found), cut: true };
        if (found.some((match) => isSettledBy(match, region))) continue;
        const size = text.words.length + (region.to - region.from);
        const { blocks, distance } = alignWords(
          text.words,
          ids.subarray(region.from, region.to),
          Math.ceil(size * (1 - MIN_SCORE)) + 12,
        );
        work += distance * distance + size;
        const match = blocks === null ? null : this.#judge(region, blocks, words);
        if (match !== null) found.push(match);
      }
    }
    return { matches: withoutOverlap(found), cut: false };
  }

  #numbered(words: readonly string[]): Int32Array {
    // Words that no text has get numbers of their own, so that they equal nothing.
    const unknown = this.#corpus.words.length;
    return Int32Array.from(words, (word, i) => this.#corpus.vocabulary.get(word) ?? unknown + i);
  }

  /**
   * Texts most of whose words and enough of whose runs occur in the input at all: cheap tests before places are looked
   * for. Those with most runs come first, and of equals the shorter, which is then the whole of what is there.
   */
  #candidates(
    ids: Int32Array,
    places: ReadonlyMap<number, number[]>,
  ): { text: LicenceText; present: number }[] {
    const occurs = new Uint8Array(this.#corpus.words.length);
    for (const id of ids) if (id < occurs.length) occurs[id] = 1;
    const candidates: { text: LicenceText; present: number }[] = [];
    for (const text of this.#corpus.texts) {
      const { words } = text;
      const needed = words.length * MIN_WORDS;
      if (needed > ids.length * 1.6) continue;
      let hits = 0;
      for (let i = 0; i < words.length; i += 1) hits += occurs[words[i] ?? 0] ?? 0;
      if (hits < needed) continue;
      const runs = this.#runsOf(text);
      let present = 0;
      for (const run of runs) if (places.has(run)) present += 1;
      if (present >= neededRuns(runs)) candidates.push({ text, present });
    }
    return candidates.sort((a, b) => b.present - a.present || a.text.words.length - b.text.words.length);
  }

  /** In few texts of the list, or in none. */
  #isRare(): (word: string) => boolean {
    if (this.#rare !== undefined) return this.#rare;
    const { texts, vocabulary } = this.#corpus;
    const counts = new Uint16Array(this.#corpus.words.length);
    for (const { words } of texts) for (const id of new Set(words)) counts[id] = (counts[id] ?? 0) + 1;
    const most = Math.min(MAX_RARE, texts.length / 10);
    this.#rare = (word) => {
      const id = vocabulary.get(word);
      return id === undefined || (counts[id] ?? 0) <= most;
    };
    return this.#rare;
  }

  #runsOf(text: LicenceText): Int32Array {
    let runs = this.#runs.get(text);
    if (runs === undefined) {
      runs = runHashes(text.words);
      this.#runs.set(text, runs);
    }
    return runs;
  }

  /** Where the text may stand: clusters of its runs on nearly one diagonal. */
  #regions(text: LicenceText, places: ReadonlyMap<number, number[]>, length: number): Region[] {
    const runs = this.#runsOf(text);
    const needed = neededRuns(runs);
    const hits: { t: number; f: number }[] = [];
    for (let t = 0; t < runs.length; t += 1) {
      for (const f of places.get(runs[t] ?? 0) ?? []) hits.push({ t, f });
      if (hits.length > 100_000) break;
    }
    const drift = 30 + Math.floor(text.words.length * 0.12);
    const bucket = (hit: { t: number; f: number }): number => Math.round((hit.f - hit.t) / drift);
    const buckets = new Map<number, { t: number; f: number }[]>();
    for (const hit of hits) {
      const b = bucket(hit);
      const list = buckets.get(b);
      if (list === undefined) buckets.set(b, [hit]);
      else list.push(hit);
    }
    const regions: Region[] = [];
    const sizes = [...buckets.keys()].map((b) => ({ b, size: near(buckets, b).length }));
    sizes.sort((x, y) => y.size - x.size || x.b - y.b);
    const used = new Set<number>();
    for (const { b } of sizes) {
      if (regions.length >= MAX_PLACES) break;
      if (used.has(b - 1) || used.has(b) || used.has(b + 1)) continue;
      const cluster = near(buckets, b);
      const distinct = new Set(cluster.map((h) => h.t)).size;
      if (distinct < needed) break;
      used.add(b);
      const inOnePiece = onOneDiagonal(cluster, distinct);
      let first = inOnePiece[0];
      let last = inOnePiece[0];
      for (const hit of inOnePiece) {
        if (first === undefined || hit.f < first.f) first = hit;
        if (last === undefined || hit.f > last.f) last = hit;
      }
      if (first === undefined || last === undefined) continue;
      // Where the ends are found there is nothing to look for around them.
      const before = first.t === 0 ? 0 : AROUND;
      const after = last.t + RUN >= text.words.length ? 0 : AROUND;
      const from = Math.max(0, first.f - first.t - before);
      const to = Math.min(length, last.f + (text.words.length - last.t) + after);
      regions.push({ text, from, to, hits: distinct });
    }
    return regions;
  }

  #judge({ text, from }: Region, all: readonly EqualBlock[], words: readonly string[]): TextMatch | null {
    const blocks = this.#widened(text, trimmed(all), words, from);
    const first = blocks[0];
    const last = blocks.at(-1);
    if (first === undefined || last === undefined) return null;
    const start = from + first.b;
    const end = from + last.b + last.length;
    const equal = blocks.reduce((sum, block) => sum + block.length, 0);
    const missingHead = text.head - matchedBefore(blocks, text.head);
    const lastEnd = last.a + last.length;
    const missingTail = lastEnd >= text.tail ? text.words.length - lastEnd : 0;
    const expected = text.words.length - missingHead - missingTail;
    const score = (2 * equal) / (expected + (end - start));
    if (score < MIN_SCORE) return null;
    const { changes, insertions } = this.#changes(text, blocks, words, from);
    return {
      text,
      from: start,
      to: end,
      score: Math.round(score * 10_000) / 10_000,
      exact: changes.length === 0,
      changes: changes.slice(0, MAX_CHANGES),
      insertions,
      equal,
      blocks: blocks.map(({ b, length }): [number, number] => [from + b, from + b + length]),
    };
  }

  /** Words next to the first and last block that are equal, too: before, they were aligned with stray ones. */
  #widened(
    text: LicenceText,
    blocks: readonly EqualBlock[],
    words: readonly string[],
    from: number,
  ): EqualBlock[] {
    const isEqual = (a: number, b: number): boolean => {
      const id = text.words[a];
      return id !== undefined && this.#corpus.words[id] === words[from + b];
    };
    const wide = [...blocks];
    const [first] = wide;
    if (first === undefined) return wide;
    let more = 0;
    while (isEqual(first.a - more - 1, first.b - more - 1)) more += 1;
    wide[0] = { a: first.a - more, b: first.b - more, length: first.length + more };
    const last = wide.at(-1) ?? first;
    let after = 0;
    while (isEqual(last.a + last.length + after, last.b + last.length + after)) after += 1;
    wide[wide.length - 1] = { ...last, length: last.length + after };
    return wide;
  }

  /** Every difference that counts. */
  #changes(
    text: LicenceText,
    blocks: readonly EqualBlock[],
    words: readonly string[],
    from: number,
  ): { changes: string[]; insertions: [number, number][] | null } {
    const changes: string[] = [];
    const insertions: [number, number][] = [];
    let isInsertion = true;
    const hasNames = this.#corpus.texts.length > MANY_TEXTS;
    const ownerVaries = hasNames && text.ids.some((id) => OWNER_VARIES.has(id));
    const expectedAt = (start: number, end: number): string[] =>
      [...text.words.subarray(start, end)].map((id) => this.#corpus.words[id] ?? '');
    let a = 0;
    let b: number | undefined;
    for (const block of blocks) {
      // The title may be missing, and so may the appendix.
      const removed = expectedAt(Math.max(a, text.head), Math.min(block.a, text.tail));
      const added = b === undefined ? [] : words.slice(from + b, from + block.b);
      const title =
        block.a <= text.head && added.length <= MAX_TITLE_WORDS && !added.some((word) => LIMITS.test(word));
      const appendix = a >= text.tail;
      const around = hasNames
        ? [expectedAt(block.a - 1, block.a), expectedAt(block.a, block.a + 1)].flat()
        : [];
      if (!title && !appendix && !isAllowed(removed, added, this.#isRare(), { ownerVaries, around })) {
        changes.push(describe(removed, added));
        if (removed.length === 0 && b !== undefined) insertions.push([from + b, from + block.b]);
        else isInsertion = false;
      }
      a = block.a + block.length;
      b = block.b + block.length;
    }
    if (a < text.tail) {
      const removed = expectedAt(a, text.tail);
      if (!isAllowed(removed, [], this.#isRare())) {
        changes.push(describe(removed, []));
        isInsertion = false;
      }
    }
    return { changes, insertions: isInsertion ? insertions : null };
  }
}

/** Short texts that many took over with their own name in the place of the first owner's. */
const OWNER_VARIES = new Set(
  'AAL AMD-newlib Beerware HPND HPND-sell-variant ICU X11 dtoa libtiff'.split(' '),
);

interface Region {
  readonly text: LicenceText;
  readonly from: number;
  readonly to: number;
  /** Runs of the text found there. */
  readonly hits: number;
}

function neededRuns(runs: Int32Array): number {
  return Math.max(1, Math.floor(runs.length * MIN_RUNS));
}

/**
 * Whether one confident match leaves no space: too few words for another text beside it, and too few of its runs
 * (`present`) for a text that holds clearly more of the input.
 */
function isCovered(found: readonly TextMatch[], present: number, room: number): boolean {
  return found.some((m) => m.exact && m.equal > room && present <= m.equal + LARGER_WORDS / 2);
}

/**
 * Whether a confident match has the region already. Another text could only be preferred if it had clearly more words
 * in common (see {@link withoutOverlap}), and then more of its runs would be there.
 */
function isSettledBy(match: TextMatch, { from, to, hits }: Region): boolean {
  const shared = Math.min(match.to, to) - Math.max(match.from, from);
  return match.exact && shared * 2 > to - from && hits <= match.equal + LARGER_WORDS / 2;
}

function near(
  buckets: ReadonlyMap<number, { t: number; f: number }[]>,
  b: number,
): { t: number; f: number }[] {
  return [...(buckets.get(b - 1) ?? []), ...(buckets.get(b) ?? []), ...(buckets.get(b + 1) ?? [])];
}

/** A text in one piece is there without the runs of it that happen to stand nearby, too. */
const SAME_DIAGONAL = 4;
const IN_ONE_PIECE = 0.85;

function onOneDiagonal(
  cluster: readonly { t: number; f: number }[],
  distinct: number,
): readonly { t: number; f: number }[] {
  const diagonals = cluster.map(({ t, f }) => f - t).sort((a, b) => a - b);
  const middle = diagonals[diagonals.length >> 1] ?? 0;
  const near = cluster.filter(({ t, f }) => Math.abs(f - t - middle) <= SAME_DIAGONAL);
  return new Set(near.map(({ t }) => t)).size >= distinct * IN_ONE_PIECE ? near : cluster;
}

/** Words of the title that are there. */
function matchedBefore(blocks: readonly EqualBlock[], head: number): number {
  return blocks.reduce((sum, b) => sum + Math.max(0, Math.min(head, b.a + b.length) - b.a), 0);
}

function runHashes(words: ArrayLike<number>): Int32Array {
  const count = Math.max(0, words.length - RUN + 1);
  const hashes = new Int32Array(count);
  for (let i = 0; i < count; i += 1) {
    let hash = 0;
    for (let k = 0; k < RUN; k += 1)
      hash = Math.imul(hash ^ ((words[i + k] ?? 0) + 1), 0x01000193) ^ (hash >>> 15);
    hashes[i] = hash;
  }
  return hashes;
}

function placesOfRuns(ids: Int32Array): Map<number, number[]> {
  const places = new Map<number, number[]>();
  runHashes(ids).forEach((hash, f) => {
    const list = places.get(hash);
    if (list === undefined) places.set(hash, [f]);
    // A run repeated beyond reason (a generated file) places nothing.
    else if (list.length < MAX_PLACES) list.push(f);
  });
  return places;
}

/**
 * Drops stray equal words at the ends: a lone “GNU General Public License” far before the text is not its title.
 * A stray part is smaller than the gap after it and a small part of what is equal.
 */
function trimmed(blocks: readonly EqualBlock[]): EqualBlock[] {
  const total = blocks.reduce((sum, block) => sum + block.length, 0);
  let start = 0;
  let end = blocks.length;
  for (let i = 0, sum = 0; i + 1 < blocks.length; i += 1) {
    sum += blocks[i]?.length ?? 0;
    if (sum > total * STRAY) break;
    if (gapAfter(blocks, i) <= Math.max(2, sum)) continue;
    start = i + 1;
    sum = 0;
  }
  for (let i = blocks.length - 1, sum = 0; i > start; i -= 1) {
    sum += blocks[i]?.length ?? 0;
    if (sum > total * STRAY) break;
    if (gapAfter(blocks, i - 1) <= Math.max(2, sum)) continue;
    end = i;
    sum = 0;
  }
  return blocks.slice(start, end);
}

/** Words of the file between a block and the next. */
function gapAfter(blocks: readonly EqualBlock[], i: number): number {
  const block = blocks[i];
  const next = blocks[i + 1];
  return block === undefined || next === undefined ? 0 : next.b - (block.b + block.length);
}

function describe(removed: readonly string[], added: readonly string[]): string {
  const short = (words: readonly string[]): string => {
    const text = words.slice(0, 12).join(' ');
    return `“${words.length > 12 ? `${text} …` : text}”`;
  };
  if (added.length === 0) return `without ${short(removed)}`;
  if (removed.length === 0) return `with ${short(added)} added`;
  return `${short(added)} instead of ${short(removed)}`;
}

/** Words that the matches cover together. */
function coveredBy(matches: readonly TextMatch[]): number {
  let covered = 0;
  let end = 0;
  for (const { from, to } of [...matches].sort((a, b) => a.from - b.from)) {
    covered += Math.max(0, to - Math.max(from, end));
    end = Math.max(end, to);
  }
  return covered;
}

/**
 * One match a place. A confident one goes first, unless a text that holds clearly more of the file looks like it: a
 * licence that is another with terms added must not pass for the other.
 */
function withoutOverlap(found: readonly TextMatch[]): TextMatch[] {
  const overlaps = (a: TextMatch, b: TextMatch): boolean =>
    Math.min(a.to, b.to) - Math.max(a.from, b.from) > 3;
  const isLarger = (match: TextMatch): boolean => {
    if (match.exact || match.score < LARGER_SCORE) return false;
    const within = found.filter((m) => m.exact && overlaps(m, match));
    return within.length > 0 && match.equal > coveredBy(within) + LARGER_WORDS;
  };
  const rank = new Map(found.map((match) => [match, isLarger(match) ? 0 : match.exact ? 1 : 2]));
  const order = [...found].sort(
    (a, b) =>
      (rank.get(a) ?? 0) - (rank.get(b) ?? 0) ||
      b.equal - a.equal ||
      b.score - a.score ||
      a.text.ids.length - b.text.ids.length ||
      ((a.text.ids[0] ?? '') < (b.text.ids[0] ?? '') ? -1 : 1),
  );
  const taken: TextMatch[] = [];
  for (const match of order) if (!taken.some((t) => overlaps(t, match))) taken.push(match);
  return taken.sort((a, b) => a.from - b.from);
}
