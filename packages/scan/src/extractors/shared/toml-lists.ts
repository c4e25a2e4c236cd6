/** What packages of a TOML lockfile need, which its reader would take for nothing where it is no list. */
import { TomlArray, type TomlTable } from '@theriac/read/toml';
import type { RootBuilder } from './root-builder.ts';

/** Reports a value of `key` that is there and is not a list. */
export function checkLists(root: RootBuilder, tables: readonly TomlTable[], key: string): void {
  for (const table of tables) {
    const value = table.get(key);
    if (value !== undefined && !(value instanceof TomlArray))
      root.unknown('unparseable', `"${key}" of a package is not a list`, table.lineOf(key), true);
  }
}
