/** Comparing runs of digits and text of any length, without converting to numbers that would lose digits. */

export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** ASCII letters only: no scheme gives other letters a meaning. */
export function isLetter(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);
}

/** By UTF-16 code unit; never by locale, which would differ between machines. */
export function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** Numeric order of two digit strings of any length; leading zeros do not count and '' is 0. */
export function compareDigits(a: string, b: string): number {
  if (a === b) return 0;
  return compareDigitRuns(a, 0, a.length, b, 0, b.length);
}

/** {@link compareDigits} on slices, without allocating them. */
export function compareDigitRuns(
  a: string,
  aStart: number,
  aEnd: number,
  b: string,
  bStart: number,
  bEnd: number,
): number {
  let i = aStart;
  let j = bStart;
  while (i < aEnd && a.charCodeAt(i) === 0x30) i += 1;
  while (j < bEnd && b.charCodeAt(j) === 0x30) j += 1;
  const length = aEnd - i;
  if (length !== bEnd - j) return length < bEnd - j ? -1 : 1;
  for (let k = 0; k < length; k += 1) {
    const difference = a.charCodeAt(i + k) - b.charCodeAt(j + k);
    if (difference !== 0) return difference < 0 ? -1 : 1;
  }
  return 0;
}

/** Index after the run of digits that starts at `at`. */
export function endOfDigits(text: string, at: number): number {
  let end = at;
  while (end < text.length && isDigit(text.charCodeAt(end))) end += 1;
  return end;
}

/** Whether `text` has at least one character and all are digits. */
export function isDigits(text: string): boolean {
  return text.length > 0 && endOfDigits(text, 0) === text.length;
}

/** Lists of digit strings, component by component; a missing component counts as 0. */
export function compareNumberLists(a: readonly string[], b: readonly string[]): number {
  const length = Math.max(a.length, b.length);
  for (let i = 0; i < length; i += 1) {
    const order = compareDigits(a[i] ?? '0', b[i] ?? '0');
    if (order !== 0) return order;
  }
  return 0;
}

/** Texts by what `parse` reads of them; text that it cannot read comes first, by code unit. */
export function compareParsed<T>(
  a: string,
  b: string,
  parse: (text: string) => T | null,
  compare: (x: T, y: T) => number,
): number {
  const x = parse(a);
  const y = parse(b);
  if (x !== null && y !== null) return compare(x, y);
  return x === y ? compareText(a, b) : x === null ? -1 : 1;
}

/** Parts that may be missing; `present`: -1 where a version with the part is before one without it, 1 where after. */
export function compareOptional<T>(
  a: T | null,
  b: T | null,
  present: -1 | 1,
  compare: (a: T, b: T) => number,
): number {
  if (a !== null && b !== null) return compare(a, b);
  if (a === b) return 0;
  return a === null ? -present : present;
}

/** Cuts the zeros at the end, so that 1.0 and 1.0.0 become one key. */
export function withoutTrailingZeros(parts: readonly string[]): readonly string[] {
  return parts.slice(0, parts.findLastIndex((part) => !ZEROS.test(part)) + 1);
}

const ZEROS = /^0+$/;
const LEADING_NUMBERS = /^\d+(?:\.\d+)*/;

/** `1.2.3` of `1.2.3-rc1`, as a list; null when `text` does not begin with a number. */
export function leadingNumbers(text: string): readonly string[] | null {
  return LEADING_NUMBERS.exec(text)?.[0].split('.') ?? null;
}
