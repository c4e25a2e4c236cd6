/**
 * Conan 2 (https://docs.conan.io/2/tutorial/versioning/version_ranges.html): any count of items between dots, zeros
 * at the end do not count; an empty prerelease (`2-`) is before all others; build metadata counts.
 */
import type { Scheme } from './scheme.ts';
import { MAX_VERSION_LENGTH } from './scheme.ts';
import { compareDigits, compareText, endOfDigits, withoutTrailingZeros } from './text-order.ts';

interface ConanVersion {
  readonly items: readonly string[];
  /** Null: no hyphen. */
  readonly pre: readonly string[] | null;
  readonly build: readonly string[] | null;
}

function itemsOf(text: string): readonly string[] {
  const items = text.split('.');
  return items.every((item) => item === '') ? [] : trimmed(items);
}

function trimmed(items: readonly string[]): readonly string[] {
  let end = items.length;
  while (end > 0 && /^0+$/.test(items[end - 1] ?? '')) end -= 1;
  return items.slice(0, end);
}

function parse(text: string): ConanVersion {
  const plus = text.indexOf('+');
  const front = plus < 0 ? text : text.slice(0, plus);
  const dash = front.indexOf('-');
  return {
    items: itemsOf(dash < 0 ? front : front.slice(0, dash)),
    pre: dash < 0 ? null : itemsOf(front.slice(dash + 1)),
    build: plus < 0 ? null : itemsOf(text.slice(plus + 1)),
  };
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  const x = parse(a);
  const y = parse(b);
  return (
    compareItems(x.items, y.items) ||
    compareOptional(x.pre, y.pre, -1) ||
    compareOptional(x.build, y.build, 1)
  );
}

function compareOptional(a: readonly string[] | null, b: readonly string[] | null, present: -1 | 1): number {
  if (a !== null && b !== null) return compareItems(a, b);
  return a === b ? 0 : a === null ? -present : present;
}

function compareItems(a: readonly string[], b: readonly string[]): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i += 1) {
    const order = compareItem(a[i] ?? '', b[i] ?? '');
    if (order !== 0) return order;
  }
  return Math.sign(a.length - b.length);
}

/** By the number in front, then by the rest; words come after every number. */
function compareItem(a: string, b: string): number {
  const aEnd = endOfDigits(a, 0);
  const bEnd = endOfDigits(b, 0);
  if (aEnd === 0 || bEnd === 0) return aEnd === bEnd ? compareText(a, b) : aEnd === 0 ? 1 : -1;
  return compareDigits(a.slice(0, aEnd), b.slice(0, bEnd)) || compareText(a.slice(aEnd), b.slice(bEnd));
}

export const conan: Scheme = {
  compare,
  isValid: (text) =>
    text.length <= MAX_VERSION_LENGTH && /^[0-9A-Za-z][0-9A-Za-z._*-]*(?:\+[0-9A-Za-z.-]*)?$/.test(text),
  isPrerelease: (text) => parse(text).pre !== null,
  release: (text) => {
    const digits = /^\d+(?:\.\d+)*/.exec(text);
    return digits === null ? null : withoutTrailingZeros(digits[0].split('.'));
  },
};
