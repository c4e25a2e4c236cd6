/** Files that packages of RPM own. */
import type { Tree } from '@theriac/core';
import { readRpmHeader } from '@theriac/read/rpmdb';
import type { OwnedFile } from './owned-file.ts';
import { asBuffer, rpmValues } from './rpm-values.ts';

const PLACES = ['var/lib/rpm', 'usr/lib/sysimage/rpm'].flatMap((folder) =>
  ['rpmdb.sqlite', 'Packages.db', 'Packages'].map((name) => `${folder}/${name}`),
);
const MAX_BYTES = 384 * 1024 * 1024;

export function* rpmOwnedFiles(tree: Tree): Generator<OwnedFile> {
  for (const place of PLACES) {
    const database = tree.file(place, MAX_BYTES);
    if (database === null) continue;
    // Its damage is told by the extractor that lists the packages.
    const ignored = (): void => undefined;
    try {
      for (const value of rpmValues(asBuffer(database.bytes()), place, tree, ignored))
        for (const { path, isConfiguration, digest } of readRpmHeader(value)?.files() ?? []) {
          const own = { path: path.replace(/^\/+/, '') };
          const algorithm = ALGORITHMS.get(digest.length);
          yield isConfiguration && algorithm !== undefined ? { ...own, shipped: { algorithm, digest } } : own;
        }
    } catch {
      // A database that cannot be read at all is told by the extractor as well.
    }
  }
}

/** By the length of the digest. */
const ALGORITHMS: ReadonlyMap<number, 'md5' | 'sha256'> = new Map([
  [32, 'md5'],
  [64, 'sha256'],
]);
