/** How a field of the model becomes values of a property, and a field again. */
import { encodePart } from '../model-json.ts';

/** One property name, and how it becomes a field again. */
export interface Carrier<Owner> {
  /** Field of the model, as losses and the tables of formats name it. */
  readonly field: string;
  readonly name: string;
  /** For the docs. */
  readonly says: string;
  readonly give: (owner: Owner) => readonly string[];
  /** The owner with the values in their field; null when they are not understood. */
  readonly restore: (owner: Owner, values: readonly string[]) => Owner | null;
}

/** Every value decoded, or null when one is not understood. */
export function all<Item>(
  values: readonly string[],
  decode: (value: string) => Item | undefined,
): Item[] | null {
  const items: Item[] = [];
  for (const value of values) {
    const item = decode(value);
    if (item === undefined) return null;
    items.push(item);
  }
  return items;
}

export const single = (values: readonly string[]): string | null => {
  const [value] = values;
  return values.length === 1 && value !== undefined && value !== '' ? value : null;
};

export const given = (value: string | undefined): readonly string[] => (value === undefined ? [] : [value]);
export const encoded = (parts: readonly object[]): readonly string[] => parts.map(encodePart);
