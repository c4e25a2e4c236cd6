/** What is told of the files of a root file system as a whole. */
import type { RootFileCounts, SetIdFile } from '@theriac/core';
import { type FolderNode, filesIn } from './file-nodes.ts';

const SET_ID = 0o6000;

export function countsOf(root: FolderNode): RootFileCounts {
  let files = 0;
  let bytes = 0;
  for (const [, { size }] of filesIn(root)) {
    files += 1;
    bytes += size;
  }
  return { files, bytes };
}

/** Files that run with the rights of their owner or group. */
export function setIdFiles(root: FolderNode): SetIdFile[] {
  const found: SetIdFile[] = [];
  for (const [path, { mode }] of filesIn(root))
    if ((mode & SET_ID) !== 0 && (mode & 0o111) !== 0) found.push({ path, mode: mode.toString(8) });
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}
