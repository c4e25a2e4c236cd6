/** R (package_version): numbers between dots or hyphens; a longer version is after its prefix. */
import { MAX_VERSION_LENGTH, type Scheme } from './scheme.ts';
import { compareNumberLists, compareParsed } from './text-order.ts';

/** Versions that are numbers between separators and nothing else; a longer one is after its prefix. */
export function numbersBetween(separator: RegExp, grammar: RegExp): Scheme {
  const parse = (text: string): readonly string[] | null =>
    text.length <= MAX_VERSION_LENGTH && grammar.test(text) ? text.split(separator) : null;
  return {
    compare: (a, b) => compareParsed(a, b, parse, compareNumbers),
    isValid: (text) => parse(text) !== null,
    isPrerelease: () => false,
    release: parse,
  };
}

function compareNumbers(x: readonly string[], y: readonly string[]): number {
  return compareNumberLists(x, y) || Math.sign(x.length - y.length);
}

export const cran: Scheme = numbersBetween(/[.-]/, /^\d+(?:[.-]\d+)*$/);
