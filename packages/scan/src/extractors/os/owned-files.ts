/**
 * Files that packages of the distribution own, by the lists of their package managers. What a package ships is judged as
 * that package; what nobody owns was put there by somebody else.
 */
import { hash } from 'node:crypto';
import type { Tree } from '@theriac/core';
import { paragraphsOf } from '@theriac/read/control';
import type { OwnedFile } from './owned-file.ts';
import { rpmOwnedFiles } from './rpm-owned-files.ts';

export interface OwnedFiles {
  /** Whether any package manager left lists; without them nothing is known of any file. */
  readonly known: boolean;
  /** @param path as the tree has it */
  owns(path: string): boolean;
  /** Whether the file is one that a package owns and is as the package shipped it, as far as that is recorded. */
  isShipped(path: string): boolean;
}

const DPKG = 'var/lib/dpkg';
const MAX_LIST_BYTES = 64 * 1024 * 1024;

/** @param realPath where a path is once links of folders are followed: `/bin/sh` is in `/usr/bin` today */
export function ownedFilesOf(tree: Tree, realPath: (path: string) => string): OwnedFiles {
  const shipped = new Map<string, OwnedFile['shipped']>();
  for (const source of [dpkgFiles, apkFiles, pacmanFiles, opkgFiles, portageFiles, rpmOwnedFiles])
    for (const { path, shipped: as } of source(tree)) {
      const real = realPath(path);
      if (as !== undefined || !shipped.has(real)) shipped.set(real, as);
    }
  return {
    known: shipped.size > 0,
    owns: (path) => shipped.has(path),
    isShipped: (path) => {
      const as = shipped.get(path);
      if (as === undefined) return shipped.has(path);
      const file = tree.file(path, MAX_LIST_BYTES);
      return file !== null && hash(as.algorithm, file.bytes()) === as.digest;
    },
  };
}

function* dpkgFiles(tree: Tree): Generator<OwnedFile> {
  for (const { name } of tree.list(`${DPKG}/info`) ?? [])
    if (name.endsWith('.list')) yield* linesOf(tree, `${DPKG}/info/${name}`).map(ownedPath);
  // Images without a shell list the files of a package with their sums beside its entry.
  for (const { name } of tree.list(`${DPKG}/status.d`) ?? [])
    if (name.endsWith('.md5sums'))
      for (const line of linesOf(tree, `${DPKG}/status.d/${name}`))
        yield ownedPath(line.replace(/^[0-9a-f]{32} +/, ''));
  const status = textOf(tree, `${DPKG}/status`);
  if (!status.includes('\nConffiles:')) return;
  for (const { fields } of paragraphsOf(status))
    for (const line of (fields.get('conffiles') ?? '').split('\n')) {
      const [path, digest, gone] = line.trim().split(' ');
      if (path !== undefined && digest !== undefined && /^[0-9a-f]{32}$/.test(digest) && gone !== 'obsolete')
        yield { ...ownedPath(path), shipped: { algorithm: 'md5', digest } };
    }
}

/** `F:` is a folder, `R:` a file in it, `Z:` its checksum. */
function* apkFiles(tree: Tree): Generator<OwnedFile> {
  for (const database of ['lib/apk/db/installed', 'usr/lib/apk/db/installed']) {
    let folder = '';
    let file: string | undefined;
    for (const line of linesOf(tree, database)) {
      if (file !== undefined && !line.startsWith('Z:') && !line.startsWith('a:')) {
        yield { path: file };
        file = undefined;
      }
      if (line.startsWith('F:')) folder = line.slice(2);
      else if (line.startsWith('R:')) file = folder === '' ? line.slice(2) : `${folder}/${line.slice(2)}`;
      else if (line.startsWith('Z:Q1') && file !== undefined) {
        const digest = Buffer.from(line.slice(4), 'base64').toString('hex');
        // Only of what users change is the sum worth its time.
        yield file.startsWith('etc/')
          ? { path: file, shipped: { algorithm: 'sha1', digest } }
          : { path: file };
        file = undefined;
      }
    }
    if (file !== undefined) yield { path: file };
  }
}

function* pacmanFiles(tree: Tree): Generator<OwnedFile> {
  for (const { name, kind } of tree.list('var/lib/pacman/local') ?? []) {
    if (kind !== 'folder') continue;
    let section = '';
    for (const line of linesOf(tree, `var/lib/pacman/local/${name}/files`)) {
      if (line.startsWith('%')) section = line;
      else if (section === '%FILES%' && !line.endsWith('/') && line !== '') yield { path: line };
      else if (section === '%BACKUP%' && line.includes('\t')) {
        const [path = '', digest = ''] = line.split('\t');
        yield { path, shipped: { algorithm: 'md5', digest } };
      }
    }
  }
}

function* opkgFiles(tree: Tree): Generator<OwnedFile> {
  for (const base of ['usr/lib/opkg/info', 'var/lib/opkg/info'])
    for (const { name } of tree.list(base) ?? [])
      if (name.endsWith('.list')) yield* linesOf(tree, `${base}/${name}`).map(ownedPath);
}

/** `obj PATH MD5 TIME`, `sym PATH -> TARGET TIME`. */
function* portageFiles(tree: Tree): Generator<OwnedFile> {
  for (const category of tree.list('var/db/pkg') ?? [])
    for (const { name } of category.kind === 'folder' ? (tree.list(`var/db/pkg/${category.name}`) ?? []) : [])
      for (const line of linesOf(tree, `var/db/pkg/${category.name}/${name}/CONTENTS`)) {
        const object = /^obj (.+) ([0-9a-f]{32}) \d+$/.exec(line);
        if (object === null) continue;
        const { path } = ownedPath(object[1] ?? '');
        yield path.startsWith('etc/')
          ? { path, shipped: { algorithm: 'md5', digest: object[2] ?? '' } }
          : { path };
      }
}

function ownedPath(path: string): OwnedFile {
  return { path: path.replace(/^\/+/, '') };
}

function linesOf(tree: Tree, path: string): string[] {
  const text = textOf(tree, path);
  return text === '' ? [] : text.split('\n');
}

function textOf(tree: Tree, path: string): string {
  const bytes = tree.file(path, MAX_LIST_BYTES)?.bytes();
  return bytes === undefined
    ? ''
    : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}
