/**
 * Debian and its descendants: `[epoch:]upstream[-revision]`, `~` before everything, even the end
 * (https://www.debian.org/doc/debian-policy/ch-controlfields.html#version).
 */
import { type Scheme, validBy } from './scheme.ts';
import {
  compareDigitRuns,
  compareDigits,
  endOfDigits,
  isDigit,
  isDigits,
  isLetter,
  leadingNumbers,
} from './text-order.ts';

interface DebVersion {
  readonly epoch: string;
  readonly upstream: string;
  /** Empty when there is none, which equals `0`. */
  readonly revision: string;
}

function splitDeb(text: string): DebVersion {
  const colon = text.indexOf(':');
  const hasEpoch = colon > 0 && isDigits(text.slice(0, colon));
  const rest = hasEpoch ? text.slice(colon + 1) : text;
  const dash = rest.lastIndexOf('-');
  return {
    epoch: hasEpoch ? text.slice(0, colon) : '0',
    upstream: dash < 0 ? rest : rest.slice(0, dash),
    revision: dash < 0 ? '' : rest.slice(dash + 1),
  };
}

function compare(a: string, b: string): number {
  const x = splitDeb(a);
  const y = splitDeb(b);
  return (
    compareDigits(x.epoch, y.epoch) ||
    compareFragments(x.upstream, y.upstream) ||
    compareFragments(x.revision, y.revision)
  );
}

/** Tilde, end, letters, then everything else by code. */
function weight(text: string, at: number): number {
  if (at >= text.length) return 0;
  const code = text.charCodeAt(at);
  if (code === 0x7e) return -1;
  if (isDigit(code)) return 0;
  return isLetter(code) ? code : code + 0x100;
}

/** Runs of non-digits by {@link weight}, runs of digits by value, in turns. */
function compareFragments(a: string, b: string): number {
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    while ((i < a.length && !isDigit(a.charCodeAt(i))) || (j < b.length && !isDigit(b.charCodeAt(j)))) {
      const difference = weight(a, i) - weight(b, j);
      if (difference !== 0) return difference < 0 ? -1 : 1;
      if (i < a.length) i += 1;
      if (j < b.length) j += 1;
    }
    const iEnd = endOfDigits(a, i);
    const jEnd = endOfDigits(b, j);
    const order = compareDigitRuns(a, i, iEnd, b, j, jEnd);
    if (order !== 0) return order;
    i = iEnd;
    j = jEnd;
  }
  return 0;
}

/** Policy asks for a digit first; dpkg takes a letter too, and archives have such versions. */
const VALID = /^(?:\d+:)?[0-9A-Za-z][0-9A-Za-z.+~:-]*$/;

export const deb: Scheme = {
  compare,
  isValid: validBy(VALID),
  isPrerelease: (text) => /~(?:alpha|beta|rc|pre|dev)/i.test(splitDeb(text).upstream),
  release: (text) => leadingNumbers(splitDeb(text).upstream),
};
