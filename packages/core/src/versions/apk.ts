/**
 * Alpine (apk-package(5)): `number{.number}[letter]{_suffix[number]}[~commit][-r<build>]`, in the order of current
 * apk-tools. What follows the last part understood makes a version invalid: right before the valid one that reads
 * the same up to there, and equal to other invalid ones with the same beginning.
 */
import { remembered } from './remembered.ts';
import { type Scheme, validBy } from './scheme.ts';
import { compareDigits, compareOptional, compareText } from './text-order.ts';

interface ApkVersion {
  /** As written: leading zeros count after the first number. Empty strings are what is missing in `..`. */
  readonly numbers: readonly string[];
  readonly letter: string;
  /** Digits after the letter: not in the grammar, but packages have them (`6.6.2p1`). */
  readonly letterNumber: string;
  readonly suffixes: readonly { readonly rank: number; readonly number: string }[];
  /** Null when there is none, which is before r0. */
  readonly build: string | null;
  /** Whether nothing follows that is outside the grammar. */
  readonly complete: boolean;
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

const GRAMMAR =
  /^\d+(?:\.\d+)*[a-z]?(?:_(?:alpha|beta|pre|rc|cvs|svn|git|hg|p)\d*)*(?:~[0-9a-f]+)?(?:-r\d+)?$/;
/** The parts as far as they are understood, then the rest; the commit is named and not ordered. */
const PARTS =
  /^([\d.]*)(?:([a-z])(\d*))?((?:_(?:alpha|beta|pre|rc|cvs|svn|git|hg|p)(?![a-z])\d*)*)(?:~[0-9a-f]+)?(?:-r(?![a-z])(\d*))?(.*)$/s;

const parseApk = remembered((text): ApkVersion => {
  const [, numbers = '', letter = '', letterNumber = '', suffixes = '', build = null, rest = ''] =
    PARTS.exec(text) ?? [];
  return {
    numbers: numbers === '' ? [] : numbers.split('.'),
    letter,
    letterNumber,
    suffixes: suffixes
      .split('_')
      .slice(1)
      .map((suffix) => ({
        rank: SUFFIXES.get(suffix.replace(/\d/g, '')) ?? 0,
        number: suffix.replace(/\D/g, ''),
      })),
    build,
    complete: letterNumber === '' && rest === '',
  };
});

function compare(a: string, b: string): number {
  const x = parseApk(a);
  const y = parseApk(b);
  return (
    compareNumbers(x.numbers, y.numbers) ||
    compareText(x.letter, y.letter) ||
    compareDigits(x.letterNumber, y.letterNumber) ||
    compareSuffixes(x, y) ||
    compareOptional(x.build, y.build, 1, compareDigits) ||
    Number(x.complete) - Number(y.complete)
  );
}

function compareNumbers(a: readonly string[], b: readonly string[]): number {
  const length = Math.max(a.length, b.length);
  for (let i = 0; i < length; i += 1) {
    const order = compareNumber(a[i], b[i], i === 0);
    if (order !== 0) return order;
  }
  return 0;
}

/** A leading zero makes a number a fraction, compared as text. */
function compareNumber(a: string | undefined, b: string | undefined, first: boolean): number {
  const order = placeOf(a) - placeOf(b);
  if (order !== 0 || a === undefined || b === undefined) return Math.sign(order);
  const asText = !first && (a.startsWith('0') || b.startsWith('0'));
  return asText ? compareText(a, b) : compareDigits(a, b);
}

/** Nothing between two dots is before no number at all, and that is before any number. */
function placeOf(number: string | undefined): number {
  if (number === undefined) return 1;
  return number === '' ? 0 : 2;
}

const NO_SUFFIX = { rank: 0, number: '' };

function compareSuffixes(x: ApkVersion, y: ApkVersion): number {
  const length = Math.max(x.suffixes.length, y.suffixes.length);
  for (let i = 0; i < length; i += 1) {
    const left = x.suffixes[i] ?? NO_SUFFIX;
    const right = y.suffixes[i] ?? NO_SUFFIX;
    const order = Math.sign(left.rank - right.rank) || compareDigits(left.number, right.number);
    if (order !== 0) return order;
  }
  return 0;
}

export const apk: Scheme = {
  compare,
  isValid: validBy(GRAMMAR),
  isPrerelease: (text) => parseApk(text).suffixes.some((suffix) => suffix.rank < 0),
  release: (text) => LEADING.exec(text)?.[0].split('.') ?? null,
};

/** Not `1..2`: a number is missing there. */
const LEADING = /^\d+(?:\.\d+)*(?![.\d])/;
