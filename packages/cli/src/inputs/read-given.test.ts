import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { TheriacError } from '@theriac/core';
import { afterAll, describe, expect, test } from 'vitest';
import { readGiven, readNamed, readNamedOrStdin } from './read-given.ts';

const folder = mkdtempSync(join(tmpdir(), 'theriac-given-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('a file that is named', () => {
  test('is read whole', () => {
    const path = join(folder, 'a');
    writeFileSync(path, 'a'.repeat(3_000_000));
    expect(readNamed(path)).toHaveLength(3_000_000);
    expect(readGiven(path)).toHaveLength(3_000_000);
  });

  test('may be standard input', async () => {
    const stdin = () => Readable.from([Buffer.from('a'), Buffer.from('b')]);
    expect((await readNamedOrStdin('-', { stdin })).toString()).toBe('ab');
  });

  test.skipIf(!existsSync('/dev/zero'))('is never a device, which has no end', () => {
    const refused = new TheriacError('THERIAC_FILE', 'is a device, not a file', { path: '/dev/zero' });
    expect(() => readNamed('/dev/zero')).toThrow(refused);
    expect(() => readGiven('/dev/zero')).toThrow(refused);
  });

  test('is never a folder', () => {
    expect(() => readNamed(folder)).toThrow('is a folder, not a file');
  });
});
