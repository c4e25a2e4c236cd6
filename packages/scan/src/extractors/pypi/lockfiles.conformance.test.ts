/** The Python lockfile readers over one public scanner's fixtures and over damaged versions of them. */
import type { Extractor } from '@theriac/core';
import { extractInMemory } from '@theriac/testing/extract-in-memory';
import { faultsOf, mutate } from '@theriac/testing/extractor-checks';
import { fixture, fixtureNames, LANGUAGES } from '@theriac/testing/public-sets';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { extractors } from './index.ts';

const extractor = (id: string): Extractor => {
  const found = extractors.find((e) => e.id === id);
  if (found === undefined) throw new Error(`no extractor ${id}`);
  return found;
};

/** Extractor, fixture folder, the name that its files pretend to have, and how many components each holds. */
const TABLE: readonly [string, string, string, Readonly<Record<string, number>>][] = [
  [
    'pypi/poetry-lock',
    'poetrylock',
    'poetry.lock',
    {
      'multiple-packages.v2.lock': 11,
      'names-outside-package-block.lock': 2,
      'two-packages.lock': 2,
      'empty.lock': 0,
    },
  ],
  [
    'pypi/pdm-lock',
    'pdmlock',
    'pdm.lock',
    { 'dev-dependency.toml': 3, 'git-dependency.toml': 1, 'two-packages.toml': 2 },
  ],
  [
    'pypi/uv-lock',
    'uvlock',
    'uv.lock',
    { 'grouped-packages.lock': 14, 'no-dependencies.lock': 0, 'two-packages.lock': 2 },
  ],
  [
    'pypi/pylock',
    'pylock',
    'pylock.toml',
    { 'commits.toml': 7, 'example.toml': 3, 'pdm-full.toml': 10, 'pip-full.toml': 5 },
  ],
  [
    'pypi/pipfile-lock',
    'pipfilelock',
    'Pipfile.lock',
    { 'multiple-packages.json': 4, 'no-version.json': 2, 'two-packages.json': 2, 'empty.json': 0 },
  ],
  ['pypi/pyproject', 'pyprojecttoml', 'pyproject.toml', { 'optional_deps.toml': 5, 'extras_syntax.toml': 2 }],
];

describe.each(TABLE)('%s', (id, folder, name, counts) => {
  const names = fixtureNames(`${LANGUAGES}/python/${folder}/testdata`);
  const read = (file: string) => fixture(`${LANGUAGES}/python/${folder}/testdata/${file}`);

  test.each(names)('%s keeps the promises of every extractor', async (file) => {
    expect(await faultsOf(extractor(id), { [name]: read(file) }, name)).toEqual([]);
  });

  test.each(Object.entries(counts))('%s holds %i components', async (file, count) => {
    const result = await extractInMemory(extractor(id), { [name]: read(file) }, name);
    expect(result.roots.flatMap((r) => r.components)).toHaveLength(count);
  });

  test('damage ends in known unknowns or coded errors', async () => {
    const valid = read(Object.keys(counts)[0] ?? '').toString();
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(), { minLength: 1, maxLength: 4 }), async (seed) => {
        expect(await faultsOf(extractor(id), { [name]: mutate(valid, seed) }, name)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

test('poetry.lock: groups give the scope, the manifest beside it what is direct', async () => {
  const lock = fixture(`${LANGUAGES}/python/poetrylock/testdata/multiple-packages.v2.lock`);
  const manifest = `[tool.poetry]\nname = "clinic"\nversion = "1.0.0"
[tool.poetry.dependencies]\npython = "^3.9"\nproto-plus = "^1.22"\nredis = { version = "^5", extras = ["x"] }
[tool.poetry.group.dev.dependencies]\nfactory-boy = "*"\n`;
  const result = await extractInMemory(
    extractor('pypi/poetry-lock'),
    { 'app/poetry.lock': lock, 'app/pyproject.toml': manifest },
    'app/poetry.lock',
  );
  const [root] = result.roots;
  expect([root?.path, root?.name, root?.version]).toEqual(['app/poetry.lock', 'clinic', '1.0.0']);
  expect(root?.components.filter((c) => c.direct).map((c) => [c.key, c.scope, c.requested])).toEqual([
    ['factory-boy@3.3.1', 'development', undefined],
    ['proto-plus@1.22.0', 'production', '^1.22'],
    ['proto-plus@1.23.0', 'production', '^1.22'],
    ['redis@5.2.1', 'optional', '^5'],
  ]);
  expect(root?.components[2]).toEqual({
    key: 'faker@33.3.0',
    ecosystem: 'pypi',
    name: 'faker',
    version: '33.3.0',
    scope: 'development',
    direct: false,
    location: { path: 'app/poetry.lock', line: 35 },
    origin: { kind: 'registry' },
    dependsOn: ['python-dateutil@2.9.0.post0', 'typing-extensions@4.12.2'],
    hashes: [
      { algorithm: 'sha256', hex: 'ae074d9c7ef65817a93b448141a5531a16b2ea2e563dc5774578197c7c84060c' },
      { algorithm: 'sha256', hex: '2abb551a05b75d268780b6095100a48afc43c53e97422002efbfc1272ebf5f26' },
    ],
  });
});

test('poetry.lock 1.x: hashes come from the table at the end, git packages keep their commit', async () => {
  const read = (file: string) =>
    extractInMemory(
      extractor('pypi/poetry-lock'),
      { 'poetry.lock': fixture(`${LANGUAGES}/python/poetrylock/testdata/${file}`) },
      'poetry.lock',
    );
  expect((await read('one-package-with-metadata.lock')).roots[0]?.components[0]?.hashes).toHaveLength(1);
  expect((await read('source-git.lock')).roots[0]?.components[0]?.origin).toEqual({
    kind: 'git',
    url: 'https://github.com/dzshn/ike',
    commit: 'cd66602cd29f61a2d2e7fb995fef1e61708c034d',
  });
});

test('Pipfile.lock: the Pipfile beside it says what is direct; git packages have no version', async () => {
  const lock = fixture(`${LANGUAGES}/python/pipfilelock/testdata/no-version.json`);
  const files = { 'Pipfile.lock': lock, Pipfile: '[packages]\nMarkupSafe = "*"\n' };
  const { roots, unknowns } = await extractInMemory(extractor('pypi/pipfile-lock'), files, 'Pipfile.lock');
  expect(roots[0]?.components.map((c) => [c.name, c.version, c.scope, c.direct, c.location.line])).toEqual([
    ['markupsafe', null, 'production', true, 19],
    ['itsdangerous', null, 'development', false, 26],
  ]);
  expect(unknowns.map((u) => [u.reason, u.package, u.losesComponents])).toEqual([
    ['unresolved-version', 'markupsafe', false],
    ['unresolved-version', 'itsdangerous', false],
  ]);
  const manifest = await extractInMemory(extractor('pypi/pipfile'), files, 'Pipfile');
  expect(manifest).toMatchObject({ roots: [], unknowns: [] });
  expect(manifest.locked?.asks.map((ask) => ask.name)).toEqual(['MarkupSafe']);
});
