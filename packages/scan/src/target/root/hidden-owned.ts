/** Files that a package brought and a later layer took away with it: what a package ships is judged as that package. */
import type { Tree } from '@theriac/core';
import { apkFiles, type OwnedFile } from '../../extractors/os/file-lists.ts';
import { dpkgPackage, isAsShipped, type Sum } from '../../extractors/os/shipped-files.ts';
import type { RootContents } from './root-contents.ts';

/** Lists of packages that are there no longer, or not in this version. */
const HIDDEN_LIST =
  /^layer \d+!+\/(?:var\/lib\/dpkg\/info\/[^/]{1,255}\.list|(?:usr\/)?lib\/apk\/db\/installed)$/;
const OF_A_LAYER = /^layer \d+!+\//;
const MAX_BYTES = 64 * 1024 * 1024;
/** Users write there, whoever owns the name. */
const OF_USERS = /^(?:etc|root|home|srv|opt|app)\//;

/** @returns whether a file of a hidden layer has the content with which a package that was there had brought it */
export function hiddenOwned(tree: Tree, contents: RootContents): (path: string) => boolean {
  const shipped = new Map<string, Sum[]>();
  /** Of packages without sums. */
  const listed = new Set<string>();
  for (const path of contents.files()) {
    if (!HIDDEN_LIST.test(path)) continue;
    for (const file of filesOf(tree, path)) {
      const inRoot = file.path.replace(/^\/+/, '');
      if (file.shipped === undefined) listed.add(inRoot);
      else shipped.set(inRoot, [...(shipped.get(inRoot) ?? []), file.shipped]);
    }
  }
  return (path) => {
    const inRoot = path.replace(OF_A_LAYER, '');
    if (inRoot === path) return false;
    const sums = shipped.get(inRoot) ?? [];
    if (sums.length === 0) return listed.has(inRoot) && !OF_USERS.test(inRoot);
    const bytes = tree.file(path, MAX_BYTES)?.bytes();
    return bytes !== undefined && sums.some((sum) => isAsShipped(bytes, sum));
  };
}

function filesOf(tree: Tree, list: string): Iterable<OwnedFile> {
  if (list.endsWith('.list')) return dpkgPackage(tree, list.slice(0, -'.list'.length));
  return apkFiles(Buffer.from(tree.file(list, MAX_BYTES)?.bytes() ?? []).toString('utf8'));
}
