/**
 * OpenSSL (https://openssl-library.org/policies/releasestrat/): before 3.0 fixes are letters (1.0.2zl, after `z`
 * comes `za`), from 3.0 on numbers; prereleases are `-alpha1`, `-beta1`, `-pre1`, `-dev`.
 */
import { MAX_VERSION_LENGTH, type Scheme } from './scheme.ts';
import { compareSemver } from './semver.ts';
import { compareNumberLists, compareOptional, compareParsed, compareText } from './text-order.ts';

const VERSION = /^(\d+(?:\.\d+)*)([a-z]*)(?:-([0-9A-Za-z.-]+))?$/;

interface OpensslVersion {
  readonly numbers: readonly string[];
  readonly letters: string;
  readonly pre: string | null;
}

function parse(text: string): OpensslVersion | null {
  const match = text.length > MAX_VERSION_LENGTH ? null : VERSION.exec(text);
  if (match === null) return null;
  const [, numbers = '', letters = '', pre = null] = match;
  return { numbers: numbers.split('.'), letters, pre };
}

function compareOpenssl(x: OpensslVersion, y: OpensslVersion): number {
  return (
    compareNumberLists(x.numbers, y.numbers) ||
    compareText(x.letters, y.letters) ||
    compareOptional(x.pre, y.pre, -1, comparePre)
  );
}

function comparePre(a: string, b: string): number {
  return compareSemver(`0-${spread(a)}`, `0-${spread(b)}`);
}

/** beta10 → beta.10, so that it comes after beta9. */
function spread(pre: string): string {
  return pre.toLowerCase().replace(/([a-z])(\d)/g, '$1.$2');
}

export const openssl: Scheme = {
  compare: (a, b) => compareParsed(a, b, parse, compareOpenssl),
  isValid: (text) => parse(text) !== null,
  isPrerelease: (text) => typeof parse(text)?.pre === 'string',
  release: (text) => parse(text)?.numbers ?? null,
};
