import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { TheriacError } from '@theriac/core';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { FlatFile } from './flat-file.ts';
import { FlatFileWriter } from './flat-file-writer.ts';
import { temporaryBeside } from './temporary-file.ts';

const made: string[] = [];
const folder = (): string => {
  const path = mkdtempSync(join(tmpdir(), 'theriac-flat-'));
  made.push(path);
  return path;
};
afterAll(() => {
  for (const path of made) rmSync(path, { recursive: true, force: true });
});

function build(path: string, keys: number): void {
  const writer = new FlatFileWriter(path);
  const block = writer.putBlock('once upon a block');
  for (let i = 0; i < keys; i += 1) writer.put(`key-${i}`, JSON.stringify({ i, block }));
  writer.finish({ about: 'test' });
}

test('finds every key that was put and none that was not', () => {
  const path = join(folder(), 'a.idx');
  build(path, 1000);
  const file = FlatFile.open(path);
  expect(file.meta).toEqual({ about: 'test' });
  for (let i = 0; i < 1000; i += 1) expect(file.get(`key-${i}`)).toEqual({ i, block: 0 });
  for (let i = 1000; i < 2000; i += 1) expect(file.get(`key-${i}`)).toBeUndefined();
  expect(file.block(0)).toBe('once upon a block');
  file.close();
});

test('a pipe, a device, a socket or a folder in the place of an index is damage, told at once', async () => {
  const dir = folder();
  execFileSync('mkfifo', [join(dir, 'pipe.idx')]);
  symlinkSync('/dev/zero', join(dir, 'device.idx'));
  mkdirSync(join(dir, 'folder.idx'));
  const server = createServer().listen(join(dir, 'socket.idx'));
  await new Promise((listening) => server.once('listening', listening));
  try {
    for (const name of ['pipe', 'device', 'folder', 'socket'])
      for (const open of [FlatFile.open, FlatFile.verify])
        expect(() => open(join(dir, `${name}.idx`)), name).toThrow(
          expect.objectContaining({ code: 'THERIAC_INDEX_CORRUPT', message: 'not a regular file' }),
        );
  } finally {
    server.close();
  }
});

test('the same content gives the same bytes', () => {
  const dir = folder();
  build(join(dir, 'a.idx'), 300);
  build(join(dir, 'b.idx'), 300);
  expect(readFileSync(join(dir, 'a.idx')).equals(readFileSync(join(dir, 'b.idx')))).toBe(true);
});

test('an empty index answers nothing', () => {
  const path = join(folder(), 'a.idx');
  build(path, 0);
  const file = FlatFile.open(path);
  expect(file.get('key-0')).toBeUndefined();
  file.close();
});

test('any single flipped bit is an error or changes no answer', () => {
  const path = join(folder(), 'a.idx');
  build(path, 200);
  const good = readFileSync(path);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: good.length - 1 }), fc.integer({ min: 0, max: 7 }), (at, bit) => {
      const bad = Buffer.from(good);
      bad[at] = (bad[at] ?? 0) ^ (1 << bit);
      const target = `${path}.bad`;
      writeFileSync(target, bad);
      expect(() => FlatFile.verify(target)).toThrow(TheriacError);
      try {
        const file = FlatFile.open(target);
        for (let i = 0; i < 200; i += 1) expect(file.get(`key-${i}`)).toEqual({ i, block: 0 });
        expect(file.block(0)).toBe('once upon a block');
        file.close();
      } catch (error) {
        expect(error).toBeInstanceOf(TheriacError);
      }
    }),
    { numRuns: 300 },
  );
});

test('a cut-off file is an error at every length', () => {
  const path = join(folder(), 'a.idx');
  build(path, 50);
  const good = readFileSync(path);
  for (let length = 0; length < good.length; length += 97) {
    writeFileSync(`${path}.bad`, good.subarray(0, length));
    expect(() => FlatFile.open(`${path}.bad`)).toThrow(TheriacError);
  }
});

test.each([
  [0, 'older'],
  [2, 'newer'],
])('format %i is refused as %s', (major, word) => {
  const path = join(folder(), 'a.idx');
  build(path, 5);
  const bytes = readFileSync(path);
  bytes.writeUInt16LE(major, 8);
  bytes.writeUInt32LE(crc32(bytes.subarray(0, 124)), 124);
  writeFileSync(path, bytes);
  expect(() => FlatFile.open(path)).toThrow(
    expect.objectContaining({ code: 'THERIAC_INDEX_VERSION', message: expect.stringContaining(word) }),
  );
});

test('a reader keeps its answers while the file is replaced', () => {
  const path = join(folder(), 'a.idx');
  build(path, 100);
  const reader = FlatFile.open(path);
  const writer = new FlatFileWriter(path);
  writer.put('other', '1');
  writer.finish({});
  expect(reader.get('key-99')).toEqual({ i: 99, block: 0 });
  reader.close();
  const next = FlatFile.open(path);
  expect(next.get('other')).toBe(1);
  next.close();
});

test('an aborted build leaves nothing behind', () => {
  const dir = folder();
  const writer = new FlatFileWriter(join(dir, 'a.idx'));
  writer.put('a', '1');
  writer.abort();
  expect(readdirSync(dir)).toEqual([]);
});

test('two equal keys are refused', () => {
  const dir = folder();
  const writer = new FlatFileWriter(join(dir, 'a.idx'));
  writer.put('a', '1');
  writer.put('a', '2');
  expect(() => writer.finish({})).toThrow(expect.objectContaining({ code: 'THERIAC_FEED_INVALID' }));
  expect(readdirSync(dir)).toEqual([]);
});

test('what a killed process left goes with the next build, what a running one writes stays', () => {
  const path = join(folder(), 'npm.idx');
  const running = temporaryBeside(path);
  // No process has this number.
  const killed = running.replace(`.${process.pid}.`, '.4194999.');
  for (const name of [running, killed]) writeFileSync(name, 'half');
  build(path, 10);
  expect([existsSync(running), existsSync(killed)]).toEqual([true, false]);
});
