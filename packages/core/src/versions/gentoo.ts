/** Gentoo (Package Manager Specification, §3.3): like Alpine, but `1.0-r0` is `1.0` and zeros at the end count. */
import { withoutEnd } from '../text/trim.ts';
import { MAX_VERSION_LENGTH, type Scheme } from './scheme.ts';
import { compareDigits, compareParsed, compareText } from './text-order.ts';

const VERSION = /^(\d+(?:\.\d+)*)([a-z]?)((?:_(?:alpha|beta|pre|rc|p)\d*)*)(?:-r(\d+))?$/;
/** The end of the suffixes is 4: after `rc`, before `p`. */
const RANKS: ReadonlyMap<string, number> = new Map([
  ['alpha', 0],
  ['beta', 1],
  ['pre', 2],
  ['rc', 3],
  ['p', 5],
]);
const END = 4;

interface GentooVersion {
  readonly numbers: readonly string[];
  readonly letter: string;
  readonly suffixes: readonly (readonly [rank: number, number: string])[];
  readonly revision: string;
}

function parse(text: string): GentooVersion | null {
  const match = text.length > MAX_VERSION_LENGTH ? null : VERSION.exec(text);
  if (match === null) return null;
  const [, numbers = '', letter = '', suffixes = '', revision = '0'] = match;
  return {
    numbers: numbers.split('.'),
    letter,
    suffixes: [...suffixes.matchAll(/_([a-z]+)(\d*)/g)].map(([, word = '', n = '']) => [
      RANKS.get(word) ?? END,
      n,
    ]),
    revision,
  };
}

function compareGentoo(x: GentooVersion, y: GentooVersion): number {
  return (
    compareNumbers(x.numbers, y.numbers) ||
    compareText(x.letter, y.letter) ||
    compareSuffixes(x, y) ||
    compareDigits(x.revision, y.revision)
  );
}

function compareNumbers(a: readonly string[], b: readonly string[]): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i += 1) {
    const order = compareNumber(a[i] ?? '', b[i] ?? '', i === 0);
    if (order !== 0) return order;
  }
  return Math.sign(a.length - b.length);
}

/** A leading zero makes a number a fraction: compared as text, without the zeros at its end. */
function compareNumber(a: string, b: string, first: boolean): number {
  if (first || !(a.startsWith('0') || b.startsWith('0'))) return compareDigits(a, b);
  return compareText(withoutEnd(a, '0'), withoutEnd(b, '0'));
}

function compareSuffixes(x: GentooVersion, y: GentooVersion): number {
  const length = Math.max(x.suffixes.length, y.suffixes.length);
  for (let i = 0; i < length; i += 1) {
    const [xRank, xNumber] = x.suffixes[i] ?? [END, ''];
    const [yRank, yNumber] = y.suffixes[i] ?? [END, ''];
    const order = Math.sign(xRank - yRank) || compareDigits(xNumber, yNumber);
    if (order !== 0) return order;
  }
  return 0;
}

export const gentoo: Scheme = {
  compare: (a, b) => compareParsed(a, b, parse, compareGentoo),
  isValid: (text) => parse(text) !== null,
  isPrerelease: (text) => parse(text)?.suffixes.some(([rank]) => rank < END) ?? false,
  release: (text) => parse(text)?.numbers ?? null,
};
