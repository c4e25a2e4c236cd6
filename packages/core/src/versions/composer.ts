/**
 * Composer (Packagist): ordered by PHP's version_compare (https://www.php.net/version_compare) after dropping the
 * `v`; equality as Composer normalises, padded to four numbers.
 */
import { remembered } from './remembered.ts';
import type { Scheme } from './scheme.ts';
import { MAX_VERSION_LENGTH } from './scheme.ts';
import { compareDigits, isDigit } from './text-order.ts';

/** Order of words by what they start with; anything else is before all of them, any number is {@link NUMBER}. */
const FORMS: readonly (readonly [prefix: string, rank: number])[] = [
  ['dev', 0],
  ['a', 1],
  ['b', 2],
  ['rc', 3],
  ['#', 4],
  ['p', 5],
];
const NUMBER = 4;
const UNKNOWN = -1;

function rankOf(part: string): number {
  if (isDigit(part.charCodeAt(0))) return NUMBER;
  return FORMS.find(([prefix]) => part.startsWith(prefix))?.[1] ?? UNKNOWN;
}

/** `v1.0-RC1` → 1, 0, rc, 1. */
const partsOf = remembered((text): readonly string[] => bare(text).match(/\d+|[^\d._+-]+/g) ?? []);

/** Without `v`, `-stable` and build metadata, in lower case: what Composer removes before it looks. */
function bare(text: string): string {
  const lower = text.trim().toLowerCase();
  const start = lower.startsWith('v') ? 1 : 0;
  const stable = lower.endsWith('stable') ? lower.length - 6 : lower.length;
  return start === 0 && stable === lower.length ? lower : lower.slice(start, Math.max(start, stable));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  const x = partsOf(a);
  const y = partsOf(b);
  const shared = Math.min(x.length, y.length);
  for (let i = 0; i < shared; i += 1) {
    const order = compareParts(x[i] ?? '', y[i] ?? '');
    if (order !== 0) return order;
  }
  if (x.length > shared) return restOrder(x, shared);
  return y.length > shared ? -restOrder(y, shared) : 0;
}

function compareParts(a: string, b: string): number {
  const left = rankOf(a);
  const right = rankOf(b);
  if (left === NUMBER && right === NUMBER && a !== '#' && b !== '#') return compareDigits(a, b);
  return Math.sign(left - right);
}

/** The longer version against the end of the shorter one: a number makes it later, a word as its rank says. */
function restOrder(parts: readonly string[], from: number): number {
  for (let i = from; i < parts.length; i += 1) {
    const part = parts[i] ?? '';
    if (isDigit(part.charCodeAt(0))) return 1;
    const order = Math.sign(rankOf(part) - NUMBER);
    if (order !== 0) return order;
  }
  return 0;
}

const RELEASE =
  /^v?\d+(?:\.\d+){0,3}(?:[._-]?(?:stable|beta|b|rc|alpha|a|patch|pl|p)(?:[.-]?\d+)*)?(?:[.-]?dev)?(?:\+[^\s]*)?$/i;
const DATE =
  /^v?\d{4}(?:[.:-]?\d{2}){1,6}(?:[.:-]?\d{1,3})?(?:[._-]?(?:stable|beta|b|rc|alpha|a|patch|pl|p)(?:[.-]?\d+)*)?$/i;
const BRANCH = /^(?:dev-[^\s]+|v?\d+(?:\.(?:\d+|[xX*])){0,3}-dev)$/;

/** Normal form for equality: the numbers padded to four, the words as ranks. */
const normal = remembered((text): string | null => {
  const parts = partsOf(text.replace(/\+.*$/s, ''));
  const word = parts.findIndex((part) => !isDigit(part.charCodeAt(0)));
  const numbers = word < 0 ? parts : parts.slice(0, word);
  if (numbers.length === 0 || numbers.length > 4) return null;
  const release = [...numbers, '0', '0', '0', '0'].slice(0, 4).map((n) => n.replace(/^0+(?=\d)/, ''));
  const rest =
    word < 0
      ? []
      : parts.slice(word).map((p) => (isDigit(p.charCodeAt(0)) ? p : String.fromCharCode(97 + rankOf(p))));
  return [...release, ...rest].join('.');
});

export const composer: Scheme = {
  compare,
  isValid: (text) =>
    text.length <= MAX_VERSION_LENGTH && (RELEASE.test(text) || DATE.test(text) || BRANCH.test(text)),
  isPrerelease: (text) => partsOf(text).some((part) => rankOf(part) < NUMBER),
  release: (text) => /^v?(\d+(?:\.\d+)*)/i.exec(text)?.[1]?.split('.') ?? null,
  same: (a, b) => {
    const left = normal(a);
    return left !== null && left === normal(b);
  },
};

/** Four numbers as Composer itself compares them: `1.0-RC1` → `1.0.0.0-RC1`; branches stay as they are. */
export function padComposer(text: string): string {
  const match = /^v?(\d+(?:\.\d+)*)/i.exec(text);
  if (match === null) return text;
  const numbers = (match[1] ?? '').split('.');
  while (numbers.length < 4) numbers.push('0');
  return `${numbers.join('.')}${text.slice(match[0].length)}`;
}
