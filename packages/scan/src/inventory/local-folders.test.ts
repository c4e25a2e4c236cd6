/** A local folder that a lockfile takes in is locked there. */
import { DEFAULT_CONFIG } from '@theriac/govern';
import { inventory } from '@theriac/scan';
import { makeFolder, removeFolders } from '@theriac/testing/make-target';
import { afterAll, expect, test } from 'vitest';

afterAll(removeFolders);

const pnpm = (needs: string): string => `lockfileVersion: '9.0'
importers:
  .:
    dependencies:
      bits:
        specifier: file:lib/bits
        version: file:lib/bits
packages:
  bits@file:lib/bits:
    resolution: {directory: lib/bits, type: directory}
  a@1.0.0:
    resolution: {integrity: sha512-AAAA}
snapshots:
  a@1.0.0: {}
  bits@file:lib/bits:
${needs}`;
const NEEDS = '    dependencies:\n      a: 1.0.0\n';
const FILES = {
  'package.json': '{"name":"app","dependencies":{"bits":"file:lib/bits"}}',
  'lib/bits/package.json': '{"name":"bits","version":"2.5.0","dependencies":{"a":"^1.0.0"}}',
};
const take = (files: Readonly<Record<string, string>>) =>
  inventory({ path: makeFolder(files), config: DEFAULT_CONFIG });

test('its manifest is no second root, and gives the version', async () => {
  const { roots, components, unknowns } = await take({ ...FILES, 'pnpm-lock.yaml': pnpm(NEEDS) });
  expect(roots.map((r) => r.path)).toEqual(['package.json']);
  expect(components.map((c) => c.purl)).toEqual(['pkg:npm/a@1.0.0', 'pkg:npm/bits@2.5.0']);
  expect(unknowns).toEqual([]);
});

test('what the lockfile does not list for it stays unknown', async () => {
  const { roots, unknowns } = await take({ ...FILES, 'pnpm-lock.yaml': pnpm('    optional: false\n') });
  expect(roots).toHaveLength(2);
  expect(unknowns.some((u) => u.losesComponents)).toBe(true);
});

test('a folder of another name is not the one', async () => {
  const other = { ...FILES, 'lib/bits/package.json': '{"name":"other","dependencies":{"a":"^1.0.0"}}' };
  expect((await take({ ...other, 'pnpm-lock.yaml': pnpm(NEEDS) })).roots).toHaveLength(2);
});
