/** What a terminal, a pipe and the environment change about the report of a scan. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ProcessRun, runInProcess } from '@theriac/testing/run-in-process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'theriac-scan-'));
  const packages = { '': { dependencies: { lodash: '*' } }, 'node_modules/lodash': { version: '4.17.11' } };
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ lockfileVersion: 3, packages }));
});
afterAll(() => rmSync(folder, { recursive: true }));

const scan = (env: Record<string, string>, terminal?: number): Promise<ProcessRun> =>
  runInProcess(['scan', folder, '--offline', '--as-of', '2026-11-22', '-q'], {
    env: { THERIAC_DATA: join(folder, 'data'), ...env },
    ...(terminal === undefined ? {} : { terminal }),
  });
const isColoured = ({ stdout }: ProcessRun): boolean => stdout.includes('\u001b[');
const longest = ({ stdout }: ProcessRun): number => Math.max(...stdout.split('\n').map((l) => l.length));

describe('colour', () => {
  test.each([
    ['a pipe', {}, undefined, false],
    ['a terminal', {}, 80, true],
    ['a terminal without capabilities', { TERM: 'dumb' }, 80, false],
    ['NO_COLOR', { NO_COLOR: '1' }, 80, false],
    ['an empty NO_COLOR', { NO_COLOR: '' }, 80, true],
    ['FORCE_COLOR in a pipe', { FORCE_COLOR: '1' }, undefined, true],
    ['FORCE_COLOR=0 on a terminal', { FORCE_COLOR: '0' }, 80, false],
    ['both', { NO_COLOR: '1', FORCE_COLOR: '1' }, 80, false],
  ])('%s', async (_, env, terminal, expected) => {
    const run = await scan(env, terminal);
    expect(run.code).toBe(1);
    expect(isColoured(run)).toBe(expected);
  });
});

test('the report is as wide as the terminal, 100 columns at most, and 80 in a pipe', async () => {
  const NO_COLOR = '1';
  const [pipe, wide, wider] = await Promise.all([
    scan({ NO_COLOR }),
    scan({ NO_COLOR }, 100),
    scan({ NO_COLOR }, 300),
  ]);
  expect(longest(pipe)).toBeLessThanOrEqual(80);
  expect(longest(wide)).toBeGreaterThan(80);
  expect(wider.stdout).toBe(wide.stdout);
});
