/** An export of a forge or a cloud as it is kept: its kind, the settings that rules ask about, and nothing else. */
import { TheriacError } from '@theriac/core';
import { EXPORT_KINDS, type ExportKind } from './export-kinds.ts';

export interface ReducedExport {
  readonly kind: ExportKind;
  /** What is written, as JSON. */
  readonly document: {
    readonly theriacPosture: 1;
    readonly type: string;
    /** YYYY-MM-DD: when it was taken. */
    readonly collected: string;
    readonly rows: readonly { readonly name: string; readonly settings: Readonly<Record<string, unknown>> }[];
  };
}

const MOST_ROWS = 100_000;

/**
 * @param text JSON, or the CSV of a credential report
 * @param path of the file; what does not say what it is of is named by it
 * @throws TheriacError THERIAC_USAGE for what is none of {@link EXPORT_KINDS}, THERIAC_INPUT_SYNTAX for broken JSON
 */
export function reduceExport(text: string, path: string, collected: string): ReducedExport {
  const data =
    text.trimStart().startsWith('{') || text.trimStart().startsWith('[') ? jsonOf(text, path) : csvRows(text);
  const kind = EXPORT_KINDS.find((one) => isOfKind(data, one));
  if (kind === undefined)
    throw new TheriacError(
      'THERIAC_USAGE',
      `this is no export that is understood; those are: ${EXPORT_KINDS.map(({ title, from }) => `${title} (\`${from}\`)`).join('; ')}`,
      { path },
    );
  const own = kind.rows === undefined ? [data] : rowsIn(data, kind.rows);
  if (own.length > MOST_ROWS)
    throw new TheriacError('THERIAC_INPUT_LIMIT', `more than ${MOST_ROWS} rows`, { path });
  const rows = own.map((row) => {
    const key = kind.name.find((one) => row[one] !== undefined);
    const kept = Object.entries(row)
      .filter(([name]) => kind.keep.includes(name))
      .map(([name, value]) => [name, keptInside(value, kind.keepInside?.[name])] as const);
    const named = kind.name.length === 0 ? withoutEnding(path) : key === undefined ? '' : row[key];
    return { name: nameOf(named), settings: Object.fromEntries(kept) };
  });
  return { kind, document: { theriacPosture: 1, type: kind.type, collected, rows } };
}

type Row = Readonly<Record<string, unknown>>;

function jsonOf(text: string, path: string): Row {
  try {
    const value: unknown = JSON.parse(text);
    // Answers that are lists are rows.
    return Array.isArray(value) ? { rows: value } : isRow(value) ? value : {};
  } catch (cause) {
    throw new TheriacError('THERIAC_INPUT_SYNTAX', 'not valid JSON', { path }, { cause });
  }
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isOfKind(data: Row, { has, rows, says = {} }: ExportKind): boolean {
  const first = rows === 'rows' ? rowsIn(data, rows)[0] : data;
  return (
    first !== undefined &&
    has.every((key) => Object.hasOwn(first, key)) &&
    Object.entries(says).every(([key, text]) => first[key] === text)
  );
}

function keptInside(value: unknown, keys: readonly string[] | undefined): unknown {
  if (keys === undefined) return value;
  const kept = (one: Row): Row =>
    Object.fromEntries(Object.entries(one).filter(([key]) => keys.includes(key)));
  if (Array.isArray(value)) return value.filter(isRow).map(kept);
  return isRow(value) ? kept(value) : value;
}

function rowsIn(data: Row, key: string): readonly Row[] {
  const rows = data[key];
  return Array.isArray(rows) ? rows.filter(isRow) : [];
}

/** A credential report: names in the first line, no quotes in it. */
function csvRows(text: string): Row {
  const [first = '', ...lines] = text.split(/\r?\n/).filter((line) => line !== '');
  const names = first.split(',');
  return {
    rows: lines.slice(0, MOST_ROWS + 1).map((line) => {
      const cells = line.split(',');
      return Object.fromEntries(names.map((name, i) => [name, cells[i] ?? '']));
    }),
  };
}

function withoutEnding(path: string): string {
  const dot = path.lastIndexOf('.');
  return dot > 0 ? path.slice(0, dot) : path;
}

/** The address of a branch names its repository and itself. */
function nameOf(value: unknown): string {
  const text = String(value);
  const branch = /\/repos\/([^/]{1,200}\/[^/]{1,200})\/branches\/([^/]{1,200})\//.exec(text);
  return branch === null ? text.slice(0, 200) : `${branch[1]} ${branch[2]}`;
}
