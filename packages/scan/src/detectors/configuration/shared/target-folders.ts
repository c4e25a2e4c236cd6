/** Files of the target by folder, for includes; each folder is listed once. */
import type { DetectContext } from '@theriac/core';
import type { Folders } from './included-files.ts';

export function foldersOf(context: DetectContext): Folders {
  const lists = new Map<string, readonly string[]>();
  const exists = new Map<string, boolean>();
  return {
    exists: (path) => {
      const known = exists.get(path) ?? context.exists(path);
      exists.set(path, known);
      return known;
    },
    list: (folder) => {
      const known =
        lists.get(folder) ??
        context
          .list(folder)
          .filter(({ kind }) => kind === 'file')
          .map(({ name }) => name);
      lists.set(folder, known);
      return known;
    },
  };
}
