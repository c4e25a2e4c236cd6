/** Tables: columns with names, rows with values. A row is a person when its table speaks of health. */
import { isHealthColumn } from '../health-words.ts';
import type { Identifier, IdentifierClass, PersonRecord } from '../record.ts';
import { classesOfColumn, classOfColumn, identifierOf, wordsOf } from '../shapes.ts';
import { isGivenName } from '../vocabulary.ts';

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

/** A given name alone tells nobody, but where the language has one word for both. */
const WHOLE_NAME = /_(?:nome|nombre)_$/;

export function personsOf(table: Table): PersonRecord[] {
  if (!isOfPersons(table)) return [];
  const { columns, rows } = table;
  const words = columns.map(wordsOf);
  const classes = columns.map(classesOfColumn);
  const named = classes.flatMap((those, i) => (those[0] === 'name' ? [i] : []));
  const first = named.length > 1 ? (named.find((i) => isGivenName(words[i] ?? '')) ?? -1) : -1;
  return rows.flatMap(({ line, cells }) => {
    const identifiers: Identifier[] = [];
    let isNamed = false;
    for (const [i, those] of classes.entries()) {
      let said = cells[i];
      if (those.length === 0 || i === first || said === undefined || said === '') continue;
      if (those[0] === 'name') {
        if (named.length === 1 && isGivenName(words[i] ?? '') && !WHOLE_NAME.test(words[i] ?? '')) continue;
        if (!isNamed && first !== -1) said = `${cells[first] ?? ''} ${said}`.trim();
        isNamed = true;
      }
      const value = said;
      const found = firstOf(those, value);
      if (found !== undefined) identifiers.push(found);
    }
    return identifiers.length === 0 ? [] : [{ line, identifiers }];
  });
}

function firstOf(classes: readonly IdentifierClass[], value: string): Identifier | undefined {
  for (const is of classes) {
    const found = identifierOf(is, value);
    if (found !== undefined) return found;
  }
  return undefined;
}
