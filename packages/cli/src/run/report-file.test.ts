import { execFile, execFileSync } from 'node:child_process';
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readGiven, readNamed } from '../inputs/read-given.ts';
import { writeReport } from './report-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'theriac-report-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const FILE = join(folder, 'file');
writeFileSync(FILE, '');
symlinkSync('circle', join(folder, 'circle'));
execFileSync('mkfifo', [join(folder, 'unread'), join(folder, 'read')]);

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

test.skipIf(process.platform === 'win32')('who may read a file stays as it was', () => {
  const path = join(folder, 'private.txt');
  writeFileSync(path, 'old', { mode: 0o600 });
  writeReport(path, 'new', 'own');
  expect([readFileSync(path, 'utf8'), statSync(path).mode & 0o777]).toEqual(['new', 0o600]);
});

test('a device is written to, not replaced', () => {
  writeReport('/dev/null', 'x', 'text');
  expect(lstatSync('/dev/null').isCharacterDevice()).toBe(true);
});

test('a pipe takes all of a report, however slowly its reader is', async () => {
  const text = 'line of a report\n'.repeat(50_000);
  const { promise, resolve } = Promise.withResolvers<string>();
  // Opens the pipe first, and does not wait for this process, which waits for it.
  const reader = execFile(
    'sh',
    [
      '-c',
      'exec 3<>"$1"; echo; sleep 0.2; head -c "$2" <&3 | cksum',
      'sh',
      join(folder, 'read'),
      `${text.length}`,
    ],
    (_, out) => resolve(out),
  );
  await new Promise((opened) => reader.stdout?.once('data', opened));
  writeReport(join(folder, 'read'), text, 'text');
  const sum = execFileSync('cksum', { input: text, encoding: 'utf8' });
  expect((await promise).trim()).toBe(sum.trim());
});

test.each([
  ['a full disk', '/dev/full', ': no space left (ENOSPC)'],
  ['no such folder', join(folder, 'nothing', 'x'), ': the folder does not exist (ENOENT)'],
  ['a folder', folder, ': a folder has this name (EISDIR)'],
  ['a file in place of a folder', join(FILE, 'x'), ': a part of the path is a file (ENOTDIR)'],
  ['a name that is too long', join(folder, 'x'.repeat(300)), ': the path is too long (ENAMETOOLONG)'],
  [
    'a name that leaves no room for another',
    join(folder, 'x'.repeat(250)),
    ': the path is too long (ENAMETOOLONG)',
  ],
  ['a link to itself', join(folder, 'circle'), ': a link leads to itself (ELOOP)'],
  ['a folder that cannot have files', '/proc/x', '(ENOENT)'],
  ['a pipe that nobody reads', join(folder, 'unread'), ': nobody reads this pipe, or it is no file (ENXIO)'],
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
