/** Rows of SQL dumps: INSERT with columns or after CREATE TABLE, and COPY of PostgreSQL. */
import { LineIndex } from './lines.ts';
import type { Table } from './table.ts';

const LONGEST_CELL = 2000;
const LONGEST_TABLE = 20_000;
const INSERT =
  /\binsert[ \t]{1,4}(?:ignore[ \t]{1,4})?into[ \t\n]{1,9}([\w."`[\]]{1,130})[ \t\n]{0,9}(?:\(([^()]{1,8000})\)[ \t\n]{0,9})?values?[ \t\n]{0,9}(?=\()/gi;
const CREATE =
  /\bcreate[ \t]{1,4}table[ \t]{1,4}(?:if not exists[ \t]{1,4})?([\w."`[\]]{1,130})[ \t\n]{0,9}\(/gi;
const COPY = /^copy ([\w."]{1,130}) ?\(([^()\n]{1,8000})\) from stdin\b[^\n]{0,200}\n/gim;

export function readSql(text: string): Table[] {
  const lines = new LineIndex(text);
  const declared = new Map<string, string[]>();
  let end = 0;
  for (const match of text.matchAll(CREATE)) {
    if (match.index < end) continue;
    const start = match.index + match[0].length;
    const close = text.slice(start, start + LONGEST_TABLE).indexOf(';');
    end = start + (close === -1 ? LONGEST_TABLE : close);
    declared.set(bare(match[1]), columnsOf(text.slice(start, end)));
  }
  const tables: Table[] = [];
  end = 0;
  for (const match of text.matchAll(INSERT)) {
    // What stands inside of a value is no statement.
    if (match.index < end) continue;
    const name = bare(match[1]);
    const columns = match[2]?.split(',').map(bare) ?? declared.get(name);
    if (columns === undefined) continue;
    const tuples = tuplesAt(text, match.index + match[0].length, lines);
    end = tuples.end;
    tables.push({ name, columns, rows: tuples.rows, ...(tuples.isOpen ? { fault: 'open' } : {}) });
  }
  end = 0;
  for (const match of text.matchAll(COPY)) {
    if (match.index < end) continue;
    const start = match.index + match[0].length;
    const close = text.indexOf('\n\\.', start);
    end = close === -1 ? text.length : close;
    const line = lines.at(start);
    tables.push({
      name: bare(match[1]),
      columns: (match[2] ?? '').split(',').map(bare),
      ...(close === -1 ? { fault: 'open' } : {}),
      rows: text
        .slice(start, end)
        .split('\n')
        .map((row, i) => ({
          line: line + i,
          cells: row.split('\t').map((cell) => (cell === '\\N' ? '' : cell)),
        })),
    });
  }
  return tables;
}

function bare(name: string | undefined): string {
  return (
    (name ?? '')
      .split('.')
      .at(-1)
      ?.replace(/["`[\]\s]/g, '') ?? ''
  );
}

/** First words of the definitions of columns. */
export function columnsOf(definitions: string): string[] {
  return definitions
    .split('\n')
    .flatMap((line) => /^[ \t]{0,40}[`"[]?(\w{1,64})/.exec(line)?.[1] ?? [])
    .filter((word) => !/^(?:primary|key|unique|constraint|index|foreign|check)$/i.test(word));
}

function tuplesAt(
  text: string,
  start: number,
  lines: LineIndex,
): { readonly rows: Table['rows']; readonly end: number; readonly isOpen: boolean } {
  const rows: { line: number; cells: string[] }[] = [];
  let at = start;
  let isOpen = false;
  while (text[at] === '(') {
    const row = { line: lines.at(at), cells: [] as string[] };
    let cell = '';
    for (at += 1; at < text.length; at += 1) {
      const c = text[at] ?? '';
      if (c === "'") {
        for (at += 1; at < text.length; at += 1) {
          if (text[at] === '\\') at += 1;
          else if (text[at] === "'") {
            if (text[at + 1] !== "'") break;
            at += 1;
          }
          if (cell.length < LONGEST_CELL) cell += text[at] ?? '';
        }
      } else if (c === ',' || c === ')') {
        row.cells.push(cell.trim());
        cell = '';
        if (c === ')') break;
      } else if (cell.length < LONGEST_CELL) cell += c;
    }
    rows.push(row);
    isOpen = at >= text.length;
    at += 1;
    while (/[,\s]/.test(text[at] ?? '')) at += 1;
  }
  return { rows, end: at, isOpen };
}
