/** Tables: columns with names, rows with values. A row is a person when its table speaks of health. */
import { isHealthColumn } from '../health-words.ts';
import type { IdentifierClass, PersonRecord } from '../record.ts';
import { classOfColumn, identifiersOf, wordsOf } from '../shapes.ts';

export interface Table {
  /** Of the table or of the file; empty when it has none. */
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[];
  /** `open`: the last value has no end; `long`: more rows than are read. */
  readonly fault?: 'open' | 'long';
}

/** Rows of one table that are held. */
export const MOST_ROWS = 2_000_000;

/** Whether persons would be told of it: it speaks of care and names what identifies a person. */
export function isOfPersons({ name, columns }: Pick<Table, 'name' | 'columns'>): boolean {
  return (
    (isHealthColumn(wordsOf(name)) || columns.some((one) => isHealthColumn(wordsOf(one)))) &&
    columns.some((one) => classOfColumn(one) !== undefined)
  );
}

export function personsOf(table: Table): PersonRecord[] {
  if (!isOfPersons(table)) return [];
  const { columns, rows } = table;
  const words = columns.map(wordsOf);
  const classes = columns.map((column) => classOfColumn(column));
  const first = words.findIndex((one) =>
    /^_(?:first_?|given_?|f)name_$|^_(?:first|given|vorname|prenom)_$/.test(one),
  );
  return rows.flatMap(({ line, cells }) => {
    const pairs = classes.flatMap((is, i): [IdentifierClass, string | undefined][] =>
      is === undefined || i === first ? [] : [[is, cells[i]]],
    );
    const hasOtherName = pairs.some(([is]) => is === 'name');
    if (first !== -1) {
      const given = cells[first] ?? '';
      const at = pairs.findIndex(([is]) => is === 'name');
      if (hasOtherName) pairs[at] = ['name', `${given} ${pairs[at]?.[1] ?? ''}`.trim()];
    }
    const identifiers = identifiersOf(pairs);
    return identifiers.length === 0 ? [] : [{ line, identifiers }];
  });
}
