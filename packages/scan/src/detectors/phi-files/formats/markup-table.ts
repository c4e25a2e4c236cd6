/** Rows of spreadsheets and pages in XML: SpreadsheetML, flat OpenDocument, inline cells of worksheets, HTML. */
import { LineIndex } from './lines.ts';
import type { Table } from './table.ts';

const ROW = /<(?:[a-z]{1,10}:)?(?:row|table-row|tr)\b/gi;
const CELL = /<(?:[a-z]{1,10}:)?(?:cell|table-cell|td|th|c)\b[^<>]{0,500}>/gi;
const LONGEST_ROW = 50_000;

export function readMarkup(name: string, text: string): Table[] {
  const starts = [...text.matchAll(ROW)].map(({ index }) => index);
  if (starts.length < 2) return [];
  const lines = new LineIndex(text);
  const rows = starts.map((start, i) => ({
    line: lines.at(start),
    cells: cellsOf(text.slice(start, Math.min(starts[i + 1] ?? text.length, start + LONGEST_ROW))),
  }));
  const [header, ...rest] = rows;
  return header === undefined ? [] : [{ name, columns: header.cells, rows: rest }];
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
