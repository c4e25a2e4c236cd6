/** Listed names that a name can be mistaken for, each with the way that leads from one to the other. */
import { MAX_LENGTH, PartialHashes } from './name-hash.ts';
import type { PopularList } from './popular-list.ts';

export type Likeness =
  /** Two neighbouring letters changed about: `lodahs`. */
  | 'transposition'
  /** A letter doubled, or a doubled one single: `expresss`, `comander`. */
  | 'repetition'
  /** One letter missing. */
  | 'omission'
  /** One letter too many. */
  | 'addition'
  /** Another letter: next to the right one on the keyboard, a vowel for a vowel, or any. */
  | 'keyboard'
  | 'vowel'
  | 'replacement'
  /** A digit for another digit. */
  | 'numeral'
  /** Looks the same: `rn` and `m`, `0` and `o`, letters of other scripts. */
  | 'homoglyph'
  /** Separators left out, added or changed: `crossenv`, `node_fetch`. */
  | 'delimiter'
  /** One form is the plural of the other. */
  | 'plural'
  /** The same words in another order. */
  | 'word-order'
  /** The name with a word that says nothing around it: `lodash-js`. */
  | 'affix'
  /** Scope and name run together: `babel-core` for `@babel/core`. */
  | 'scope';

export interface NearName {
  readonly name: string;
  /** 0 for the most used name of the registry. */
  readonly rank: number;
  readonly likeness: Likeness;
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789-_.';
const SEPARATORS = '-_.';
const VOWELS = 'aeiou';
const MAX_WORDS = 3;

const ROWS = ['1234567890-', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

/** Letter → the letters around it on a QWERTY keyboard. */
const NEIGHBOURS: ReadonlyMap<string, string> = new Map(
  ROWS.flatMap((row, y) =>
    [...row].map((letter, x): [string, string] => [
      letter,
      [-1, 0, 1].flatMap((dy) => [-1, 0, 1].map((dx) => ROWS[y + dy]?.[x + dx] ?? '')).join(''),
    ]),
  ),
);

/** Letters that look like others, both ways. Letters of other scripts are in `confusables.ts`. */
const LOOKALIKES = new Set(['0o', 'o0', '1l', 'l1', '1i', 'i1', 'li', 'il', '5s', 's5']);
/** The same where one letter looks like two. */
const LIGATURES: readonly (readonly [string, string])[] = [
  ['rn', 'm'],
  ['vv', 'w'],
  ['cl', 'd'],
];

/** Words around a name that promise “the same, for here”, by the letter that they begin or end with. */
const PREFIXES = Map.groupBy(
  ['node-', 'node', 'nodejs-', 'npm-', 'js-', 'py', 'py-', 'python-', 'python3-'],
  (prefix) => prefix[0],
);
const SUFFIXES = Map.groupBy(
  [
    ...['js', '-js', '.js', '-node', '-npm', '-nodejs', 'py', '-py', '-python', '3', '2', '-lib', '-library'],
    ...['-api', '-tool', '-tools', '-utils', '-official', '-latest', '-dev', '-module', '-package'],
  ],
  (suffix) => suffix.at(-1),
);

/**
 * @param name normalised, not listed itself
 * @returns each listed name once, by the likeness that tells most, most used first
 */
export function nearNames(name: string, list: PopularList): NearName[] {
  if (name.length > MAX_LENGTH || name.length < 3) return [];
  if (name.startsWith('@') && !name.includes('/')) return [];
  const found = new Map<string, NearName>();
  const offer = (candidate: string, likeness: Likeness): void => {
    if (candidate === name || found.has(candidate)) return;
    const rank = list.rank(candidate);
    if (rank >= 0) found.set(candidate, { name: candidate, rank, likeness });
  };
  offerLigatures(name, offer);
  offerSpellings(name, offer);
  offerEdits(name, list, offer);
  return [...found.values()].sort((a, b) => a.rank - b.rank);
}

type Offer = (candidate: string, likeness: Likeness) => void;

function offerLigatures(name: string, offer: Offer): void {
  for (const pair of LIGATURES) {
    for (const [from, to] of [pair, [pair[1], pair[0]] as const]) {
      for (let at = name.indexOf(from); at >= 0; at = name.indexOf(from, at + 1)) {
        offer(name.slice(0, at) + to + name.slice(at + from.length), 'homoglyph');
      }
    }
  }
}

/** Plural, order of words, affixes, scopes. */
function offerSpellings(name: string, offer: Offer): void {
  if (name.startsWith('@')) {
    offer(name.slice(1).replace('/', '-'), 'scope');
    return;
  }
  for (let at = name.indexOf('-', 1); at > 0 && at + 1 < name.length; at = name.indexOf('-', at + 1)) {
    offer(`@${name.slice(0, at)}/${name.slice(at + 1)}`, 'scope');
  }
  if (!name.endsWith('ss')) offer(name.endsWith('s') ? name.slice(0, -1) : `${name}s`, 'plural');
  const words = name.split(/[-_.]/, MAX_WORDS + 1);
  if (words.length > 1 && words.length <= MAX_WORDS) {
    const [first = '', ...rest] = words;
    offer([...rest, first].join('-'), 'word-order');
    if (rest.length > 1) {
      offer([words.at(-1) ?? '', ...words.slice(0, -1)].join('-'), 'word-order');
      offer([...words].reverse().join('-'), 'word-order');
    }
  }
  for (const prefix of PREFIXES.get(name[0]) ?? [])
    if (name.startsWith(prefix) && name.length > prefix.length + 2) offer(name.slice(prefix.length), 'affix');
  for (const suffix of SUFFIXES.get(name.at(-1)) ?? [])
    if (name.endsWith(suffix) && name.length > suffix.length + 2)
      offer(name.slice(0, -suffix.length), 'affix');
}

/**
 * Every well-known name one edit away, asked by hash; only what may be listed is spelled out. Of a scoped name only the
 * scope is varied: nobody but the owner of a scope can publish in it.
 */
function offerEdits(name: string, list: PopularList, offer: Offer): void {
  const hashes = HASHES.of(name);
  const [left, right] = hashes.halves();
  if (!list.mayShare(left) && !list.mayShare(right)) return;
  const first = name.startsWith('@') ? 1 : 0;
  const end = first === 0 ? name.length : name.indexOf('/');
  for (let at = first; at <= end; at += 1) {
    const here = name[at] ?? '';
    if (at < end && list.mayHold(hashes.without(at, at + 1))) {
      const doubled = here === name[at - 1] || here === name[at + 1];
      const likeness = SEPARATORS.includes(here) ? 'delimiter' : doubled ? 'repetition' : 'addition';
      offer(name.slice(0, at) + name.slice(at + 1), likeness);
    }
    if (at + 1 < end && here !== name[at + 1] && list.mayHold(hashes.swapped(at))) {
      offer(name.slice(0, at) + (name[at + 1] ?? '') + here + name.slice(at + 2), 'transposition');
    }
    for (const letter of hashes.lettersThatFit(at, at, LETTERS, list)) {
      const doubled = letter === name[at - 1] || letter === here;
      const likeness = SEPARATORS.includes(letter) ? 'delimiter' : doubled ? 'repetition' : 'omission';
      offer(name.slice(0, at) + letter + name.slice(at), likeness);
    }
    if (at === end) continue;
    for (const letter of hashes.lettersThatFit(at, at + 1, LETTERS, list)) {
      if (letter === here) continue;
      offer(name.slice(0, at) + letter + name.slice(at + 1), replacementOf(here, letter));
    }
  }
}

const HASHES = new PartialHashes();

function replacementOf(written: string, meant: string): Likeness {
  if (LOOKALIKES.has(written + meant)) return 'homoglyph';
  if (SEPARATORS.includes(written) && SEPARATORS.includes(meant)) return 'delimiter';
  const digit = /\d/;
  if (digit.test(written) && digit.test(meant)) return 'numeral';
  if (VOWELS.includes(written) && VOWELS.includes(meant)) return 'vowel';
  return NEIGHBOURS.get(meant)?.includes(written) === true ? 'keyboard' : 'replacement';
}
