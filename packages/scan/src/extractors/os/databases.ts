/** Where package managers keep their databases: asked for by place, since a link may lead there. */
import type { Tree } from '@theriac/core';

const FILES = [
  'var/lib/dpkg/status',
  'lib/apk/db/installed',
  'usr/lib/apk/db/installed',
  ...['var/lib/rpm', 'usr/lib/sysimage/rpm', 'usr/share/rpm'].flatMap((folder) =>
    ['rpmdb.sqlite', 'Packages.db', 'Packages'].map((name) => `${folder}/${name}`),
  ),
  'usr/lib/opkg/status',
  'var/lib/opkg/status',
];

/** Files of databases that are there, whatever links lead to them; each once. */
export function databasesIn(tree: Tree, realPath: (path: string) => string): string[] {
  const found = new Map<string, string>();
  const add = (path: string): void => {
    if (!tree.exists(path)) return;
    const real = realPath(path);
    if (!found.has(real)) found.set(real, path);
  };
  for (const path of FILES) add(path);
  for (const { name } of tree.list('var/lib/dpkg/status.d') ?? []) add(`var/lib/dpkg/status.d/${name}`);
  for (const { name } of tree.list('var/lib/pacman/local') ?? []) add(`var/lib/pacman/local/${name}/desc`);
  for (const { name: category } of tree.list('var/db/pkg') ?? [])
    for (const { name } of tree.list(`var/db/pkg/${category}`) ?? [])
      add(`var/db/pkg/${category}/${name}/PF`);
  return [...found.values()].sort();
}
