/** A git revision as a target: the same result as the folder, and nothing is written to disk. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { TheriacError } from '@theriac/core';
import { DEFAULT_CONFIG } from '@theriac/govern';
import { MemoryTree, openTarget } from '@theriac/scan/target';
import {
  AS_OF,
  makeFolder,
  makeStore,
  removeFolders,
  scanWith,
  writeInto,
} from '@theriac/testing/make-target';
import { afterAll, expect, test } from 'vitest';
import { readBaseline } from './baseline.ts';
import { openRevision } from './git-revision.ts';

afterAll(removeFolders);

const lock = (version: string): string =>
  JSON.stringify({
    name: 'app',
    lockfileVersion: 3,
    packages: {
      '': { name: 'app', dependencies: { flawed: '*' } },
      'node_modules/flawed': { version, resolved: 'https://packages.example.org/flawed.tgz' },
    },
  });
const FILES = {
  'app/package-lock.json': lock('1.0.0'),
  'app/package.json': '{"name":"app","dependencies":{"flawed":"*"}}',
  'app/Dockerfile': 'FROM example/base:1\nRUN curl http://example.org/x | sh\n',
  'app/.gitignore': 'out/\n',
  'app/日本/requirements.txt': 'flawed==1.0.0\n',
};

function repository(): string {
  const folder = makeFolder(FILES);
  git(folder, 'init', '--quiet');
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '--message', 'first');
  return folder;
}

function git(folder: string, ...args: readonly string[]): void {
  const who = ['-c', 'user.name=A', '-c', 'user.email=a@example.org', '-c', 'commit.gpgsign=false'];
  execFileSync('git', [...who, ...args], { cwd: folder, stdio: 'ignore' });
}

test('a revision gives the result that its checked-out folder gives', async () => {
  const store = await makeStore();
  const folder = repository();
  const before = await scanWith(store, join(folder, 'app'));
  rmSync(join(folder, 'app'), { recursive: true });
  mkdirSync(join(folder, 'app'));
  const temporary = makeFolder();
  const { TMPDIR } = process.env;
  process.env.TMPDIR = temporary;
  try {
    const target = openRevision('HEAD', join(folder, 'app'));
    expect(await scanWith(store, join(folder, 'app'), { path: target })).toEqual(before);
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
  }
  expect(readdirSync(temporary)).toEqual([]);
});

test('a single file of a revision sees its siblings', async () => {
  const folder = repository();
  const path = join(folder, 'app/package-lock.json');
  writeInto(folder, 'app/package-lock.json', lock('2.0.0'));
  const { tree, file, name } = openRevision('HEAD', path);
  expect({ file, name }).toEqual({ file: 'package-lock.json', name: 'package-lock.json' });
  expect(tree.file('package-lock.json')?.text()).toBe(lock('1.0.0'));
  expect(tree.file('package.json')?.text()).toBe(FILES['app/package.json']);
});

test('the tree of a revision answers like a tree in memory', () => {
  const { tree } = openRevision('HEAD', repository());
  const memory = new MemoryTree(FILES);
  for (const folder of ['', 'app', 'app/日本', 'nowhere', '../app', 'app/package.json'])
    expect(tree.list(folder), folder).toEqual(memory.list(folder));
  for (const path of [...Object.keys(FILES), 'app', 'nowhere', '../x', 'app/../app/Dockerfile']) {
    expect(tree.status(path), path).toEqual(memory.status(path));
    expect(tree.exists(path), path).toBe(memory.exists(path));
    expect(tree.file(path)?.text(), path).toBe(memory.file(path)?.text());
    expect(Buffer.from(tree.head(path, 5)).toString('hex'), path).toBe(
      Buffer.from(memory.head(path, 5)).toString('hex'),
    );
  }
  expect(tree.file('app/Dockerfile', 3)).toBeNull();
  tree.prefetch?.(Object.keys(FILES));
  expect(tree.file('app/Dockerfile')?.text()).toBe(FILES['app/Dockerfile']);
});

test('links of a revision lead where they lead in the folder, and never outside', () => {
  const folder = repository();
  const links: Readonly<Record<string, string>> = {
    'app/outside.txt': '/etc/hostname',
    'app/above.txt': '../../x',
    'app/circle': 'circle',
    'app/broken': 'nowhere',
    'app/lock.json': 'package-lock.json',
    'app/absolute.json': join(folder, 'app/package.json'),
    linked: 'app',
    'app/far': '../linked/日本/requirements.txt',
  };
  for (const [path, target] of Object.entries(links)) symlinkSync(target, join(folder, path));
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '--message', 'links');
  const { tree } = openRevision('HEAD', folder);
  const { tree: onDisk } = openTarget(folder);
  // Where there is nothing, the system cannot say that it would be outside.
  const nowhere = new Set(['app/circle', 'app/above.txt']);
  for (const path of [...Object.keys(links), 'linked/Dockerfile', 'linked/lock.json', 'linked/none']) {
    expect(tree.status(path).kind, path).toBe(nowhere.has(path) ? 'outside' : onDisk.status(path).kind);
    expect(tree.file(path)?.text(), path).toBe(onDisk.file(path)?.text());
    expect(tree.exists(path), path).toBe(onDisk.exists(path));
    expect(tree.exists(path), path).toBe(tree.file(path) !== null);
  }
  for (const path of ['', 'app']) {
    const listed = onDisk.list(path)?.filter(({ name }) => name !== '.git');
    expect(tree.list(path), path).toEqual(listed);
  }
});

test.each([
  'no-such-branch',
  '--help',
  '--exec=id',
  'HEAD; id',
  '$(id)',
  '',
  'a\u0000b',
  'HEAD..HEAD',
  'HEAD:app',
])('%j is refused', (revision) => {
  expect(() => openRevision(revision, repository())).toThrow(
    expect.objectContaining({ code: 'THERIAC_GIT_REVISION' }),
  );
});

test.each([
  '@',
  'HEAD~0',
  ':/fir',
  'HEAD^{/first}',
  'refs/heads/-x',
  'odd,name=1',
  '日本',
  'a/b',
  'v1#2',
  "it's",
])('%s is a revision', (revision) => {
  const folder = repository();
  for (const name of ['refs/heads/-x', 'refs/heads/odd,name=1', 'refs/tags/日本', 'refs/heads/a/b'])
    git(folder, 'update-ref', name, 'HEAD');
  for (const name of ['refs/heads/v1#2', "refs/heads/it's"]) git(folder, 'update-ref', name, 'HEAD');
  expect(openRevision(revision, folder).tree.exists('app/Dockerfile')).toBe(true);
});

test('each reason why there is no revision has a code of its own', () => {
  const folder = repository();
  writeInto(folder, 'app/Dockerfile', 'FROM scratch\n');
  git(folder, 'commit', '--quiet', '--all', '--message', 'second');
  const shallow = join(makeFolder(), 'clone');
  git(folder, 'clone', '--quiet', '--depth=1', `file://${folder}`, shallow);
  const { PATH, GIT_TEST_ASSUME_DIFFERENT_OWNER } = process.env;
  const codeOf = (target: string): unknown => {
    try {
      return openRevision('HEAD^', target);
    } catch (error) {
      return error instanceof TheriacError ? error.code : error;
    }
  };
  expect(codeOf(makeFolder())).toBe('THERIAC_GIT_REPOSITORY');
  expect(codeOf(shallow)).toBe('THERIAC_GIT_SHALLOW');
  expect(codeOf(repository())).toBe('THERIAC_GIT_REVISION');
  try {
    process.env.PATH = makeFolder();
    expect(codeOf(folder)).toBe('THERIAC_GIT_MISSING');
    process.env.PATH = PATH;
    // What git's own tests set, because changing the owner takes rights that a test does not have.
    process.env.GIT_TEST_ASSUME_DIFFERENT_OWNER = '1';
    expect(codeOf(folder)).toBe('THERIAC_GIT_OWNER');
  } finally {
    process.env.PATH = PATH;
    if (GIT_TEST_ASSUME_DIFFERENT_OWNER === undefined) delete process.env.GIT_TEST_ASSUME_DIFFERENT_OWNER;
  }
});

test('submodules are read at the commit of the revision', async () => {
  const folder = repository();
  const inner = repository();
  git(folder, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner, 'sub/inner');
  git(folder, 'commit', '--quiet', '--message', 'submodule');
  const store = await makeStore();
  const now = await scanWith(store, folder);
  const before = await scanWith(store, folder, { path: openRevision('HEAD', folder) });
  expect(before.findings.map((f) => f.fingerprint)).toEqual(now.findings.map((f) => f.fingerprint));
  expect(before.findings.some((f) => JSON.stringify(f).includes('sub/inner/app'))).toBe(true);
});

test('content that Git LFS keeps is read in the place of the pointer', () => {
  const folder = repository();
  const content = Buffer.from(lock('1.2.3'));
  const oid = createHash('sha256').update(content).digest('hex');
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize ${content.length}\n`;
  writeInto(folder, 'app/package-lock.json', pointer);
  git(folder, 'commit', '--quiet', '--all', '--message', 'lfs');
  expect(openRevision('HEAD', folder).tree.file('app/package-lock.json')?.text()).toBe(pointer);
  writeInto(folder, `.git/lfs/objects/${oid.slice(0, 2)}/${oid.slice(2, 4)}/${oid}`, content);
  expect(openRevision('HEAD', folder).tree.file('app/package-lock.json')?.text()).toBe(content.toString());
});

test('a folder that is called like a branch does not hide it', async () => {
  const folder = repository();
  git(folder, 'branch', 'packages');
  const common = {
    config: DEFAULT_CONFIG,
    store: await makeStore(),
    asOf: AS_OF,
    toolVersion: '0.0.0',
    vex: [],
  };
  // Tests run at the top of the project, where there is such a folder.
  expect(existsSync('packages')).toBe(true);
  expect((await readBaseline('packages', folder, common)).size).toBeGreaterThan(0);
});

test('a baseline in a partial clone that lacks a file of it is refused, not taken for empty', async () => {
  const folder = repository();
  writeInto(folder, 'app/package-lock.json', lock('2.0.0'));
  git(folder, 'commit', '--quiet', '--all', '--message', 'second');
  git(folder, 'config', 'uploadpack.allowFilter', 'true');
  const clone = join(makeFolder(), 'clone');
  git(folder, 'clone', '--quiet', '--filter=blob:none', `file://${folder}`, clone);
  const common = {
    config: DEFAULT_CONFIG,
    store: await makeStore(),
    asOf: AS_OF,
    toolVersion: '0.0.0',
    vex: [],
  };
  await expect(readBaseline('HEAD^', clone, common)).rejects.toMatchObject({
    code: 'THERIAC_BASELINE',
    message: expect.stringContaining('this clone does not have app/package-lock.json'),
  });
  git(clone, 'fetch', '--quiet', '--refetch', '--no-filter');
  expect([...(await readBaseline('HEAD^', clone, common)).keys()]).not.toEqual([]);
});

test('a lockfile that is a link inside the target covers the manifest beside it, on disk and in a revision', async () => {
  const store = await makeStore();
  const folder = makeFolder({
    'locks/app.json': lock('1.0.0'),
    'app/package.json': FILES['app/package.json'],
  });
  symlinkSync('../locks/app.json', join(folder, 'app/package-lock.json'));
  git(folder, 'init', '--quiet');
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '--message', 'links');
  const known = await readBaseline('HEAD', folder, {
    config: DEFAULT_CONFIG,
    store,
    asOf: AS_OF,
    vex: [],
    toolVersion: '0.0.0',
  });
  const { inventory, coverage, findings } = await scanWith(store, folder);
  expect(inventory.components.map(({ name, version }) => [name, version])).toEqual([['flawed', '1.0.0']]);
  expect(coverage.find(({ area }) => area === 'inventory')?.state).toBe('complete');
  expect(findings.map(({ fingerprint }) => fingerprint).sort()).toEqual([...known.keys()].sort());
});

const LOCKFILE = 'app/package-lock.json';

/** What the lockfile of the commit before the last one says. */
function lockBefore(folder: string): string | undefined {
  return openRevision('HEAD~1', join(folder, 'app')).tree.file('package-lock.json')?.text();
}

