/** Rows of SQL scripts and dumps: INSERT, REPLACE, MERGE and UPDATE with columns or after CREATE TABLE, and COPY of PostgreSQL. */
import { rowsOf } from './delimited.ts';
import { joinPersons } from './joined-tables.ts';
import { LineIndex } from './lines.ts';
import { type Cell, SqlCursor } from './sql-cursor.ts';
import type { Table } from './table.ts';

const HEAD = /\b(?:insert|replace|merge|update|create|copy)\b/gi;
/** Characters of a definition of a table. */
const LONGEST_TABLE = 20_000;
/** What begins a definition that is none of a column. */
const CONSTRAINT = /^(?:primary|key|unique|constraint|index|foreign|check|fulltext|exclude|like|period)$/i;

export function readSql(text: string): Table[] {
  return joinPersons(new Script(text).tables());
}

/** Names of columns in the definitions of a table, which stand between parentheses. */
export function columnsOf(definitions: string): string[] {
  return namesOf(new SqlCursor(`(${definitions})`).list() ?? []);
}

function namesOf(cells: readonly Cell[]): string[] {
  return cells
    .map(({ raw }) => new SqlCursor(raw).name())
    .filter((name) => name !== '' && !CONSTRAINT.test(name));
}

interface Rows {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: { readonly line: number; readonly cells: string[] }[];
  fault?: 'open';
}

class Script {
  readonly #text: string;
  readonly #lines: LineIndex;
  readonly #declared = new Map<string, readonly string[]>();
  /** Statements with the same columns are one table: dumps have one for each row. */
  readonly #tables = new Map<string, Rows>();

  constructor(text: string) {
    this.#text = text;
    this.#lines = new LineIndex(text);
  }

  tables(): Table[] {
    HEAD.lastIndex = 0;
    // What stands inside of a value is no statement: each statement is read to its end.
    for (let match = HEAD.exec(this.#text); match !== null; match = HEAD.exec(this.#text)) {
      const end = this.#statement(match[0].toLowerCase(), HEAD.lastIndex);
      HEAD.lastIndex = Math.max(HEAD.lastIndex, end);
    }
    return [...this.#tables.values()];
  }

  /** @returns where to read on */
  #statement(verb: string, at: number): number {
    const cursor = new SqlCursor(this.#text, at);
    switch (verb) {
      case 'create':
        return this.#create(at);
      case 'copy':
        return this.#copy(cursor);
      case 'merge':
        return this.#merge(cursor);
      case 'update': {
        const name = cursor.name();
        if (cursor.take('set')) this.#set(name, cursor);
        return cursor.at;
      }
      default:
        return this.#insert(cursor);
    }
  }

  #create(at: number): number {
    const cursor = new SqlCursor(this.#text.slice(at, at + LONGEST_TABLE));
    cursor.take('global', 'local', 'temp', 'temporary', 'unlogged', 'external');
    if (!cursor.take('table')) return at;
    if (cursor.take('if')) cursor.take('not') && cursor.take('exists');
    const name = cursor.name();
    const list = name === '' ? undefined : cursor.list();
    if (list !== undefined) this.#declared.set(name.toLowerCase(), namesOf(list));
    return at + cursor.at;
  }

  #insert(cursor: SqlCursor): number {
    if (cursor.take('or')) cursor.word();
    cursor.take('ignore', 'low_priority', 'delayed', 'high_priority', 'overwrite');
    cursor.take('into');
    const name = cursor.name();
    if (name === '') return cursor.at;
    const before = cursor.at;
    const named = cursor.names();
    if (cursor.take('overriding')) cursor.word() !== '' && cursor.word();
    if (cursor.take('output')) cursor.bareList();
    const columns = named ?? this.#declared.get(name.toLowerCase());
    if (cursor.take('values', 'value')) this.#values(name, columns, cursor);
    else if (cursor.take('set')) this.#set(name, cursor);
    else if (cursor.take('select')) this.#selects(name, columns, cursor);
    else return before;
    return cursor.at;
  }

  /** `MERGE INTO patients AS t USING (VALUES (…)) AS s (id, name) ON …`, or a SELECT with AS. */
  #merge(cursor: SqlCursor): number {
    cursor.take('into');
    const name = cursor.name();
    if (name === '' || !this.#using(cursor)) return cursor.at;
    if (cursor.take('values')) {
      const rows = this.#tuples(cursor);
      cursor.takeSign(')');
      cursor.take('as');
      cursor.name();
      const columns = cursor.names();
      if (columns !== undefined) this.#add(name, columns, rows, cursor.isOpen);
    } else if (cursor.take('select')) this.#selects(name, undefined, cursor);
    return cursor.at;
  }

  /** Past the alias of the target and USING (. */
  #using(cursor: SqlCursor): boolean {
    for (let words = 0; words < 3; words += 1) {
      if (cursor.take('using')) return cursor.takeSign('(');
      if (cursor.name() === '') return false;
    }
    return false;
  }

