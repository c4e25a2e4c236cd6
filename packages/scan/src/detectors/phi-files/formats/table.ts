/** Tables: columns with names, rows with values. A row is a person when its table speaks of health. */
import { isHealthColumn } from '../health-words.ts';
import type { IdentifierClass, PersonRecord } from '../record.ts';
import { classOfColumn, identifiersOf, wordsOf } from '../shapes.ts';

export interface Table {
  /** Of the table or of the file; empty when it has none. */
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[];
}

export function personsOf({ name, columns, rows }: Table): PersonRecord[] {
  const words = columns.map(wordsOf);
  const classes = columns.map((column) => classOfColumn(column));
  const isHealth = isHealthColumn(wordsOf(name)) || words.some(isHealthColumn);
  if (!isHealth || !classes.some((one) => one !== undefined)) return [];
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
