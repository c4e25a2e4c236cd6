/** Files that a package brought and a later layer took away with it: what a package ships is judged as that package. */
import type { Tree } from '@theriac/core';
import { apkFiles, listedPaths, type OwnedFile } from '../../extractors/os/file-lists.ts';
import type { RootContents } from './root-contents.ts';

const HIDDEN_LIST =
  /^layer \d+!+\/(?:var\/lib\/dpkg\/info\/[^/]{1,255}\.list|(?:usr\/)?lib\/apk\/db\/installed)$/;
const OF_A_LAYER = /^layer \d+!+\//;
const MAX_LIST_BYTES = 64 * 1024 * 1024;
/** Users write there, whoever owns the name. */
const OF_USERS = /^(?:etc|root|home|srv|opt|app)\//;

/** @param owns whether a package that is still there owns a path */
export function hiddenOwned(
  tree: Tree,
  contents: RootContents,
  owns: (path: string) => boolean,
): (path: string) => boolean {
  const former = new Set<string>();
  for (const path of contents.files()) {
    if (!HIDDEN_LIST.test(path)) continue;
    const text = Buffer.from(tree.file(path, MAX_LIST_BYTES)?.bytes() ?? []).toString('utf8');
    const files: Iterable<OwnedFile> = path.endsWith('.list') ? listedPaths(text) : apkFiles(text);
    for (const file of files) former.add(file.path.replace(/^\/+/, ''));
  }
  return (path) => {
    const inRoot = path.replace(OF_A_LAYER, '');
    if (inRoot === path || OF_USERS.test(inRoot)) return false;
    return owns(inRoot) || former.has(inRoot);
  };
}
