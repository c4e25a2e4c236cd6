/** A git revision as a target: the same result as the folder, and nothing is written to disk. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_CONFIG } from '@theriac/govern';
import { MemoryTree } from '@theriac/scan/target';
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

test('links of a revision are not followed', () => {
  const folder = repository();
  symlinkSync('/etc/hostname', join(folder, 'app/link.txt'));
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '--message', 'link');
  const { tree } = openRevision('HEAD', folder);
  expect(tree.file('app/link.txt')).toBeNull();
  expect(tree.list('app')?.map((e) => e.name)).not.toContain('link.txt');
});

test.each(['no-such-branch', '--help', 'HEAD; id', '$(id)'])('%s is refused', (revision) => {
  expect(() => openRevision(revision, repository())).toThrow(/neither a file that exists nor a/);
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
