/** What is scanned: a folder, one file, or either of them as a git revision has it. */
import { lstatSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { TheriacError, type Tree } from '@theriac/core';
import { DirectoryTree } from './directory-tree.ts';
import { type RevisionObjects, RevisionTree } from './revision-tree.ts';
import type { RootContents } from './root/root-contents.ts';

export interface Target {
  /** The folder; for a single file the one that holds it, so that its siblings can be read. */
  readonly tree: Tree;
  /** Path of the file in the tree, where the target is a single file. */
  readonly file: string | undefined;
  /** What reports call it: the base name, never the absolute path. */
  readonly name: string;
  /** Of a root file system as a whole (an image, a host): what is installed counts there, not what files ask for. */
  readonly contents?: RootContents;
}

/** @throws TheriacError THERIAC_TARGET_MISSING or THERIAC_TARGET_KIND */
export function openTarget(path: string): Target {
  let real: string;
  try {
    lstatSync(path);
    real = realpathSync(path);
  } catch (cause) {
    throw new TheriacError(
      'THERIAC_TARGET_MISSING',
      'nothing is at this path, or it cannot be read',
      { path },
      { cause },
    );
  }
  const stat = statSync(real);
  if (stat.isDirectory())
    return { tree: new DirectoryTree(real), file: undefined, name: basename(real) || '/' };
  if (!stat.isFile())
    throw new TheriacError('THERIAC_TARGET_KIND', 'this is neither a folder nor a regular file', { path });
  const name = basename(real);
  return { tree: new DirectoryTree(dirname(real)), file: name, name };
}

/**
 * A folder, or one file of it, as a git revision has it.
 * @param name what reports call it
 * @param file path relative to the folder of `objects`
 */
export function revisionTarget(objects: RevisionObjects, name: string, file?: string): Target {
  return { tree: new RevisionTree(objects), file, name };
}
