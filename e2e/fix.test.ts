/** `theriac fix` with the real npm, against a registry on this machine. */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { AS_OF } from '@theriac/testing/sample-feeds';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { cli, folderWith, type Run, removeFolders } from './run-cli.ts';

const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  lodash: ['4.17.11', '4.17.21', '4.18.0'],
  handlebars: ['4.0.11', '4.7.7'],
};

let registry: Server;
let address: string;
const asked: string[] = [];

beforeAll(async () => {
  registry = createServer((request, response) => {
    const name = decodeURIComponent((request.url ?? '/').slice(1));
    asked.push(name);
    const versions = PACKAGES[name];
    response.writeHead(versions === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify(
        versions === undefined
          ? { error: 'not found' }
          : {
              name,
              'dist-tags': { latest: versions.at(-1) },
              versions: Object.fromEntries(
                versions.map((version) => [
                  version,
                  {
                    name,
                    version,
                    dist: {
                      tarball: `${address}/${name}/-/${name}-${version}.tgz`,
                      integrity: `sha512-${Buffer.alloc(64, version).toString('base64')}`,
                    },
                  },
                ]),
              ),
            },
      ),
    );
  });
  await new Promise<void>((resolve) => registry.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(registry.address() as AddressInfo).port}`;
});
afterAll(() => {
  registry.close();
  removeFolders();
});

/** @param versions of lodash and others, as the project asks for them and has them locked */
function project(
  versions: Readonly<Record<string, string>>,
  scripts: Readonly<Record<string, string>> = {},
): string {
  const entries = Object.entries(versions);
  return folderWith({
    'package.json': `${JSON.stringify({ name: 'portal', version: '1.0.0', scripts, dependencies: versions }, null, 2)}\n`,
    'package-lock.json': `${JSON.stringify(
      {
        name: 'portal',
        version: '1.0.0',
        lockfileVersion: 3,
        requires: true,
        packages: {
          '': { name: 'portal', version: '1.0.0', dependencies: versions },
          ...Object.fromEntries(
            entries.map(([name, version]) => [
              `node_modules/${name}`,
              {
                version,
                integrity: `sha512-${Buffer.alloc(64, version).toString('base64')}`,
              },
            ]),
          ),
        },
      },
      null,
      2,
    )}\n`,
  });
}

const fix = (folder: string, ...args: readonly string[]): Promise<Run> =>
  cli(['fix', folder, '--as-of', AS_OF, '--quiet', ...args], {
    env: {
      THERIAC_DATA: inject('sampleData'),
      npm_config_registry: address,
      // An address without TLS would be a finding of its own.
      npm_config_omit_lockfile_registry_resolved: 'true',
      npm_config_cache: folderWith(),
      PATH: process.env.PATH ?? '',
    },
  });

const locked = (folder: string): Record<string, string> => {
  const { packages }: { packages: Record<string, { version: string }> } = JSON.parse(
    readFileSync(join(folder, 'package-lock.json'), 'utf8'),
  );
  return Object.fromEntries(Object.entries(packages).map(([path, { version }]) => [path, version]));
};

describe('fix', () => {
  test('--dry-run says what it would do and changes nothing', async () => {
    const folder = project({ lodash: '4.17.11' });
    const before = readFileSync(join(folder, 'package-lock.json'));
    const { code, stdout, stderr } = await fix(folder, '--dry-run');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/ && npm install .*lodash@[^)]* --package-lock-only[\s\\]+--ignore-scripts\)\n/);
    expect(stdout).toContain('nothing was changed.');
    expect(readFileSync(join(folder, 'package-lock.json'))).toEqual(before);
  });

  test('changes manifest and lockfile through npm, one change at a time, and says what is cleared', async () => {
    const folder = project({ lodash: '4.17.11', handlebars: '4.0.11' });
    const { code, stdout } = await fix(folder);
    expect(code).toBe(0);
    expect(stdout).toMatch(/clears \d+ findings?; changed: package-lock\.json, package\.json/);
    expect(stdout).toMatch(/\n2 changes made; open findings: \d+ before, \d+ now\.\n/);
    expect(locked(folder)['node_modules/lodash']).not.toBe('4.17.11');
    expect(locked(folder)['node_modules/handlebars']).not.toBe('4.0.11');
    expect(existsSync(join(folder, 'node_modules'))).toBe(false);
  });

  test('only what is asked for', async () => {
    const folder = project({ lodash: '4.17.11', handlebars: '4.0.11' });
    await fix(folder, '--only', 'LODASH');
    expect(locked(folder)['node_modules/handlebars']).toBe('4.0.11');
    expect(locked(folder)['node_modules/lodash']).not.toBe('4.17.11');
  });

  test('runs no script of the project', async () => {
    const folder = project({ lodash: '4.17.11' }, { preinstall: 'echo x > ran', prepare: 'echo x > ran' });
    expect((await fix(folder)).code).toBe(0);
    expect(existsSync(join(folder, 'ran'))).toBe(false);
  });

  test('takes back what the tool cannot do, with its reason and exit code 1', async () => {
    const folder = project({ lodash: '4.17.11', missing: '1.0.0' });
    writeFileSync(
      join(folder, 'package.json'),
      JSON.stringify({ name: 'portal', dependencies: { lodash: '4.17.11', absent: '1.0.0' } }),
    );
    const before = ['package.json', 'package-lock.json'].map((name) =>
      readFileSync(join(folder, name), 'utf8'),
    );
    const { code, stdout } = await fix(folder);
    expect(code).toBe(1);
    expect(stdout.replaceAll(/\s+/g, ' ')).toMatch(/taken back: npm ended with code 1: .*404/);
    expect(
      ['package.json', 'package-lock.json'].map((name) => readFileSync(join(folder, name), 'utf8')),
    ).toEqual(before);
  });

  test('says which program is missing', async () => {
    const folder = project({ lodash: '4.17.11' });
    const { code, stdout } = await cli(['fix', folder, '--as-of', AS_OF, '--quiet'], {
      env: { THERIAC_DATA: inject('sampleData'), PATH: folderWith() },
    });
    expect([code, stdout]).toEqual([1, expect.stringContaining('taken back: npm is not on the PATH')]);
  });

  test('has nothing to do in a sound project', async () => {
    const { code, stdout } = await fix(project({ lodash: '4.18.0' }));
    expect([code, stdout]).toEqual([0, expect.stringContaining('There is nothing to change.')]);
  });

  test('asks no package manager where the network is forbidden', async () => {
    const folder = project({ lodash: '4.17.11' });
    const { code, stderr } = await cli(['fix', folder, '--quiet'], {
      env: { THERIAC_DATA: inject('sampleData'), THERIAC_OFFLINE: '1' },
    });
    expect([code, stderr]).toEqual([2, expect.stringContaining('THERIAC_OFFLINE forbids')]);
  });
});
