/** A target as another git revision has it: objects are read, nothing is checked out. Hooks, filters and pagers are off. */
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { TheriacError } from '@theriac/core';
import { type RevisionObjects, revisionTarget, type Target } from '@theriac/scan/target';

/**
 * The repository's own configuration can name programs; none may run. A partial clone would fetch what is missing
 * through whatever transport it names.
 */
const SAFE = [
  ['-c', 'core.hooksPath=/dev/null'],
  ['-c', 'core.fsmonitor=false'],
  ['-c', 'protocol.allow=never'],
].flat();
const MAX_OUTPUT = 1024 * 1024 * 1024;
/** Mode of symbolic links: what they lead to is another file of the revision, or outside. */
const LINK = '120000';

export interface Revision extends Target {
  /** Files that were wanted and that this clone does not have; complete once the target was read. */
  readonly missing: ReadonlySet<string>;
}

/**
 * @param revision anything `git rev-parse` understands
 * @param path the folder or file that is scanned; the same place is taken from the revision
 * @throws TheriacError THERIAC_BASELINE
 */
export function openRevision(revision: string, path: string): Revision {
  const full = resolve(path);
  const isFile = existsSync(full) && statSync(full).isFile();
  const folder = isFile ? dirname(full) : full;
  const failed = (what: string): TheriacError =>
    new TheriacError('THERIAC_BASELINE', what, { path: revision });
  if (!/^[A-Za-z0-9][\w./~^@{}+-]*$/.test(revision))
    throw failed('neither a file that exists nor a git revision');
  const commit = git(folder, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`])
    ?.toString()
    .trim();
  if (commit === undefined || commit === '')
    throw failed('neither a file that exists nor a revision of this repository');
  // --full-name is off: paths are relative to `folder`, as the scan sees them.
  const listed = git(folder, ['ls-tree', '-r', '-z', commit, '--', '.']);
  if (listed === undefined) throw failed('the files of the revision cannot be listed');
  const ids = new Map<string, string>();
  for (const line of listed.toString().split('\u0000')) {
    const match = /^(\d+) blob ([0-9a-f]+)\t(.+)$/s.exec(line);
    const [, mode, id, file] = match ?? [];
    if (mode === undefined || mode === LINK || id === undefined || file === undefined) continue;
    // Git refuses to check such trees out, but `ls-tree` lists them.
    if (file.split('/').some((part) => part === '..' || part === '.' || part === '' || part === '.git'))
      throw failed('the revision contains a path that leaves its folder');
    ids.set(file, id);
  }
  const all = [...ids.values()];
  const sizes = sizesOf(folder, all) ?? sizesOf(folder, presentOf(folder, commit, all));
  if (sizes === undefined) throw failed('the files of the revision cannot be read');
  const files = new Map([...ids].map(([file, id]) => [file, { id, size: sizes.get(id) ?? null }]));
  const missing = new Set<string>();
  const objects: RevisionObjects = {
    files,
    read: (ids) => readObjects(folder, ids),
    onMissing: (file) => missing.add(file),
  };
  return { ...revisionTarget(objects, basename(full), isFile ? basename(full) : undefined), missing };
}

/** Sizes in bytes by object; undefined where git ends because a partial clone lacks one of them. */
function sizesOf(folder: string, ids: readonly string[]): Map<string, number> | undefined {
  const sizes = new Map<string, number>();
  if (ids.length === 0) return sizes;
  const output = git(folder, ['cat-file', '--batch-check'], `${ids.join('\n')}\n`);
  for (const line of output?.toString('latin1').split('\n') ?? []) {
    const [, id, size] = /^([0-9a-f]+) blob (\d+)$/.exec(line) ?? [];
    if (id !== undefined) sizes.set(id, Number(size));
  }
  return output === undefined ? undefined : sizes;
}

/** The objects that a partial clone has; finding out does not fetch the others. */
function presentOf(folder: string, commit: string, ids: readonly string[]): string[] {
  const listed = git(folder, ['rev-list', '--objects', '--no-walk', '--missing=print', commit]);
  const missing = new Set(listed?.toString('latin1').match(/^\?[0-9a-f]+$/gm));
  return listed === undefined ? [] : ids.filter((id) => !missing.has(`?${id}`));
}

/** One run of git for all objects: `<id> blob <size>\n<bytes>\n` each. */
function readObjects(folder: string, ids: readonly string[]): (Uint8Array | undefined)[] {
  const output = git(folder, ['cat-file', '--batch'], `${ids.join('\n')}\n`);
  if (output === undefined) return [];
  const contents: (Uint8Array | undefined)[] = [];
  let at = 0;
  for (const id of ids) {
    const end = output.indexOf(0x0a, at);
    const header = end < 0 ? '' : output.toString('latin1', at, end);
    const size = /^[0-9a-f]+ blob (\d+)$/.exec(header)?.[1];
    if (size === undefined || !header.startsWith(id)) {
      contents.push(undefined);
      at = end < 0 ? output.length : end + 1;
      continue;
    }
    contents.push(output.subarray(end + 1, end + 1 + Number(size)));
    at = end + 1 + Number(size) + 1;
  }
  return contents;
}

function git(folder: string, args: readonly string[], input?: string): Buffer | undefined {
  const run = spawnSync('git', [...SAFE, ...args], {
    cwd: folder,
    env: { ...process.env, GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', GIT_NO_LAZY_FETCH: '1' },
    maxBuffer: MAX_OUTPUT,
    ...(input === undefined ? {} : { input }),
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'ignore'],
  });
  return run.status === 0 ? run.stdout : undefined;
}
