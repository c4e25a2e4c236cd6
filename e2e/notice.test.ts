/** `theriac notice` on installed packages, through the built command line. */
import { loadLicenceTexts } from '@theriac/scan/licences';
import { afterAll, describe, expect, test } from 'vitest';
import { builtOnce, folderWith, removeFolders } from './run-cli.ts';

const texts = await loadLicenceTexts();
const mit = (line: string): string =>
  (texts.get('MIT') ?? '').replace('Copyright (c) <year> <copyright holders>', line);

const lock = (packages: Record<string, object>): string =>
  JSON.stringify({ name: 'portal', lockfileVersion: 3, packages: { '': { name: 'portal' }, ...packages } });
const manifest = (name: string, more: object = {}): string =>
  JSON.stringify({ name, version: '1.0.0', ...more });

const COMPLETE: Record<string, string> = {
  'package.json': manifest('portal'),
  'package-lock.json': lock({
    'node_modules/a': { version: '1.0.0', license: 'MIT' },
    'node_modules/a/node_modules/b': { version: '1.0.0', license: 'MIT' },
    'node_modules/c': { version: '1.0.0', license: 'Apache-2.0' },
    'node_modules/d': { version: '1.0.0', license: 'MIT', dev: true },
  }),
  'node_modules/a/package.json': manifest('a'),
  'node_modules/a/LICENSE': mit('Copyright (c) 2020 Ann Roe'),
  'node_modules/a/node_modules/b/package.json': manifest('b'),
  'node_modules/a/node_modules/b/LICENSE.md': mit('Copyright (c) 2020 Ann Roe'),
  'node_modules/c/package.json': manifest('c'),
  'node_modules/c/NOTICE': 'This product includes software of the Clinic.\n',
};

afterAll(removeFolders);

const run = builtOnce({});

describe('theriac notice', () => {
  test('an empty folder has no notices, and that is not said to be complete', async () => {
    const { code, stderr } = await run(['notice', folderWith({})]);
    expect([code, stderr]).toEqual([
      3,
      expect.stringContaining('no manifest, lockfile or package was found'),
    ]);
  });

  test('gives each text once, NOTICE files, and the standard text where a package has none', async () => {
    const folder = folderWith(COMPLETE);
    const { code, stdout, stderr } = await run(['notice', folder]);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('contains the 3 third-party components');
    expect(stdout.split('Permission is hereby granted')).toHaveLength(2);
    expect(stdout).toContain('For: a 1.0.0, b 1.0.0');
    expect(stdout).toContain('This product includes software of the Clinic.');
    expect(stdout).toContain('Licence: standard text of Apache-2.0, because the packages contain none');
    expect(stdout).toContain('a 1.0.0\n  Licence: MIT\n  Texts:   L1\n  Copyright (c) 2020 Ann Roe\n');
    expect((await run(['notice', folder])).stdout).toBe(stdout);
  });

  test('what is not found makes it incomplete: exit code 3, unless that is accepted', async () => {
    const folder = folderWith({
      'package.json': manifest('portal'),
      'package-lock.json': lock({
        'node_modules/x': { version: '1.0.0', license: 'BSD' },
        'node_modules/y': { version: '1.0.0', license: 'MIT' },
      }),
      'node_modules/x/package.json': manifest('x'),
    });
    const { code, stdout, stderr } = await run(['notice', folder, '--format', 'json']);
    expect(code).toBe(3);
    expect(JSON.parse(stdout).gaps).toEqual([
      {
        component: 'x 1.0.0',
        purl: 'pkg:npm/x@1.0.0',
        why: '“BSD” can mean BSD-2-Clause, BSD-3-Clause, BSD-4-Clause',
      },
      {
        component: 'y 1.0.0',
        purl: 'pkg:npm/y@1.0.0',
        why: 'it is not installed in the target: its own texts, notices and copyright lines were not read',
      },
    ]);
    expect(stderr).toContain('the notices are incomplete');
    expect((await run(['notice', folder, '--accept-gaps', '--format', 'json'])).code).toBe(0);
    expect((await run(['notice', folder, '--scope', 'weekly'])).code).toBe(2);
  });
});
