/** `theriac secrets --staged`: contents of the index, in whatever state it is. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { runInProcess } from '@theriac/testing/run-in-process';
import { afterAll, expect, test } from 'vitest';
import { armed, commit, git, plantedSecret, repository, write } from './repositories.ts';
import { folderWith, removeFolders } from './run-cli.ts';

afterAll(removeFolders);

const TOKEN = plantedSecret('GITHUB-TOKEN');
const OTHER = plantedSecret('GITHUB-TOKEN', 2);

async function staged(
  folder: string,
  env: Readonly<Record<string, string>> = {},
  ...args: readonly string[]
): Promise<{ code: number; places: string[]; stderr: string }> {
  const run = await runInProcess(['secrets', folder, '--staged', '--format', 'json', ...args], { env });
  const findings: { locations: { path: string; line: number }[] }[] =
    run.stdout === '' ? [] : JSON.parse(run.stdout).findings;
  return {
    code: run.code,
    places: findings.flatMap(({ locations }) => locations.map(({ path, line }) => `${path}:${line}`)),
    stderr: run.stderr,
  };
}

test('what is staged counts, and not what the working copy has', async () => {
  const folder = repository({ 'a.env': 'A=1\n', 'old.env': `TOKEN=${OTHER}\n` });
  write(folder, 'a.env', `A=1\nTOKEN=${TOKEN}\n`);
  expect(await staged(folder)).toMatchObject({ code: 0, places: [] });
  git(folder, 'add', 'a.env');
  write(folder, 'a.env', 'A=1\n');
  expect(await staged(folder)).toMatchObject({ code: 1, places: ['a.env:2'] });
});

test('before the first commit everything is new', async () => {
  const folder = repository();
  write(folder, 'app/a.env', `TOKEN=${TOKEN}\n`);
  git(folder, 'add', '.');
  expect(await staged(folder)).toMatchObject({ code: 1, places: ['app/a.env:1'] });
  expect(await staged(join(folder, 'app'))).toMatchObject({ code: 1, places: ['a.env:1'] });
});

test('what was only moved is not new, and what was moved and changed is', async () => {
  const folder = repository({ 'a.env': `TOKEN=${TOKEN}\n`, 'b/c.env': `TOKEN=${OTHER}\n` });
  git(folder, 'mv', 'a.env', 'b/a.env');
  git(folder, 'mv', 'b/c.env', 'c.env');
  expect(await staged(folder)).toMatchObject({ code: 0, places: [] });
  expect(await staged(join(folder, 'b'))).toMatchObject({ code: 0, places: [] });
  expect(await staged(join(folder, 'c.env'))).toMatchObject({ code: 0, places: [] });
  write(folder, 'c.env', `A=1\nTOKEN=${OTHER}\n`);
  git(folder, 'add', 'c.env');
  expect(await staged(folder)).toMatchObject({ code: 1, places: ['c.env:2'] });
});

test('nothing staged, files that go, links and binary files pass', async () => {
  const folder = repository({ 'a.env': `TOKEN=${TOKEN}\n` });
  expect((await staged(folder)).code).toBe(0);
  git(folder, 'rm', '--quiet', 'a.env');
  write(folder, 'b.bin', Buffer.concat([Buffer.alloc(200, 0), Buffer.from(TOKEN), Buffer.alloc(200, 0xf7)]));
  git(folder, 'add', '.');
  expect(await staged(folder)).toMatchObject({ code: 0, places: [] });
});

test('what git ignores counts where it is staged all the same', async () => {
  const folder = repository({ '.gitignore': '*.env\n' });
  write(folder, 'a.env', `TOKEN=${TOKEN}\n`);
  git(folder, 'add', '--force', 'a.env');
  write(folder, '.gitignore', '*.env\n\n');
  git(folder, 'add', '.gitignore');
  expect(await staged(folder)).toMatchObject({ code: 1, places: ['a.env:1'] });
});

test('the index that git names to a hook is the one that is committed', async () => {
  const folder = repository({ 'a.env': 'A=1\n' });
  write(folder, 'b.env', `TOKEN=${TOKEN}\n`);
  const index = join(folder, '.git', 'next-index-1.lock');
  git(folder, 'add', 'b.env');
  rmSync(index, { force: true });
  git(folder, 'read-tree', `--index-output=${index}`, 'HEAD');
  expect((await staged(folder)).code).toBe(1);
  expect((await staged(folder, { GIT_INDEX_FILE: index })).code).toBe(0);
  // That of another repository says nothing of this one.
  const other = join(repository({ 'a.env': 'A=1\n' }), '.git', 'index');
  expect((await staged(folder, { GIT_INDEX_FILE: other })).code).toBe(1);
});

test('exceptions, comments, --exclude and the baseline apply as they do elsewhere', async () => {
  const folder = repository({ 'a.env': 'A=1\n' });
  write(
    folder,
    'a.env',
    `# theriac-ignore THERIAC-SECRET-GITHUB-TOKEN until 2026-01-08: revoked\nTOKEN=${TOKEN}\n`,
  );
  write(folder, 'b.env', `TOKEN=${OTHER}\n`);
  git(folder, 'add', '.');
  const day = ['--as-of', '2026-01-02'];
  expect(await staged(folder, {}, ...day)).toMatchObject({ code: 1 });
  expect((await staged(folder, {}, ...day, '--exclude', 'b.env')).code).toBe(0);
  const before = join(folderWith(), 'before.json');
  await runInProcess(['secrets', folder, '--staged', '--output', `json=${before}`]);
  expect((await staged(folder, {}, ...day, '--baseline', before)).code).toBe(0);
});

test('no program that the repository names is run', async () => {
  const folder = repository({ 'a.env': 'A=1\n' });
  write(folder, 'a.env', `TOKEN=${TOKEN}\n`);
  git(folder, 'add', '.');
  const hasRun = armed(folder);
  expect((await staged(folder)).code).toBe(1);
  expect(hasRun()).toBe(false);
});

test('a folder that is in no repository has nothing staged', async () => {
  const { code, stderr } = await staged(folderWith());
  expect([code, stderr]).toEqual([2, expect.stringContaining('(THERIAC_GIT_REPOSITORY)')]);
});

test('what contradicts itself is refused', async () => {
  const folder = repository({ 'a.env': 'A=1\n' });
  for (const args of [
    ['-', '--staged'],
    ['-', '--history'],
    [folder, '--staged', '--history'],
  ]) {
    const { code, stderr } = await runInProcess(['secrets', ...args]);
    expect([code, stderr]).toEqual([2, expect.stringContaining('(THERIAC_USAGE)')]);
  }
});

test('a name that looks like an option, or is not UTF-8, is the name of a file', async () => {
  const folder = repository({ 'a.env': 'A=1\n' });
  commit(folder, {});
  write(folder, '--output=x.env', `TOKEN=${TOKEN}\n`);
  git(folder, 'add', '--', '.');
  expect(await staged(folder)).toMatchObject({ code: 1, places: ['--output=x.env:1'] });
});

test('a content that the repository lacks is no pass', async () => {
  const folder = repository({ 'a.env': 'A=1\n' });
  write(folder, 'b.env', `TOKEN=${TOKEN}\n`);
  git(folder, 'add', '.');
  const id = git(folder, 'rev-parse', ':b.env');
  rmSync(join(folder, '.git/objects', id.slice(0, 2), id.slice(2)));
  const { code, stderr } = await staged(folder);
  expect([code, stderr]).toEqual([
    2,
    expect.stringContaining('b.env: what is staged of it is missing or damaged'),
  ]);
});
