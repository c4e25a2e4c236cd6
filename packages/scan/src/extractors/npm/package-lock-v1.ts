/** Lockfile version 1: the nested tree under `dependencies` as a flat list of folders, as versions 2 and 3 have it. */
import { asObject, get, type JsonDocument, type JsonObject, type JsonValue } from '@theriac/read/json';

export interface FlatEntry {
  /** Folder of the package: `node_modules/a/node_modules/b`. */
  readonly location: string;
  readonly value: JsonValue;
  readonly line: number | undefined;
}

/** The depth is bounded by the JSON reader. The root has no entry: version 1 does not list it. */
export function flattenVersion1(top: JsonObject, document: JsonDocument): FlatEntry[] {
  const entries: FlatEntry[] = [];
  const visit = (
    parent: JsonObject,
    folder: string,
    path: readonly string[],
    parentLine: number | undefined,
  ): void => {
    for (const [name, value] of Object.entries(asObject(get(parent, 'dependencies')))) {
      const location = `${folder}node_modules/${name}`;
      const keys = [...path, 'dependencies', name];
      const line = document.line(...keys) ?? parentLine;
      entries.push({ location, value, line });
      visit(asObject(value), `${location}/`, keys, line);
    }
  };
  visit(top, '', [], undefined);
  return entries;
}
