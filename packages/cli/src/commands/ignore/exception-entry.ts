/** An exception as text, and where in `theriac.yaml` it goes: everything else in the file stays as it is. */
import { TheriacError } from '@theriac/core';
import { type Document, isMap, isSeq, type ParsedNode, parseDocument, stringify } from 'yaml';

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
 * @param text contents of the file; undefined: there is none yet
 * @throws TheriacError THERIAC_CONFIG when the file has no place for it
 */
export function withException(text: string | undefined, entry: ExceptionEntry, path: string): string {
  if (text === undefined || text.trim() === '')
    return `version: 1\nexceptions:\n${indented(entryText(entry), '  ')}`;
  const document = parseDocument(text);
  const { contents } = document;
  if (document.errors.length > 0 || !isMap(contents))
    throw new TheriacError('THERIAC_CONFIG', 'no exception can be added: the file is not a mapping', {
      path,
    });
  const list = document.get('exceptions', true);
  const line = text.includes('\r\n') ? '\r\n' : '\n';
  const write = (entryLines: string): string => entryLines.replaceAll('\n', line);
  if (list === undefined)
    return `${text.trimEnd()}${line}exceptions:${line}${write(indented(entryText(entry), '  '))}`;
  if (isSeq<ParsedNode>(list) && list.flow !== true && list.items.length > 0) {
    const [first] = list.items;
    const last = list.items.at(-1);
    const from = first?.range?.[0];
    const to = last?.range?.[1];
    if (from !== undefined && to !== undefined) {
      const start = text.lastIndexOf('\n', from - 1) + 1;
      const dash = /^ *(?=-)/.exec(text.slice(start))?.[0] ?? '';
      const end = endOfLine(text, to);
      return (
        text.slice(0, end) +
        (text.slice(0, end).endsWith('\n') ? '' : line) +
        write(indented(entryText(entry), dash)) +
        text.slice(end)
      );
    }
  }
  return withList(document, entry);
}

/** After the last character of the line that a node ends in. */
function endOfLine(text: string, to: number): number {
  if (text.charAt(to - 1) === '\n') return to;
  const next = text.indexOf('\n', to);
  return next < 0 ? text.length : next + 1;
}

/** A list in brackets, or an empty one, is written anew. */
function withList(document: Document.Parsed, entry: ExceptionEntry): string {
  const list = document.get('exceptions', true);
  if (isSeq(list)) {
    list.flow = false;
    list.add(document.createNode(entry));
  } else document.set('exceptions', [entry]);
  return document.toString({ lineWidth: 0 });
}

function indented(text: string, indent: string): string {
  return text.replace(/^(?=.)/gm, indent);
}
