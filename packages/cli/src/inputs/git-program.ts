/** Runs git to read objects, and says why it cannot. Hooks, filters, pagers and transports of the repository are off. */
import { type ChildProcessByStdio, spawn, spawnSync } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { type ErrorCode, TheriacError } from '@theriac/core';

/**
 * The repository's own configuration can name programs; none may run. A partial clone would fetch what is missing
 * through whatever transport it names.
 */
const SAFE = [
  '--no-pager',
  ...[
    ['-c', 'core.hooksPath=/dev/null'],
    ['-c', 'core.fsmonitor=false'],
    ['-c', 'protocol.allow=never'],
    // A cache of who is whose parent, which a repository may hold wrong.
    ['-c', 'core.commitGraph=false'],
  ].flat(),
];
const MAX_OUTPUT = 1024 * 1024 * 1024;
/** Set by git for its hooks; they would lead away from the folder that is asked about. */
const OF_HOOKS = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_PREFIX',
  'GIT_NAMESPACE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_REPLACE_REF_BASE',
];
/** A revision is what its id says: replacements and grafts are settings of the repository that put another in its place. */
const AS_COMMITTED = { GIT_NO_REPLACE_OBJECTS: '1', GIT_GRAFT_FILE: '/dev/null' };

export interface GitRun {
  /** Undefined when git ended with another code than 0. */
  readonly output: Buffer | undefined;
  /** What git says, in English. */
  readonly says: string;
  readonly isMissing: boolean;
}

/** The environment of every run of git: nothing asks, nothing is fetched, and paths are what they say. */
function environment(more: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env };
  for (const name of OF_HOOKS) delete env[name];
  return {
    ...env,
    LC_ALL: 'C',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_NO_LAZY_FETCH: '1',
    GIT_LITERAL_PATHSPECS: '1',
    ...AS_COMMITTED,
    ...more,
  };
}

/** A run of git whose output is read while it runs; what it says about errors is dropped. */
export function gitStream(
  folder: string,
  args: readonly string[],
): ChildProcessByStdio<Writable, Readable, null> {
  const child = spawn('git', [...SAFE, ...args], {
    cwd: folder,
    env: environment({}),
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  // One that ends early says so by its exit code; writing to it is no error of its own.
  child.stdin.on('error', () => {});
  child.on('error', () => {});
  return child;
}

/**
 * @param objects folders of objects of further repositories that are read as well
 * @param index the index that is read instead of that of the repository
 */
export function git(
  folder: string,
  args: readonly string[],
  input?: string,
  objects: readonly string[] = [],
  index?: string,
): GitRun {
  const run = spawnSync('git', [...SAFE, ...args], {
    cwd: folder,
    env: environment({
      ...(objects.length === 0 ? {} : { GIT_ALTERNATE_OBJECT_DIRECTORIES: objects.map(quoted).join(':') }),
      ...(index === undefined ? {} : { GIT_INDEX_FILE: index }),
    }),
    maxBuffer: MAX_OUTPUT,
    ...(input === undefined ? {} : { input }),
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  });
  const isMissing = run.error !== undefined && 'code' in run.error && run.error.code === 'ENOENT';
  return {
    output: run.status === 0 ? run.stdout : undefined,
    says: run.error === undefined ? run.stderr.toString('utf8') : run.error.message,
    isMissing,
  };
}

/** Paths in a list may stand in quotes, for those with colons. */
function quoted(path: string): string {
  return `"${path.replace(/["\\]/g, '\\$&')}"`;
}

/** What git was asked for: a baseline may be a file too. */
export type Asked = 'baseline' | 'history' | 'staged';

const NO_FILE: Readonly<Record<Asked, string>> = {
  baseline: 'neither a file that exists, nor is the target in a git repository',
  history: 'the target is not in a git repository, so it has no history',
  staged: 'the target is not in a git repository, so nothing is staged',
};
const NO_REVISION: Readonly<Record<Asked, string>> = {
  baseline: 'neither a file that exists nor a revision of this repository',
  history: 'not a revision or a range of revisions of this repository',
  staged: 'not a revision of this repository',
};

/**
 * Why a revision cannot be read, each reason with a code and a next step of its own.
 * @param run what git answered to the question for the revision
 */
export function whyNot(
  run: GitRun,
  folder: string,
  revision: string,
  asked: Asked = 'baseline',
): TheriacError {
  const because = (code: ErrorCode, what: string): TheriacError =>
    new TheriacError(code, what, { path: revision });
  if (run.isMissing)
    return because('THERIAC_GIT_MISSING', 'git is not on the PATH, and it is what reads revisions');
  const where = git(folder, ['rev-parse', '--is-shallow-repository']);
  if (/dubious ownership|unsafe repository/.test(where.says))
    return because('THERIAC_GIT_OWNER', 'git does not read this repository: another user owns its folder');
  if (where.output === undefined) return because('THERIAC_GIT_REPOSITORY', NO_FILE[asked]);
  if (where.output.toString().trim() === 'true')
    return because('THERIAC_GIT_SHALLOW', `${NO_REVISION[asked]}, which is a shallow clone`);
  return because('THERIAC_GIT_REVISION', NO_REVISION[asked]);
}
