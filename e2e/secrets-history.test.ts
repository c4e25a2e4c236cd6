/** `--history`: each content of every commit once, from repositories of every state. */
import { chmodSync, globSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInProcess } from '@theriac/testing/run-in-process';
import { afterAll, expect, test } from 'vitest';
import { armed, commit, git, plantedSecret, repository, write } from './repositories.ts';
import { folderWith, removeFolders } from './run-cli.ts';

afterAll(removeFolders);

const TOKEN = plantedSecret('GITHUB-TOKEN');
const OTHER = plantedSecret('GITHUB-TOKEN', 2);

interface Told {
  readonly code: number;
  /** One line per finding: its places, then what the history says. */
  readonly findings: readonly string[];
  readonly gaps: readonly string[];
  readonly warnings: readonly string[];
  readonly stderr: string;
}

async function history(folder: string, range = '', ...args: readonly string[]): Promise<Told> {
  const option = range === '' ? '--history' : `--history=${range}`;
  const run = await runInProcess(['secrets', folder, option, '--format', 'json', ...args]);
  if (run.stdout === '') return { ...run, findings: [], gaps: [], warnings: [] };
  const { findings, coverage, warnings } = JSON.parse(run.stdout);
  const place = (at: { path: string; line: number }): string => `${at.path}:${at.line}`;
  return {
    code: run.code,
    stderr: run.stderr,
    findings: findings.map(
      (one: {
        locations: { path: string; line: number }[];
        related?: { location: { path: string; line: number }; message: string }[];
      }) =>
        [
          ...one.locations.map(place),
          ...(one.related ?? []).map(({ location, message }) => `${place(location)} ${message}`),
        ].join(' | '),
    ),
    gaps: coverage.flatMap(({ reasons }: { reasons: string[] }) => reasons),
    warnings,
  };
}

const added = (id: string): string => `Added by commit ${id.slice(0, 12)} on 2026-01-02`;

test('what was removed is found at the commit that brought it', async () => {
  const folder = repository({ 'a.env': 'A=1\n' });
  const id = commit(folder, { 'app/b.env': `A=1\nTOKEN=${TOKEN}\n` });
  commit(folder, { 'app/b.env': `A=1\nTOKEN=${TOKEN}\nB=2\n` });
  commit(folder, { 'app/b.env': null });
  expect(await history(folder)).toMatchObject({
    code: 1,
    findings: [`app/b.env:2 | app/b.env:2 ${added(id)}; no longer in the newest commit, but in the history`],
    gaps: [],
  });
});

test('one in files and in the history is one finding, at the places of the files', async () => {
  const folder = repository({ 'a.env': 'A=1\n' });
  const id = commit(folder, { 'old.env': `TOKEN=${TOKEN}\n` });
  commit(folder, { 'old.env': null, 'new.env': `\nTOKEN=${TOKEN}\n` });
  expect((await history(folder)).findings).toEqual([
    expect.stringMatching(
      new RegExp(`^new.env:2 \\| old.env:1 ${added(id)}; it is still there \\| new.env:2 Added`),
    ),
  ]);
});

test('branches, tags and what a merge itself brings are part of it; a range is not more than it says', async () => {
  const folder = repository({ 'a.env': 'A=1\n' });
  git(folder, 'checkout', '--quiet', '-b', 'side');
  const side = commit(folder, { 'side.env': `TOKEN=${TOKEN}\n` });
  commit(folder, { 'side.env': null, 'side.txt': 'done\n' });
  git(folder, 'checkout', '--quiet', 'main');
  commit(folder, { 'main.txt': 'main\n' });
  git(folder, 'merge', '--quiet', '--no-commit', '--no-ff', 'side');
  const merge = commit(folder, { 'merge.env': `TOKEN=${OTHER}\n` });
  const both = await history(folder);
  expect(both.findings).toHaveLength(2);
  expect(both.findings.join()).toContain(`side.env:1 ${added(side)}`);
  expect(both.findings.join()).toContain(`merge.env:1 ${added(merge)}`);
  const files = await history(folder, 'HEAD~1..main~1');
  expect(files.findings).toEqual([expect.stringMatching(/^merge.env:1$/)]);
  expect((await history(folder, 'side')).findings.join()).toContain('side.env:1 Added');
});

test('the history of a folder is that of its own files', async () => {
  const folder = repository({ 'app/a.txt': 'a\n' });
  commit(folder, { 'app/x.env': `TOKEN=${TOKEN}\n`, 'other/y.env': `TOKEN=${OTHER}\n` });
  commit(folder, { 'app/x.env': null, 'other/y.env': null, 'app/b.txt': 'b\n' });
  expect((await history(join(folder, 'app'))).findings).toEqual([
    expect.stringMatching(/^x.env:1 \| x.env:1/),
  ]);
});

test.each(['--all', '-n1', '--output=x', '--exec=id', 'nowhere', 'a\nb', 'main --all', '$(id)', 'a\u0000b'])(
  '%j is no range',
  async (range) => {
    const { code, stderr } = await history(repository({ 'a.env': 'A=1\n' }), range);
    expect([code, stderr]).toEqual([2, expect.stringContaining('(THERIAC_GIT_REVISION)')]);
  },
);

test('a branch may be called like an option, and a file like a branch', async () => {
  const folder = repository({ 'a.env': 'A=1\n', main: 'a file\n' });
  commit(folder, { 'b.env': `TOKEN=${TOKEN}\n` });
  commit(folder, { 'b.env': null });
  git(folder, 'update-ref', 'refs/heads/-x', 'HEAD');
  for (const range of ['main', 'refs/heads/-x'])
    expect((await history(folder, range)).findings).toHaveLength(1);
});

