/**
 * RPM: `[epoch:]version[-release]`; segments of digits or letters; `~` before the end, `^` just after it
 * (https://rpm-software-management.github.io/rpm/manual/dependencies.html).
 */
import { type Scheme, validBy } from './scheme.ts';
import {
  compareDigits,
  compareOptional,
  compareText,
  endOfDigits,
  isDigit,
  isDigits,
  isLetter,
  leadingNumbers,
} from './text-order.ts';

export interface RpmVersion {
  readonly epoch: string;
  readonly version: string;
  /** Null when there is none, which is before every release. */
  readonly release: string | null;
}

/** Only digits are an epoch: modules carry colons of their own. */
export function splitRpm(text: string): RpmVersion {
  const colon = text.indexOf(':');
  const hasEpoch = colon > 0 && isDigits(text.slice(0, colon));
  const rest = hasEpoch ? text.slice(colon + 1) : text;
  const dash = rest.lastIndexOf('-');
  return {
    epoch: hasEpoch ? text.slice(0, colon) : '0',
    version: dash < 0 ? rest : rest.slice(0, dash),
    release: dash < 0 ? null : rest.slice(dash + 1),
  };
}

function compare(a: string, b: string): number {
  const x = splitRpm(a);
  const y = splitRpm(b);
  return (
    compareDigits(x.epoch, y.epoch) ||
    compareRpmText(x.version, y.version) ||
    compareOptional(x.release, y.release, 1, compareRpmText)
  );
}

/** What is at a place, from early to late. */
const TILDE = 0;
const END = 1;
const CARET = 2;
const WORD = 3;
const NUMBER = 4;

function kindAt(text: string, at: number): number {
  if (at >= text.length) return END;
  const code = text.charCodeAt(at);
  if (code === 0x7e) return TILDE;
  if (code === 0x5e) return CARET;
  return isDigit(code) ? NUMBER : WORD;
}

/** Separators split segments and mean nothing else: 2_0 = 2.0. */
function compareRpmText(a: string, b: string): number {
  let i = 0;
  let j = 0;
  for (;;) {
    i = skipSeparators(a, i);
    j = skipSeparators(b, j);
    const kind = kindAt(a, i);
    const other = kindAt(b, j);
    if (kind !== other) return kind < other ? -1 : 1;
    if (kind === END) return 0;
    const iEnd = endOfSegment(a, i, kind);
    const jEnd = endOfSegment(b, j, kind);
    if (kind === NUMBER || kind === WORD) {
      const left = a.slice(i, iEnd);
      const right = b.slice(j, jEnd);
      const order = kind === NUMBER ? compareDigits(left, right) : compareText(left, right);
      if (order !== 0) return order;
    }
    i = iEnd;
    j = jEnd;
  }
}

function skipSeparators(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (isDigit(code) || isLetter(code) || code === 0x7e || code === 0x5e) break;
    at += 1;
  }
  return at;
}

function endOfSegment(text: string, at: number, kind: number): number {
  if (kind === NUMBER) return endOfDigits(text, at);
  if (kind !== WORD) return at + 1;
  let end = at;
  while (end < text.length && isLetter(text.charCodeAt(end))) end += 1;
  return end;
}

const VALID = /^(?:\d+:)?[0-9A-Za-z]\S*$/;

export const rpm: Scheme = {
  compare,
  isValid: validBy(VALID),
  isPrerelease: (text) => splitRpm(text).version.includes('~'),
  release: (text) => leadingNumbers(splitRpm(text).version),
};
