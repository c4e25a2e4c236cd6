/**
 * Semantic Versioning 2.0.0 (https://semver.org) and the schemes that read like it. The order is lenient where
 * tags in the field are (a `v` in front, fewer or more than three numbers, `1.2.3beta` without the hyphen);
 * validity is not. Comparing allocates nothing but two small shapes: it is the hottest path of matching.
 */
import type { Scheme } from './scheme.ts';
import { MAX_VERSION_LENGTH } from './scheme.ts';
import { compareDigitRuns, compareText, endOfDigits, isDigit, isLetter } from './text-order.ts';

const DASH = 0x2d;
const DOT = 0x2e;
const PLUS = 0x2b;

/** Where the parts of a version are in its text. */
interface Shape {
  /** First digit, after a `v`. */
  readonly start: number;
  /** After the last number. */
  readonly coreEnd: number;
  /** Start of the prerelease, equal to `preEnd` when there is none. */
  readonly pre: number;
  readonly preEnd: number;
  /** Start of the build metadata, or the length of the text. */
  readonly build: number;
}

export interface SemverOrder {
  /** NuGet: prerelease labels are compared without case. */
  readonly ignoreCase?: boolean;
  /** Pub: build metadata counts. */
  readonly compareBuild?: boolean;
}

function shapeOf(text: string): Shape | null {
  const first = text.charCodeAt(0);
  const start = first === 0x76 || first === 0x56 ? 1 : 0;
  let at = endOfDigits(text, start);
  if (at === start) return null;
  while (text.charCodeAt(at) === DOT && isDigit(text.charCodeAt(at + 1))) at = endOfDigits(text, at + 1);
  const coreEnd = at;
  if (at === text.length) return { start, coreEnd, pre: at, preEnd: at, build: at };
  const next = text.charCodeAt(at);
  if (next !== DASH && next !== PLUS && !isLetter(next)) return null;
  const plus = next === PLUS ? at : text.indexOf('+', at);
  const preEnd = plus < 0 ? text.length : plus;
  return {
    start,
    coreEnd,
    pre: next === DASH ? at + 1 : at,
    preEnd: Math.max(preEnd, next === DASH ? at + 1 : at),
    build: plus < 0 ? text.length : plus + 1,
  };
}

/** Semantic version order; text that has no number in front comes before every version, by code unit. */
export function compareSemver(a: string, b: string, order: SemverOrder = {}): number {
  const x = shapeOf(a);
  const y = shapeOf(b);
  if (x === null || y === null) return x === y ? compareText(a, b) : x === null ? -1 : 1;
  const core = compareCores(a, x, b, y);
  if (core !== 0) return core;
  const xHasPre = x.preEnd > x.pre;
  const yHasPre = y.preEnd > y.pre;
  if (xHasPre !== yHasPre) return xHasPre ? -1 : 1;
  if (xHasPre) {
    const pre = compareIdentifiers(a, x.pre, x.preEnd, b, y.pre, y.preEnd, order.ignoreCase === true);
    if (pre !== 0) return pre;
  }
  if (order.compareBuild !== true) return 0;
  return compareIdentifiers(a, x.build, a.length, b, y.build, b.length, false);
}

function compareCores(a: string, x: Shape, b: string, y: Shape): number {
  let i = x.start;
  let j = y.start;
  while (i < x.coreEnd || j < y.coreEnd) {
    const iEnd = i < x.coreEnd ? endOfDigits(a, i) : i;
    const jEnd = j < y.coreEnd ? endOfDigits(b, j) : j;
    const order = compareDigitRuns(a, i, iEnd, b, j, jEnd);
    if (order !== 0) return order;
    i = Math.min(iEnd + 1, x.coreEnd);
    j = Math.min(jEnd + 1, y.coreEnd);
  }
  return 0;
}

/** Dot-separated identifiers (SemVer 2.0.0 §11.4): numbers before words, a longer list after its prefix. */
function compareIdentifiers(
  a: string,
  aStart: number,
  aEnd: number,
  b: string,
  bStart: number,
  bEnd: number,
  ignoreCase: boolean,
): number {
  let i = aStart;
  let j = bStart;
  while (i < aEnd && j < bEnd) {
    const iEnd = endOfIdentifier(a, i, aEnd);
    const jEnd = endOfIdentifier(b, j, bEnd);
    const iNumeric = iEnd > i && endOfDigits(a, i) >= iEnd;
    const jNumeric = jEnd > j && endOfDigits(b, j) >= jEnd;
    if (iNumeric !== jNumeric) return iNumeric ? -1 : 1;
    const order = iNumeric
      ? compareDigitRuns(a, i, iEnd, b, j, jEnd)
      : compareWords(a.slice(i, iEnd), b.slice(j, jEnd), ignoreCase);
    if (order !== 0) return order;
    i = iEnd + 1;
    j = jEnd + 1;
  }
  return i < aEnd ? 1 : j < bEnd ? -1 : 0;
}

function endOfIdentifier(text: string, at: number, end: number): number {
  const dot = text.indexOf('.', at);
  return dot < 0 || dot > end ? end : dot;
}

function compareWords(a: string, b: string, ignoreCase: boolean): number {
  return ignoreCase ? compareText(a.toLowerCase(), b.toLowerCase()) : compareText(a, b);
}

/** The numbers in front, as written; null when `text` has no number in front. */
export function semverRelease(text: string): readonly string[] | null {
  const shape = shapeOf(text);
  return shape === null ? null : text.slice(shape.start, shape.coreEnd).split('.');
}

/** The prerelease part without its hyphen, or the empty string. */
export function semverPrerelease(text: string): string {
  const shape = shapeOf(text);
  return shape === null ? '' : text.slice(shape.pre, shape.preEnd);
}

const IDENTIFIERS = '[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*';
const STRICT = new RegExp(
  `^(?:0|[1-9]\\d*)\\.(?:0|[1-9]\\d*)\\.(?:0|[1-9]\\d*)(?:-(${IDENTIFIERS}))?(?:\\+${IDENTIFIERS})?$`,
);
const LENIENT = new RegExp(`^[vV]?\\d+(?:\\.\\d+)*(?:-(?:${IDENTIFIERS}))?(?:\\+${IDENTIFIERS})?$`);

/** SemVer 2.0.0 to the letter: three numbers, no leading zeros, no `v`. */
export function isStrictSemver(text: string): boolean {
  if (text.length > MAX_VERSION_LENGTH) return false;
  const match = STRICT.exec(text);
  if (match === null) return false;
  return match[1] === undefined || !match[1].split('.').some((part) => /^0\d+$/.test(part));
}

/** A version as tags write it: optional `v`, any count of numbers. */
export function isLenientSemver(text: string): boolean {
  return text.length <= MAX_VERSION_LENGTH && LENIENT.test(text);
}

/** GitHub Actions, Bitnami, JSR: tags in the shape of semantic versions. */
export const semver: Scheme = {
  compare: (a, b) => compareSemver(a, b),
  isValid: isLenientSemver,
  isPrerelease: (text) => semverPrerelease(text) !== '',
  release: semverRelease,
};
