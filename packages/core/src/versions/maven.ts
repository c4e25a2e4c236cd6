/**
 * Maven (https://maven.apache.org/pom.html#version-order-specification): tokens with the separator in front of
 * them; a change between digits and letters is a hyphen; zeros and "final" words before a hyphen or the end are cut.
 * Zeros that stay (`1.0.rc1`) count as early or late as what follows them, which is what makes the order total.
 */
import { remembered } from './remembered.ts';
import { type Scheme, validBy } from './scheme.ts';
import { compareDigits, compareText, endOfDigits, isDigit, leadingNumbers } from './text-order.ts';

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

function tokensOf(text: string): Token[] {
  const lower = text.toLowerCase();
  const tokens: Token[] = [];
  let after: 'dot' | 'hyphen' = 'dot';
  let at = 0;
  while (at < lower.length) {
    const end = endOfToken(lower, at);
    const part = lower.slice(at, end);
    const next = lower.charCodeAt(end);
    if (after === 'hyphen') cutNulls(tokens);
    if (part === '') tokens.push({ after, text: '0', rank: null });
    else if (isDigit(part.charCodeAt(0))) tokens.push({ after, text: part, rank: null });
    else tokens.push(wordToken(after, part, isDigit(next)));
    after = next === 0x2e ? 'dot' : 'hyphen';
    at = next === 0x2e || next === 0x2d ? end + 1 : end;
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

function cutNulls(tokens: Token[]): void {
  tokens.length = tokens.findLastIndex((token) => !isNull(token)) + 1;
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

interface Place extends Token {
  readonly kind: number;
}

/** What is after the last token: the release itself. */
const LAST: Place = { after: 'hyphen', text: '', rank: RELEASE, kind: END };

const placesOf = remembered((text): readonly Place[] => {
  const places: Place[] = [];
  for (const token of tokensOf(text).reverse()) {
    places.push({ ...token, kind: kindOf(token, places.at(-1) ?? LAST) });
  }
  return places.reverse();
});

function kindOf(token: Token, following: Place): number {
  if (isNull(token) && following.kind < END) return BEFORE_EARLY;
  if (token.rank === null) return token.after === 'dot' ? AFTER_DOT : AFTER_HYPHEN;
  if (token.rank === RELEASE) return BEFORE_LATE;
  return token.rank < RELEASE ? EARLY_WORD : LATE_WORD;
}

function compare(a: string, b: string): number {
  const x = placesOf(a);
  const y = placesOf(b);
  const length = Math.max(x.length, y.length);
  for (let i = 0; i < length; i += 1) {
    const order = comparePlaces(x[i] ?? LAST, y[i] ?? LAST);
    if (order !== 0) return order;
  }
  return 0;
}

/** Of one kind: numbers by value, words by rank, then `.rc` before `-rc`, then unknown words by text. */
function comparePlaces(a: Place, b: Place): number {
  if (a.kind !== b.kind) return Math.sign(a.kind - b.kind);
  if (a.rank === null && b.rank === null) return compareDigits(a.text, b.text);
  // One kind holds both a number and a word only where both say nothing: `0` and `ga` before a preview.
  if (a.rank === null || b.rank === null) return 0;
  if (a.rank !== b.rank) return a.rank < b.rank ? -1 : 1;
  if (a.after !== b.after) return a.after === 'dot' ? -1 : 1;
  return a.rank === OTHER ? compareText(a.text, b.text) : 0;
}

const SNAPSHOT_RANK = 4;

export const maven: Scheme = {
  compare,
  // Maven accepts any text; what is not a path segment cannot be a version in a repository.
  isValid: validBy(/^[0-9A-Za-z][^\s/\\:"<>|?*[\](),]*$/),
  isPrerelease: (text) => tokensOf(text).some((token) => token.rank !== null && token.rank <= SNAPSHOT_RANK),
  release: leadingNumbers,
};
