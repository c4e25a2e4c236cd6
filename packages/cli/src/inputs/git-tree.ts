/** The files of a commit and of its submodules, as git lists them. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { TheriacError } from '@theriac/core';
import { git } from './git-program.ts';

export interface GitTree {
  /** Path relative to the folder → object. */
  readonly files: ReadonlyMap<string, string>;
  /** Path → object that holds where the link leads. */
  readonly links: ReadonlyMap<string, string>;
  /** Path → commit, of submodules. */
  readonly commits: ReadonlyMap<string, string>;
  /** Folders with the objects of submodules. */
  readonly objects: readonly string[];
  /** Submodules that are checked out here and lack the commit of the revision. */
  readonly lacking: readonly string[];
}

const FILE = /^100/;
const LINK = '120000';
const MAX_SUBMODULES = 1_000;

/** @throws TheriacError THERIAC_BASELINE for a tree with paths that git would not check out */
export function listGitTree(folder: string, commit: string, revision: string): GitTree | undefined {
  const files = new Map<string, string>();
  const links = new Map<string, string>();
  const commits = new Map<string, string>();
  const objects: string[] = [];
  const lacking: string[] = [];
  const waiting: { readonly prefix: string; readonly commit: string }[] = [{ prefix: '', commit }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { prefix } = next;
    // --full-name is off: paths are relative to the folder, as the scan sees them.
    const listed = git(join(folder, prefix), ['ls-tree', '-r', '-z', next.commit, '--', '.']).output;
    if (listed === undefined && prefix === '') return undefined;
    if (listed === undefined) lacking.push(prefix.slice(0, -1));
    for (const line of listed?.toString().split('\u0000') ?? []) {
      const [, mode, id, name] = /^(\d+) (?:blob|commit) ([0-9a-f]+)\t(.+)$/s.exec(line) ?? [];
      if (mode === undefined || id === undefined || name === undefined) continue;
      // Git refuses to check such trees out, but `ls-tree` lists them.
      if (name.split('/').some((part) => part === '..' || part === '.' || part === '' || part === '.git'))
        throw new TheriacError('THERIAC_BASELINE', 'the revision contains a path that leaves its folder', {
          path: revision,
        });
      const path = `${prefix}${name}`;
      if (FILE.test(mode)) files.set(path, id);
      else if (mode === LINK) links.set(path, id);
      else {
        commits.set(path, id);
        // What is not checked out has no files in the folder either.
        if (commits.size > MAX_SUBMODULES || !existsSync(join(folder, path, '.git'))) continue;
        const found = objectsOf(join(folder, path));
        if (found !== undefined) objects.push(found);
        waiting.push({ prefix: `${path}/`, commit: id });
      }
    }
  }
  return { files, links, commits, objects, lacking };
}

function objectsOf(folder: string): string | undefined {
  const path = git(folder, ['rev-parse', '--git-path', 'objects']).output?.toString().replace(/\n$/, '');
  return path === undefined || path === '' ? undefined : resolve(folder, path);
}
