import { execFileSync } from 'node:child_process';
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readGiven, readNamed } from '../inputs/read-given.ts';
import { writeReport } from './report-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'theriac-report-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a report is written whole, replaces what was there, and leaves nothing else', () => {
  const path = join(folder, 'one', 'report.txt');
  mkdirSync(join(folder, 'one'));
  writeReport(path, 'first', 'text');
  writeReport(path, 'second', 'text');
  expect(readFileSync(path, 'utf8')).toBe('second');
  expect(readdirSync(join(folder, 'one'))).toEqual(['report.txt']);
});

test('a link stays a link', () => {
  writeReport(join(folder, 'real.txt'), 'x', 'text');
  symlinkSync('real.txt', join(folder, 'link.txt'));
  writeReport(join(folder, 'link.txt'), 'y', 'text');
  expect(lstatSync(join(folder, 'link.txt')).isSymbolicLink()).toBe(true);
  expect(readFileSync(join(folder, 'real.txt'), 'utf8')).toBe('y');
});

test('a device is written to, not replaced', () => {
  writeReport('/dev/null', 'x', 'text');
  expect(lstatSync('/dev/null').isCharacterDevice()).toBe(true);
});

test.each([
  ['a full disk', '/dev/full', ': no space left (ENOSPC)'],
  ['no such folder', join(folder, 'nothing', 'x'), ': the folder does not exist (ENOENT)'],
  ['a folder', folder, ': a folder has this name (EISDIR)'],
])('%s is a coded error', (_, path, reason) => {
  expect(() => writeReport(path, 'x', 'text')).toThrow(
    expect.objectContaining({ code: 'THERIAC_OUTPUT', message: expect.stringContaining(reason) }),
  );
});

test('a FIFO, a device or a folder in place of theriac.yaml does not block', () => {
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  const expected = [
    [join(folder, 'pipe'), 'is a pipe, not a file'],
    ['/dev/zero', 'is a device, not a file'],
    [folder, 'is a folder, not a file'],
    [join(folder, 'gone'), 'does not exist'],
    [join(folder, 'pipe', 'x'), 'does not exist: a part of the path is a file'],
  ] as const;
  for (const [path, message] of expected)
    expect(() => readGiven(path), path).toThrow(expect.objectContaining({ code: 'THERIAC_FILE', message }));
  expect(() => readNamed(folder)).toThrow(
    expect.objectContaining({ code: 'THERIAC_FILE', message: 'is a folder, not a file' }),
  );
});
