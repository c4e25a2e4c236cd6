/** A target is hostile input: by a link in it, nothing outside is read as its own or written. */
import { lstatSync, realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import { TheriacError } from '@theriac/core';

/** Whether a path is a folder or in it; both are real paths, or neither is. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

export function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

/**
 * The path of a file that is to be written in a target.
 * @param folder of the target; a link to it was named by the user and is followed
 * @throws TheriacError THERIAC_OUTSIDE for what leads out by `..` or by a link, also by one to something that is not there
 */
export function writableIn(folder: string, path: string): string {
  if (leadsOut(folder, path))
    throw new TheriacError(
      'THERIAC_OUTSIDE',
      isLink(path)
        ? 'is a link that leads out of the target: nothing is written there'
        : 'is outside the target: nothing is written there',
      { path },
    );
  return path;
}

function leadsOut(folder: string, path: string): boolean {
  if (!isInside(folder, path)) return true;
  const root = realPath(folder);
  // A folder that is not there is reported by who writes.
  if (root === undefined) return false;
  const real = realPath(path);
  if (real !== undefined) return !isInside(root, real);
  // Where a link to nothing leads is not looked up: writing would create it there.
  if (isLink(path)) return true;
  const above = realPath(dirname(path));
  return above !== undefined && !isInside(root, join(above, basename(path)));
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}
