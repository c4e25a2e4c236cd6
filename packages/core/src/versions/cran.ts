/** R (package_version): numbers between dots or hyphens; a longer version is after its prefix. */
import type { Scheme } from './scheme.ts';
import { MAX_VERSION_LENGTH } from './scheme.ts';
import { compareNumberLists, compareText } from './text-order.ts';

const VERSION = /^\d+(?:[.-]\d+)*$/;

/** Numbers of a valid version, or null. */
export function numbersBetween(text: string, valid: RegExp, separator: RegExp): readonly string[] | null {
  return text.length <= MAX_VERSION_LENGTH && valid.test(text) ? text.split(separator) : null;
}

/** Component by component, the longer after its prefix; text that is not a version before all that are. */
export function compareParsedNumbers(
  a: string,
  x: readonly string[] | null,
  b: string,
  y: readonly string[] | null,
): number {
  if (x === null || y === null) return x === y ? compareText(a, b) : x === null ? -1 : 1;
  return compareNumberLists(x, y, 'less');
}

const parse = (text: string) => numbersBetween(text, VERSION, /[.-]/);

export const cran: Scheme = {
  compare: (a, b) => (a === b ? 0 : compareParsedNumbers(a, parse(a), b, parse(b))),
  isValid: (text) => parse(text) !== null,
  isPrerelease: () => false,
  release: parse,
};
