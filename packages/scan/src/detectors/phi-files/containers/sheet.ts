/** Rows of spreadsheets as tables: which row names the columns. */
import type { Table } from '../formats/table.ts';
import { classOfColumn } from '../shapes.ts';

/** Titles and remarks may stand above the names of columns. */
const HEADER_AMONG = 20;

/** @param name of the sheet or the table; empty when it has none */
export function tableOf(name: string, rows: readonly (readonly string[])[]): Table {
  let [at, most] = [0, 1];
  for (const [i, cells] of rows.slice(0, HEADER_AMONG).entries()) {
    const classes = new Set(cells.flatMap((cell) => classOfColumn(cell) ?? []));
    if (classes.size <= most) continue;
    [at, most] = [i, classes.size];
  }
  return { name, columns: rows[at] ?? [], rows: rows.slice(at + 1).map((cells) => ({ line: 1, cells })) };
}
