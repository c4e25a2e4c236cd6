/**
 * RubyGems (Gem::Version, https://docs.ruby-lang.org/en/master/Gem/Version.html): runs of digits and of letters are
 * segments; a letter segment makes a prerelease; missing segments are 0 and letters come before numbers.
 */
import type { Scheme } from './scheme.ts';
import { MAX_VERSION_LENGTH } from './scheme.ts';
import { compareDigits, compareText, isDigit, isDigits } from './text-order.ts';

const VALID = /^[0-9]+(?:\.[0-9a-zA-Z]+)*(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/;

/** 1.0.0.rc1 → 1, rc, 1: zeros before the first word and at the end say nothing. */
function gemSegments(text: string): readonly string[] {
  const segments = text.replaceAll('-', '.pre.').match(/\d+|[a-zA-Z]+/g) ?? [];
  const word = segments.findIndex((part) => !isDigit(part.charCodeAt(0)));
  if (word < 0) return trimmed(segments);
  return [...trimmed(segments.slice(0, word)), ...trimmed(segments.slice(word))];
}

function trimmed(segments: readonly string[]): readonly string[] {
  let end = segments.length;
  while (end > 0 && /^0+$/.test(segments[end - 1] ?? '')) end -= 1;
  return segments.slice(0, end);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  const x = gemSegments(a);
  const y = gemSegments(b);
  const length = Math.max(x.length, y.length);
  for (let i = 0; i < length; i += 1) {
    const left = x[i] ?? '0';
    const right = y[i] ?? '0';
    const leftNumber = isDigits(left);
    if (leftNumber !== isDigits(right)) return leftNumber ? 1 : -1;
    const order = leftNumber ? compareDigits(left, right) : compareText(left, right);
    if (order !== 0) return order;
  }
  return 0;
}

export const gem: Scheme = {
  compare,
  isValid: (text) => text.length <= MAX_VERSION_LENGTH && VALID.test(text),
  isPrerelease: (text) => /[a-zA-Z]/.test(text),
  release: (text) => /^\d+(?:\.\d+)*/.exec(text)?.[0].split('.') ?? null,
};
