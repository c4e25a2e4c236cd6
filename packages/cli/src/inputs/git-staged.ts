/** What the next commit would bring, as a target: contents of the index, never of the working copy. */
import { existsSync, realpathSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { TheriacError } from '@theriac/core';
import { revisionTarget, type Target } from '@theriac/scan/target';
import { readObjects, sizesOf } from './git-objects.ts';
import { gitPlace } from './git-place.ts';
import { git } from './git-program.ts';
import { addedFiles } from './git-raw-diff.ts';

/**
 * Files that the index has and HEAD has not, or has otherwise. Where git runs a hook for a part of the changes
 * (`git commit FILE`, `git commit --patch`) it names another index, which is the one that is committed.
 * @param path the folder or file whose changes count
 * @throws TheriacError THERIAC_GIT_MISSING, _REPOSITORY, _OWNER, THERIAC_BASELINE or THERIAC_TARGET_MISSING
 */
export async function openStaged(path: string, env: NodeJS.ProcessEnv): Promise<Target> {
  const { folder, file, name, prefix, answer: gitFolder } = gitPlace(path, 'staged', '--absolute-git-dir');
  const index = indexOfHook(env.GIT_INDEX_FILE, gitFolder);
  const against = git(folder, ['rev-parse', '--verify', '--quiet', 'HEAD']).output?.toString().trim();
  const changes = git(
    folder,
    [
      // The repository may ask for paths from the folder on.
      ...[
        '-c',
        'diff.relative=false',
        'diff-index',
        '--cached',
        '--raw',
        '-z',
        '--no-renames',
        '--no-abbrev',
        '--ignore-submodules=all',
      ],
      // Of the whole repository: a file may have been moved here from another folder.
      ...['--no-ext-diff', '--no-textconv', against ?? emptyTree(folder), '--'],
    ],
    undefined,
    [],
    index,
  );
  if (changes.output === undefined)
    throw new TheriacError('THERIAC_BASELINE', 'the index cannot be read', { path });
  const removed = removedContents(changes.output.toString('latin1'));
  const ids = new Map<string, string>();
  for await (const one of addedFiles(pieces(changes.output))) {
    const below = one.path.startsWith(prefix) ? one.path.slice(prefix.length) : undefined;
    if (below === undefined || (file !== undefined && below !== file)) continue;
    // What was only moved brings nothing.
    if (!removed.has(one.id)) ids.set(below, one.id);
  }
  const sizes = sizesOf(folder, [...new Set(ids.values())], []) ?? new Map<string, number>();
  const [lacking] = [...ids].find(([, id]) => !sizes.has(id)) ?? [];
  if (lacking !== undefined)
    throw new TheriacError('THERIAC_BASELINE', 'what is staged of it is missing or damaged', {
      path: lacking,
    });
  const objects = {
    root: realpathSync(folder),
    files: new Map([...ids].map(([file, id]) => [file, { id, size: sizes.get(id) ?? null }])),
    links: new Map<string, string>(),
    besides: new Map<string, Uint8Array>(),
    read: (wanted: readonly string[]) => readObjects(folder, wanted, []),
    onMissing: () => {},
  };
  return revisionTarget(objects, name);
}

/** Contents of files that the index has no more where HEAD has them. */
function removedContents(raw: string): ReadonlySet<string> {
  return new Set([...raw.matchAll(REMOVED)].map(([, id = '']) => id));
}

const REMOVED = /(?<=^|\u0000):\d{6} 000000 ([0-9a-f]{40,64}) 0{40,64} D\u0000/g;

/** Only an index of this very repository: a hook of another one may have started this. */
function indexOfHook(given: string | undefined, gitFolder: string): string | undefined {
  if (given === undefined || given === '') return undefined;
  const path = resolve(given);
  return existsSync(path) && realpathSync(dirname(path)) === realpathSync(gitFolder) ? path : undefined;
}

/** What the first commit is compared with; its id depends on the hash of the repository. */
function emptyTree(folder: string): string {
  return git(folder, ['hash-object', '-t', 'tree', '--stdin'], '').output?.toString().trim() ?? '';
}

async function* pieces(output: Buffer): AsyncGenerator<Buffer> {
  yield output;
}
