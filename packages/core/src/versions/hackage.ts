/** Haskell packages (https://pvp.haskell.org): numbers between dots; 1.0.0 is after 1.0; the first two are the major. */
import { compareParsedNumbers, numbersBetween } from './cran.ts';
import type { Scheme } from './scheme.ts';

const parse = (text: string) => numbersBetween(text, /^\d+(?:\.\d+)*$/, /\./);

export const hackage: Scheme = {
  compare: (a, b) => (a === b ? 0 : compareParsedNumbers(a, parse(a), b, parse(b))),
  isValid: (text) => parse(text) !== null,
  isPrerelease: () => false,
  release: parse,
};
