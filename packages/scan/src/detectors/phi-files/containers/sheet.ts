/** Rows of spreadsheets as tables: which row names the columns. */
import type { Table } from '../formats/table.ts';
import { classOfColumn } from '../shapes.ts';

/** Titles and remarks may stand above the names of columns. */
const HEADER_AMONG = 20;

/** @param name of the sheet or the table; empty when it has none */
export function tableOf(name: string, rows: readonly (readonly string[])[]): Table {
  const counts = rows
    .slice(0, HEADER_AMONG)
    .map((cells) => new Set(cells.flatMap((cell) => classOfColumn(cell) ?? [])).size);
  const most = Math.max(0, ...counts);
  const at = most >= 2 ? counts.indexOf(most) : 0;
  return { name, columns: rows[at] ?? [], rows: rows.slice(at + 1).map((cells) => ({ line: 1, cells })) };
}
