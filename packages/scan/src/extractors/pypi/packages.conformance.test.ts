/** Manifests without lockfiles, installed packages and archives. */

import { extractInMemory, type MemoryFiles } from '@theriac/testing/extract-in-memory';
import { faultsOf } from '@theriac/testing/extractor-checks';
import { extractorOf, sweep } from '@theriac/testing/extractor-sweep';
import { fixture, fixtureNames, LANGUAGES } from '@theriac/testing/public-sets';
import { expect, test } from 'vitest';
import { extractors } from './index.ts';

const run = (id: string, files: MemoryFiles, path = Object.keys(files)[0] ?? '') =>
  extractInMemory(extractorOf(extractors, `pypi/${id}`), files, path);

sweep(extractorOf(extractors, 'pypi/setup-py'), 'python/setup/testdata', 'setup.py', {
  valid: 12,
  valid_2: 6,
  valid_3: 11,
  template: 3,
});

test('setup.py: literal items are read, computed ones are known unknowns', async () => {
  const text = fixture(`${LANGUAGES}/python/setup/testdata/template`);
  const { roots, unknowns } = await run('setup-py', { 'setup.py': text });
  expect(roots[0]?.components.map((c) => [c.name, c.version, c.location.line])).toEqual([
    ['requests', '2.25.1', 22],
    ['lxml', null, 23],
    ['Jinja2', '2.11.3', 24],
  ]);
  expect(unknowns.filter((u) => u.reason === 'dynamic').map((u) => u.location.line)).toEqual([20, 21]);
  const computed = await run('setup-py', {
    'setup.py': 'setup(install_requires=read("requirements.txt"))\n',
  });
  expect(computed.unknowns).toMatchObject([
    { reason: 'dynamic', location: { line: 1 }, losesComponents: true },
  ]);
  const added = await run('setup-py', { 'setup.py': 'setup(install_requires=["a"] + more)\n' });
  expect(added.unknowns).toMatchObject([{ reason: 'dynamic' }]);
});

const WHEELS = `${LANGUAGES}/python/wheelegg/testdata`;
test.each(fixtureNames(WHEELS))(
  'installed metadata like %s keeps the promises of every extractor',
  async (name) => {
    const path = 'x.dist-info/METADATA';
    const files = { [path]: fixture(`${WHEELS}/${name}`) };
    expect(await faultsOf(extractorOf(extractors, 'pypi/installed'), files, path)).toEqual([]);
  },
);

test.each([
  ['monotonic-1.6-py2.py3-none-any.whl', 'monotonic', '1.6'],
  ['monotonic-1.6-py3.10.egg', 'monotonic', '1.6'],
])('the archive %s', async (file, name, version) => {
  const { roots, unknowns } = await run('archive', { [file]: fixture(`${WHEELS}/${file}`) });
  expect(roots[0]?.components.map((c) => [c.name, c.version, c.hashes?.[0]?.algorithm])).toEqual([
    [name, version, 'sha256'],
  ]);
  expect(unknowns).toEqual([]);
});
