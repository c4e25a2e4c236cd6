import { extractInMemory, type MemoryFiles } from '@theriac/testing/extract-in-memory';
import { extractorOf, sweep } from '@theriac/testing/extractor-sweep';
import { fixture, LANGUAGES } from '@theriac/testing/public-sets';
import { expect, test } from 'vitest';
import { extractors } from './index.ts';

const run = (id: string, files: MemoryFiles, path = Object.keys(files)[0] ?? '') =>
  extractInMemory(extractorOf(extractors, `conda/${id}`), files, path);

sweep(extractorOf(extractors, 'conda/installed'), 'python/condameta/testdata', 'conda-meta/x.json', {
  valid: 1,
  noname: 0,
});

test('installed packages of one environment are one root', async () => {
  const files = {
    'env/conda-meta/jupyterlab.json': fixture(`${LANGUAGES}/python/condameta/testdata/valid`),
    'env/conda-meta/tornado.json': '{"name":"tornado","version":"6.1"}',
  };
  const { roots } = await run('installed', files);
  expect(roots[0]?.path).toBe('env/conda-meta');
  expect(roots[0]?.components.map((c) => [c.key, c.direct, c.licence, c.dependsOn])).toEqual([
    ['jupyterlab@3.1.12', true, 'BSD-3-Clause', ['tornado@6.1']],
    ['tornado@6.1', false, undefined, undefined],
  ]);
  expect(await run('installed', files, 'env/conda-meta/tornado.json')).toEqual({ roots: [], unknowns: [] });
});
