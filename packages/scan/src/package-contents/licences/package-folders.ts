/**
 * Where the contents of a component are in the target: `node_modules` (npm, Yarn, pnpm and Bun layouts), `vendor/` of
 * Go, Composer and Cargo, `vendor/bundle` of Bundler, `packages/` of NuGet, `dist-info` of Python, a jar itself. Looked
 * up by the inventory's names: nothing is searched for that the inventory does not name.
 */
import type { Component, Inventory, TargetFile, Tree, TreeEntry } from '@theriac/core';
import { folderOf } from '../../target/paths.ts';

/** The target as licence checks see it. */
export interface LicenceTarget {
  file(path: string): TargetFile | null;
  list(folder: string): readonly TreeEntry[];
}

/** A tree as checks of package contents see it: what cannot be listed is empty. */
export function contentsOf(tree: Tree): LicenceTarget {
  return { file: (path) => tree.file(path), list: (folder) => tree.list(folder) ?? [] };
}

export type PackagePlace =
  | { readonly kind: 'folder'; readonly path: string }
  /** A jar, wheel or package of Yarn's cache: its contents are read from the archive. */
  | { readonly kind: 'archive'; readonly path: string };

const MAX_FOLDERS = 300_000;
const MAX_DEPTH = 40;
const DIST_INFO = /\.(?:dist-info|egg-info)$/;
const ARCHIVE = /\.(?:jar|war|ear|aar|whl)$/i;

export class PackageFolders {
  readonly #target: LicenceTarget;
  readonly #rootFolders: ReadonlyMap<string, string>;
  /** Names of npm packages → folders, for lockfiles that do not say where a package is installed. */
  #installed: Map<string, string[]> | undefined;
  readonly #npmRoots: readonly string[];
  readonly #distInfo = new Map<string, string>();
  readonly #folders = new Map<string, boolean>();
  readonly #zips = new Map<string, readonly string[]>();
  readonly #versions = new Map<string, string | null>();

  constructor(target: LicenceTarget, inventory: Inventory) {
    this.#target = target;
    this.#rootFolders = new Map(inventory.roots.map((root) => [root.id, folderOf(root.path)]));
    const npm = inventory.roots.filter((r) => r.ecosystem === 'npm').map((r) => folderOf(r.path));
    this.#npmRoots = [...new Set(npm)].sort();
    for (const c of inventory.components) {
      const folder = folderOf(c.location.path);
      if (c.ecosystem === 'pypi' && DIST_INFO.test(folder)) this.#distInfo.set(`${c.purl}`, folder);
    }
  }

  /** Whether the component's package is at hand; null when it is not in the target. */
  placeOf(component: Component): PackagePlace | null {
    if (component.firstParty === true || component.origin?.kind === 'workspace') return null;
    if (ARCHIVE.test(component.location.path)) {
      // Packages inside an archive (shaded, nested) have no file of their own.
      const own = component.direct && component.hashes !== undefined;
      return own || component.ecosystem === 'pypi'
        ? { kind: 'archive', path: component.location.path }
        : null;
    }
    const path = this.#folderOf(component);
    if (path !== null) return { kind: 'folder', path };
    const zip = component.ecosystem === 'npm' ? this.#yarnCache(component) : null;
    return zip === null ? null : { kind: 'archive', path: zip };
  }

