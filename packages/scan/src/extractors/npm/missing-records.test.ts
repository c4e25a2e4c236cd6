import type { Extractor } from '@theriac/core';
import { extractInMemory } from '@theriac/testing/extract-in-memory';
import { describe, expect, it } from 'vitest';
import { extractors } from './index.ts';

const read = async (id: string, path: string, text: string, manifest?: object) => {
  const target = {
    [path]: text,
    ...(manifest === undefined ? {} : { 'package.json': JSON.stringify(manifest) }),
  };
  const { roots, unknowns } = await extractInMemory(
    extractors.find((e) => e.id === id) as Extractor,
    target,
    path,
  );
  const missing = unknowns.filter((u) => u.reason === 'dangling-edge' && u.losesComponents);
  return { components: roots.flatMap((root) => root.components), missing: missing.map((u) => u.message) };
};

const ASKS = { name: 'x', dependencies: { b: '^2.0.0', c: '^1.0.0' } };

describe('yarn.lock of Yarn 1', () => {
  const classic = (range: string, other = '') =>
    `# yarn lockfile v1\n\n\nb@^2.0.0:\n  version "2.5.0"\n\n${other}c@^1.0.0:\n  version "1.0.0"\n  dependencies:\n    b "${range}"\n`;
  const yarn = (text: string, manifest?: object) => read('npm/yarn-lock', 'yarn.lock', text, manifest);

  it('a pattern that no entry has is missing, whatever other version of the package there is', async () => {
    const { components, missing } = await yarn(classic('^1.0.0'), ASKS);
    expect(missing).toEqual(['c requires b@^1.0.0, which is missing from the lockfile']);
    expect(components.find((c) => c.name === 'c')?.dependsOn).toBeUndefined();
  });

  it('is missing, too, where the other version would do', async () => {
    const { components, missing } = await yarn(classic('^2.1.0'), ASKS);
    expect(missing).toEqual(['c requires b@^2.1.0, which is missing from the lockfile']);
    expect(components.find((c) => c.name === 'c')?.dependsOn).toEqual(['b@^2.0.0']);
  });

  it('a manifest that asks by another pattern than the lockfile has', async () => {
    const { missing } = await yarn(classic('^2.0.0'), { dependencies: { b: '^3.0.0', c: '^1.0.0' } });
    expect(missing).toEqual(['b@^3.0.0 is required but missing from the lockfile']);
  });

  it.each([{ b: '2.5.0' }, { '**/b': '2.5.0' }, { 'c/b': '2.5.0' }])(
    'resolutions of the project change the pattern: %j',
    async (resolutions) => {
      const { components, missing } = await yarn(classic('^1.0.0'), { ...ASKS, resolutions });
      expect(missing).toEqual([]);
      expect(components.find((c) => c.name === 'c')?.dependsOn).toEqual(['b@^2.0.0']);
    },
  );

  it('of several versions the one of the resolution', async () => {
    const text = classic('^1.0.0', 'b@1.9.0:\n  version "1.9.0"\n\n');
    const { components, missing } = await yarn(text, { ...ASKS, resolutions: { 'c/b': '1.9.0' } });
    expect(missing).toEqual([]);
    expect(components.find((c) => c.name === 'c')?.dependsOn).toEqual(['b@1.9.0']);
    expect((await yarn(text, { ...ASKS, resolutions: { d: '1.9.0' } })).missing).toHaveLength(1);
  });

  it('without a manifest only what does not satisfy the range is missing', async () => {
    expect((await yarn(classic('^1.0.0'))).missing).toHaveLength(1);
    expect((await yarn(classic('^2.1.0'))).missing).toEqual([]);
  });
});

describe('yarn.lock of Yarn 2 and later', () => {
  const berry = (range: string) =>
    `__metadata:\n  version: 8\n\n"b@npm:^2.0.0":\n  version: 2.0.0\n  resolution: "b@npm:2.0.0"\n\n"c@npm:^1.0.0":\n  version: 1.0.0\n  resolution: "c@npm:1.0.0"\n  dependencies:\n    b: "${range}"\n\n"x@workspace:.":\n  version: 0.0.0-use.local\n  resolution: "x@workspace:."\n  dependencies:\n    b: "npm:^2.0.0"\n    c: "npm:^1.0.0"\n`;

  it.each(['npm:^1.0.0', '^1.0.0', 'npm:^2.0.1'])('no entry for %s', async (range) => {
    const { missing } = await read('npm/yarn-lock', 'yarn.lock', berry(range), ASKS);
    expect(missing).toEqual([`c requires b@${range}, which is missing from the lockfile`]);
  });

  it.each([
    ['npm:^1.0.0', { resolutions: { b: '2.0.0' } }],
    ['npm:^1.0.0', { resolutions: { 'b@npm:^1.0.0': 'npm:2.0.0' } }],
    ['catalog:', {}],
    ['workspace:^', {}],
    ['npm:^2.0.0', {}],
  ])('%s with %j', async (range, more) => {
    const { missing } = await read('npm/yarn-lock', 'yarn.lock', berry(range), { ...ASKS, ...more });
    expect(missing).toEqual([]);
  });
});

