/**
 * Conan 2 (https://docs.conan.io/2/tutorial/versioning/version_ranges.html): any count of items between dots, zeros
 * at the end do not count; an empty prerelease (`2-`) is before all others; build metadata counts.
 */
import { type Scheme, validBy } from './scheme.ts';
import {
  compareDigits,
  compareOptional,
  compareText,
  endOfDigits,
  leadingNumbers,
  withoutTrailingZeros,
} from './text-order.ts';

interface ConanVersion {
  readonly items: readonly string[];
  /** Null: no hyphen. */
  readonly pre: readonly string[] | null;
  readonly build: readonly string[] | null;
}

function itemsOf(text: string): readonly string[] {
  const items = text.split('.');
  return items.every((item) => item === '') ? [] : withoutTrailingZeros(items);
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
  const x = parse(a);
  const y = parse(b);
  return (
    compareItems(x.items, y.items) ||
    compareOptional(x.pre, y.pre, -1, compareItems) ||
    compareOptional(x.build, y.build, 1, compareItems)
  );
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
  isValid: validBy(/^[0-9A-Za-z][0-9A-Za-z._*-]*(?:\+[0-9A-Za-z.-]*)?$/),
  isPrerelease: (text) => parse(text).pre !== null,
  release: (text) => {
    const numbers = leadingNumbers(text);
    return numbers && withoutTrailingZeros(numbers);
  },
};
