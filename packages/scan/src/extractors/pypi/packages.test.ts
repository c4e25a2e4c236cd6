/** Manifests without lockfiles, installed packages and archives. */

import { extractInMemory, type MemoryFiles } from '@theriac/testing/extract-in-memory';
import { damaged, extractorOf } from '@theriac/testing/extractor-sweep';
import { expect, test } from 'vitest';
import { matchesFile } from '../../plugins/dispatch.ts';
import { extractors } from './index.ts';

const run = (id: string, files: MemoryFiles, path = Object.keys(files)[0] ?? '') =>
  extractInMemory(extractorOf(extractors, `pypi/${id}`), files, path);

const CFG = `[metadata]
name = clinic
version = 1.2.3
[options]
install_requires =
    requests==2.31.0
    # comment
    fhirclient>=4 ; python_version > "3.8"
setup_requires = wheel
tests_require = file: tests.txt
[options.extras_require]
pdf = reportlab
dev =
  pytest
`;

test('setup.cfg: lists, extras and scopes', async () => {
  const { roots, unknowns } = await run('setup-cfg', { 'setup.cfg': CFG });
  expect(roots[0]).toMatchObject({ name: 'clinic', version: '1.2.3' });
  expect(roots[0]?.components.map((c) => [c.name, c.version, c.scope, c.location.line])).toEqual([
    ['requests', '2.31.0', 'production', 6],
    ['fhirclient', null, 'production', 8],
    ['wheel', null, 'build', 9],
    ['reportlab', null, 'optional', 12],
    ['pytest', null, 'development', 14],
  ]);
  expect(unknowns[0]).toMatchObject({ reason: 'dynamic', location: { line: 10 } });
});

damaged(extractorOf(extractors, 'pypi/setup-cfg'), 'setup.cfg', CFG);

test('pyproject.toml: Poetry tables, groups that include one another, build requirements', async () => {
  const { roots } = await run('pyproject', {
    'pyproject.toml': `[project]
name = "clinic"
dependencies = [
  "requests==2.31.0",
  "phi @ git+https://git.example/phi.git@v1",
]
[dependency-groups]
test = ["pytest", { include-group = "lint" }]
lint = ["ruff==0.5.0"]
[tool.poetry.dependencies]
python = "^3.11"
django = "4.2.11"
numpy = [{ version = "^1", python = "<3.12" }, { version = "^2", python = ">=3.12" }]
[tool.poetry.group.docs.dependencies]
sphinx = "*"
[build-system]
requires = ["hatchling"]
`,
  });
  expect(roots[0]?.components.map((c) => [c.name, c.version, c.scope, c.requested, c.location.line])).toEqual(
    [
      ['requests', '2.31.0', 'production', '==2.31.0', 4],
      ['phi', null, 'production', undefined, 5],
      ['pytest', null, 'test', undefined, 8],
      ['ruff', '0.5.0', 'test', '==0.5.0', 9],
      ['ruff', '0.5.0', 'development', '==0.5.0', 9],
      ['hatchling', null, 'build', undefined, 17],
      ['django', '4.2.11', 'production', '4.2.11', 12],
      ['numpy', null, 'production', '^1', 13],
      ['numpy', null, 'production', '^2', 13],
      ['sphinx', null, 'development', undefined, 15],
    ],
  );
  expect(roots[0]?.components[1]?.origin).toEqual({
    kind: 'git',
    url: 'https://git.example/phi.git',
    commit: 'v1',
  });
});

test('dependency groups that include each other end', async () => {
  const text = '[dependency-groups]\na = [{ include-group = "b" }]\nb = [{ include-group = "a" }, "x==1"]\n';
  const { roots } = await run('pyproject', { 'pyproject.toml': text });
  expect(roots[0]?.components.map((c) => c.name)).toEqual(['x']);
});

const metadata = (name: string, version: string, ...requires: string[]) =>
  `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\nLicense: MIT\n${requires.map((r) => `Requires-Dist: ${r}\n`).join('')}\nDescription: x\nName: other\n`;
const SITE = 'venv/lib/python3.12/site-packages';

test('installed packages of one folder are one root with edges; extras are not followed', async () => {
  const files = {
    [`${SITE}/a-1.0.dist-info/METADATA`]: metadata(
      'A',
      '1.0',
      'b>=1',
      'c; extra == "x"',
      'd (>=2); os_name == "nt"',
    ),
    [`${SITE}/a-1.0.dist-info/REQUESTED`]: '',
    [`${SITE}/b-2.0.dist-info/METADATA`]: metadata('b', '2.0'),
    [`${SITE}/b-2.0.dist-info/direct_url.json`]:
      '{"url":"https://git.example/b.git","vcs_info":{"vcs":"git","commit_id":"abc"}}',
    [`${SITE}/c-3.egg-info/PKG-INFO`]: metadata('c', '3'),
    [`${SITE}/old.egg-info`]: 'nothing',
  };
  const [first = '', , , second = ''] = Object.keys(files);
  const { roots, unknowns } = await run('installed', files, first);
  expect(roots[0]?.path).toBe(SITE);
  expect(roots[0]?.components.map((c) => [c.key, c.direct, c.licence, c.origin?.kind, c.dependsOn])).toEqual([
    ['A@1.0', true, 'MIT', 'registry', ['b@2.0']],
    ['b@2.0', false, 'MIT', 'git', undefined],
    ['c@3', false, 'MIT', 'registry', undefined],
  ]);
  expect(unknowns).toMatchObject([{ reason: 'no-package-data', location: { path: `${SITE}/old.egg-info` } }]);
  expect(await run('installed', files, second)).toEqual({ roots: [], unknowns: [] });
});

test('an archive that tells nothing is a known unknown', async () => {
  const { unknowns } = await run('archive', { 'x.egg': 'no zip' });
  expect(unknowns.map((u) => u.reason)).toEqual(['archive', 'no-package-data']);
});

test('each file goes to the extractor that is meant for it', () => {
  const wanted = (path: string) => extractors.filter((e) => matchesFile(e.files, path)).map((e) => e.id);
  expect(wanted('a/requirements-dev.txt')).toEqual(['pypi/requirements-txt']);
  expect(wanted('requirements/base.in')).toEqual(['pypi/requirements-txt']);
  for (const name of ['requirementsDev.txt', 'requirements2.txt', 'requirements-3.11.txt', 'ci/reqs.txt'])
    expect(wanted(name)).toEqual(['pypi/requirements-txt']);
  expect(wanted('notes.txt')).toEqual([]);
  expect(wanted('pylock.dev.toml')).toEqual(['pypi/pylock']);
  expect(wanted('x/a-1.dist-info/METADATA')).toEqual(['pypi/installed']);
  expect(wanted('x/METADATA')).toEqual([]);
});
