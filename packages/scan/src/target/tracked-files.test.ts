/** Files that git tracks are known wherever the index is. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { makeFolder, removeFolders, writeInto } from '@theriac/testing/make-target';
import { afterAll, expect, test } from 'vitest';
import { DirectoryTree } from './directory-tree.ts';

afterAll(removeFolders);

function git(folder: string, ...args: readonly string[]): void {
  const who = ['-c', 'user.name=A', '-c', 'user.email=a@example.org', '-c', 'commit.gpgsign=false'];
  execFileSync('git', [...who, '-c', 'protocol.file.allow=always', ...args], {
    cwd: folder,
    stdio: 'ignore',
  });
}

function repository(...more: readonly string[]): string {
  const folder = makeFolder({
    '.gitignore': '*.txt\n',
    'a.txt': '',
    'b.txt': '',
    'sub/a.txt': '',
    'sub/b.txt': '',
  });
  git(folder, 'init', '--quiet', ...more);
  git(folder, 'add', '--force', '.gitignore', 'a.txt', 'sub/a.txt');
  git(folder, 'commit', '--quiet', '--message', 'first');
  return folder;
}

const tracked = (folder: string): string[] => {
  const tree = new DirectoryTree(folder);
  return ['a.txt', 'b.txt', 'sub/a.txt', 'sub/b.txt'].filter((path) => tree.isTracked(path));
};

test('at the top of the repository, and below it', () => {
  const folder = repository();
  expect(tracked(folder)).toEqual(['a.txt', 'sub/a.txt']);
  expect(tracked(join(folder, 'sub'))).toEqual(['a.txt']);
});

test.each(['2', '3', '4'])('an index of version %s', (version) => {
  const folder = repository();
  git(folder, 'update-index', `--index-version=${version}`);
  git(folder, 'update-index', '--force-write-index');
  expect(tracked(folder)).toEqual(['a.txt', 'sub/a.txt']);
});

test('object ids of SHA-256', () => {
  expect(tracked(repository('--object-format=sha256'))).toEqual(['a.txt', 'sub/a.txt']);
});

test('a split index', () => {
  const folder = repository();
  git(folder, 'update-index', '--split-index');
  expect(tracked(folder)).toEqual(['a.txt', 'sub/a.txt']);
  writeInto(folder, 'b.txt', 'later');
  git(folder, 'add', '--force', 'b.txt');
  writeInto(folder, 'a.txt', 'changed');
  git(folder, 'add', '--force', 'a.txt');
  expect(tracked(folder)).toEqual(['a.txt', 'b.txt', 'sub/a.txt']);
});

test('a further working copy, and a submodule', () => {
  const folder = repository();
  const further = join(makeFolder(), 'further');
  git(folder, 'worktree', 'add', '--quiet', further);
  expect(tracked(further)).toEqual(['a.txt', 'sub/a.txt']);
  const outer = repository();
  git(outer, 'submodule', '--quiet', 'add', folder, 'inner');
  expect(tracked(join(outer, 'inner'))).toEqual(['a.txt', 'sub/a.txt']);
});

test.each(['', 'DIRC', 'gitdir: /dev/zero', 'gitdir: ../nowhere'])(
  'a file .git of %j tracks nothing',
  (text) => {
    expect(tracked(makeFolder({ '.git': text, 'a.txt': '' }))).toEqual([]);
  },
);