describe('package-lock.json', () => {
  const npm = (packages: object, manifest: object = ASKS) =>
    read(
      'npm/package-lock',
      'package-lock.json',
      JSON.stringify({ lockfileVersion: 3, packages: { '': ASKS, ...packages } }, null, 1),
      manifest,
    );
  const b = { 'node_modules/b': { version: '2.0.0' } };
  const c = (needs: object) => ({ 'node_modules/c': { version: '1.0.0', ...needs } });

  it('a version outside the range is there in place of one that is missing', async () => {
    const { components, missing } = await npm({ ...b, ...c({ dependencies: { b: '^1.0.0' } }) });
    expect(missing).toEqual(['c requires b@^1.0.0, and the lockfile has 2.0.0']);
    expect(components.find((one) => one.name === 'c')?.dependsOn).toEqual(['node_modules/b']);
  });

  it('the project itself asks for another version', async () => {
    const { missing } = await npm({ 'node_modules/b': { version: '1.0.0' }, ...c({}) });
    expect(missing).toEqual(['b@^2.0.0 is required but missing from the lockfile']);
  });

  it('version 1 says it in `requires`', async () => {
    const text = JSON.stringify({
      lockfileVersion: 1,
      dependencies: { b: { version: '2.0.0' }, c: { version: '1.0.0', requires: { b: '^1.0.0' } } },
    });
    const { missing } = await read('npm/package-lock', 'package-lock.json', text, ASKS);
    expect(missing).toEqual(['c requires b@^1.0.0, and the lockfile has 2.0.0']);
  });

  it.each([
    [
      'the nearest one satisfies',
      { ...c({ dependencies: { b: '^1.0.0' } }), 'node_modules/c/node_modules/b': { version: '1.0.0' } },
    ],
    ['a peer', c({ peerDependencies: { b: '^1.0.0' } })],
    ['an optional one', c({ optionalDependencies: { b: '^1.0.0' } })],
    [
      'an optional one that is listed twice',
      c({ dependencies: { b: '^1.0.0' }, optionalDependencies: { b: '^1.0.0' } }),
    ],
    ['an alias', c({ dependencies: { b: 'npm:other@^1.0.0' } })],
    ['a tag', c({ dependencies: { b: 'next1' } })],
    ['any version', c({ dependencies: { b: '*' } })],
    ['a repository', c({ dependencies: { b: 'owner/b#1.0.0' } })],
    ['a folder', c({ dependencies: { b: 'file:../b1' } })],
  ])('says nothing about %s', async (_, packages) => {
    expect((await npm({ ...b, ...packages })).missing).toEqual([]);
  });

  it('says nothing about what has no version, or comes in the archive of another package', async () => {
    const needs = c({ dependencies: { b: '^1.0.0' } });
    const git = { 'node_modules/b': { resolved: 'git+ssh://git@git.example/b.git#abc' } };
    expect((await npm({ ...git, ...needs })).missing).toEqual([]);
    const bundled = { 'node_modules/c/node_modules/b': { version: '3.0.0', inBundle: true } };
    expect((await npm({ ...b, ...needs, ...bundled })).missing).toEqual([]);
  });

  it.each([
    { overrides: { b: '2.0.0' } },
    { overrides: { c: { '.': '1.0.0', b: '$b' } } },
    { resolutions: { b: '2.0.0' } },
  ])('the project may change the range: %j', async (changes) => {
    const packages = { ...b, ...c({ dependencies: { b: '^1.0.0' } }) };
    expect((await npm(packages, { ...ASKS, ...changes })).missing).toEqual([]);
    expect((await npm(packages, { ...ASKS, overrides: { other: '1.0.0' } })).missing).toHaveLength(1);
  });

  it('says nothing about what a folder outside of the project needs', async () => {
    const packages = {
      '../c': { version: '1.0.0', dependencies: { b: '^1.0.0' } },
      'node_modules/c': { resolved: '../c', link: true },
    };
    expect((await npm({ ...b, ...packages })).missing).toEqual([]);
  });
});
