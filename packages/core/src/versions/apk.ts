/**
 * Alpine (apk-package(5)): `number{.number}[letter]{_suffix[number]}[~commit][-r<build>]`, in the order of current
 * apk-tools. What follows the last part understood makes a version invalid: right before the valid one that reads
 * the same up to there, and equal to other invalid ones with the same beginning.
 */
import type { Scheme } from './scheme.ts';
import { MAX_VERSION_LENGTH } from './scheme.ts';
import { compareDigits, compareText, endOfDigits, isDigit } from './text-order.ts';

interface ApkVersion {
  /** As written: leading zeros count after the first number. Empty strings stand for `..`. */
  readonly numbers: readonly string[];
  readonly letter: string;
  /** Digits after the letter: not in the grammar, but packages have them (`6.6.2p1`). */
  readonly letterNumber: string;
  readonly suffixes: readonly { readonly rank: number; readonly number: string }[];
  readonly valid: boolean;
  /** Null when there is none, which is before r0. */
  readonly build: string | null;
}

/** Below 0 before the release itself, above after it. */
const SUFFIXES: ReadonlyMap<string, number> = new Map([
  ['alpha', -4],
  ['beta', -3],
  ['pre', -2],
  ['rc', -1],
  ['cvs', 1],
  ['svn', 2],
  ['git', 3],
  ['hg', 4],
  ['p', 5],
]);

function parseApk(text: string): ApkVersion {
  const numbers: string[] = [];
  let at = 0;
  for (;;) {
    const end = endOfDigits(text, at);
    if (end === at && text.charCodeAt(at) !== 0x2e && numbers.length === 0) break;
    numbers.push(text.slice(at, end));
    at = end;
    if (text.charCodeAt(at) !== 0x2e) break;
    at += 1;
  }
  let valid = numbers.length > 0 && !numbers.includes('');
  const code = text.charCodeAt(at);
  const letter = code >= 0x61 && code <= 0x7a ? text.charAt(at) : '';
  at += letter.length;
  const letterNumber = letter === '' ? '' : text.slice(at, endOfDigits(text, at));
  at += letterNumber.length;
  if (letterNumber !== '') valid = false;
  const suffixes: { rank: number; number: string }[] = [];
  while (text.charCodeAt(at) === 0x5f) {
    const word = endOfWord(text, at + 1);
    const rank = SUFFIXES.get(text.slice(at + 1, word));
    if (rank === undefined) break;
    const end = endOfDigits(text, word);
    suffixes.push({ rank, number: text.slice(word, end) });
    at = end;
  }
  at = skipCommit(text, at);
  let build: string | null = null;
  if (text.startsWith('-r', at)) {
    const end = endOfDigits(text, at + 2);
    build = text.slice(at + 2, end) || '0';
    at = end;
  }
  if (at < text.length) valid = false;
  return { numbers, letter, letterNumber, suffixes, valid, build: valid ? build : (build ?? '0') };
}

function endOfWord(text: string, at: number): number {
  let end = at;
  while (end < text.length && text.charCodeAt(end) >= 0x61 && text.charCodeAt(end) <= 0x7a) end += 1;
  return end;
}

/** `~` and a hexadecimal commit: named, never ordered. */
function skipCommit(text: string, at: number): number {
  if (text.charCodeAt(at) !== 0x7e) return at;
  let end = at + 1;
  while (end < text.length) {
    const code = text.charCodeAt(end);
    if (!isDigit(code) && !(code >= 0x61 && code <= 0x66)) break;
    end += 1;
  }
  return end;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  const x = parseApk(a);
  const y = parseApk(b);
  const order =
    compareNumbers(x.numbers, y.numbers) ||
    compareText(x.letter, y.letter) ||
    compareDigits(x.letterNumber, y.letterNumber) ||
    compareSuffixes(x, y);
  if (order !== 0) return order;
  if (x.valid !== y.valid) return x.valid ? 1 : -1;
  if (x.build === null || y.build === null) return x.build === y.build ? 0 : x.build === null ? -1 : 1;
  return compareDigits(x.build, y.build);
}

function compareNumbers(a: readonly string[], b: readonly string[]): number {
  const length = Math.max(a.length, b.length);
  for (let i = 0; i < length; i += 1) {
    const order = compareNumber(a[i], b[i], i === 0);
    if (order !== 0) return order;
  }
  return 0;
}

/** Nothing between two dots is before no number at all, and that is before any number. */
function compareNumber(a: string | undefined, b: string | undefined, first: boolean): number {
  const x = a === undefined ? 1 : a === '' ? 0 : 2;
  const y = b === undefined ? 1 : b === '' ? 0 : 2;
  if (x !== y) return x < y ? -1 : 1;
  if (a === undefined || b === undefined) return 0;
  const asText = !first && (a.startsWith('0') || b.startsWith('0'));
  return asText ? compareText(a, b) : compareDigits(a, b);
}

function compareSuffixes(x: ApkVersion, y: ApkVersion): number {
  const length = Math.max(x.suffixes.length, y.suffixes.length);
  for (let i = 0; i < length; i += 1) {
    const left = x.suffixes[i];
    const right = y.suffixes[i];
    const order =
      Math.sign((left?.rank ?? 0) - (right?.rank ?? 0)) ||
      compareDigits(left?.number ?? '', right?.number ?? '');
    if (order !== 0) return order;
  }
  return 0;
}

export const apk: Scheme = {
  compare,
  isValid: (text) => text.length <= MAX_VERSION_LENGTH && parseApk(text).valid,
  isPrerelease: (text) => parseApk(text).suffixes.some((suffix) => suffix.rank < 0),
  release: (text) => {
    const { numbers } = parseApk(text);
    return numbers.length > 0 && !numbers.includes('') ? numbers : null;
  },
};
