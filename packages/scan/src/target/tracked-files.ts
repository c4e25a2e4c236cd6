/** What git tracks of a folder: the index of the working copy that the folder is, or is in, or is a submodule of. */
import { closeSync, constants, existsSync, fstatSync, openSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { readGitIndex, sharedIndexOf } from './git-index.ts';

/** A repository of a million files. */
const MAX_INDEX = 256 * 1024 * 1024;
const MAX_POINTER = 4096;

/** @returns whether a path, relative to the folder, is tracked; no path is where there is no index that is understood */
export function trackedFilesIn(root: string): (path: string) => boolean {
  for (let folder = root; ; folder = dirname(folder)) {
    const place = join(folder, '.git');
    if (existsSync(place)) {
      const tracked = indexAt(gitFolderOf(place));
      const prefix = relative(folder, root).split(sep).join('/');
      return (path) => tracked.has(prefix === '' ? path : `${prefix}/${path}`);
    }
    if (dirname(folder) === folder) return () => false;
  }
}

/** `.git` is a folder, or in submodules and further working copies a file that names one. */
function gitFolderOf(place: string): string {
  if (statSync(place, { throwIfNoEntry: false })?.isDirectory() === true) return place;
  const [, named] = /^gitdir: ([^\n\r]+)/.exec(contentOf(place, MAX_POINTER).toString('utf8')) ?? [];
  return named === undefined ? place : resolve(dirname(place), named);
}

function indexAt(folder: string): ReadonlySet<string> {
  const bytes = contentOf(join(folder, 'index'), MAX_INDEX);
  const tracked = new Set(readGitIndex(bytes).keys());
  // With `core.splitIndex` most of it is in a file that the index names.
  const shared = sharedIndexOf(bytes);
  if (shared !== undefined)
    for (const path of readGitIndex(contentOf(join(folder, `sharedindex.${shared}`), MAX_INDEX)).keys())
      tracked.add(path);
  return tracked;
}

/** Empty for what is no regular file, cannot be read or is larger. */
function contentOf(path: string, maxBytes: number): Buffer {
  let fd: number;
  try {
    fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch {
    return Buffer.alloc(0);
  }
  try {
    const stat = fstatSync(fd);
    return stat.isFile() && stat.size <= maxBytes ? readFileSync(fd) : Buffer.alloc(0);
  } catch {
    return Buffer.alloc(0);
  } finally {
    closeSync(fd);
  }
}
