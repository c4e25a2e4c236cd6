/** The class table of SPDX 3 as data: properties by class, with those of its parents. */
import { SPDX3_CLASSES, SPDX3_WORDS } from './classes.ts';

export interface Spdx3Property {
  readonly name: string;
  readonly type: string;
  readonly list: boolean;
  readonly required: boolean;
}

interface Spdx3Class {
  readonly name: string;
  readonly parent: string | null;
  readonly abstract: boolean;
  readonly properties: ReadonlyMap<string, Spdx3Property>;
}

const CLASSES: ReadonlyMap<string, Spdx3Class> = new Map(
  SPDX3_CLASSES.trim()
    .split(/\n{2,}/)
    .map((block): [string, Spdx3Class] => {
      const [head = '', ...lines] = block.split('\n');
      const [name = '', ...more] = head.split(/\s+/);
      const parent = more[0] === '<' ? (more[1] ?? null) : null;
      const properties = lines.map((line): [string, Spdx3Property] => {
        const [first = '', type = 'text'] = line.trim().split(/\s+/);
        const property = first.replace('!', '');
        return [
          property,
          {
            name: property,
            type: type.replace('[]', ''),
            list: type.endsWith('[]'),
            required: first.endsWith('!'),
          },
        ];
      });
      return [name, { name, parent, abstract: more.includes('(abstract)'), properties: new Map(properties) }];
    }),
);

export const SPDX3_VOCABULARIES: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  SPDX3_WORDS.trim()
    .split(/\n(?=\S)/)
    .map((block): [string, ReadonlySet<string>] => {
      const [name = '', ...words] = block.split(/\s+/);
      return [name, new Set(words)];
    }),
);

const WHOLE = new Map<string, ReadonlyMap<string, Spdx3Property>>();

/** Properties of a class and of all its parents; null for anything that is not a class of SPDX 3. */
export function spdx3Properties(name: string): ReadonlyMap<string, Spdx3Property> | null {
  const known = WHOLE.get(name);
  if (known !== undefined) return known;
  const row = CLASSES.get(name);
  if (row === undefined) return null;
  const above = row.parent === null ? new Map<string, Spdx3Property>() : spdx3Properties(row.parent);
  const all = new Map([...(above ?? []), ...row.properties]);
  WHOLE.set(name, all);
  return all;
}

export function isSpdx3Class(name: string): boolean {
  return CLASSES.has(name);
}

/** Whether things of the class may be in a document: abstract classes only have heirs. */
export function isConcrete(name: string): boolean {
  return CLASSES.get(name)?.abstract === false;
}

/** Whether a class is another one or inherits from it. */
export function inherits(name: string, ancestor: string): boolean {
  for (let at: string | null = name; at !== null; at = CLASSES.get(at)?.parent ?? null)
    if (at === ancestor) return true;
  return false;
}
