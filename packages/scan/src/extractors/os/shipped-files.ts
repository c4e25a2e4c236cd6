/**
 * Files of a root file system that packages of the distribution own, and whether they are as the packages shipped them.
 * What a package ships is judged as that package; what nobody owns was put there by somebody else.
 */
import { hash } from 'node:crypto';
import type { Tree } from '@theriac/core';
import {
  apkFiles,
  conffilesIn,
  divertedPaths,
  listedPaths,
  type OwnedFile,
  pacmanFiles,
  portageFiles,
  sumsOfFiles,
} from './file-lists.ts';
import { NOT_DISTRIBUTED } from './owned-files.ts';
import { rpmFilesIn } from './rpm-files.ts';

export interface ShippedFiles {
  /** Whether every package manager that is there says which files it owns. */
  readonly known: boolean;
  /** Whether a package owns the file, or may: a package manager that does not say what it owns may have brought it. */
  mayBeOwned(path: string): boolean;
  /** Whether a package owns the file for certain. */
  owns(path: string): boolean;
  /** Whether a package owns the file, and it is as the package shipped it, as far as that is recorded. */
  isShipped(path: string): boolean;
  /** Of what a package shipped at the path, where that is recorded. */
  sumOf(path: string): Sum | undefined;
}

const DPKG = 'var/lib/dpkg';
const APK = ['lib/apk/db/installed', 'usr/lib/apk/db/installed'];
const RPM_DATABASES = ['var/lib/rpm', 'usr/lib/sysimage/rpm'].flatMap((folder) =>
  ['rpmdb.sqlite', 'Packages.db', 'Packages'].map((name) => `${folder}/${name}`),
);
const MAX_LIST_BYTES = 384 * 1024 * 1024;

/** @param realPath where a path is once links of folders are followed: `/bin/sh` is in `/usr/bin` today */
export function shippedFilesOf(tree: Tree, realPath: (path: string) => string): ShippedFiles {
  const shipped = new Map<string, OwnedFile['shipped']>();
  let silent = false;
  for (const { is, files } of MANAGERS) {
    if (!is(tree)) continue;
    const before = shipped.size;
    for (const { path, shipped: as } of files(tree)) {
      const real = realPath(path.replace(/^\/+/, ''));
      if (as !== undefined || !shipped.has(real)) shipped.set(real, as);
    }
    silent ||= shipped.size === before;
  }
  return {
    known: shipped.size > 0 && !silent,
    mayBeOwned: (path) => shipped.has(path) || (silent && !NOT_DISTRIBUTED.test(`/${path}`)),
    owns: (path) => shipped.has(path),
    sumOf: (path) => shipped.get(path),
    isShipped: (path) => {
      const as = shipped.get(path);
      if (as === undefined) return shipped.has(path);
      const file = tree.file(path, MAX_LIST_BYTES);
      return file !== null && isAsShipped(file.bytes(), as);
    },
  };
}

export function isAsShipped(bytes: Uint8Array, { algorithm, digest }: Sum): boolean {
  try {
    return hash(algorithm, bytes) === digest;
  } catch {
    // Machines that allow approved algorithms only refuse MD5: what cannot be checked is looked at.
    return false;
  }
}

export type Sum = NonNullable<OwnedFile['shipped']>;

/**
 * The files of a package with their sums; configuration has its own elsewhere. A path that is on the list and has no sum,
 * where the package has sums, is a folder, a link, or was put on the list by somebody else.
 */
export function* dpkgPackage(tree: Tree, base: string): Generator<OwnedFile> {
  const sums = new Map<string, string>(
    textOf(tree, `${base}.md5sums`)
      .split('\n')
      .map((line) => [`/${line.slice(34)}`, line.slice(0, 32)] as const),
  );
  for (const file of listedPaths(textOf(tree, `${base}.list`))) {
    const digest = sums.get(file.path);
    if (digest !== undefined) yield { ...file, shipped: { algorithm: 'md5', digest } };
    else yield sums.size > 1 ? { ...file, shipped: NOTHING_SHIPPED } : file;
  }
}

/** No content has it. */
const NOTHING_SHIPPED = { algorithm: 'md5', digest: '' } as const;

interface Manager {
  /** Whether it is there. */
  readonly is: (tree: Tree) => boolean;
  readonly files: (tree: Tree) => Iterable<OwnedFile>;
}

const MANAGERS: readonly Manager[] = [
  {
    is: (tree) => tree.exists(`${DPKG}/status`) || (tree.list(`${DPKG}/info`) ?? []).length > 0,
    files: function* (tree) {
      for (const { name } of tree.list(`${DPKG}/info`) ?? [])
        if (name.endsWith('.list'))
          yield* dpkgPackage(tree, `${DPKG}/info/${name.slice(0, -'.list'.length)}`);
      yield* divertedPaths(textOf(tree, `${DPKG}/diversions`));
      yield* conffilesIn(textOf(tree, `${DPKG}/status`));
    },
  },
  {
    is: (tree) => (tree.list(`${DPKG}/status.d`) ?? []).length > 0,
    files: function* (tree) {
      for (const { name } of tree.list(`${DPKG}/status.d`) ?? [])
        if (name.endsWith('.md5sums')) yield* sumsOfFiles(textOf(tree, `${DPKG}/status.d/${name}`));
    },
  },
  {
    is: (tree) => APK.some((path) => tree.exists(path)),
    files: function* (tree) {
      for (const path of APK) yield* apkFiles(textOf(tree, path));
    },
  },
  {
    is: (tree) => RPM_DATABASES.some((path) => tree.exists(path)),
    files: function* (tree) {
      for (const path of RPM_DATABASES) yield* rpmPackages(tree, path);
    },
  },
  {
    is: (tree) => (tree.list('var/lib/pacman/local') ?? []).length > 0,
    files: function* (tree) {
      for (const { name } of tree.list('var/lib/pacman/local') ?? [])
        yield* pacmanFiles(textOf(tree, `var/lib/pacman/local/${name}/files`));
    },
  },
  {
    is: (tree) => ['usr/lib/opkg/status', 'var/lib/opkg/status'].some((path) => tree.exists(path)),
    files: function* (tree) {
      for (const folder of ['usr/lib/opkg/info', 'var/lib/opkg/info'])
        for (const { name } of tree.list(folder) ?? [])
          if (name.endsWith('.list')) yield* listedPaths(textOf(tree, `${folder}/${name}`));
    },
  },
  {
    is: (tree) => (tree.list('var/db/pkg') ?? []).length > 0,
    files: function* (tree) {
      for (const { name: category } of tree.list('var/db/pkg') ?? [])
        for (const { name } of tree.list(`var/db/pkg/${category}`) ?? [])
          yield* portageFiles(textOf(tree, `var/db/pkg/${category}/${name}/CONTENTS`));
    },
  },
];

/** Files of all packages of a database of RPM, with their sums. */
export function* rpmPackages(tree: Tree, database: string): Generator<OwnedFile> {
  for (const { path, digest } of rpmFilesIn(database, tree)) {
    const algorithm = ALGORITHMS.get(digest.length);
    yield algorithm === undefined ? { path } : { path, shipped: { algorithm, digest } };
  }
}

/** By the length of the digest. */
const ALGORITHMS: ReadonlyMap<number, 'md5' | 'sha256'> = new Map([
  [32, 'md5'],
  [64, 'sha256'],
]);

function textOf(tree: Tree, path: string): string {
  const bytes = tree.file(path, MAX_LIST_BYTES)?.bytes();
  // Names of files are bytes; those that are no UTF-8 only have to be read.
  return bytes === undefined
    ? ''
    : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}
