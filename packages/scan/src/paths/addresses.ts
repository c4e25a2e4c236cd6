/** Ranges of addresses: whether they are everyone, and whether two of them share an address. */

/** Half of all addresses is everyone: two rules make the whole. */
export function isEveryone(range: string): boolean {
  return /\/[0-7]$/.test(range.trim());
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/** Of IPv4; undefined for anything else. */
function rangeOf(text: string): Range | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?$/.exec(text.trim());
  if (match === null) return undefined;
  const [a = 0, b = 0, c = 0, d = 0, length = 32] = match
    .slice(1)
    .map((part) => (part === undefined ? 32 : Number(part)));
  if (length > 32 || [a, b, c, d].some((part) => part > 255)) return undefined;
  const size = 2 ** (32 - length);
  const start = Math.floor((((a * 256 + b) * 256 + c) * 256 + d) / size) * size;
  return { start, end: start + size - 1 };
}

/** Undefined where one of them is not a range of IPv4. */
export function overlap(a: string, b: string): boolean | undefined {
  const [left, right] = [rangeOf(a), rangeOf(b)];
  if (left === undefined || right === undefined) return undefined;
  return left.start <= right.end && right.start <= left.end;
}
