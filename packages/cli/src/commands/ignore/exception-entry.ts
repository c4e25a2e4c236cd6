/** An exception as text, and where in `theriac.yaml` it goes: everything else in the file stays as it is. */
import { isDeepStrictEqual } from 'node:util';
import { TheriacError } from '@theriac/core';
import { Document, isMap, isScalar, isSeq, type Pair, type ParsedNode, parseDocument, stringify } from 'yaml';

export interface ExceptionEntry {
  readonly id: string;
  readonly rule: string;
  readonly package?: string;
  readonly path?: string;
  readonly owner: string;
  readonly approvedBy?: string;
  readonly reason: string;
  readonly compensatingControls?: readonly string[];
  readonly created: string;
  readonly expires: string;
}

/** `EX-2026-004`: the next free number of the year. */
export function nextId(used: readonly string[], year: string): string {
  for (let n = 1; ; n += 1) {
    const id = `EX-${year}-${String(n).padStart(3, '0')}`;
    if (!used.includes(id)) return id;
  }
}

/** The entry as an item of a list. */
export function entryText(entry: ExceptionEntry): string {
  // Days are quoted by nobody who writes them by hand; the reader takes both.
  return stringify([entry], { lineWidth: 0 }).replace(
    /^(\s*(?:created|expires): )"(\d{4}-\d\d-\d\d)"$/gm,
    '$1$2',
  );
}

/**
 * @param text contents of the file, without a byte order mark; undefined: there is none yet
 * @returns the text with the entry in it, and not one other character changed
 * @throws TheriacError THERIAC_CONFIG when the file has no place for it: what to write by hand
 */
export function withException(text: string | undefined, entry: ExceptionEntry, path: string): string {
  if (text === undefined || text.trim() === '') return `${text ?? ''}version: 1\n${listText(entry, '')}`;
  const { errors, contents } = parseDocument(text);
  if (errors.length > 0 || !isMap<ParsedNode, ParsedNode | null>(contents))
    throw new TheriacError('THERIAC_CONFIG', 'no exception can be added: the file is not a mapping', {
      path,
    });
  const insertion = placeIn(contents.items, contents.flow === true, contents.range, text, entry);
  const after = insertion === undefined ? undefined : inserted(text, insertion);
  if (after === undefined || !addsOnly(text, after, entry))
    throw new TheriacError(
      'THERIAC_CONFIG',
      `no exception can be added without changing the rest of the file; write it under \`exceptions\` by hand: ${flowText(entry)}`,
      { path },
    );
  return after;
}

interface Insertion {
  readonly at: number;
  readonly text: string;
}

type Range = ParsedNode['range'];

function placeIn(
  items: readonly Pair<ParsedNode, ParsedNode | null>[],
  flow: boolean,
  range: Range,
  text: string,
  entry: ExceptionEntry,
): Insertion | undefined {
  const pair = items.find(({ key }) => isScalar(key) && key.value === 'exceptions');
  if (pair === undefined) {
    if (flow) return lastInFlow(range, items.at(-1), text, `exceptions: [${flowText(entry)}]`);
    const [first] = items;
    const indent = first === undefined ? '' : indentAt(text, first.key.range[0]);
    return indent === undefined ? undefined : { at: endOfBlock(text, range), text: listText(entry, indent) };
  }
  const list = pair.value;
  if (!isSeq<ParsedNode>(list)) return undefined;
  if (list.flow === true) return lastInFlow(list.range, list.items.at(-1), text, flowText(entry));
  const last = list.items.at(-1);
  if (last === undefined) return undefined;
  const dash = indentAt(text, list.range[0]);
  return dash === undefined
    ? undefined
    : { at: endOfLine(text, last.range[1]), text: indented(entryText(entry), dash) };
}

/** Behind the last item in brackets or braces, with the comma that is missing. */
function lastInFlow(
  range: Range,
  last: ParsedNode | Pair<ParsedNode, ParsedNode | null> | undefined,
  text: string,
  written: string,
): Insertion {
  if (last === undefined) return { at: range[0] + 1, text: written };
  const end = 'key' in last ? (last.value ?? last.key).range[1] : last.range[1];
  const comma = /^(?:\s|#[^\n]*\n)*,/.exec(text.slice(end, range[1]));
  return comma === null
    ? { at: end, text: `, ${written}` }
    : { at: end + comma[0].length, text: ` ${written},` };
}

/** Spaces before a place that begins its line; undefined where something else is before it. */
function indentAt(text: string, at: number): string | undefined {
  const before = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
  return before.trim() === '' ? before : undefined;
}

/** The end of the text, or the line that ends the document. */
function endOfBlock(text: string, range: Range): number {
  const marker = /^\.\.\.(?=\s|$)/m.exec(text.slice(range[1]));
  return marker === null ? text.length : range[1] + marker.index;
}

/** After the last character of the line that a node ends in. */
function endOfLine(text: string, to: number): number {
  if (text.charAt(to - 1) === '\n') return to;
  const next = text.indexOf('\n', to);
  return next < 0 ? text.length : next + 1;
}

/** Lines end as those of the file do; lines of ours begin on a line of their own. */
function inserted(text: string, { at, text: added }: Insertion): string {
  const line = text.includes('\r\n') ? '\r\n' : '\n';
  const before = text.slice(0, at);
  const isLines = added.endsWith('\n');
  const gap = isLines && before !== '' && !before.endsWith('\n') ? line : '';
  return before + gap + added.replaceAll('\n', line) + text.slice(at);
}

/** Whether the file says what it said before, and the entry: aliases, tags and odd forms are not edited by guessing. */
function addsOnly(before: string, after: string, entry: ExceptionEntry): boolean {
  const [was, is] = [before, after].map((text) => parseDocument(text, { schema: 'core' }));
  if (was === undefined || is === undefined || is.errors.length > 0) return false;
  const old: unknown = was.toJS({ maxAliasCount: MAX_ALIASES });
  const now: unknown = is.toJS({ maxAliasCount: MAX_ALIASES });
  if (typeof old !== 'object' || old === null) return false;
  const listed: unknown = Reflect.get(old, 'exceptions');
  return isDeepStrictEqual(now, { ...old, exceptions: [...(Array.isArray(listed) ? listed : []), entry] });
}

const MAX_ALIASES = 100;

function flowText(entry: ExceptionEntry): string {
  const document = new Document();
  document.contents = document.createNode(entry, { flow: true });
  return document.toString({ lineWidth: 0 }).trimEnd();
}

function listText(entry: ExceptionEntry, indent: string): string {
  return `${indent}exceptions:\n${indented(entryText(entry), `${indent}  `)}`;
}

function indented(text: string, indent: string): string {
  return text.replace(/^(?=.)/gm, indent);
}
