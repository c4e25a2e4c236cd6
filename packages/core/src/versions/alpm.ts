/**
 * Arch Linux (https://man.archlinux.org/man/vercmp.8): an older relative of RPM's order. A word at the end makes a
 * version earlier (1.0rc < 1.0), more separators make it later, and a package release counts only when both have
 * one, so 1.5 equals 1.5-1 and 1.5-2: within versions that all carry a release the order is total.
 */
import { splitRpm } from './rpm.ts';
import { type Scheme, validBy } from './scheme.ts';
import { compareDigits, compareText, endOfDigits, isDigit, isLetter, leadingNumbers } from './text-order.ts';

function compare(a: string, b: string): number {
  const x = splitRpm(a);
  const y = splitRpm(b);
  return (
    compareDigits(x.epoch, y.epoch) ||
    compareAlpmText(x.version, y.version) ||
    (x.release === null || y.release === null ? 0 : compareAlpmText(x.release, y.release))
  );
}

interface Segment {
  readonly separators: number;
  /** Empty at the end of the text. */
  readonly text: string;
  readonly end: number;
}

function segmentAt(text: string, from: number): Segment {
  let at = from;
  while (at < text.length && !isDigit(text.charCodeAt(at)) && !isLetter(text.charCodeAt(at))) at += 1;
  let end = endOfDigits(text, at);
  if (end === at) while (end < text.length && isLetter(text.charCodeAt(end))) end += 1;
  return { separators: at - from, text: text.slice(at, end), end };
}

function compareAlpmText(a: string, b: string): number {
  let i = 0;
  let j = 0;
  for (;;) {
    const x = segmentAt(a, i);
    const y = segmentAt(b, j);
    if (x.text === '' && y.text === '') return 0;
    if (x.text === '') return isBareWord(y) ? 1 : -1;
    if (y.text === '') return isBareWord(x) ? -1 : 1;
    if (x.separators !== y.separators) return Math.sign(x.separators - y.separators);
    const order = compareSegments(x.text, y.text);
    if (order !== 0) return order;
    i = x.end;
    j = y.end;
  }
}

/** `rc` of `1.0rc`: no separator in front. */
function isBareWord(segment: Segment): boolean {
  return segment.separators === 0 && isLetter(segment.text.charCodeAt(0));
}

function compareSegments(a: string, b: string): number {
  const aNumber = isDigit(a.charCodeAt(0));
  if (aNumber !== isDigit(b.charCodeAt(0))) return aNumber ? 1 : -1;
  return aNumber ? compareDigits(a, b) : compareText(a, b);
}

export const alpm: Scheme = {
  compare,
  isValid: validBy(/^(?:\d+:)?[0-9A-Za-z]\S*$/),
  isPrerelease: (text) => /\d(?:alpha|beta|rc|pre|a|b)\d*$/i.test(splitRpm(text).version),
  release: (text) => leadingNumbers(splitRpm(text).version),
};
