/** One shape for every ecosystem's ranges: any of several sets, all comparators of a set. */

import type { VersionScheme } from '../../inventory/ecosystems.ts';
import { withoutEnd } from '../../text/trim.ts';

export type Operator = '=' | '!=' | '<' | '<=' | '>' | '>=';

export interface Comparator {
  readonly op: Operator;
  readonly version: string;
  /** RubyGems `~>`: the bound is held against the version without its prerelease part. */
  readonly againstRelease?: true;
}

/** All comparators must hold; an empty list holds for every version. */
export interface ComparatorSet {
  readonly all: readonly Comparator[];
  /** The set itself mentions a prerelease, which lets prereleases in where the ecosystem keeps them out. */
  readonly prereleases: boolean;
}

/** A range of one scheme; no set at all means that no version satisfies it. */
export interface VersionRange {
  readonly scheme: VersionScheme;
  readonly any: readonly ComparatorSet[];
}

/** Longer text is not a range. */
export const MAX_RANGE_LENGTH = 8192;

export function comparator(op: Operator, version: string): Comparator {
  return { op, version };
}

/** Sets of `left` and `right` taken together: `(a or b) and (c or d)`; null when there would be too many. */
export function both(
  left: readonly ComparatorSet[],
  right: readonly ComparatorSet[],
): ComparatorSet[] | null {
  if (left.length * right.length > 1024) return null;
  return left.flatMap((a) =>
    right.map((b) => ({ all: [...a.all, ...b.all], prereleases: a.prereleases || b.prereleases })),
  );
}

/** A dotted number with one added at `index` and what follows cut off: `1.4.2` at 1 is `1.5`. */
export function bumped(numbers: readonly string[], index: number): string {
  return [...numbers.slice(0, index), increment(numbers[index] ?? '0')].join('.');
}

/** What a caret holds fixed: up to the first number that is not 0; of zeros alone, up to the last one written. */
export function caretIndex(numbers: readonly string[]): number {
  const index = numbers.findIndex((part) => !ZERO.test(part));
  return index < 0 ? numbers.length - 1 : index;
}

const ZERO = /^0+$/;

/** One more than a digit string of any length. */
export function increment(digits: string): string {
  const trailing = digits.length - withoutEnd(digits, '9').length;
  const head = digits.slice(0, digits.length - trailing);
  const zeros = '0'.repeat(trailing);
  if (head === '') return `1${zeros}`;
  return `${head.slice(0, -1)}${Number(head.slice(-1)) + 1}${zeros}`;
}
