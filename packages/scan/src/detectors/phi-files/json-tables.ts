/** Lists of objects in JSON as tables, and the texts that notebooks show. */
import { asArray, asObject, type JsonObject, type JsonValue } from '@theriac/read/json';
import { isOfPersons, type Table } from './formats/table.ts';

const MOST_COLUMNS = 500;

/** Searches that find nothing before no more are made: each reads the rest of the text. */
const MOST_MISSES = 20;

/** Lines of values, asked in the order in which they stand. */
class ValueLines {
  readonly #text: string;
  #place = 0;
  #line = 1;
  #misses = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** The line of the next text value that begins so; that of the last one when it is written in another way. */
  next(value: string): number {
    if (value === '' || this.#misses > MOST_MISSES) return this.#line;
    const at = this.#text.indexOf(JSON.stringify(value).slice(1, -1), this.#place);
    if (at === -1) {
      this.#misses += 1;
      return this.#line;
    }
    for (; this.#place < at; this.#place += 1) if (this.#text[this.#place] === '\n') this.#line += 1;
    return this.#line;
  }
}

interface Flattened {
  readonly columns: string[];
  readonly cells: string[];
  /** Objects and lists in it, by their keys. */
  readonly inside: readonly (readonly [string, JsonValue])[];
}

const PART_OF_NAME = /^(?:first|last|given|family)$/;

/** Texts and numbers of an object, with the texts of objects in it: `address: { street }`, `name: { first, last }`. */
function flattened(object: JsonObject): Flattened {
  const columns: string[] = [];
  const cells: string[] = [];
  const inside: [string, JsonValue][] = [];
  let n = 0;
  for (const [key, one] of Object.entries(object)) {
    if (typeof one === 'object') inside.push([key, one]);
    n += 1;
    if (n > MOST_COLUMNS) continue;
    if (typeof one === 'string' || typeof one === 'number') {
      columns.push(key);
      cells.push(String(one));
    } else if (typeof one === 'object' && one !== null && !Array.isArray(one)) {
      for (const [inner, deep] of Object.entries(one)) {
        if (typeof deep !== 'string') continue;
        columns.push(PART_OF_NAME.test(inner) ? `${inner}Name` : inner);
        cells.push(deep);
      }
    }
  }
  return { columns, cells, inside };
}

/** Objects with the same keys are rows of one table; those about no patient are left out. Lines are those of their first text value. */
export function tablesOf(name: string, values: readonly JsonValue[], text: string): Table[] {
  const tables = new Map<
    string,
    { name: string; columns: string[]; rows: { line: number; cells: string[] }[] }
  >();
  const open = values.map((value) => ({ value, name })).reverse();
  const lines = new ValueLines(text);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, name: owner } = next;
    if (typeof value !== 'object' || value === null) continue;
    if (Array.isArray(value)) {
      for (let i = value.length - 1; i >= 0; i -= 1) open.push({ value: value[i] ?? null, name: owner });
      continue;
    }
    const { columns, cells, inside } = flattened(value);
    for (let i = inside.length - 1; i >= 0; i -= 1) {
      const nested = inside[i];
      if (nested !== undefined) open.push({ value: nested[1], name: nested[0] });
    }
    for (const [key] of inside) columns.push(key);
    const line = lines.next(cells.find((said) => said.length > 3)?.slice(0, 200) ?? '');
    if (!isOfPersons({ name: owner, columns })) continue;
    const id = `${owner}\0${columns.join('\0')}`;
    const table = tables.get(id) ?? { name: owner, columns, rows: [] };
    table.rows.push({ line, cells });
    tables.set(id, table);
  }
  return [...tables.values()];
}

const LONGEST_LINE = 100_000;

/** Objects at the ends of lines, behind a time and a level, as tables with the lines they stand in. */
export function tablesInLines(name: string, text: string): Table[] {
  const tables: Table[] = [];
  for (const [i, line] of text.split('\n').entries()) {
    const start = line.length > LONGEST_LINE ? -1 : line.indexOf('{"');
    if (start < 1) continue;
    try {
      const value = JSON.parse(line.slice(start)) as JsonValue;
      for (const { rows, ...table } of tablesOf(name, [value], ''))
        tables.push({ ...table, rows: rows.map((row) => ({ ...row, line: i + 1 })) });
    } catch {
      // A line with braces that are no JSON is read by its labels.
    }
  }
  return tables;
}

/** What cells of a notebook hold and show, each with its line. */
export function notebookTexts(
  notebook: JsonValue,
  text: string,
): { readonly line: number; readonly said: string }[] {
  const texts: { line: number; said: string }[] = [];
  const lines = new ValueLines(text);
  for (const cell of asArray(asObject(notebook).cells).map(asObject)) {
    const outputs = asArray(cell.outputs).map(asObject);
    for (const value of [
      cell.source,
      ...outputs.flatMap(({ text: said, data }) => [
        said,
        asObject(data)['text/html'],
        asObject(data)['text/plain'],
      ]),
    ]) {
      const said = Array.isArray(value) ? value.filter((one) => typeof one === 'string').join('') : value;
      if (typeof said !== 'string' || said === '') continue;
      const line = lines.next(said.split('\n', 1)[0] ?? '');
      texts.push({ line, said });
    }
  }
  return texts;
}
