/**
 * Versions of unknown scheme (image tags, vendor products): numbers by value, words by code unit, separators only
 * split. A word that commonly marks a prerelease makes a version earlier, any other word or number later.
 */
import type { Scheme } from './scheme.ts';
import { MAX_VERSION_LENGTH } from './scheme.ts';
import { compareDigits, compareText, isDigit } from './text-order.ts';

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
const END = 100;
const WORD = 101;
const NUMBER = 102;

function partsOf(text: string): readonly string[] {
  const lower = text.toLowerCase();
  const bare = lower.startsWith('v') && isDigit(lower.charCodeAt(1)) ? lower.slice(1) : lower;
  return bare.match(/\d+|[^\d\s._+~:-]+/g) ?? [];
}

function rankOf(part: string | undefined): number {
  if (part === undefined) return END;
  return isDigit(part.charCodeAt(0)) ? NUMBER : (RANKS.get(part) ?? WORD);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  const x = partsOf(a);
  const y = partsOf(b);
  const length = Math.max(x.length, y.length);
  for (let i = 0; i < length; i += 1) {
    const left = rankOf(x[i]);
    const right = rankOf(y[i]);
    if (left !== right) return left < right ? -1 : 1;
    const order =
      left === NUMBER ? compareDigits(x[i] ?? '', y[i] ?? '') : compareText(x[i] ?? '', y[i] ?? '');
    if (order !== 0) return order;
  }
  return 0;
}

export const generic: Scheme = {
  compare,
  isValid: (text) => text.length <= MAX_VERSION_LENGTH && /^[vV]?\d/.test(text) && !/\s/.test(text),
  isPrerelease: (text) => partsOf(text).some((part) => RANKS.has(part)),
  release: (text) => /^[vV]?(\d+(?:\.\d+)*)/.exec(text)?.[1]?.split('.') ?? null,
};
