/**
 * Versions of unknown scheme (image tags, vendor products): numbers by value, words by code unit, separators only
 * split. A word that commonly marks a prerelease makes a version earlier, any other word or number later.
 */
import { type Scheme, validBy } from './scheme.ts';
import { compareDigits, compareText, isDigit, leadingNumbers } from './text-order.ts';

/** From early to late. */
const PRERELEASES: readonly string[] = [
  'dev',
  'snapshot',
  'nightly',
  'canary',
  'alpha',
  'a',
  'beta',
  'b',
  'milestone',
  'm',
  'pre',
  'preview',
  'cr',
  'rc',
];
const RANKS: ReadonlyMap<string, number> = new Map(PRERELEASES.map((word, rank) => [word, rank]));
const WORD = 100;
const NUMBER = 101;

function partsOf(text: string): readonly string[] {
  const lower = text.toLowerCase();
  const bare = lower.startsWith('v') && isDigit(lower.charCodeAt(1)) ? lower.slice(1) : lower;
  return bare.match(/\d+|[^\d\s._+~:-]+/g) ?? [];
}

/** The empty text is the end: before every word that does not mark a prerelease. */
function rankOf(part: string): number {
  return isDigit(part.charCodeAt(0)) ? NUMBER : (RANKS.get(part) ?? WORD);
}

function compare(a: string, b: string): number {
  const x = partsOf(a);
  const y = partsOf(b);
  const length = Math.max(x.length, y.length);
  for (let i = 0; i < length; i += 1) {
    const order = compareParts(x[i], y[i]);
    if (order !== 0) return order;
  }
  return 0;
}

function compareParts(a = '', b = ''): number {
  const rank = rankOf(a);
  const order = rank - rankOf(b);
  if (order !== 0) return Math.sign(order);
  return rank === NUMBER ? compareDigits(a, b) : compareText(a, b);
}

export const generic: Scheme = {
  compare,
  isValid: validBy(/^[vV]?\d\S*$/),
  isPrerelease: (text) => partsOf(text).some((part) => RANKS.has(part)),
  release: (text) => leadingNumbers(text.replace(/^v/i, '')),
};
