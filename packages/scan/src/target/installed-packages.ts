/** Where the packages of a `node_modules` are, without opening anything else in it. */
import type { Tree } from '@theriac/core';

/** Folders in which package managers keep what `node_modules` links to: pnpm, Yarn and cnpm, Bun, Deno. */
const STORES: ReadonlySet<string> = new Set(['.pnpm', '.store', '.bun', '.deno']);
const MAX_DEPTH = 60;
const MAX_PACKAGES = 200_000;

export interface InstalledPackages {
  /** Paths of package files, sorted. */
  readonly files: readonly string[];
  /** Folders in the place of a package that hold files and no package file, sorted. */
  readonly bare: readonly string[];
  /** False: there are more than are listed. */
  readonly whole: boolean;
}

/**
 * The package file of each package in `modules`, of packages nested in them and of the stores of package managers. Links
 * are left out: what they lead to is in a store or is a project of the tree.
 */
export function installedPackages(tree: Tree, modules: string): InstalledPackages {
  const files: string[] = [];
  let whole = true;
  const waiting: { readonly folder: string; readonly depth: number }[] = [{ folder: modules, depth: 0 }];
  const addPackage = (folder: string, depth: number): void => {
    files.push(`${folder}/package.json`);
    waiting.push({ folder: `${folder}/node_modules`, depth: depth + 1 });
  };
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { folder, depth } = next;
    if (depth > MAX_DEPTH || files.length > MAX_PACKAGES) {
      whole = false;
      continue;
    }
    for (const { name, kind } of tree.list(folder) ?? []) {
      if (kind !== 'folder') continue;
      const path = `${folder}/${name}`;
      if (STORES.has(name)) {
        for (const entry of tree.list(path) ?? []) {
          if (entry.kind !== 'folder') continue;
          waiting.push({ folder: `${path}/${entry.name}/node_modules`, depth: depth + 1 });
          // Yarn with `nodeLinker: pnpm` keeps the package itself here.
          if (tree.exists(`${path}/${entry.name}/package/package.json`))
            addPackage(`${path}/${entry.name}/package`, depth);
        }
      } else if (name.startsWith('@')) {
        for (const entry of tree.list(path) ?? [])
          if (entry.kind === 'folder') addPackage(`${path}/${entry.name}`, depth);
      } else if (!name.startsWith('.')) addPackage(path, depth);
    }
  }
  const isThere = Map.groupBy(files, (file) => tree.exists(file));
  const bare = (isThere.get(false) ?? [])
    .map((file) => file.slice(0, file.lastIndexOf('/')))
    .filter((folder) => (tree.list(folder) ?? []).some(({ kind }) => kind === 'file'));
  return { files: (isThere.get(true) ?? []).sort(), bare: bare.sort(), whole };
}