test('a repository without a commit has no history', async () => {
  expect(await history(repository())).toMatchObject({ code: 0, findings: [], gaps: [] });
});

test('a folder that is in no repository is refused', async () => {
  const { code, stderr } = await history(folderWith({ 'a.env': 'A=1\n' }));
  expect([code, stderr]).toEqual([2, expect.stringContaining('(THERIAC_GIT_REPOSITORY)')]);
});

test('a shallow clone is a gap', async () => {
  const folder = repository({ 'a.env': 'A=1\n' });
  commit(folder, { 'b.env': `TOKEN=${TOKEN}\n` });
  commit(folder, { 'b.env': null });
  const clone = join(folderWith(), 'clone');
  git(folder, 'clone', '--quiet', '--depth=1', `file://${folder}`, clone);
  expect(await history(clone)).toMatchObject({
    code: 3,
    findings: [],
    gaps: ['.git: a shallow clone: commits before those that it has are not searched'],
  });
});

test('damaged and missing objects are gaps, and the others are searched', async () => {
  const folder = repository({ 'a.env': 'A=1\n' });
  commit(folder, { 'b.env': 'B=1\n' });
  commit(folder, { 'c.env': 'C=1\n' });
  commit(folder, { 'd.env': `TOKEN=${TOKEN}\n` });
  commit(folder, { 'd.env': null });
  const objectOf = (name: string): string => {
    const id = git(folder, 'rev-parse', `HEAD:${name}`);
    return join(folder, '.git/objects', id.slice(0, 2), id.slice(2));
  };
  chmodSync(objectOf('b.env'), 0o644);
  writeFileSync(objectOf('b.env'), 'no object');
  rmSync(objectOf('c.env'));
  const told = await history(folder);
  expect(told).toMatchObject({ code: 1, findings: [expect.stringContaining('d.env:1')] });
  expect(told.gaps).toEqual([
    expect.stringMatching(/^b\.env: of commit [0-9a-f]{12} is (?:damaged|not in this clone): not searched$/),
    expect.stringMatching(/^c\.env: of commit [0-9a-f]{12} is (?:damaged|not in this clone): not searched$/),
  ]);
});

test('a history that cannot be listed is a gap', async () => {
  const folder = repository({ 'a.env': 'A=1\n' });
  const first = git(folder, 'rev-parse', 'HEAD');
  commit(folder, { 'b.env': 'B=1\n' });
  rmSync(join(folder, '.git/objects', first.slice(0, 2), first.slice(2)));
  expect(await history(folder)).toMatchObject({
    code: 3,
    gaps: ['.git: the history cannot be listed to its end: objects are missing or damaged'],
  });
});

test('binary contents are told, and so are those that are too large', async () => {
  const folder = repository({ 'a.env': 'A=1\n', 'b.bin': new Uint8Array(2000) });
  commit(folder, { 'large.txt': 'x'.repeat(32 * 1024 * 1024 + 1) });
  commit(folder, { 'large.txt': null });
  const told = await history(folder);
  expect(told.warnings).toEqual(['history: 1 binary content was not searched']);
  expect(told.gaps).toEqual([
    expect.stringMatching(/^large\.txt: of commit \S+ is larger than 32 MiB: not searched$/),
  ]);
  expect(told.code).toBe(3);
});

test('replaced objects do not hide what was committed', async () => {
  const folder = repository({ 'a.env': 'A=1\n' });
  commit(folder, { 'b.env': `TOKEN=${TOKEN}\n` });
  const secret = git(folder, 'rev-parse', 'HEAD:b.env');
  const harmless = git(folder, 'rev-parse', 'HEAD:a.env');
  commit(folder, { 'b.env': null });
  git(folder, 'replace', secret, harmless);
  expect((await history(folder)).findings).toHaveLength(1);
});

test('no program that the repository names is run, and its order of files is not read', async () => {
  const folder = repository({ 'a.env': 'A=1\n' });
  commit(folder, { 'b.env': `TOKEN=${TOKEN}\n` });
  commit(folder, { 'b.env': null });
  const hasRun = armed(folder);
  expect((await history(folder)).findings).toHaveLength(1);
  expect(hasRun()).toBe(false);
});

test('the same as SARIF: the commit is in a related location', async () => {
  const folder = repository({ 'a.env': 'A=1\n' });
  const id = commit(folder, { 'b.env': `TOKEN=${TOKEN}\n` });
  commit(folder, { 'b.env': null });
  const { stdout } = await runInProcess(['secrets', folder, '--history', '--format', 'sarif']);
  const [result] = JSON.parse(stdout).runs[0].results;
  expect(result.relatedLocations[0].message.text).toContain(id.slice(0, 12));
});

test('`theriac scan --history` searches it as well, and an operand behind it is the target', async () => {
  const folder = repository({ 'a.env': 'A=1\n' });
  commit(folder, { 'b.env': `TOKEN=${TOKEN}\n` });
  commit(folder, { 'b.env': null });
  const { stdout } = await runInProcess(['scan', '--history', folder, '--offline', '--format', 'json']);
  expect(JSON.parse(stdout).findings).toHaveLength(1);
});

test('contents are not counted twice, whatever their number of names', async () => {
  const folder = repository();
  for (let i = 0; i < 150; i += 1) write(folder, `f${i}.txt`, `text ${i % 70}\n`);
  commit(folder, { 'b.env': `TOKEN=${TOKEN}\n` });
  expect((await history(folder)).findings).toHaveLength(1);
  expect(globSync('f*.txt', { cwd: folder })).toHaveLength(150);
});
