/** Tables of SQLite databases. */
import { isSqlite, openSqlite } from '@theriac/read/rpmdb';
import { columnsOf } from '../formats/sql.ts';
import { isOfPersons } from '../formats/table.ts';
import { tables } from '../read-file.ts';
import type { Content } from './content.ts';

const MOST_ROWS = 200_000;

export function readSqlite(path: string, bytes: Uint8Array, content: Content): void {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!isSqlite(buffer)) {
    content.gap('unparseable', 'the SQLite database is cut off');
    return;
  }
  const database = openSqlite(buffer, () =>
    content.gap('unparseable', 'the SQLite database is damaged, or in a form that is not read'),
  );
  for (const { name, sql } of database.tables) {
    const open = sql.indexOf('(');
    const columns = columnsOf(sql.slice(open + 1));
    if (open === -1 || !isOfPersons({ name, columns })) continue;
    const rows: { line: number; cells: string[] }[] = [];
    for (const { values } of database.rows(name)) {
      if (rows.length === MOST_ROWS) {
        content.gap('too-large', 'a table of the database has more rows than are read');
        break;
      }
      rows.push({
        line: 1,
        cells: values.map((one) => (one === null || Buffer.isBuffer(one) ? '' : String(one))),
      });
    }
    const { readings } = tables([{ name, columns, rows }]);
    content.add(path, '', {
      readings: readings.map((one) => ({
        ...one,
        records: one.records.map(({ line: _, ...record }) => record),
      })),
      gaps: [],
    });
  }
}
