/** Comma, semicolon, tab and pipe separated values, with quotes as RFC 4180 has them. */
import { isOfPersons, MOST_ROWS, type Table } from './table.ts';

const LONGEST_CELL = 2000;
const DELIMITERS = ['\t', ';', '|', ','] as const;

/** Titles and `sep=;` of Excel stand above the header of some tables. */
const HEADER_LINES = 6;

export function readDelimited(name: string, text: string): Table[] {
  let first: Table | undefined;
  let start = 0;
  for (let line = 1; line <= HEADER_LINES && start < text.length; line += 1) {
    const end = text.indexOf('\n', start);
    const head = text.slice(start, end === -1 ? undefined : end);
    const delimiter = DELIMITERS.find((one) => head.slice(0, 20_000).includes(one));
    const columns = delimiter === undefined ? undefined : rowsOf(head, delimiter).rows[0]?.cells;
    if (delimiter !== undefined && columns !== undefined) {
      if (isOfPersons({ name, columns })) return [tableOf(name, text.slice(start), delimiter, line)];
      // What names no persons is not held.
      first ??= { name, columns, rows: [] };
    }
    if (end === -1) break;
    start = end + 1;
  }
  return first === undefined ? [] : [first];
}

/** @param firstLine of the header in the file */
function tableOf(name: string, text: string, delimiter: string, firstLine: number): Table {
  const { rows, fault } = rowsOf(text, delimiter, firstLine);
  const [header, ...rest] = rows;
  return { name, columns: header?.cells ?? [], rows: rest, ...(fault === undefined ? {} : { fault }) };
}

interface Rows {
  readonly rows: { line: number; cells: string[] }[];
  readonly fault: Table['fault'];
}

export function rowsOf(text: string, delimiter: string, firstLine = 1): Rows {
  const rows: { line: number; cells: string[] }[] = [];
  let [line, at, isOpen] = [firstLine, 0, false];
  while (at < text.length) {
    if (rows.length === MOST_ROWS) return { rows, fault: 'long' };
    const row = { line, cells: [] as string[] };
    for (;;) {
      let end = at;
      if (text[at] === '"') {
        let value = '';
        for (at += 1; ; at = end + 2) {
          end = text.indexOf('"', at);
          isOpen = end === -1;
          if (end === -1) end = text.length;
          if (value.length < LONGEST_CELL) value += text.slice(at, Math.min(end, at + LONGEST_CELL));
          for (let n = at; n < end; n += 1) if (text[n] === '\n') line += 1;
          if (text[end + 1] !== '"') break;
          value += '"';
        }
        at = end + 1;
        while (at < text.length && text[at] !== delimiter && text[at] !== '\n') at += 1;
        row.cells.push(value);
      } else {
        while (end < text.length && text[end] !== delimiter && text[end] !== '\n') end += 1;
        row.cells.push(text.slice(at, Math.min(end, at + LONGEST_CELL)));
        at = end;
      }
      if (text[at] !== delimiter) break;
      at += 1;
    }
    if (row.cells.length > 1 || row.cells[0] !== '') rows.push(row);
    at += 1;
    line += 1;
  }
  return { rows, fault: isOpen ? 'open' : undefined };
}
