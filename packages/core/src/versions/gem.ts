/**
 * RubyGems (Gem::Version, https://docs.ruby-lang.org/en/master/Gem/Version.html): runs of digits and of letters are
 * segments; a letter segment makes a prerelease; missing segments are 0 and letters come before numbers.
 */
import { remembered } from './remembered.ts';
import { type Scheme, validBy } from './scheme.ts';
import {
  compareDigits,
  compareText,
  isDigit,
  isDigits,
  leadingNumbers,
  withoutTrailingZeros,
} from './text-order.ts';

const VALID = /^[0-9]+(?:\.[0-9a-zA-Z]+)*(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/;

/** 1.0.0.rc1 → 1, rc, 1: zeros before the first word and at the end say nothing. */
const segmentsOf = remembered((text): readonly string[] => {
  const segments = text.replaceAll('-', '.pre.').match(/\d+|[a-zA-Z]+/g) ?? [];
  const word = segments.findIndex((part) => !isDigit(part.charCodeAt(0)));
  if (word < 0) return withoutTrailingZeros(segments);
  return [...withoutTrailingZeros(segments.slice(0, word)), ...withoutTrailingZeros(segments.slice(word))];
});

function compare(a: string, b: string): number {
  const x = segmentsOf(a);
  const y = segmentsOf(b);
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
  isValid: validBy(VALID),
  isPrerelease: (text) => /[a-zA-Z]/.test(text),
  release: leadingNumbers,
};
