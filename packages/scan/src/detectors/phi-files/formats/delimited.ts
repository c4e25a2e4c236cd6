/** Comma, semicolon, tab and pipe separated values, with quotes as RFC 4180 has them. */
import { isOfPersons, MOST_ROWS, type Table } from './table.ts';

const LONGEST_CELL = 2000;
const DELIMITERS = ['\t', ';', '|', ','] as const;

export function readDelimited(name: string, text: string): Table[] {
  const end = text.indexOf('\n');
  const head = end === -1 ? text : text.slice(0, end);
  const delimiter = DELIMITERS.find((one) => head.slice(0, 20_000).includes(one));
  if (delimiter === undefined) return [];
  // What names no persons is not held.
  const columns = rowsOf(head, delimiter).rows[0]?.cells;
  if (columns === undefined || !isOfPersons({ name, columns }))
    return [{ name, columns: columns ?? [], rows: [] }];
  const { rows, fault } = rowsOf(text, delimiter);
  const [header, ...rest] = rows;
  return header === undefined
    ? []
    : [{ name, columns: header.cells, rows: rest, ...(fault === undefined ? {} : { fault }) }];
}

interface Rows {
  readonly rows: { line: number; cells: string[] }[];
  readonly fault: Table['fault'];
}

export function rowsOf(text: string, delimiter: string): Rows {
  const rows: { line: number; cells: string[] }[] = [];
  let [line, at, isOpen] = [1, 0, false];
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
