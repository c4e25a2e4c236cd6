/** Haskell packages (https://pvp.haskell.org): numbers between dots; 1.0.0 is after 1.0; the first two are the major. */
import { numbersBetween } from './cran.ts';
import type { Scheme } from './scheme.ts';

export const hackage: Scheme = numbersBetween(/\./, /^\d+(?:\.\d+)*$/);
