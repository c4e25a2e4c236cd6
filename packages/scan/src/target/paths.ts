/** Paths of the target: always relative to it and `/`-separated. */
import type { ExtractContext } from '@theriac/core';

/** `a/./b/../c` and `a\\c` → `a/c`; null when it leads outside or is absolute. For paths that files name. */
export function normalizePath(path: string): string | null {
  return /^[A-Za-z]:/.test(path) ? null : withinTarget(path.replaceAll('\\', '/'));
}

/** The same for paths of the tree itself, in which a backslash is part of a name. */
export function withinTarget(path: string): string | null {
  if (path.startsWith('/') || path.includes('\u0000')) return null;
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') {
      if (parts.pop() === undefined) return null;
    } else parts.push(part);
  }
  return parts.join('/');
}

/** The folder of `path`; the empty string for the target itself. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** `name` beside `path`; may climb with `..` (the context refuses what leaves the target). */
export function beside(path: string, name: string): string {
  const folder = folderOf(path);
  return folder === '' ? name : `${folder}/${name}`;
}

/** The first of `names` that is a file in the folder of `path`. */
export function siblingOf(
  path: string,
  names: readonly string[],
  context: ExtractContext,
): string | undefined {
  return names.map((name) => beside(path, name)).find((p) => context.exists(p));
}

/** Nearest `name` in the folder of `path` or above it, at most 64 folders up. */
export function nearestAbove(path: string, name: string, context: ExtractContext): string | undefined {
  let folder = folderOf(path);
  for (let level = 0; level < 64; level += 1) {
    const candidate = folder === '' ? name : `${folder}/${name}`;
    if (context.exists(candidate)) return candidate;
    if (folder === '') return undefined;
    folder = folderOf(folder);
  }
  return undefined;
}

/** `folder/name`, or `name` at the top. */
export function inFolder(folder: string, name: string): string {
  return folder === '' ? name : name === '' ? folder : `${folder}/${name}`;
}
