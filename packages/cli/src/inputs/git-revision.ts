/** Package files of another git revision, in a temporary folder. Git runs with hooks, filters and pagers off. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { TheriacError } from '@theriac/core';
import { wantedPaths } from '@theriac/scan';

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

export interface Checkout {
  /** The target as it was. */
  readonly path: string;
  readonly dispose: () => void;
}

/**
 * @param revision anything `git rev-parse` understands
 * @param target the folder or file that is scanned; the same place is taken from the revision
 */
export function checkOutRevision(revision: string, target: string): Checkout {
  const full = resolve(target);
  const isFile = existsSync(full) && statSync(full).isFile();
  const folder = isFile ? dirname(full) : full;
  const failed = (what: string): TheriacError =>
    new TheriacError('THERIAC_BASELINE', what, { path: revision });
  if (!/^[A-Za-z0-9][\w./~^@{}+-]*$/.test(revision))
    throw failed('not an existing file and not a git revision');
  const commit = git(folder, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`])
    ?.toString()
    .trim();
  if (commit === undefined || commit === '')
    throw failed('not an existing file and not a revision of this repository');
  // --full-name is off: paths are relative to `folder`, as the scan sees them.
  const listed = git(folder, ['ls-tree', '-r', '-z', commit, '--', '.']);
  if (listed === undefined) throw failed('the files of the revision cannot be listed');
  const blobs = new Map<string, string>();
  for (const line of listed.toString().split('\u0000')) {
    const match = /^(\d+) blob ([0-9a-f]+)\t(.+)$/s.exec(line);
    const [, mode, blob, path] = match ?? [];
    if (mode === undefined || mode === '120000' || blob === undefined || path === undefined) continue;
    // Git refuses to check such trees out, but `ls-tree` lists them.
    if (path.split('/').some((part) => part === '..' || part === '.' || part === '' || part === '.git'))
      throw failed('the revision contains a path outside its folder');
    blobs.set(path, blob);
  }
  const wanted = isFile ? [basename(full)] : wantedPaths([...blobs.keys()]);
  const root = mkdtempSync(join(tmpdir(), 'theriac-baseline-'));
  try {
    for (const path of wanted) {
      const blob = blobs.get(path);
      if (blob === undefined) continue;
      const content = git(folder, ['cat-file', 'blob', blob]);
      if (content === undefined) throw failed(`${path} cannot be read from the revision`);
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
    }
  } catch (error) {
    rmSync(root, { recursive: true, force: true });
    throw error;
  }
  return {
    path: isFile ? join(root, basename(full)) : root,
    dispose: () => rmSync(root, { recursive: true, force: true }),
  };
}

function git(folder: string, args: readonly string[]): Buffer | undefined {
  const run = spawnSync('git', [...SAFE, ...args], {
    cwd: folder,
    env: { ...process.env, GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', GIT_NO_LAZY_FETCH: '1' },
    maxBuffer: MAX_OUTPUT,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return run.status === 0 ? run.stdout : undefined;
}
