/** Files that a package brought and a later layer took away with it: what a package ships is judged as that package. */
import type { Tree } from '@theriac/core';
import { apkFiles, conffilesIn, type OwnedFile, sumsOfFiles } from '../../extractors/os/file-lists.ts';
import {
  dpkgPackage,
  isAsShipped,
  rpmPackages,
  type ShippedFiles,
  type Sum,
} from '../../extractors/os/shipped-files.ts';
import type { RootContents } from './root-contents.ts';

/** Databases of package managers as they were in lower layers: packages that are there no longer, or not in this version. */
const HIDDEN_DATABASE =
  /^layer \d+!+\/(?:var\/lib\/dpkg\/(?:info\/[^/]{1,255}\.list|status|status\.d\/[^/]{1,255}\.md5sums)|(?:usr\/)?lib\/apk\/db\/installed|(?:var\/lib|usr\/lib\/sysimage)\/rpm\/(?:rpmdb\.sqlite|Packages(?:\.db)?))$/;
const OF_A_LAYER = /^layer \d+!+\//;
const MAX_BYTES = 64 * 1024 * 1024;
/** Users write there, whoever owns the name. */
const OF_USERS = /^(?:etc|root|home|srv|opt|app)\//;

/**
 * @param owned what packages own by the databases as they are now: a layer that deletes, replaces or copies a file rarely
 *   rewrites them
 * @returns whether a file of a hidden layer has the content with which a package had brought it
 */
export function hiddenOwned(
  tree: Tree,
  contents: RootContents,
  owned: Pick<ShippedFiles, 'sumOf'>,
): (path: string) => boolean {
  const shipped = new Map<string, Sum[]>();
  /** Of packages without sums. */
  const listed = new Set<string>();
  for (const path of contents.files()) {
    if (!HIDDEN_DATABASE.test(path)) continue;
    for (const file of filesOf(tree, path)) {
      const inRoot = file.path.replace(/^\/+/, '');
      if (file.shipped === undefined) listed.add(inRoot);
      else shipped.set(inRoot, [...(shipped.get(inRoot) ?? []), file.shipped]);
    }
  }
  return (path) => {
    const inRoot = path.replace(OF_A_LAYER, '');
    if (inRoot === path) return false;
    const now = owned.sumOf(contents.realPath(inRoot)) ?? owned.sumOf(inRoot);
    const sums = [...(shipped.get(inRoot) ?? []), ...(now === undefined ? [] : [now])];
    if (sums.length === 0) return listed.has(inRoot) && !OF_USERS.test(inRoot);
    const bytes = tree.file(path, MAX_BYTES)?.bytes();
    return bytes !== undefined && sums.some((sum) => isAsShipped(bytes, sum));
  };
}

function filesOf(tree: Tree, list: string): Iterable<OwnedFile> {
  const text = (): string => Buffer.from(tree.file(list, MAX_BYTES)?.bytes() ?? []).toString('utf8');
  if (list.endsWith('.list')) return dpkgPackage(tree, list.slice(0, -'.list'.length));
  if (list.endsWith('.md5sums')) return sumsOfFiles(text());
  if (list.endsWith('/status')) return conffilesIn(text());
  return list.includes('/rpm/') ? rpmPackages(tree, list) : apkFiles(text());
}
