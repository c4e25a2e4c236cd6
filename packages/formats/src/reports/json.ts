/** The `ScanResult` itself as JSON: same result, same bytes, whatever order its objects were built in. */
import type { ScanResult } from '@theriac/core';

/** What a reader wants first comes first; everything below the top level is sorted. */
const TOP: readonly (keyof ScanResult)[] = [
  'schemaVersion',
  'tool',
  'asOf',
  'target',
  'gate',
  'coverage',
  'warnings',
  'fixes',
  'findings',
  'rules',
  'systems',
  'indexes',
  'inventory',
];

export function renderJson(result: ScanResult): string {
  const ordered = Object.fromEntries(TOP.map((key) => [key, sorted(result[key])]));
  return `${JSON.stringify(ordered, null, 2)}\n`;
}

/**
 * Keys in code unit order, strings well-formed: a lone surrogate would be written as an escape that strict
 * parsers of other languages refuse.
 */
export function sorted(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key.toWellFormed(), sorted(item)]),
  );
}

/** Lone surrogates replaced, keys in the order they were set. */
export function wellFormed(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (Array.isArray(value)) return value.map(wellFormed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key.toWellFormed(), wellFormed(item)]),
  );
}
