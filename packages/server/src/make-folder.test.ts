import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { makeFolder } from './make-folder.ts';

const folder = mkdtempSync(join(tmpdir(), 'theriac-folder-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('makes what is missing above it, and takes what is there', () => {
  makeFolder(join(folder, 'a/b/c'), 0o755);
  makeFolder(join(folder, 'a/b/c'), 0o755);
  expect(existsSync(join(folder, 'a/b/c'))).toBe(true);
});

test('a file in its place is told', () => {
  writeFileSync(join(folder, 'file'), '');
  for (const path of ['file', 'file/x'])
    expect(() => makeFolder(join(folder, path), 0o755)).toThrow('cannot be made');
});

test.skipIf(process.platform !== 'linux')('where none can be made it ends', () => {
  expect(() => makeFolder('/proc/theriac/x', 0o755)).toThrow('cannot be made');
});
