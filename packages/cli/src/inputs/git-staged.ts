/** What the next commit would bring, as a target: contents of the index, never of the working copy. */
import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { TheriacError } from '@theriac/core';
import { revisionTarget, type Target } from '@theriac/scan/target';
import { readObjects, sizesOf } from './git-objects.ts';
import { git, whyNot } from './git-program.ts';
import { addedFiles } from './git-raw-diff.ts';

/**
 * Files that the index has and HEAD has not, or has otherwise. Where git runs a hook for a part of the changes
 * (`git commit FILE`, `git commit --patch`) it names another index, which is the one that is committed.
 * @param path the folder or file whose changes count
 * @throws TheriacError THERIAC_GIT_MISSING, _REPOSITORY, _OWNER, THERIAC_BASELINE or THERIAC_TARGET_MISSING
 */
export async function openStaged(path: string, env: NodeJS.ProcessEnv): Promise<Target> {
  const full = resolve(path);
  if (!existsSync(full))
    throw new TheriacError('THERIAC_TARGET_MISSING', 'nothing is at this path, or it cannot be read', {
      path,
    });
  const isFile = statSync(full).isFile();
  const folder = isFile ? dirname(full) : full;
  const asked = git(folder, ['rev-parse', '--absolute-git-dir', '--show-prefix']);
  if (asked.output === undefined) throw whyNot(asked, folder, path, 'staged');
  const [gitFolder = '', prefix = ''] = asked.output.toString().split('\n');
  const index = indexOfHook(env.GIT_INDEX_FILE, gitFolder);
  const against = git(folder, ['rev-parse', '--verify', '--quiet', 'HEAD']).output?.toString().trim();
  const changes = git(
    folder,
    [
      ...['diff-index', '--cached', '--raw', '-z', '--no-renames', '--no-abbrev', '--ignore-submodules=all'],
      ...[
        '--no-ext-diff',
        '--no-textconv',
        against ?? emptyTree(folder),
        '--',
        isFile ? basename(full) : '.',
      ],
    ],
    undefined,
    [],
    index,
  );
  if (changes.output === undefined)
    throw new TheriacError('THERIAC_BASELINE', 'the index cannot be read', { path });
  const ids = new Map<string, string>();
  for await (const one of addedFiles(pieces(changes.output)))
    if (one.path.startsWith(prefix)) ids.set(one.path.slice(prefix.length), one.id);
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
  return revisionTarget(objects, basename(full));
}

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