  #copy(cursor: SqlCursor): number {
    const name = cursor.name();
    const named = name === '' ? undefined : cursor.names();
    if (name === '' || !cursor.take('from') || !cursor.take('stdin')) return cursor.at;
    const columns = named ?? this.#declared.get(name.toLowerCase());
    const eol = this.#text.indexOf('\n', cursor.at);
    if (eol === -1 || columns === undefined) return cursor.at;
    const isCsv = /\bcsv\b/i.test(this.#text.slice(cursor.at, Math.min(eol, cursor.at + 300)));
    const start = eol + 1;
    const close = this.#text.startsWith('\\.', start) ? start - 1 : this.#text.indexOf('\n\\.', start);
    const end = close === -1 ? this.#text.length : close;
    const first = this.#lines.at(start);
    const part = this.#text.slice(start, Math.max(start, end));
    const rows = isCsv
      ? rowsOf(part, ',').rows.map(({ line, cells }) => ({ line: first + line - 1, cells }))
      : part.split('\n').map((row, i) => ({
          line: first + i,
          cells: row.split('\t').map((cell) => (cell === '\\N' ? '' : cell)),
        }));
    this.#add(name, columns, rows, close === -1);
    return end;
  }

  #values(name: string, columns: readonly string[] | undefined, cursor: SqlCursor): void {
    const rows = this.#tuples(cursor);
    if (columns !== undefined) this.#add(name, columns, rows, cursor.isOpen);
  }

  #tuples(cursor: SqlCursor): Rows['rows'] {
    const rows: Rows['rows'] = [];
    cursor.isValues = true;
    do {
      cursor.take('row');
      cursor.skip();
      const line = this.#lines.at(cursor.at);
      const cells = cursor.list();
      if (cells === undefined) break;
      rows.push({ line, cells: cells.map(({ said }) => said) });
    } while (cursor.takeSign(','));
    cursor.isValues = false;
    return rows;
  }

  /** `SET last_name = '…', birth_date = '…'` */
  #set(name: string, cursor: SqlCursor): void {
    const line = this.#lines.at(cursor.at);
    const cells = cursor.bareList();
    this.#add(
      name,
      cells.map((one) => one.name),
      [{ line, cells: cells.map(({ said }) => said) }],
      false,
    );
  }

  /** `SELECT 1, '…' UNION ALL SELECT 2, '…'`; without columns, AS names them. */
  #selects(name: string, given: readonly string[] | undefined, cursor: SqlCursor): void {
    let columns = given;
    for (;;) {
      const line = this.#lines.at(cursor.at);
      const cells = cursor.bareList();
      columns ??= cells.map((one) => one.name);
      this.#add(name, columns, [{ line, cells: cells.map(({ said }) => said) }], false);
      if (cursor.take('from')) cursor.name();
      if (!cursor.take('union')) return;
      cursor.take('all');
      if (!cursor.take('select')) return;
    }
  }

  #add(name: string, columns: readonly string[], rows: Rows['rows'], isOpen: boolean): void {
    const key = `${name}\0${columns.join('\0')}`;
    const table = this.#tables.get(key) ?? { name, columns, rows: [] };
    for (const row of rows) table.rows.push(row);
    if (isOpen) table.fault = 'open';
    this.#tables.set(key, table);
  }
}
