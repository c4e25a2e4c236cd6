/** Filters, formats with a line per finding, what is ignored for one run, and colour. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ProcessRun, runInProcess } from '@theriac/testing/run-in-process';
import { AS_OF } from '@theriac/testing/sample-feeds';
import { afterAll, describe, expect, inject, test } from 'vitest';
import { folderWith, lockOf, removeFolders } from './run-cli.ts';

afterAll(removeFolders);
const data = inject('sampleData');
const FLAWED = { 'package-lock.json': lockOf({ lodash: '4.17.11', handlebars: '4.0.11' }) };

const scanned = (
  folder: string,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<ProcessRun> =>
  runInProcess(['scan', folder, '--offline', '--as-of', AS_OF, ...args], {
    env: { THERIAC_DATA: data, ...env },
  });

interface Shown {
  readonly findings: readonly {
    readonly severity: string;
    readonly rule: string;
    readonly status: { readonly state: string };
  }[];
  readonly gate: { readonly failing: readonly string[] };
  readonly shown?: { readonly filters: readonly string[]; readonly hidden: number };
  readonly warnings: readonly string[];
}

const resultOf = async (folder: string, ...args: readonly string[]): Promise<Shown> =>
  JSON.parse((await scanned(folder, ['--format', 'json', ...args])).stdout);

describe('filters', () => {
  test('change what is shown, not the verdict', async () => {
    const folder = folderWith(FLAWED);
    const [all, some] = await Promise.all([resultOf(folder), resultOf(folder, '--severity', 'critical')]);
    expect(new Set(all.findings.map((f) => f.severity)).size).toBeGreaterThan(1);
    expect(new Set(some.findings.map((f) => f.severity))).toEqual(new Set(['critical']));
    expect(some.gate).toEqual(all.gate);
    expect(some.shown).toMatchObject({
      filters: ['--severity critical'],
      hidden: all.findings.length - some.findings.length,
    });
  });

  test('take lists in any case, and refuse what they do not know', async () => {
    const folder = folderWith(FLAWED);
    const { stdout } = await scanned(folder, [
      '--severity',
      'CRITICAL, High',
      '--fixable',
      '--scope',
      'production',
    ]);
    expect(stdout).toContain('Shown: --severity critical,high --scope production --fixable; ');
    const { code, stderr } = await scanned(folder, ['--severity', 'severe']);
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining('--severity severe: not one of critical, high'),
    ]);
  });

  test('leave bills of materials whole', async () => {
    const folder = folderWith(FLAWED);
    const [all, some] = await Promise.all([
      scanned(folder, ['--format', 'cyclonedx']),
      scanned(folder, ['--format', 'cyclonedx', '--severity', 'low']),
    ]);
    expect(some.stdout).toBe(all.stdout);
  });

  test('make no baseline', async () => {
    const folder = folderWith(FLAWED);
    const file = join(folderWith(), 'part.json');
    writeFileSync(file, (await scanned(folder, ['--format', 'json', '--severity', 'low'])).stdout);
    const { code, stderr } = await scanned(folder, ['--baseline', file]);
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining('this result was filtered when it was written'),
    ]);
  });
});

describe('--ignore', () => {
  test('takes an advisory out of the verdict of this run, and the report says so', async () => {
    const folder = folderWith(FLAWED);
    const all = await resultOf(folder);
    const [first] = all.findings;
    const ignored = await resultOf(folder, '--ignore', first?.rule ?? '');
    expect(ignored.gate.failing).toHaveLength(all.gate.failing.length - 1);
    expect(ignored.findings.find((f) => f.rule === first?.rule)?.status.state).toBe('excepted');
    const { stdout } = await scanned(folder, ['--ignore', first?.rule ?? '']);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(`ignored in this run by --ignore ${first?.rule}`);
  });

  test('of something that is not there is a warning', async () => {
    const { warnings } = await resultOf(folderWith(FLAWED), '--ignore', 'CVE-1999-0001');
    expect(warnings).toContain('command line: --ignore CVE-1999-0001 matches no finding of CVE-1999-0001');
  });
});

describe('a line per finding', () => {
  test('a table has one for each, and the verdict below', async () => {
    const folder = folderWith(FLAWED);
    const { findings } = await resultOf(folder);
    const { stdout } = await scanned(folder, ['--format', 'table']);
    const [head, ...rest] = stdout.split('\n');
    expect(head).toMatch(/^SEVERITY +ID +PACKAGE +VERSION +FIXED IN +DUE +STATUS$/);
    expect(rest.indexOf('')).toBe(findings.length);
    expect(stdout).toMatch(/\nGate failed: .*\n$/);
  });

  test('CSV has one for each, below a header', async () => {
    const folder = folderWith(FLAWED);
    const { findings } = await resultOf(folder);
    const { stdout } = await scanned(folder, ['--format', 'csv']);
    expect(stdout.trimEnd().split('\n')).toHaveLength(findings.length + 1);
  });
});

describe('colour', () => {
  const coloured = async (args: readonly string[], env: Readonly<Record<string, string>>): Promise<boolean> =>
    (await scanned(folderWith(FLAWED), args, env)).stdout.includes('\u001b[');

  test.each([
    [[], {}, false],
    [[], { FORCE_COLOR: '1' }, true],
    [[], { FORCE_COLOR: '0' }, false],
    [[], { FORCE_COLOR: 'false', CLICOLOR_FORCE: '1' }, false],
    [[], { CLICOLOR_FORCE: '1' }, true],
    [[], { CLICOLOR_FORCE: '0' }, false],
    [[], { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
    [['--color', 'always'], { NO_COLOR: '1' }, true],
    [['--color=always'], { FORCE_COLOR: '0' }, true],
    [['--color', 'never'], { FORCE_COLOR: '1' }, false],
    [['--color', 'auto'], { FORCE_COLOR: '1' }, true],
  ] as const)('%j %j: %s', async (args, env, expected) => {
    expect(await coloured(args, env)).toBe(expected);
  });
});
