import { listing } from '@theriac/testing/check-extraction';
import { extractInMemory } from '@theriac/testing/extract-in-memory';
import { damaged, extractorOf } from '@theriac/testing/extractor-sweep';
import { expect, test } from 'vitest';
import { extractors } from './index.ts';

const flake = extractorOf(extractors, 'nix/flake-lock');
const read = (value: unknown) =>
  extractInMemory(flake, { 'flake.lock': JSON.stringify(value, null, 1) }, 'flake.lock');
const github = (owner: string, repo: string, rev: string, inputs: object = {}): object => ({
  inputs,
  locked: { type: 'github', owner, repo, rev, narHash: 'sha256-AAAA', lastModified: 1 },
  original: { type: 'github', owner, repo },
});

const LOCK = {
  nodes: {
    nixpkgs: github('NixOS', 'nixpkgs', 'aa'.repeat(20)),
    utils: github('numtide', 'flake-utils', 'bb'.repeat(20), {
      systems: 'systems',
      nixpkgs: ['nixpkgs'],
      gone: [],
    }),
    systems: {
      locked: { type: 'git', url: 'https://git.example/systems.git', rev: 'cc'.repeat(20) },
    },
    own: { locked: { type: 'path', path: './sub' } },
    data: { locked: { type: 'tarball', url: 'https://files.example/d.tar.gz?x=1' } },
    root: { inputs: { nixpkgs: 'nixpkgs', utils: 'utils', own: 'own', s: ['utils', 'systems'] } },
  },
  root: 'root',
  version: 7,
};

test('inputs with revisions, what follows what, folders and archives', async () => {
  const result = await read(LOCK);
  expect(listing(result)).toEqual([
    `NixOS/nixpkgs@${'aa'.repeat(20)} production direct`,
    `numtide/flake-utils@${'bb'.repeat(20)} production direct`,
    `git.example/systems@${'cc'.repeat(20)} production direct`,
    './sub@? production direct',
    'files.example/d.tar.gz@? production',
  ]);
  const [nixpkgs, utils] = result.roots[0]?.components ?? [];
  expect(nixpkgs).toMatchObject({
    ecosystem: 'github',
    origin: { kind: 'git', url: 'https://github.com/NixOS/nixpkgs', commit: 'aa'.repeat(20) },
  });
  expect(utils?.dependsOn).toEqual(['nixpkgs', 'systems']);
  expect(result.unknowns.map((u) => [u.reason, u.package])).toEqual([
    ['unresolved-version', 'files.example/d.tar.gz'],
  ]);
});

test.each([
  ['no node to begin with', { nodes: {}, root: 'root', version: 7 }, 'no-package-data'],
  ['another version', { ...LOCK, version: 9 }, 'unsupported-version'],
  ['nodes of another type', { nodes: [], root: 'root', version: 7 }, 'unparseable'],
  [
    'an input that is missing',
    { nodes: { root: { inputs: { a: 'a', b: ['x', 'y'] } } }, root: 'root', version: 7 },
    'dangling-edge',
  ],
  [
    'an input that is not locked',
    { nodes: { a: { original: {} }, root: { inputs: { a: 'a' } } }, root: 'root', version: 7 },
    'no-package-data',
  ],
  ['a circle', { nodes: { root: { inputs: { a: ['a'] } } }, root: 'root', version: 7 }, 'dangling-edge'],
])('%s is a known unknown', async (_, value, reason) => {
  const { unknowns } = await read(value);
  expect(unknowns[0]).toMatchObject({ reason, losesComponents: true });
});

damaged(flake, 'flake.lock', JSON.stringify(LOCK, null, 1));
