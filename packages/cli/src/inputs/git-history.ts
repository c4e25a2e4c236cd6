/** What a repository held before: each content once, with the first commit that has it. Nothing is checked out. */
import { count, type History, type KnownUnknown, type PastFile } from '@theriac/core';
import { MemoryFile } from '@theriac/read/text';
import { beginsAsText, TEXT_PROBE_BYTES } from '@theriac/scan/target';
import { readBlobs } from './git-blobs.ts';
import { gitPlace } from './git-place.ts';
import { git, gitStream, whyNot } from './git-program.ts';
import { type AddedFile, addedFiles } from './git-raw-diff.ts';

/** Texts that are searched, as in a folder. */
const MAX_BYTES = 32 * 1024 * 1024;
const MAX_RANGE = 4_000;
/** Gaps that are named; the others are counted. */
const MOST_GAPS = 20;

/**
 * @param path the folder or file whose history is read
 * @param range what `git rev-list` understands as one argument; the empty string: everything that a branch, a tag or HEAD has
 * @throws TheriacError THERIAC_GIT_MISSING, _REPOSITORY, _OWNER, _SHALLOW, _REVISION or THERIAC_TARGET_MISSING
 */
export function openHistory(path: string, range: string): History {
  const { folder, file, prefix, answer: shallow } = gitPlace(path, 'history', '--is-shallow-repository');
  if (range !== '') checkRange(range, folder);
  const gaps = new Gaps();
  if (shallow === 'true')
    gaps.add('not-read', '.git', 'a shallow clone: commits before those that it has are not searched');
  let binaries = 0;
  return {
    files: pastFiles(),
    gaps: () => gaps.all(),
    notes: () =>
      binaries === 0
        ? []
        : [`history: ${count(binaries, 'binary content')} ${binaries === 1 ? 'was' : 'were'} not searched`],
  };

  async function* pastFiles(): AsyncGenerator<PastFile> {
    const current = currentBlobs(folder);
    const added = addedIn(folder, range, file ?? '.', () =>
      gaps.add(
        'unreadable',
        '.git',
        'the history cannot be listed to its end: objects are missing or damaged',
      ),
    );
    for await (const { wanted, ...blob } of readBlobs(folder, onceEach(added), MAX_BYTES)) {
      const where = wanted.path.startsWith(prefix) ? wanted.path.slice(prefix.length) : wanted.path;
      if (blob.content === undefined) gaps.add(...gapOf(blob.why, where, wanted));
      else if (!beginsAsText(blob.content.subarray(0, TEXT_PROBE_BYTES))) binaries += 1;
      else
        yield {
          file: new MemoryFile(where, blob.content),
          commit: wanted.commit,
          ...(wanted.day === undefined ? {} : { day: wanted.day }),
          isCurrent: current.has(keyOf(wanted.id)),
        };
    }
  }
}

/** A range is one argument, and never an option. */
function checkRange(range: string, folder: string): void {
  const sane = range.length <= MAX_RANGE && !range.startsWith('-') && !/[\u0000\n\r]/.test(range);
  if (sane && revList(folder, ['--max-count=1'], range).output !== undefined) return;
  throw whyNot(git(folder, ['rev-parse', '--git-dir']), folder, range, 'history');
}

function rangeArguments(range: string): readonly string[] {
  return range === '' ? ['--all', '--'] : ['--end-of-options', range, '--'];
}

function revList(folder: string, options: readonly string[], range: string): ReturnType<typeof git> {
  return git(folder, ['rev-list', ...options, ...rangeArguments(range)]);
}

/** Parents before children, so that the first commit with a content is the one that brought it. */
async function* addedIn(
  folder: string,
  range: string,
  path: string,
  incomplete: () => void,
): AsyncGenerator<AddedFile> {
  const commits = gitStream(folder, ['rev-list', '--reverse', '--topo-order', ...rangeArguments(range)]);
  // A merge is compared with all its parents: what none of them has was brought by the merge itself.
  const changes = gitStream(folder, [
    ...['diff-tree', '--stdin', '-r', '-c', '--root', '--raw', '-z', '--no-renames', '--no-abbrev'],
    ...['--no-ext-diff', '--no-textconv', '--pretty=tformat:%H %as', '--', path],
  ]);
  commits.stdout.pipe(changes.stdin);
  try {
    yield* addedFiles(changes.stdout);
    const codes = await Promise.all([commits, changes].map(exitCode));
    if (codes.some((code) => code !== 0)) incomplete();
  } finally {
    for (const child of [commits, changes]) child.kill();
  }
}

function exitCode(child: ReturnType<typeof gitStream>): Promise<number | null> {
  if (child.exitCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((done) => {
    child.on('close', done);
    child.on('error', () => done(null));
  });
}

/** An id as half as many characters: a large repository has millions. */
function keyOf(id: string): string {
  return Buffer.from(id, 'hex').toString('latin1');
}

async function* onceEach(added: AsyncIterable<AddedFile>): AsyncGenerator<AddedFile> {
  const seen = new Set<string>();
  for await (const one of added) {
    const key = keyOf(one.id);
    if (seen.has(key)) continue;
    seen.add(key);
    yield one;
  }
}

/** Contents of the newest commit; none where there is no commit yet. */
function currentBlobs(folder: string): ReadonlySet<string> {
  const listed = git(folder, ['ls-tree', '-r', '-z', '--full-tree', 'HEAD']).output?.toString('latin1') ?? '';
  const found = new Set<string>();
  for (const line of listed.split('\u0000')) {
    const [, id] = /^\d{6} blob ([0-9a-f]{40,64})\t/.exec(line) ?? [];
    if (id !== undefined) found.add(keyOf(id));
  }
  return found;
}

type Gap = readonly [reason: KnownUnknown['reason'], path: string, message: string];

function gapOf(why: 'too-large' | 'missing' | 'damaged', path: string, { commit }: AddedFile): Gap {
  const of = `of commit ${commit.slice(0, 12)}`;
  if (why === 'too-large')
    return ['too-large', path, `${of} is larger than ${MAX_BYTES / 1024 / 1024} MiB: not searched`];
  if (why === 'missing') return ['unreadable', path, `${of} is not in this clone: not searched`];
  return ['unreadable', path, `${of} is damaged: not searched`];
}

class Gaps {
  readonly #named: KnownUnknown[] = [];
  #more = 0;

  add(...[reason, path, message]: Gap): void {
    if (this.#named.length >= MOST_GAPS) this.#more += 1;
    else this.#named.push({ reason, message, location: { path }, losesComponents: false });
  }

  all(): readonly KnownUnknown[] {
    if (this.#more === 0) return this.#named;
    const message = `${this.#more} more contents of the history were not searched`;
    return [
      ...this.#named,
      { reason: 'unreadable', message, location: { path: '.git' }, losesComponents: false },
    ];
  }
}
