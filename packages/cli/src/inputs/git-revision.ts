/** A target as another git revision has it: objects are read, nothing is checked out. Hooks, filters and pagers are off. */
import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { TheriacError } from '@theriac/core';
import { gitIndexOf, type RevisionObjects, revisionTarget, type Target } from '@theriac/scan/target';
import { withoutPointers } from './git-lfs.ts';
import { readObjects, sizesOf } from './git-objects.ts';
import { git, whyNot } from './git-program.ts';
import { listGitTree } from './git-tree.ts';

export interface Revision extends Target {
  /** Files that were wanted and that this clone does not have; complete once the target was read. */
  readonly missing: ReadonlySet<string>;
}

const MAX_REVISION = 4_000;

/**
 * @param revision anything `git rev-parse` understands
 * @param path the folder or file that is scanned; the same place is taken from the revision
 * @throws TheriacError THERIAC_GIT_MISSING, _REPOSITORY, _OWNER, _SHALLOW, _REVISION or THERIAC_BASELINE
 */
export function openRevision(revision: string, path: string): Revision {
  const full = resolve(path);
  const isFile = existsSync(full) && statSync(full).isFile();
  const folder = isFile ? dirname(full) : full;
  const failed = (what: string): TheriacError =>
    new TheriacError('THERIAC_BASELINE', what, { path: revision });
  if (!existsSync(folder))
    throw new TheriacError('THERIAC_TARGET_MISSING', 'nothing is at this path, or it cannot be read', {
      path,
    });
  const commit = commitOf(revision, folder);
  const tree = listGitTree(folder, commit, revision);
  if (tree === undefined)
    throw failed('the files of the revision cannot be listed: this clone lacks some of it');
  const all = [...new Set([...tree.files.values(), ...tree.links.values()])];
  const sizes =
    sizesOf(folder, all, tree.objects) ?? sizesOf(folder, presentOf(folder, commit, all), tree.objects);
  if (sizes === undefined) throw failed('the files of the revision cannot be read');
  const missing = new Set<string>(tree.lacking);
  const read = (ids: readonly string[]): (Uint8Array | undefined)[] => readObjects(folder, ids, tree.objects);
  const files = new Map([...tree.files].map(([file, id]) => [file, { id, size: sizes.get(id) ?? null }]));
  const objects: RevisionObjects = {
    root: realpathSync(folder),
    files,
    links: linkTargets(tree.links, sizes, read),
    besides: besides(folder, tree.commits),
    read,
    onMissing: (file) => missing.add(file),
  };
  const target = revisionTarget(
    withoutPointers(objects, folder),
    basename(full),
    isFile ? basename(full) : undefined,
  );
  return { ...target, missing };
}

function commitOf(revision: string, folder: string): string {
  const ask = (name: string): string | undefined =>
    git(folder, ['rev-parse', '--verify', '--quiet', '--end-of-options', name]).output?.toString().trim();
  const sane = revision !== '' && revision.length <= MAX_REVISION && !/[\u0000\n\r]/.test(revision);
  // Asked for twice: `:/text^{commit}` would search for another text.
  const object = sane ? ask(revision) : undefined;
  const commit =
    object === undefined || !/^[0-9a-f]{40,64}$/.test(object) ? undefined : ask(`${object}^{commit}`);
  if (commit !== undefined && commit !== '') return commit;
  throw whyNot(git(folder, ['rev-parse', '--git-dir']), folder, revision);
}

const MAX_LINK = 4_096;

/** Path → where the link leads, as it says itself. */
function linkTargets(
  links: ReadonlyMap<string, string>,
  sizes: ReadonlyMap<string, number>,
  read: (ids: readonly string[]) => (Uint8Array | undefined)[],
): ReadonlyMap<string, string> {
  const targets = new Map<string, string>();
  const known = [...links].filter(([, id]) => (sizes.get(id) ?? Number.POSITIVE_INFINITY) <= MAX_LINK);
  const contents = known.length === 0 ? [] : read(known.map(([, id]) => id));
  for (const [i, [path]] of known.entries()) {
    const content = contents[i];
    if (content !== undefined) targets.set(path, Buffer.from(content).toString('utf8'));
  }
  return targets;
}

/** Files of a working copy that no commit holds and that readers ask for: that it is one, and where submodules are. */
function besides(folder: string, commits: ReadonlyMap<string, string>): ReadonlyMap<string, Uint8Array> {
  const found = new Map<string, Uint8Array>();
  if (existsSync(resolve(folder, '.git/HEAD'))) found.set('.git/HEAD', new Uint8Array());
  if (commits.size > 0 && existsSync(resolve(folder, '.git/index')))
    found.set('.git/index', gitIndexOf(commits));
  for (const path of commits.keys())
    if (existsSync(resolve(folder, path, '.git'))) found.set(`${path}/.git`, new Uint8Array());
  return found;
}

/** The objects that a partial clone has; finding out does not fetch the others. */
function presentOf(folder: string, commit: string, ids: readonly string[]): string[] {
  const listed = git(folder, ['rev-list', '--objects', '--no-walk', '--missing=print', commit]).output;
  const missing = new Set(listed?.toString('latin1').match(/^\?[0-9a-f]+$/gm));
  return listed === undefined ? [] : ids.filter((id) => !missing.has(`?${id}`));
}
