import type { Component, Extractor, ExtractResult, Inventory } from '@theriac/core';
import { TheriacError } from '@theriac/core';
import { makeFolder, removeFolders } from '@theriac/testing/make-target';
import { afterAll, expect, test } from 'vitest';
import { DirectoryTree } from '../target/directory-tree.ts';
import { inventoryOf } from './inventory.ts';
import { readFiles } from './read-files.ts';

afterAll(removeFolders);

const NOTHING: ExtractResult = { roots: [], unknowns: [] };

async function run(
  files: Readonly<Record<string, string | Uint8Array>>,
  extract: () => ExtractResult,
  maxBytes = 1024,
): Promise<Inventory> {
  const extractor: Extractor = {
    id: 'npm/test',
    title: 'test',
    ecosystem: 'npm',
    files: { maxBytes },
    requires: [],
    provides: { edges: true, exact: true, scope: true },
    load: () => Promise.resolve(extract),
  };
  const tree = new DirectoryTree(makeFolder(files));
  const wanted = Object.entries(files).map(([path, content]) => ({
    path,
    size: Buffer.from(content).length,
    extractors: [extractor],
    detectors: [],
  }));
  const { inventory } = await readFiles({
    name: 'target',
    tree,
    files: wanted,
    skipped: [],
    unknowns: [],
    report: () => {},
  });
  return inventory;
}

const unknownsOf = (inventory: Inventory): string[] =>
  inventory.unknowns.map(
    (u) => `${u.location.path}:${u.location.line ?? ''} ${u.reason} ${u.losesComponents}`,
  );

test.each([
  [
    'a TheriacError keeps its line',
    () => new TheriacError('THERIAC_INPUT_SYNTAX', 'x', { line: 3 }),
    'a:3 unparseable true',
  ],
  [
    'one about another file does not',
    () => new TheriacError('THERIAC_INPUT_SYNTAX', 'x', { path: 'b', line: 3 }),
    'a: unparseable true',
  ],
  [
    'a limit is distinguished from a syntax error',
    () => new TheriacError('THERIAC_INPUT_LIMIT', 'x'),
    'a: too-deep true',
  ],
  ['a defect of an extractor', () => new TypeError('secret of the file'), 'a: unparseable true'],
  ['a stack overflow', () => new RangeError('Maximum call stack size exceeded'), 'a: unparseable true'],
])('%s becomes a known unknown', async (_, error, expected) => {
  const inventory = await run({ a: 'x' }, () => {
    throw error();
  });
  expect(unknownsOf(inventory)).toEqual([expected]);
  expect(inventory.unknowns[0]?.message).not.toContain('secret');
});

test('a file over its limit is not opened', async () => {
  expect(unknownsOf(await run({ a: 'x'.repeat(2000) }, () => NOTHING))).toEqual(['a: too-large true']);
});

test('conflict markers count at the beginning of a line of a text only', async () => {
  const files = {
    conflict: 'a\nb\n<<<<<<< HEAD\n=======\n>>>>>>> x\n',
    first: '<<<<<<< HEAD\n',
    inside: 'echo "<<<<<<< HEAD"\n',
    binary: Buffer.from('\u007fELF\u0000\n<<<<<<< ours\n'),
  };
  expect(unknownsOf(await run(files, () => NOTHING))).toEqual([
    'conflict:3 merge-conflict true',
    'first:1 merge-conflict true',
  ]);
});

const component = (key: string, more: object = {}): ExtractResult['roots'][number]['components'][number] => ({
  key,
  ecosystem: 'npm',
  name: key,
  version: '1.0.0',
  scope: 'production',
  direct: true,
  location: { path: 'a' },
  ...more,
});

const draft = (components: ExtractResult['roots'][number]['components']): ExtractResult => ({
  roots: [{ path: 'a', ecosystem: 'npm', components }],
  unknowns: [],
});

test('ids, purls and edges are filled in, sorted', () => {
  const { components } = inventoryOf(
    'npm/x',
    draft([component('b', { dependsOn: ['c', 'a', 'c'] }), component('a'), component('c')]),
  );
  expect(components.map((c: Component) => [c.id, c.purl, c.dependsOn])).toEqual([
    ['npm/x:a#a', 'pkg:npm/a@1.0.0', []],
    ['npm/x:a#b', 'pkg:npm/b@1.0.0', ['npm/x:a#a', 'npm/x:a#c']],
    ['npm/x:a#c', 'pkg:npm/c@1.0.0', []],
  ]);
});

test('an edge that leads nowhere is dropped and said', () => {
  const inventory = inventoryOf('npm/x', draft([component('a', { dependsOn: ['gone'] })]));
  expect(inventory.components[0]?.dependsOn).toEqual([]);
  expect(unknownsOf(inventory)).toEqual(['a: dangling-edge true']);
});

test('an empty text is no version, and that is said', () => {
  const { components, unknowns } = inventoryOf('test/x', {
    roots: [
      {
        path: 'x.lock',
        ecosystem: 'npm',
        components: [
          {
            key: 'a',
            ecosystem: 'npm',
            name: 'a',
            version: ' ',
            scope: 'production',
            direct: true,
            location: { path: 'x.lock', line: 3 },
          },
        ],
      },
    ],
    unknowns: [],
  });
  expect(components).toMatchObject([{ name: 'a', version: null, purl: 'pkg:npm/a' }]);
  expect(unknowns).toMatchObject([{ reason: 'unresolved-version', location: { line: 3 }, package: 'a' }]);
});

test('two roots of one path keep ids of their own', () => {
  const one = draft([component('a')]);
  const inventory = inventoryOf('npm/x', { roots: [...one.roots, ...one.roots], unknowns: [] });
  expect(inventory.roots.map((r) => r.id)).toEqual(['npm/x:a', 'npm/x:a~2']);
  expect(inventory.components.map((c) => c.id)).toEqual(['npm/x:a#a', 'npm/x:a~2#a']);
});

test.each([
  ['npm', 'not a version', true],
  ['npm', '1.2', false],
  ['maven', 'a b', true],
  ['docker', 'latest', false],
  ['pypi', '2004d', true],
] as const)('%s %s is an invalid version: %s', (ecosystem, version, expected) => {
  const name = ecosystem === 'maven' ? 'g:a' : 'a';
  const inventory = inventoryOf('x', draft([component('a', { ecosystem, name, version })]));
  expect(inventory.unknowns.some((u) => u.reason === 'invalid-version' && !u.losesComponents)).toBe(expected);
  expect(inventory.components[0]?.version).toBe(version);
});

test("the target's own packages and those without a version are not asked for theirs", () => {
  const inventory = inventoryOf(
    'x',
    draft([component('a', { version: 'x y', firstParty: true }), component('b', { version: null })]),
  );
  expect(inventory.unknowns).toEqual([]);
});
