/** Rows of spreadsheets and pages in XML: SpreadsheetML, flat OpenDocument, inline cells of worksheets, HTML. */
import { LineIndex } from './lines.ts';
import type { Table } from './table.ts';

const ROW = /<(?:[a-z]{1,10}:)?(?:row|table-row|tr)\b/gi;
const CELL = /<(?:[a-z]{1,10}:)?(?:cell|table-cell|td|th|c)\b[^<>]{0,500}>/gi;
const LONGEST_ROW = 50_000;

/** Where another table begins: sheets of a workbook, tables of a page. */
const TABLE = /<(?:[a-z]{1,10}:)?(?:worksheet|table)\b/gi;

export function readMarkup(name: string, text: string): Table[] {
  const starts = [...text.matchAll(ROW)].map(({ index }) => index);
  if (starts.length < 2) return [];
  const lines = new LineIndex(text);
  const edges = [...text.matchAll(TABLE)].map(({ index }) => index);
  const tables: Table[] = [];
  let edge = 0;
  let rows: { line: number; cells: string[] }[] = [];
  const close = (): void => {
    const [header, ...rest] = rows;
    if (header !== undefined) tables.push({ name, columns: header.cells, rows: rest });
    rows = [];
  };
  for (const [i, start] of starts.entries()) {
    if ((edges[edge] ?? Number.POSITIVE_INFINITY) < start) close();
    while ((edges[edge] ?? Number.POSITIVE_INFINITY) < start) edge += 1;
    const end = Math.min(starts[i + 1] ?? text.length, start + LONGEST_ROW);
    rows.push({ line: lines.at(start), cells: cellsOf(text.slice(start, end)) });
  }
  close();
  return tables;
}

function cellsOf(row: string): string[] {
  const [, ...cells] = row.split(CELL);
  return cells.map((cell) =>
    cell
      .slice(0, 4000)
      .replace(/<[^<>]{0,500}>/g, '')
      .replace(/&amp;/g, '&')
      .trim(),
  );
}
