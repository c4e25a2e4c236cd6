/**
 * Which files of a root file system its package managers installed: dpkg (lists, or sums of distroless images), apk, RPM
 * and pacman. A file that none of them owns was put there by something else.
 */
import type { ExtractContext, FileMatcher } from '@theriac/core';
import {
  apkFiles,
  divertedPaths,
  listedPaths,
  type OwnedFile,
  pacmanFiles,
  sumsOfFiles,
} from './file-lists.ts';
import { rpmFilesIn } from './rpm-files.ts';

/** For plug-ins that call {@link ownedFiles}: files that must be among those they match. */
export const OWNER_LISTS: NonNullable<FileMatcher['patterns']> = [
  { extension: '.list', path: /(?:^|\/)var\/lib\/dpkg\/info\/[^/]{1,255}\.list$/ },
  { extension: '.md5sums', path: /(?:^|\/)var\/lib\/dpkg\/status\.d\/[^/]{1,255}\.md5sums$/ },
];

export interface OwnedFiles {
  /**
   * Whether a package owns the file at a path of the target. True as well where a package manager is there whose lists
   * are not, and the path is one of those where it installs: who owns it is not known then.
   */
  owns(path: string): boolean;
  /** All that packages own, as canonical absolute paths in their root file systems. */
  readonly roots: ReadonlyMap<string, ReadonlySet<string>>;
}

/** One for each context, since a context is one run of one plug-in. */
const known = new WeakMap<ExtractContext, OwnedFiles>();

/** @param context of a plug-in that matches {@link OWNER_LISTS} */
export function ownedFiles(context: ExtractContext): OwnedFiles {
  const before = known.get(context);
  if (before !== undefined) return before;
  const found = new Roots(context);
  known.set(context, found);
  return found;
}

/** Where distributions never install. */
export const NOT_DISTRIBUTED = /^\/(?:usr\/local|opt|srv|home|root|app|workspace|tmp)\//;
/** Where the alternatives of a name are links that no list has. */
const LINKED = /^\/usr\/(?:bin|lib|share)\/[^/]{1,255}$/;

class Roots implements OwnedFiles {
  readonly roots = new Map<string, Set<string>>();
  /** Root file systems with a package manager that does not say what it owns. */
  readonly #silent = new Set<string>();
  readonly #context: ExtractContext;

  constructor(context: ExtractContext) {
    this.#context = context;
    this.#dpkg();
    this.#each('installed', /lib\/apk\/db\/installed$/, (path, root) => this.#apk(path, root));
    for (const name of ['rpmdb.sqlite', 'Packages', 'Packages.db'])
      this.#each(name, /(?:var\/lib|usr\/lib\/sysimage|usr\/share)\/rpm\/[^/]{1,40}$/, (path, root) =>
        this.#rpm(path, root),
      );
    this.#each('desc', /var\/lib\/pacman\/local\/[^/]{1,255}\/desc$/, (path, root) =>
      this.#pacman(path, root),
    );
  }

  owns(path: string): boolean {
    for (const root of new Set([...this.roots.keys(), ...this.#silent])) {
      if (!path.startsWith(root)) continue;
      const inside = canonical(`/${path.slice(root.length)}`);
      if (this.roots.get(root)?.has(inside) === true) return true;
      if (this.#silent.has(root) && !NOT_DISTRIBUTED.test(inside)) return true;
      const base = inside.slice(inside.lastIndexOf('/') + 1);
      if (LINKED.test(inside) && this.#context.exists(`${root}etc/alternatives/${base}`)) return true;
    }
    return false;
  }

  #add(root: string, path: string): void {
    let owned = this.roots.get(root);
    if (owned === undefined) {
      owned = new Set();
      this.roots.set(root, owned);
    }
    owned.add(canonical(path));
  }

  /** @param read is given the path of a database and its root, which is empty or ends with `/` */
  #each(name: string, where: RegExp, read: (path: string, root: string) => void): void {
    for (const path of this.#context.named(name)) {
      const at = path.search(where);
      if (at === 0 || path[at - 1] === '/') read(path, path.slice(0, at).replace(/usr\/$/, ''));
    }
  }

  #dpkg(): void {
    const diverted = new Set<string>();
    for (const path of this.#context.matched) {
      const at = path.search(/var\/lib\/dpkg\/(?:info|status\.d)\/[^/]{1,255}\.(?:list|md5sums)$/);
      if (at < 0) continue;
      const root = path.slice(0, at);
      if (!diverted.has(root)) this.#diversions(root);
      diverted.add(root);
      const read = path.endsWith('.md5sums') ? sumsOfFiles : listedPaths;
      this.#addAll(root, read(textOf(this.#context, path)));
    }
    this.#each('status', /var\/lib\/dpkg\/status$/, (_, root) => {
      if (!this.roots.has(root)) this.#silent.add(root);
    });
  }

  #diversions(root: string): void {
    this.#addAll(root, divertedPaths(textOf(this.#context, `${root}var/lib/dpkg/diversions`)));
  }

  #apk(path: string, root: string): void {
    this.#addAll(root, apkFiles(textOf(this.#context, path)));
  }

  #rpm(path: string, root: string): void {
    let hasFiles = false;
    for (const file of rpmFilesIn(path, this.#context)) {
      hasFiles = true;
      this.#add(root, file.path);
    }
    if (!hasFiles) this.#silent.add(root);
  }

  #pacman(path: string, root: string): void {
    this.#addAll(root, pacmanFiles(textOf(this.#context, path.replace(/desc$/, 'files'))));
  }

  #addAll(root: string, files: Iterable<OwnedFile>): void {
    for (const { path } of files) this.#add(root, path.startsWith('/') ? path : `/${path}`);
  }
}

/** Distributions have merged `/bin` into `/usr/bin`, and some `sbin` into `bin`: lists keep the old names. */
export function canonical(path: string): string {
  return path
    .replace(/^\/{1,9}(?:usr\/)?(bin|sbin|lib|lib32|lib64|libx32)\//, '/usr/$1/')
    .replace(/^\/usr\/sbin\//, '/usr/bin/')
    .replace(/^\/usr\/lib64\//, '/usr/lib/');
}

function textOf(context: ExtractContext, path: string): string {
  const file = context.file(path);
  if (file === null) return '';
  const bytes = file.bytes();
  // Names of files are bytes; those that are no UTF-8 only have to be read.
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}
