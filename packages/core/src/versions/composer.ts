/**
 * Composer (Packagist): ordered by PHP's version_compare (https://www.php.net/version_compare) after dropping the
 * `v`; equality as Composer normalises, padded to four numbers.
 */
import { remembered } from './remembered.ts';
import type { Scheme } from './scheme.ts';
import { MAX_VERSION_LENGTH } from './scheme.ts';
import { compareDigits, compareText, isDigit, leadingNumbers } from './text-order.ts';

/**
 * Words by what they start with, from early to late; anything else is before all of them. In PHP `#` equals every
 * number and the end: ranks less than 1 apart are equal.
 */
const FORMS: readonly (readonly [prefix: string, rank: number])[] = [
  ['dev', 0],
  ['a', 1],
  ['b', 2],
  ['rc', 3],
  ['#', 4.5],
  ['p', 6],
];
const UNKNOWN = -1;
const END = 4;
const NUMBER = 5;

/** The empty text is the end. */
function rankOf(part: string): number {
  if (part === '') return END;
  if (isDigit(part.charCodeAt(0))) return NUMBER;
  return FORMS.find(([prefix]) => part.startsWith(prefix))?.[1] ?? UNKNOWN;
}

/** `v1.0-RC1` → 1, 0, rc, 1; without the `v` and `-stable`, which Composer removes before it looks. */
const partsOf = remembered((text): readonly string[] => {
  const bare = text
    .trim()
    .toLowerCase()
    .replace(/^v/, '')
    .replace(/stable$/, '');
  return withoutWildcard(bare).match(/\d+|[^\d._+-]+/g) ?? [];
});

/**
 * `4.3.x-dev`, the branch of a release line, comes after all releases of the line: Composer reads it as
 * `4.3.9999999.9999999-dev`.
 */
function withoutWildcard(bare: string): string {
  const [, numbers = ''] = /^(\d+(?:\.\d+){0,2})\.[x*](?:\.[x*]){0,2}-dev$/.exec(bare) ?? [];
  if (numbers === '') return bare;
  return `${numbers}${'.9999999'.repeat(4 - numbers.split('.').length)}-dev`;
}

function compare(a: string, b: string): number {
  const x = partsOf(a);
  const y = partsOf(b);
  const length = Math.max(x.length, y.length);
  for (let i = 0; i < length; i += 1) {
    const order = compareParts(x[i], y[i]);
    if (order !== 0) return order;
  }
  return compareBranches(a, b);
}

/** PHP takes most names of branches for one word: two branches are never one version. */
function compareBranches(a: string, b: string): number {
  const isBranch = a.startsWith('dev-');
  if (isBranch !== b.startsWith('dev-')) return isBranch ? -1 : 1;
  return isBranch ? compareText(a, b) : 0;
}

function compareParts(a = '', b = ''): number {
  const rank = rankOf(a);
  const order = rank - rankOf(b);
  if (Math.abs(order) >= 1) return Math.sign(order);
  return order === 0 && rank === NUMBER ? compareDigits(a, b) : 0;
}

const RELEASE =
  /^v?\d+(?:\.\d+){0,3}(?:[._-]?(?:stable|beta|b|rc|alpha|a|patch|pl|p)(?:[.-]?\d+(?:[.-]\d+)*)?)?(?:[.-]?dev)?(?:\+[^\s]*)?$/i;
const DATE =
  /^v?\d{4}(?:[.:-]?\d{2}){1,6}(?:[.:-]?\d{1,3})?(?:[._-]?(?:stable|beta|b|rc|alpha|a|patch|pl|p)(?:[.-]?\d+(?:[.-]\d+)*)?)?$/i;
/** Branches of a project have no place among its releases. */
export const NAMED_BRANCH = /^dev-/;
const BRANCH = /^(?:dev-[^\s]+|v?\d+(?:\.(?:\d+|[xX*])){0,3}-dev)$/;

/** Normal form for equality: the numbers padded to four, the words as ranks. */
const normal = remembered((text): string | null => {
  const parts = partsOf(text.replace(/\+.*$/s, ''));
  const word = parts.findIndex((part) => !isDigit(part.charCodeAt(0)));
  const numbers = word < 0 ? parts : parts.slice(0, word);
  if (numbers.length === 0 || numbers.length > 4) return null;
  const release = [...numbers, '0', '0', '0'].slice(0, 4).map((n) => n.replace(/^0+(?=\d)/, ''));
  const rest = parts
    .slice(numbers.length)
    .map((part) => (isDigit(part.charCodeAt(0)) ? part : String.fromCharCode(97 + rankOf(part))));
  return [...release, ...rest].join('.');
});

export const composer: Scheme = {
  compare,
  isValid: (text) =>
    text.length <= MAX_VERSION_LENGTH && (RELEASE.test(text) || DATE.test(text) || BRANCH.test(text)),
  isPrerelease: (text) => partsOf(text).some((part) => rankOf(part) < END),
  release: (text) => leadingNumbers(text.replace(/^v/i, '')),
  same: (a, b) => {
    const left = normal(a);
    return left !== null && left === normal(b);
  },
};

/** Four numbers as Composer itself compares them: `1.0-RC1` → `1.0.0.0-RC1`; branches stay as they are. */
export function padComposer(text: string): string {
  const bare = text.replace(/^v/i, '');
  const numbers = leadingNumbers(bare);
  if (numbers === null) return text;
  const missing = '.0'.repeat(Math.max(0, 4 - numbers.length));
  const end = numbers.join('.').length;
  return bare.slice(0, end) + missing + bare.slice(end);
}