  #folderOf(component: Component): string | null {
    const root = this.#rootFolders.get(component.root) ?? '';
    const { name, version } = component;
    const under = (path: string): string => (root === '' ? path : `${root}/${path}`);
    switch (component.ecosystem) {
      case 'npm':
        return this.#npmFolder(component, root);
      case 'pypi':
        return this.#distInfo.get(component.purl) ?? null;
      case 'golang':
      case 'composer':
        return this.#hasFolder(under('vendor')) ? this.#first([under(`vendor/${name}`)]) : null;
      case 'cargo':
        if (!this.#hasFolder(under('vendor'))) return null;
        return this.#first([under(`vendor/${name}-${version ?? ''}`), under(`vendor/${name}`)]);
      case 'gem':
        if (!this.#hasFolder(under('vendor/bundle/ruby'))) return null;
        return this.#first(
          this.#target
            .list(under('vendor/bundle/ruby'))
            .map((abi) => under(`vendor/bundle/ruby/${abi.name}/gems/${name}-${version ?? ''}`)),
        );
      case 'nuget':
        if (!this.#hasFolder(under('packages'))) return null;
        return this.#first([
          under(`packages/${name}.${version ?? ''}`),
          under(`packages/${name.toLowerCase()}/${version ?? ''}`),
        ]);
      default:
        return null;
    }
  }

  /** Asked of the few folders in which all packages of a root stand. */
  #hasFolder(path: string): boolean {
    const known = this.#folders.get(path) ?? this.#target.list(path).length > 0;
    this.#folders.set(path, known);
    return known;
  }

  #first(folders: readonly string[]): string | null {
    return folders.find((folder) => this.#target.list(folder).length > 0) ?? null;
  }

  #npmFolder({ id, name, version }: Component, root: string): string | null {
    if (!this.#hasFolder(root === '' ? 'node_modules' : `${root}/node_modules`)) return null;
    const key = id.slice(id.lastIndexOf('#') + 1);
    const said = root === '' ? key : `${root}/${key}`;
    if (/(?:^|\/)node_modules\//.test(key) && this.#versionAt(said) !== null) return said;
    if (version === null) return null;
    this.#installed ??= this.#index();
    return (this.#installed.get(name) ?? []).find((folder) => this.#versionAt(folder) === version) ?? null;
  }

  /** Yarn's Plug'n'Play keeps packages as `.yarn/cache/<name>-npm-<version>-<hash>.zip`. */
  #yarnCache({ root, name, version }: Component): string | null {
    const folder = this.#rootFolders.get(root) ?? '';
    const cache = folder === '' ? '.yarn/cache' : `${folder}/.yarn/cache`;
    if (version === null || !this.#hasFolder(cache)) return null;
    let zips = this.#zips.get(cache);
    if (zips === undefined) {
      zips = this.#target.list(cache).map((entry) => entry.name);
      this.#zips.set(cache, zips);
    }
    const start = `${name.replace('/', '-')}-npm-${version}-`;
    const found = zips.find((zip) => zip.startsWith(start) && zip.endsWith('.zip'));
    return found === undefined ? null : `${cache}/${found}`;
  }

  #versionAt(folder: string): string | null {
    let version = this.#versions.get(folder);
    if (version === undefined) {
      version = versionIn(this.#target.file(`${folder}/package.json`));
      this.#versions.set(folder, version);
    }
    return version;
  }

  #index(): Map<string, string[]> {
    const found = new Map<string, string[]>();
    let left = MAX_FOLDERS;
    const visit = (modules: string, depth: number): void => {
      if (depth > MAX_DEPTH) return;
      for (const { name, kind } of this.#target.list(modules)) {
        left -= 1;
        if (left < 0) return;
        if (kind !== 'folder') continue;
        const path = `${modules}/${name}`;
        if (name === '.pnpm')
          for (const store of this.#target.list(path)) visit(`${path}/${store.name}/node_modules`, depth + 1);
        else if (name.startsWith('@'))
          for (const inner of this.#target.list(path))
            add(`${name}/${inner.name}`, `${path}/${inner.name}`, depth);
        else if (!name.startsWith('.')) add(name, path, depth);
      }
    };
    const add = (name: string, path: string, depth: number): void => {
      const list = found.get(name);
      if (list === undefined) found.set(name, [path]);
      else list.push(path);
      visit(`${path}/node_modules`, depth + 1);
    };
    for (const root of this.#npmRoots) visit(root === '' ? 'node_modules' : `${root}/node_modules`, 0);
    return found;
  }
}

/** The version that a package.json states; the empty string when it has none. */
function versionIn(file: TargetFile | null): string | null {
  if (file === null) return null;
  try {
    // The field is near the start; reading the whole of a thousand files as JSON would be felt.
    return /"version"\s*:\s*"([^"\\]{1,256})"/.exec(file.text())?.[1] ?? '';
  } catch {
    // No text: the folder is not a package.
    return null;
  }
}
