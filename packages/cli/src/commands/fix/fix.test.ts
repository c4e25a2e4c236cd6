import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder, removeFolders } from '@theriac/testing/make-target';
import { type ProcessRun, runInProcess } from '@theriac/testing/run-in-process';
import { AS_OF } from '@theriac/testing/sample-feeds';
import { afterAll, expect, inject, test } from 'vitest';

afterAll(removeFolders);

const dependencies = { lodash: '4.17.11' };
const MANIFEST = JSON.stringify({ name: 'x', dependencies });
const LOCK = JSON.stringify({
  name: 'x',
  lockfileVersion: 3,
  packages: { '': { name: 'x', dependencies }, 'node_modules/lodash': { version: '4.17.11' } },
});
const fix = (folder: string, ...args: readonly string[]): Promise<ProcessRun> =>
  runInProcess(['fix', folder, '--as-of', AS_OF, '--quiet', ...args], {
    env: { THERIAC_DATA: inject('sampleData') },
  });

test.each(['--dry-run', '--major'])(
  'where nothing could be read, nothing is called clean (%s)',
  async (option) => {
    const outside = makeFolder({ 'package.json': MANIFEST, 'package-lock.json': LOCK });
    const folder = makeFolder({});
    for (const name of ['package.json', 'package-lock.json'])
      symlinkSync(join(outside, name), join(folder, name));
    const { code, stdout } = await fix(folder, option);
    expect(code).toBe(3);
    expect(stdout).toContain('Not known:');
    expect(stdout).toContain('inventory (failed):');
    expect(stdout).not.toContain('There is nothing to change.');
  },
);

test('a part that could not be read is told beside the changes', async () => {
  const folder = makeFolder({
    'package.json': MANIFEST,
    'package-lock.json': LOCK,
    'api/package-lock.json': '{',
  });
  const { code, stdout } = await fix(folder, '--dry-run');
  expect([code, stdout]).toEqual([3, expect.stringContaining('inventory (partial): api/package-lock.json')]);
  expect(stdout).toContain('1. Upgrade lodash');
});

test('what everything is known of ends with 0', async () => {
  const folder = makeFolder({ 'package.json': MANIFEST, 'package-lock.json': LOCK });
  expect(await fix(folder, '--dry-run')).toMatchObject({
    code: 0,
    stdout: expect.not.stringContaining('Not known'),
  });
});

test('nothing is run where a manifest is a link out of the target', async () => {
  const outside = makeFolder({ 'package.json': MANIFEST });
  const folder = makeFolder({ 'package.json': MANIFEST, 'package-lock.json': LOCK });
  rmSync(join(folder, 'package.json'));
  symlinkSync(join(outside, 'package.json'), join(folder, 'package.json'));
  const { code, stderr } = await fix(folder, '--dry-run');
  expect([code, stderr]).toEqual([2, expect.stringContaining('THERIAC_OUTSIDE')]);
});
