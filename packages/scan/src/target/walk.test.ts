import { execFileSync } from 'node:child_process';
import { chmodSync, linkSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Extractor } from '@theriac/core';
import { makeFolder, removeFolders, writeInto } from '@theriac/testing/make-target';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { Dispatch } from '../plugins/dispatch.ts';
import type { ScanDetector } from '../plugins/list.ts';
import { DirectoryTree } from './directory-tree.ts';
import { type Walk, walk } from './walk.ts';

afterAll(removeFolders);

const extractor = (id: string, files: Partial<Extractor['files']>, exact: boolean): Extractor => ({
  id,
  title: id,
  ecosystem: 'npm',
  files: { maxBytes: 1024, ...files },
  requires: [],
  provides: { edges: false, exact, scope: false },
  load: () => Promise.resolve(() => ({ roots: [], unknowns: [] })),
});

const dispatch = new Dispatch([
  extractor('lock', { names: ['x.lock'] }, true),
  extractor('manifest', { names: ['x.toml'], extensions: ['.proj'] }, false),
  extractor('binary', { magic: ['7f454c46'] }, true),
]);

const BY_HEAD = new Dispatch([
  extractor('script', { heads: [{ extension: '.py', head: /^# packages$/m }] }, false),
]);

const look = (folder: string, exclude: readonly string[] = [], extractors = dispatch): Walk =>
  walk(new DirectoryTree(folder), { extractors, detectors: new Dispatch([]), exclude });
const paths = (found: Walk): string[] => found.files.map((f) => f.path);
const skips = (found: Walk): string[] => found.skipped.map((s) => `${s.path} ${s.reason}`);
const unknowns = (found: Walk): string[] => found.unknowns.map((u) => `${u.location.path} ${u.reason}`);

test('offers files by name, ending and first bytes, sorted by path', () => {
  const elf = Buffer.concat([Buffer.from('\u007fELF'), Buffer.alloc(5000)]);
  const found = look(
    makeFolder({
      'b/x.lock': '',
      'a.proj': '',
      'bin/tool': elf,
      'bin/tool.EXE': elf,
      'bin/tool.txt': elf,
      'bin/short': elf.subarray(0, 100),
      'bin/script': Buffer.alloc(5000, '#'),
      other: 'x',
    }),
  );
  expect(found.files.map((f) => `${f.path} ${f.size} ${f.extractors.map((e) => e.id)}`)).toEqual([
    'a.proj 0 manifest',
    'b/x.lock 0 lock',
    'bin/tool 5004 binary',
    'bin/tool.EXE 5004 binary',
  ]);
  expect(found.entries).toBe(10);
});

const CHECKS_BY_HEAD = new Dispatch<ScanDetector>([
  {
    id: 'script',
    title: 'scripts',
    area: 'configuration',
    files: { heads: [{ extension: '.py', head: /^# packages$/m }], maxBytes: 1024 },
    requires: [],
    concerns: () => true,
    rules: () => Promise.resolve([]),
    load: () => Promise.resolve(() => ({ conclude: () => ({ findings: [] }) })),
  },
]);

test('a detector is given files for how they begin, each of which is read once', () => {
  const tree = new DirectoryTree(makeFolder({ 'a.py': '# packages\n', 'b.py': 'x = 1\n' }));
  const read: string[] = [];
  const head = tree.head.bind(tree);
  tree.head = (path, bytes) => {
    read.push(path);
    return head(path, bytes);
  };
  const { files } = walk(tree, { extractors: BY_HEAD, detectors: CHECKS_BY_HEAD, exclude: [] });
  expect(files.map(({ path, detectors }) => [path, detectors.length])).toEqual([['a.py', 1]]);
  expect(read).toEqual(['a.py', 'b.py']);
});

test('offers a source file for how it begins, and reads no other', () => {
  const read: string[] = [];
  const tree = new DirectoryTree(
    makeFolder({
      'a.py': '#!/bin/x\n# packages\n',
      'b.py': 'x = 1\n',
      'c.PY': '# packages\n',
      'd.txt': '# packages\n',
      'late.py': `${'#\n'.repeat(2000)}# packages\n`,
    }),
  );
  const head = tree.head.bind(tree);
  tree.head = (path, bytes) => {
    read.push(path);
    return head(path, bytes);
  };
  const found = walk(tree, { extractors: BY_HEAD, detectors: new Dispatch([]), exclude: [] });
  expect(paths(found)).toEqual(['a.py', 'c.PY']);
  expect(read).toEqual(['a.py', 'b.py', 'c.PY', 'late.py']);
});

test('follows .gitignore, inner before outer, but never leaves out an exact lockfile', () => {
  const found = look(
    makeFolder({
      '.gitignore': '*.proj\nout/\n!keep.proj\n',
      'a.proj': '',
      'keep.proj': '',
      'in/.gitignore': '!b.proj\nx.toml\n',
      'in/b.proj': '',
      'in/c.proj': '',
      'in/x.toml': '',
      'in/deep/x.toml': '',
      'out/.gitignore': '!*',
      'out/x.toml': '',
      'out/x.lock': '',
    }),
  );
  expect(paths(found)).toEqual(['in/b.proj', 'keep.proj', 'out/x.lock']);
  expect(skips(found)).toEqual([
    'a.proj ignored-by-git',
    'in/c.proj ignored-by-git',
    'in/deep/x.toml ignored-by-git',
    'in/x.toml ignored-by-git',
    'out/x.toml ignored-by-git',
  ]);
});

test('--exclude leaves out lockfiles too, and says so', () => {
  const found = look(makeFolder({ 'a/x.lock': '', 'b/c/x.lock': '', 'd/x.lock': '', 'x.lock': '' }), [
    '/a/',
    'c',
    'd/*.lock',
  ]);
  expect(paths(found)).toEqual(['x.lock']);
  expect(skips(found)).toEqual(['a excluded', 'b/c excluded', 'd/x.lock excluded']);
});

test('installed packages and version control are left out and listed', () => {
  const found = look(
    makeFolder({
      'node_modules/a/x.lock': '',
      'web/bower_components/a/x.lock': '',
      '.git/x.lock': '',
      'CVS/x.lock': '',
      'x.lock': '',
    }),
  );
  expect(paths(found)).toEqual(['x.lock']);
  expect(skips(found)).toEqual([
    '.git version-control',
    'CVS version-control',
    'node_modules installed-packages',
    'web/bower_components installed-packages',
  ]);
});

test('links: to files inside they are read, loops end, and what leads outside is not followed', () => {
  const outside = makeFolder({ 'x.lock': 'secret', 'sub/x.lock': '' });
  const folder = makeFolder({ 'real/x.lock': 'content' });
  mkdirSync(join(folder, 'links'));
  symlinkSync('../real/x.lock', join(folder, 'links/x.lock'));
  symlinkSync('..', join(folder, 'links/loop'));
  symlinkSync(join(outside, 'sub'), join(folder, 'links/elsewhere'));
  symlinkSync('self', join(folder, 'links/self'));
  mkdirSync(join(folder, 'bad'));
  symlinkSync(join(outside, 'x.lock'), join(folder, 'bad/x.lock'));
  mkdirSync(join(folder, 'dangling'));
  symlinkSync('nowhere', join(folder, 'dangling/x.lock'));
  mkdirSync(join(folder, 'round'));
  symlinkSync('x.lock', join(folder, 'round/x.lock'));
  mkdirSync(join(folder, 'folder'));
  symlinkSync('../real', join(folder, 'folder/x.lock'));
  const found = look(folder);
  expect(paths(found)).toEqual(['links/x.lock', 'real/x.lock']);
  expect(skips(found)).toEqual(['links/elsewhere link', 'links/loop link']);
  expect(unknowns(found)).toEqual([
    'bad/x.lock link-outside',
    'dangling/x.lock unreadable',
    'folder/x.lock not-a-regular-file',
    'round/x.lock unreadable',
  ]);
  expect(found.unknowns.every((u) => u.losesComponents)).toBe(true);
  // Who asks whether a file is there decides by it that another one reads it.
  const tree = new DirectoryTree(folder);
  for (const where of [
    'real',
    'links',
    'bad',
    'dangling',
    'round',
    'folder',
    'links/loop/real',
    'links/elsewhere',
  ])
    expect(tree.exists(`${where}/x.lock`), where).toBe(tree.file(`${where}/x.lock`) !== null);
  expect(tree.exists('links/x.lock')).toBe(true);
});

test('a hard link is an ordinary file', () => {
  const folder = makeFolder({ 'x.lock': 'content' });
  mkdirSync(join(folder, 'a'));
  linkSync(join(folder, 'x.lock'), join(folder, 'a/x.lock'));
  expect(paths(look(folder))).toEqual(['a/x.lock', 'x.lock']);
});

test('a FIFO called like a lockfile is a known unknown and does not block', () => {
  const folder = makeFolder({ 'a/y': '' });
  execFileSync('mkfifo', [join(folder, 'a/x.lock'), join(folder, 'a/pipe'), join(folder, 'a/.gitignore')]);
  const found = look(folder);
  expect(paths(found)).toEqual([]);
  expect(unknowns(found)).toEqual(['a/x.lock not-a-regular-file']);
});

test('a folder that cannot be read is a known unknown, not an empty one', () => {
  const folder = makeFolder({ 'closed/x.lock': '', 'x.lock': '' });
  chmodSync(join(folder, 'closed'), 0);
  const found = look(folder);
  chmodSync(join(folder, 'closed'), 0o755);
  // Root reads what nobody may read.
  const isRoot = process.getuid?.() === 0;
  expect(paths(found)).toEqual(isRoot ? ['closed/x.lock', 'x.lock'] : ['x.lock']);
  expect(unknowns(found)).toEqual(isRoot ? [] : ['closed unreadable']);
  expect(unknowns(look(join(folder, 'nothing')))).toEqual(['. unreadable']);
});

test('below a hundred folders the walk stops and says so', () => {
  const folder = makeFolder({ [`${'d/'.repeat(120)}x.lock`]: '', [`${'e/'.repeat(99)}x.lock`]: '' });
  const found = look(folder);
  expect(paths(found)).toEqual([`${'e/'.repeat(99)}x.lock`]);
  expect(unknowns(found)).toEqual([`${'d/'.repeat(100).slice(0, -1)} too-deep`]);
});

test('names with line breaks, control characters and other scripts are ordinary names', () => {
  const odd = ['a\nb', '\u001b[31m', '日本', '-rf', '..a', ' ', '$(x)', 'a\\b'];
  const found = look(makeFolder(Object.fromEntries(odd.map((name) => [`${name}/x.lock`, '']))));
  expect(paths(found)).toEqual(odd.map((name) => `${name}/x.lock`).sort());
});

test('the order in which files were made does not show', () => {
  const name = fc.stringMatching(/^[a-c]{1,3}$/);
  fc.assert(
    fc.property(
      fc.uniqueArray(
        fc.tuple(name, name).map(([a, b]) => `${a}/_${b}/x.lock`),
        { minLength: 1, maxLength: 8 },
      ),
      (files) => {
        const first = makeFolder(Object.fromEntries(files.map((f) => [f, ''])));
        const second = makeFolder();
        for (const file of [...files].reverse()) writeInto(second, file, '');
        expect(look(second)).toEqual(look(first));
        expect(paths(look(first))).toEqual([...files].sort());
        expect(readdirSync(second).length).toBeGreaterThan(0);
      },
    ),
    { numRuns: 30 },
  );
});

test('what git tracks is read, whatever .gitignore says', () => {
  const folder = makeFolder({ '.gitignore': '*.proj\nout/\n', 'a.proj': '', 'b.proj': '', 'out/c.proj': '' });
  const git = (...args: string[]): void => void execFileSync('git', args, { cwd: folder, stdio: 'ignore' });
  git('init', '--quiet');
  git('add', '--force', 'a.proj', 'out/c.proj');
  const found = look(folder);
  expect(paths(found)).toEqual(['a.proj', 'out/c.proj']);
  expect(skips(found)).toContain('b.proj ignored-by-git');
  writeFileSync(join(folder, '.git/index'), 'DIRC');
  expect(paths(look(folder))).toEqual([]);
});

test('what git tracks is looked at for how it begins, even in a folder that is ignored', () => {
  const files = { '.gitignore': 'out/\n', 'out/a.py': '# packages\n', 'out/b.py': '# packages\n' };
  const folder = makeFolder(files);
  const git = (...args: string[]): void => void execFileSync('git', args, { cwd: folder, stdio: 'ignore' });
  git('init', '--quiet');
  git('add', '--force', 'out/a.py');
  expect(paths(look(folder, [], BY_HEAD))).toEqual(['out/a.py']);
});

test('installed packages without a manifest beside them are a known unknown, unless git ignores them', () => {
  const found = look(
    makeFolder({
      '.gitignore': '/build/\n',
      'a/bower_components/x/x.lock': '',
      'b/node_modules/x/x.lock': '',
      'b/package.json': '{}',
      'build/node_modules/x/x.lock': '',
    }),
  );
  expect(unknowns(found)).toEqual(['a/bower_components not-read']);
  expect(unknowns(look(makeFolder({ 'a/node_modules/x': '' }), ['a/node_modules']))).toEqual([]);
});

test.skipIf(process.platform !== 'linux')(
  'a file whose name is not UTF-8 is a gap, and not passed over',
  () => {
    const folder = makeFolder({ 'x.lock': '' });
    writeFileSync(
      Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0xdc]), Buffer.from('.env')]),
      'A=1\n',
    );
    // A name that has the character for itself is a name.
    writeFileSync(join(folder, '\ufffd.lock'), '');
    const found = look(folder);
    expect(unknowns(found)).toEqual(['\ufffd.env unreadable']);
    expect(found.unseen).toEqual(['\ufffd.env: the name is not UTF-8, and the file is not read; rename it']);
    expect(paths(found)).toEqual(['x.lock']);
  },
);
