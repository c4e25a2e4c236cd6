import { extractInMemory, type MemoryFiles } from '@theriac/testing/extract-in-memory';
import { damaged, extractorOf } from '@theriac/testing/extractor-sweep';
import { expect, test } from 'vitest';
import { parseMatchSpec } from './conda-package.ts';
import { extractors } from './index.ts';

const run = (id: string, files: MemoryFiles, path = Object.keys(files)[0] ?? '') =>
  extractInMemory(extractorOf(extractors, `conda/${id}`), files, path);

const ENVIRONMENT = `name: imaging
channels: [conda-forge]
dependencies:
  - python=3.11
  - conda-forge::numpy=1.26.0=py311h64a7726_0
  - pydicom==2.4.4
  - scipy >=1.10,<2
  - pip
  - pip:
      - fhirclient==4.1.0
      - flask>=2
      - -r requirements.txt
`;

test('environment.yml: exact packages, ranges, channels and the part of pip', async () => {
  const { roots, unknowns } = await run('environment', { 'environment.yml': ENVIRONMENT });
  expect(roots[0]).toMatchObject({ name: 'imaging', ecosystem: 'conda' });
  expect(
    roots[0]?.components.map((c) => [c.ecosystem, c.name, c.version, c.location.line, c.qualifiers]),
  ).toEqual([
    ['conda', 'python', null, 4, undefined],
    ['conda', 'numpy', '1.26.0', 5, { build: 'py311h64a7726_0', channel: 'conda-forge' }],
    ['conda', 'pydicom', '2.4.4', 6, undefined],
    ['conda', 'scipy', null, 7, undefined],
    ['conda', 'pip', null, 8, undefined],
    ['pypi', 'fhirclient', '4.1.0', 10, undefined],
    ['pypi', 'flask', null, 11, undefined],
  ]);
  expect(unknowns.map((u) => [u.reason, u.package, u.losesComponents])).toEqual([
    ['unresolved-version', 'python', false],
    ['unresolved-version', 'scipy', false],
    ['unresolved-version', 'pip', false],
    ['unresolved-version', 'flask', false],
    ['unresolved-include', undefined, false],
    ['unresolved-version', undefined, true],
  ]);
});

damaged(extractorOf(extractors, 'conda/environment'), 'environment.yml', ENVIRONMENT);

test('aliases cannot multiply and hostile depth is refused', async () => {
  const laughs = `a: &a [x]\n${Array.from({ length: 30 }, (_, i) => `a${i}: &b${i} [*a, *a, *a]\n`).join('')}dependencies: *a\n`;
  expect((await run('environment', { 'environment.yml': laughs })).roots[0]?.components).toEqual([]);
  const deep = `dependencies: ${'['.repeat(50_000)}`;
  await expect(run('environment', { 'environment.yml': deep })).rejects.toMatchObject({
    code: 'THERIAC_INPUT_LIMIT',
  });
});

const entry = (
  name: string,
  version: string,
  platform: string,
  needs: string,
  category = 'main',
  manager = 'conda',
) =>
  `- name: ${name}\n  version: ${version}\n  manager: ${manager}\n  platform: ${platform}\n  dependencies: ${needs}\n  url: https://conda.example/conda-forge/${platform}/${name}-${version}-h1_0.conda\n  hash:\n    md5: ${'a'.repeat(32)}\n    sha256: ${'b'.repeat(64)}\n  category: ${category}\n`;
const LOCK = `version: 1\nmetadata: {}\npackage:\n${entry('numpy', '1.26.0', 'linux-64', "{python: '>=3'}")}${entry('python', '3.11.4', 'linux-64', '{__glibc: ">=2"}')}${entry('numpy', '1.26.0', 'osx-64', '{}')}${entry('pytest', '8.0.0', 'linux-64', '{}', 'dev')}${entry('idna', "'3.10'", 'linux-64', '{}', 'main', 'pip')}`;

test('conda-lock.yml: one component for all platforms, edges, hashes, categories and pip', async () => {
  const { roots, unknowns } = await run('conda-lock', { 'conda-lock.yml': LOCK });
  expect(unknowns).toEqual([]);
  expect(
    roots[0]?.components.map((c) => [c.ecosystem, c.key, c.scope, c.direct, c.hashes?.length, c.dependsOn]),
  ).toEqual([
    ['conda', 'numpy@1.26.0 h1_0', 'production', true, 2, ['python@3.11.4 h1_0']],
    ['conda', 'python@3.11.4 h1_0', 'production', false, 2, undefined],
    ['conda', 'pytest@8.0.0 h1_0', 'development', true, 2, undefined],
    ['pypi', 'pip idna@3.10', 'production', true, 2, undefined],
  ]);
});

damaged(extractorOf(extractors, 'conda/conda-lock'), 'conda-lock.yml', LOCK);

test('explicit lists; other text files of such names say nothing', async () => {
  const list = `# platform: linux-64\n@EXPLICIT\nhttps://conda.example/conda-forge/noarch/tzdata-2024a-h0c530f3_0.conda#${'c'.repeat(32)}\nbad line\n`;
  const { roots, unknowns } = await run('explicit', { 'conda-linux-64.lock': list });
  expect(roots[0]?.components).toEqual([
    {
      key: 'tzdata@2024a',
      ecosystem: 'conda',
      name: 'tzdata',
      version: '2024a',
      scope: 'production',
      direct: true,
      location: { path: 'conda-linux-64.lock', line: 3 },
      origin: { kind: 'registry' },
      qualifiers: { build: 'h0c530f3_0', channel: 'conda-forge', subdir: 'noarch' },
      hashes: [{ algorithm: 'md5', hex: 'c'.repeat(32) }],
    },
  ]);
  expect(unknowns).toMatchObject([{ reason: 'unparseable', location: { line: 4 } }]);
  expect(await run('explicit', { 'environment.txt': 'hello' })).toEqual({ roots: [], unknowns: [] });
});

test.each([
  ['numpy', null, ''],
  ['numpy=1.2', null, '=1.2'],
  ['numpy==1.2', '1.2', '==1.2'],
  ['numpy 1.2.*', null, '1.2.*'],
  ['numpy =1.2 py_0', '1.2', '=1.2 py_0'],
])('%s', (spec, version, range) => {
  expect(parseMatchSpec(spec)).toMatchObject({ name: 'numpy', version, range });
});

test('a hundred thousand syntax errors are one refusal', async () => {
  await expect(
    run('environment', { 'environment.yml': `dependencies: ${'"'.repeat(100_000)}` }),
  ).rejects.toMatchObject({
    code: 'THERIAC_INPUT_SYNTAX',
  });
});

test('conda-lock.yml: what a package requires and the lockfile does not have for the platform', async () => {
  const needs = "{python: '>=3', __glibc: '>=2'}";
  const lock = (manager: string): string =>
    `version: 1\npackage:\n${entry('numpy', '1.26.0', 'linux-64', needs, 'main', manager)}${entry('python', '3.11.4', 'osx-64', '{}')}`;
  const { unknowns } = await run('conda-lock', { 'conda-lock.yml': lock('conda') });
  expect(unknowns).toMatchObject([
    {
      reason: 'dangling-edge',
      message: 'numpy requires python, which the lockfile does not have for linux-64',
      location: { path: 'conda-lock.yml', line: 3 },
      losesComponents: true,
    },
  ]);
  expect((await run('conda-lock', { 'conda-lock.yml': lock('pip') })).unknowns).toEqual([]);
});