test('a replacement of a commit does not change what a revision is', () => {
  const folder = repository();
  writeInto(folder, LOCKFILE, lock('2.0.0'));
  git(folder, 'commit', '--quiet', '--all', '--message', 'second');
  git(folder, 'replace', 'HEAD~1', 'HEAD');
  expect(lockBefore(folder)).toBe(lock('1.0.0'));
});

test('a graft does not change what comes before a commit', () => {
  const folder = repository();
  writeInto(folder, LOCKFILE, lock('1.5.0'));
  git(folder, 'commit', '--quiet', '--all', '--message', 'second');
  writeInto(folder, LOCKFILE, lock('2.0.0'));
  git(folder, 'commit', '--quiet', '--all', '--message', 'third');
  const [last, , first] = execFileSync('git', ['rev-list', 'HEAD'], { cwd: folder, encoding: 'utf8' }).split(
    '\n',
  );
  writeInto(folder, '.git/info/grafts', `${last} ${first}\n`);
  expect(lockBefore(folder)).toBe(lock('1.5.0'));
});

test('a pipe, a folder or nothing in the place of what Git LFS keeps is what the clone does not have', () => {
  const content = lock('1.0.0');
  const oid = createHash('sha256').update(content).digest('hex');
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize ${content.length}\n`;
  const folder = makeFolder({ 'package-lock.json': pointer });
  git(folder, 'init', '--quiet');
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '--message', 'lfs');
  const kept = join(folder, '.git/lfs/objects', oid.slice(0, 2), oid.slice(2, 4), oid);
  mkdirSync(kept, { recursive: true });
  const read = () => openRevision('HEAD', folder).tree.file('package-lock.json')?.text();
  expect(read).toThrow(expect.objectContaining({ code: 'THERIAC_BASELINE' }));
  rmSync(kept, { recursive: true });
  execFileSync('mkfifo', [kept]);
  expect(read).toThrow(expect.objectContaining({ code: 'THERIAC_BASELINE' }));
});
