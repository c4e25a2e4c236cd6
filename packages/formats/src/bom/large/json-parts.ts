/** Parts of a document in JSON. */
import { type BomSource, type JsonValue, TheriacError } from '@theriac/core';
import { type JsonFault, type JsonPiece, jsonFaults, readJsonPieces } from '@theriac/read/json';
import { isMap, type JsonMap } from '../document/json-fields.ts';
import type { BomPart, VisitPart } from './bom-part.ts';
import { LineMap } from './line-map.ts';

/** Who corrects a document wants to see all of them; one that has more is made by a machine. */
const MOST_FAULTS = 1000;

interface Head {
  readonly source: BomSource;
  readonly family: 'cyclonedx' | 'spdx-2' | 'spdx-3';
  /** Every value of the outermost object, as written; lists are empty. */
  readonly values: ReadonlyMap<string, Value>;
  readonly faults: readonly JsonFault[];
}

interface Value {
  readonly text: string;
  readonly line: number;
}

/** What every part must have to be taken for a document of its format. */
const REPEATED: ReadonlySet<string> = new Set([
  'bomFormat',
  'specVersion',
  'version',
  'spdxVersion',
  'SPDXID',
  'name',
  'dataLicense',
  'documentNamespace',
  'creationInfo',
  '@context',
]);

/** @returns false for anything that is not a bill of materials */
export function eachJsonPart(
  texts: () => Iterable<string>,
  path: string,
  visit: VisitPart,
  characters: number,
): boolean {
  const head = headOf(texts(), path);
  if (head === null) return false;
  if (head.family === 'spdx-3' && !head.values.has('@graph')) {
    visit(elementPart(head, texts()));
    return true;
  }
  visit(headPart(head));
  let items: JsonPiece[] = [];
  let size = 0;
  const flush = (): void => {
    const [first] = items;
    if (first !== undefined) visit(listPart(head, first.key, items));
    items = [];
    size = 0;
  };
  for (const piece of readJsonPieces(texts(), path, null)) {
    if (piece.index === null || REPEATED.has(piece.key)) continue;
    if (piece.key !== items[0]?.key || size > characters) flush();
    items.push(piece);
    size += piece.text.length;
  }
  flush();
  return true;
}

function headOf(texts: Iterable<string>, path: string): Head | null {
  const values = new Map<string, Value>();
  const faults: JsonFault[] = [];
  const twice = (key: string, line: number): void => {
    const what = `duplicate key ${JSON.stringify(key.slice(0, 60))}`;
    faults.push({ kind: 'duplicate-key', what, key, line });
  };
  for (const { key, index, text, line } of readJsonPieces(texts, path, null, twice))
    if (index === null) values.set(key, { text, line });
    else if (REPEATED.has(key)) {
      const known = index === 0 ? undefined : values.get(key);
      const start = known === undefined ? '[' : `${known.text.slice(0, -1)}, `;
      values.set(key, { text: `${start}${text}]`, line: known?.line ?? line });
    } else if (!values.has(key)) values.set(key, { text: '[]', line });
  const word = (key: string): string => {
    const value = parsed(values.get(key)?.text ?? 'null', path);
    return typeof value === 'string' ? value : '';
  };
  const as = (family: Head['family'], format: BomSource['format'], version: string): Head => ({
    source: { format, version, encoding: 'json' },
    family,
    values,
    faults,
  });
  if (word('bomFormat') === 'CycloneDX') return as('cyclonedx', 'cyclonedx', word('specVersion'));
  const version2 = word('spdxVersion');
  if (version2.startsWith('SPDX-2.')) return as('spdx-2', 'spdx', version2.slice('SPDX-'.length));
  const version3 = /spdx\.org\/rdf\/(3\.[0-9.]{1,10})\//.exec(values.get('@context')?.text ?? '')?.[1];
  return version3 === undefined ? null : as('spdx-3', 'spdx', version3);
}

function headPart(head: Head): BomPart {
  const lines = new LineMap();
  const rows: string[] = [];
  lines.add('{', 1);
  for (const [key, { text, line }] of head.values) {
    const row = `${JSON.stringify(key)}: ${text}`;
    lines.add(row, line);
    rows.push(row);
  }
  return partOf(head, `{\n${rows.join(',\n')}\n}`, lines, true);
}

/** A document of SPDX 3 may be a single element, which has no list of elements. */
function elementPart(head: Head, texts: Iterable<string>): BomPart {
  const text = [...texts].join('');
  const lines = new LineMap();
  lines.add(text, 1);
  return partOf(head, text, lines, true);
}

function listPart(head: Head, key: string, items: readonly Value[]): BomPart {
  const lines = new LineMap();
  const repeated = [...head.values]
    .filter(([name]) => REPEATED.has(name) && name !== key)
    .map(([name, { text }]) => `${JSON.stringify(name)}: ${text.replaceAll('\n', ' ')}, `);
  const start = `{${repeated.join('')}${JSON.stringify(key)}: [`;
  lines.add(start, 1);
  for (const { text, line } of items) lines.add(text, line);
  return partOf(head, `${start}\n${items.map((item) => item.text).join(',\n')}\n]}`, lines, false);
}

function partOf({ source, family, faults }: Head, text: string, lines: LineMap, isHead: boolean): BomPart {
  const value = parsed(text, 'part');
  const top: JsonMap = isMap(value) ? value : {};
  // What is repeated is on the first line, and was looked at with the head.
  const found = jsonFaults(text, top, MOST_FAULTS)
    .filter(({ line }) => isHead || line > 1)
    .map((fault) => ({ ...fault, line: lines.of(fault.line) }));
  return {
    sniffed: { family, source, top, faults: isHead ? [...faults, ...found] : found },
    text,
    isHead,
    line: lines.of,
  };
}

function parsed(text: string, path: string): JsonValue {
  try {
    return JSON.parse(text);
  } catch {
    throw new TheriacError('THERIAC_INPUT_SYNTAX', 'not valid JSON', { path });
  }
}
