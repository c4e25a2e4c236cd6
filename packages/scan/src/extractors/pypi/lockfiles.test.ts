/** The Python lockfile readers. */
import type { Extractor } from '@theriac/core';
import { extractInMemory } from '@theriac/testing/extract-in-memory';
import { faultsOf } from '@theriac/testing/extractor-checks';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { extractors } from './index.ts';

const extractor = (id: string): Extractor => {
  const found = extractors.find((e) => e.id === id);
  if (found === undefined) throw new Error(`no extractor ${id}`);
  return found;
};

const NAMES: readonly [id: string, name: string][] = [
  ['pypi/poetry-lock', 'poetry.lock'],
  ['pypi/pdm-lock', 'pdm.lock'],
  ['pypi/uv-lock', 'uv.lock'],
  ['pypi/pylock', 'pylock.toml'],
  ['pypi/pipfile-lock', 'Pipfile.lock'],
  ['pypi/pyproject', 'pyproject.toml'],
];

describe.each(NAMES)('%s', (id, name) => {
  test('any text ends in known unknowns or coded errors', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), async (text) => {
        expect(await faultsOf(extractor(id), { [name]: text }, name)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

test('a lockfile without packages is a known unknown: the project itself is in it', async () => {
  const run = (text: string) => extractInMemory(extractor('pypi/uv-lock'), { 'uv.lock': text }, 'uv.lock');
  expect((await run('\n')).unknowns).toMatchObject([{ reason: 'no-package-data', losesComponents: true }]);
  expect((await run('version = 1\n')).unknowns).toMatchObject([
    { reason: 'no-package-data', losesComponents: true },
  ]);
});

test('a dependency that no package of the lockfile answers to is a known unknown', async () => {
  const lock =
    '[[package]]\nname = "a"\nversion = "1"\n[package.dependencies]\nb = "*"\nc = {version = "*", markers = "os_name == \'nt\'"}\n[metadata]\nlock-version = "2.0"\n';
  const { unknowns } = await extractInMemory(
    extractor('pypi/poetry-lock'),
    { 'poetry.lock': lock },
    'poetry.lock',
  );
  expect(unknowns).toMatchObject([
    { reason: 'dangling-edge', package: 'b', location: { line: 5 }, losesComponents: true },
  ]);
});

test('uv.lock: groups and extras of the project give scopes; extras of packages add edges', async () => {
  const lock = `version = 1
[[package]]
name = "clinic"
version = "0.1.0"
source = { virtual = "." }
dependencies = [{ name = "requests", extra = ["socks"] }]
[package.optional-dependencies]
pdf = [{ name = "reportlab" }]
[package.dev-dependencies]
test = [{ name = "pytest" }]
[package.metadata]
requires-dist = [{ name = "requests", extras = ["socks"], specifier = ">=2.3" }]
[[package]]
name = "requests"
version = "2.32.0"
source = { registry = "https://pypi.example/simple" }
[package.optional-dependencies]
socks = [{ name = "pysocks" }]
[[package]]
name = "pysocks"
version = "1.7.1"
source = { registry = "https://pypi.example/simple" }
[[package]]
name = "reportlab"
version = "4.0.0"
source = { git = "https://git.example/r?rev=main#0123456789012345678901234567890123456789" }
[[package]]
name = "pytest"
version = "8.0.0"
source = { registry = "https://pypi.example/simple" }
sdist = { url = "https://files.example/p.tar.gz", hash = "sha256:${'a'.repeat(64)}" }
`;
  const { roots, unknowns } = await extractInMemory(
    extractor('pypi/uv-lock'),
    { 'uv.lock': lock },
    'uv.lock',
  );
  expect(unknowns).toEqual([]);
  expect(roots[0]).toMatchObject({ name: 'clinic', version: '0.1.0' });
  expect(roots[0]?.components).toEqual([
    {
      key: 'requests@2.32.0',
      ecosystem: 'pypi',
      name: 'requests',
      version: '2.32.0',
      scope: 'production',
      direct: true,
      requested: '>=2.3',
      location: { path: 'uv.lock', line: 13 },
      origin: { kind: 'registry' },
      dependsOn: ['pysocks@1.7.1'],
    },
    {
      key: 'pysocks@1.7.1',
      ecosystem: 'pypi',
      name: 'pysocks',
      version: '1.7.1',
      scope: 'production',
      direct: false,
      location: { path: 'uv.lock', line: 19 },
      origin: { kind: 'registry' },
    },
    {
      key: 'reportlab@4.0.0',
      ecosystem: 'pypi',
      name: 'reportlab',
      version: '4.0.0',
      scope: 'optional',
      direct: true,
      location: { path: 'uv.lock', line: 23 },
      origin: {
        kind: 'git',
        url: 'https://git.example/r',
        commit: '0123456789012345678901234567890123456789',
      },
    },
    {
      key: 'pytest@8.0.0',
      ecosystem: 'pypi',
      name: 'pytest',
      version: '8.0.0',
      scope: 'test',
      direct: true,
      location: { path: 'uv.lock', line: 27 },
      origin: { kind: 'registry' },
      hashes: [{ algorithm: 'sha256', hex: 'a'.repeat(64) }],
    },
  ]);
});

test('uv.lock: members of a workspace are first-party and what they need is direct', async () => {
  const lock = `version = 1
[manifest]
members = ["portal", "shared"]
[[package]]
name = "portal"
version = "1.0.0"
source = { editable = "packages/portal" }
dependencies = [{ name = "shared" }, { name = "idna" }]
[[package]]
name = "shared"
version = "1.0.0"
source = { editable = "packages/shared" }
[[package]]
name = "idna"
version = "3.6"
source = { registry = "https://pypi.example/simple" }
`;
  const files = {
    'uv.lock': lock,
    'packages/portal/pyproject.toml': '[project]\nname = "portal"\ndependencies = ["idna"]\n',
  };
  const { roots } = await extractInMemory(extractor('pypi/uv-lock'), files, 'uv.lock');
  expect(roots[0]?.components.map((c) => [c.key, c.firstParty, c.direct, c.dependsOn])).toEqual([
    ['portal@1.0.0', true, true, ['idna@3.6', 'shared@1.0.0']],
    ['shared@1.0.0', true, true, undefined],
    ['idna@3.6', undefined, true, undefined],
  ]);
  const manifest = await extractInMemory(
    extractor('pypi/pyproject'),
    files,
    'packages/portal/pyproject.toml',
  );
  expect(manifest).toMatchObject({ roots: [], unknowns: [] });
});

test('pdm.lock: the two entries of a package with extras are one component', async () => {
  const lock = `[metadata]\nlock_version = "4.5.0"
[[package]]\nname = "uvicorn"\nversion = "0.30.0"\ngroups = ["default"]
[[package]]\nname = "uvicorn"\nversion = "0.30.0"\nextras = ["standard"]\ngroups = ["default"]\ndependencies = ["httptools>=0.5", "uvicorn==0.30.0"]
[[package]]\nname = "httptools"\nversion = "0.6.1"\ngroups = ["default"]\n`;
  const { roots, unknowns } = await extractInMemory(
    extractor('pypi/pdm-lock'),
    { 'pdm.lock': lock },
    'pdm.lock',
  );
  expect(unknowns).toEqual([]);
  expect(roots[0]?.components.map((c) => [c.key, c.direct, c.dependsOn])).toEqual([
    ['uvicorn@0.30.0', true, ['httptools@0.6.1']],
    ['httptools@0.6.1', false, undefined],
  ]);
});

test('passwords in addresses are not repeated', async () => {
  const lock =
    '[[package]]\nname = "a"\nversion = "1"\n[package.source]\ntype = "git"\nurl = "https://me:secret@git.example/a.git"\nresolved_reference = "abc"\n';
  const { roots } = await extractInMemory(
    extractor('pypi/poetry-lock'),
    { 'poetry.lock': lock },
    'poetry.lock',
  );
  expect(roots[0]?.components[0]?.origin).toEqual({
    kind: 'git',
    url: 'https://git.example/a.git',
    commit: 'abc',
  });
});
