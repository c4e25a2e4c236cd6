/** What one file of Bicep declares, by name. */
import type { BicepFile } from '@theriac/read/bicep';

export interface NameIndex {
  readonly parameters: ReadonlyMap<string, BicepFile['parameters'][number]>;
  readonly variables: ReadonlyMap<string, BicepFile['variables'][number]>;
  readonly resources: ReadonlyMap<string, BicepFile['resources'][number]>;
  readonly modules: ReadonlyMap<string, BicepFile['modules'][number]>;
  readonly outputs: ReadonlyMap<string, BicepFile['outputs'][number]>;
  readonly functions: ReadonlyMap<string, BicepFile['functions'][number]>;
  readonly imported: ReadonlyMap<string, { readonly source: string; readonly name: string }>;
  /** Paths, by the name under which everything of a file is imported. */
  readonly whole: ReadonlyMap<string, string>;
}

const known = new WeakMap<BicepFile, NameIndex>();

export function indexOf(file: BicepFile): NameIndex {
  const found = known.get(file) ?? {
    parameters: byName(file.parameters),
    variables: byName(file.variables),
    resources: byName(file.resources),
    modules: byName(file.modules),
    outputs: byName(file.outputs),
    functions: byName(file.functions),
    imported: new Map(
      file.imports.flatMap(({ source, names }) =>
        names.map(({ name, as }) => [as, { source, name }] as const),
      ),
    ),
    whole: new Map(
      file.imports.flatMap(({ source, whole }) => (whole === undefined ? [] : [[whole, source] as const])),
    ),
  };
  known.set(file, found);
  return found;
}

function byName<T extends { readonly name: string }>(all: readonly T[]): ReadonlyMap<string, T> {
  return new Map(all.map((one) => [one.name, one]));
}
