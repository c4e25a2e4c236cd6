/**
 * Maven (https://maven.apache.org/pom.html#version-order-specification): tokens with the separator in front of
 * them; a change between digits and letters is a hyphen; zeros and "final" words before a hyphen or the end are cut.
 * Zeros that stay (`1.0.rc1`) count as early or late as what follows them, which is what makes the order total.
 */
import type { Scheme } from './scheme.ts';
import { MAX_VERSION_LENGTH } from './scheme.ts';
import { compareDigits, compareText, endOfDigits, isDigit } from './text-order.ts';

interface Token {
  /** The separator in front; a change between digits and letters is a hyphen. */
  readonly after: 'dot' | 'hyphen';
  readonly text: string;
  /** Place of a word in {@link WORDS}, {@link OTHER} for other words, null for a number. */
  readonly rank: number | null;
}

/** From early to late; the empty word is the release itself. */
const WORDS: ReadonlyMap<string, number> = new Map([
  ['alpha', 0],
  ['beta', 1],
  ['milestone', 2],
  ['rc', 3],
  ['cr', 3],
  ['snapshot', 4],
  ['', 5],
  ['final', 5],
  ['ga', 5],
  ['release', 5],
  ['sp', 6],
]);
const RELEASE = 5;
const OTHER = 7;
/** Only when a digit follows at once. */
const ABBREVIATIONS: ReadonlyMap<string, string> = new Map([
  ['a', 'alpha'],
  ['b', 'beta'],
  ['m', 'milestone'],
]);

function tokensOf(text: string): readonly Token[] {
  const lower = text.toLowerCase();
  const tokens: Token[] = [];
  let after: 'dot' | 'hyphen' = 'dot';
  let at = 0;
  while (at <= lower.length) {
    const end = endOfToken(lower, at);
    const part = lower.slice(at, end);
    const next = lower.charCodeAt(end);
    const separated = next === 0x2e || next === 0x2d;
    const isWord = part !== '' && !isDigit(part.charCodeAt(0));
    if (after === 'hyphen') cutNulls(tokens);
    if (isWord) tokens.push(wordToken(after, part, isDigit(next)));
    else if (at < lower.length) tokens.push({ after, text: part === '' ? '0' : part, rank: null });
    if (end >= lower.length) break;
    after = next === 0x2e ? 'dot' : 'hyphen';
    at = separated ? end + 1 : end;
  }
  cutNulls(tokens);
  return tokens;
}

function endOfToken(text: string, at: number): number {
  if (isDigit(text.charCodeAt(at))) return endOfDigits(text, at);
  let end = at;
  while (end < text.length) {
    const code = text.charCodeAt(end);
    if (code === 0x2e || code === 0x2d || isDigit(code)) break;
    end += 1;
  }
  return end;
}

function wordToken(after: 'dot' | 'hyphen', word: string, digitFollows: boolean): Token {
  const text = digitFollows ? (ABBREVIATIONS.get(word) ?? word) : word;
  return { after, text, rank: WORDS.get(text) ?? OTHER };
}

/** The first token stays: it is the major version even when it is 0. */
function cutNulls(tokens: Token[]): void {
  for (
    let last = tokens.at(-1);
    tokens.length > 1 && last !== undefined && isNull(last);
    last = tokens.at(-1)
  ) {
    tokens.pop();
  }
}

function isNull(token: Token): boolean {
  return token.rank === null ? /^0+$/.test(token.text) : token.rank === RELEASE;
}

/** What a place holds, from early to late. */
const EARLY_WORD = 0;
const BEFORE_EARLY = 1;
const END = 2;
const BEFORE_LATE = 3;
const LATE_WORD = 4;
const AFTER_HYPHEN = 5;
const AFTER_DOT = 6;

function classesOf(tokens: readonly Token[]): readonly number[] {
  const classes: number[] = new Array(tokens.length);
  let following = END;
  for (let i = tokens.length - 1; i >= 0; i -= 1) {
    const token = tokens[i];
    if (token === undefined) continue;
    classes[i] = i === 0 && token.rank === null ? AFTER_DOT : classOf(token, following);
    following = classes[i] ?? END;
  }
  return classes;
}

function classOf(token: Token, following: number): number {
  if (isNull(token) && following < END) return BEFORE_EARLY;
  if (token.rank === null) return token.after === 'dot' ? AFTER_DOT : AFTER_HYPHEN;
  if (token.rank === RELEASE) return BEFORE_LATE;
  return token.rank < RELEASE ? EARLY_WORD : LATE_WORD;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  const x = tokensOf(a);
  const y = tokensOf(b);
  const xClasses = classesOf(x);
  const yClasses = classesOf(y);
  const length = Math.max(x.length, y.length);
  for (let i = 0; i < length; i += 1) {
    const left = xClasses[i] ?? END;
    const right = yClasses[i] ?? END;
    if (left !== right) return left < right ? -1 : 1;
    const order = compareTokens(x[i], y[i]);
    if (order !== 0) return order;
  }
  return 0;
}

/** Two tokens of one class: numbers by value, words by rank, then `.rc` before `-rc`, then unknown words by text. */
function compareTokens(a: Token | undefined, b: Token | undefined): number {
  if (a === undefined || b === undefined || isNull(a) || isNull(b)) {
    return compareDigits(numberOf(a), numberOf(b));
  }
  if (a.rank === null || b.rank === null) return compareDigits(a.text, b.text);
  if (a.rank !== b.rank) return a.rank < b.rank ? -1 : 1;
  if (a.after !== b.after) return a.after === 'dot' ? -1 : 1;
  return a.rank === OTHER ? compareText(a.text, b.text) : 0;
}

function numberOf(token: Token | undefined): string {
  return token === undefined || token.rank !== null ? '0' : token.text;
}

const SNAPSHOT_RANK = 4;

export const maven: Scheme = {
  compare,
  // Maven accepts any text; what is not a path segment cannot be a version in a repository.
  isValid: (text) => text.length <= MAX_VERSION_LENGTH && /^[0-9A-Za-z][^\s/\\:"<>|?*[\](),]*$/.test(text),
  isPrerelease: (text) => tokensOf(text).some((token) => token.rank !== null && token.rank <= SNAPSHOT_RANK),
  release: (text) => /^\d+(?:\.\d+)*/.exec(text)?.[0].split('.') ?? null,
};
