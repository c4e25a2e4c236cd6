/**
 * OpenSSL (https://openssl-library.org/policies/releasestrat/): before 3.0 fixes are letters (1.0.2zl, after `z`
 * comes `za`), from 3.0 on numbers; prereleases are `-alpha1`, `-beta1`, `-pre1`, `-dev`.
 */
import type { Scheme } from './scheme.ts';
import { MAX_VERSION_LENGTH } from './scheme.ts';
import { compareSemver } from './semver.ts';
import { compareNumberLists, compareText } from './text-order.ts';

const VERSION = /^(\d+(?:\.\d+)*)([a-z]*)(?:-([0-9A-Za-z.-]+))?$/;

function compare(a: string, b: string): number {
  if (a === b) return 0;
  const x = a.length > MAX_VERSION_LENGTH ? null : VERSION.exec(a);
  const y = b.length > MAX_VERSION_LENGTH ? null : VERSION.exec(b);
  if (x === null || y === null) return x === y ? compareText(a, b) : x === null ? -1 : 1;
  return (
    compareNumberLists((x[1] ?? '').split('.'), (y[1] ?? '').split('.'), '0') ||
    compareText(x[2] ?? '', y[2] ?? '') ||
    comparePre(x[3], y[3])
  );
}

function comparePre(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? 1 : -1;
  return compareSemver(`0-${spread(a)}`, `0-${spread(b)}`);
}

/** beta10 → beta.10, so that it comes after beta9. */
function spread(pre: string): string {
  return pre.toLowerCase().replace(/([a-z])(\d)/g, '$1.$2');
}

export const openssl: Scheme = {
  compare,
  isValid: (text) => text.length <= MAX_VERSION_LENGTH && VERSION.test(text),
  isPrerelease: (text) => VERSION.exec(text)?.[3] !== undefined,
  release: (text) => VERSION.exec(text)?.[1]?.split('.') ?? null,
};
