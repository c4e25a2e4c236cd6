/** The `ScanResult` itself as JSON: same result, same bytes, whatever order its objects were built in. */
import type { ScanResult } from '@theriac/core';

/** What a reader wants first comes first; everything below the top level is sorted. */
const TOP: readonly (keyof ScanResult)[] = [
  'schemaVersion',
  'tool',
  'asOf',
  'target',
  'shown',
  'gate',
  'coverage',
  'warnings',
  'secretSources',
  'fixes',
  'findings',
  'rules',
  'systems',
  'indexes',
  'inventory',
];

/** Characters that are written at once. */
const PIECE = 256 * 1024;
/** Levels of objects and lists that are written member by member: as deep as the lists of an inventory. */
const SPLIT_LEVELS = 3;

export function renderJson(result: ScanResult): string {
  return [...jsonPieces(result)].join('');
}

/** The document in pieces of whole lines, so that a large one is never in memory as a whole. */
export function* jsonPieces(result: ScanResult): Generator<string> {
  let waiting = '';
  for (const lines of linesOf({ before: '', after: '' }, orderedTop(result), '', SPLIT_LEVELS)) {
    waiting += lines;
    if (waiting.length < PIECE) continue;
    yield waiting;
    waiting = '';
  }
  if (waiting !== '') yield waiting;
}

function orderedTop(result: ScanResult): Readonly<Record<string, unknown>> {
  return Object.fromEntries(TOP.map((key) => [key, result[key]]));
}

/**
 * What `JSON.stringify` with two blanks writes.
 * @param around what stands before the value in its first line, and behind it in its last
 */
function* linesOf(
  { before, after }: { readonly before: string; readonly after: string },
  value: unknown,
  indent: string,
  levels: number,
): Generator<string> {
  const inner = `${indent}  `;
  if (levels > 0 && Array.isArray(value) && value.length > 0) {
    yield `${before}[\n`;
    for (const [i, item] of value.entries())
      yield* linesOf({ before: inner, after: i < value.length - 1 ? ',' : '' }, item ?? null, inner, 0);
    yield `${indent}]${after}\n`;
    return;
  }
  const members = levels > 0 && !Array.isArray(value) ? membersOf(value, levels) : [];
  if (members.length === 0) {
    const text = JSON.stringify(sorted(value), null, 2);
    yield `${before}${text.replaceAll('\n', `\n${indent}`)}${after}\n`;
    return;
  }
  yield `${before}{\n`;
  for (const [i, [key, item]] of members.entries()) {
    const around = {
      before: `${inner}${JSON.stringify(key)}: `,
      after: i < members.length - 1 ? ',' : '',
    };
    yield* linesOf(around, item, inner, levels - 1);
  }
  yield `${indent}}${after}\n`;
}

/** The top level is in an order of its own. */
function membersOf(value: unknown, levels: number): [string, unknown][] {
  if (typeof value !== 'object' || value === null) return [];
  const members = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .map(([key, item]): [string, unknown] => [key.toWellFormed(), item]);
  return levels === SPLIT_LEVELS ? members : members.sort(([a], [b]) => (a < b ? -1 : 1));
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
