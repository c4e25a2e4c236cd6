import { listing } from '@theriac/testing/check-extraction';
import { extractInMemory, type MemoryFiles } from '@theriac/testing/extract-in-memory';
import { damaged, extractorOf } from '@theriac/testing/extractor-sweep';
import { expect, test } from 'vitest';
import { extractors } from './index.ts';

const read = (id: string, files: MemoryFiles) =>
  extractInMemory(extractorOf(extractors, id), files, Object.keys(files)[0] ?? '');

test('renv.lock: versions, edges to locked packages, and packages from a forge', async () => {
  const result = await read('cran/renv-lock', {
    'renv.lock': JSON.stringify({
      R: { Version: '4.3.1' },
      Packages: {
        rlang: { Package: 'rlang', Version: '1.1.1', Source: 'Repository', Requirements: ['R'] },
        dplyr: { Package: 'dplyr', Version: '1.1.2', Source: 'Repository', Requirements: ['rlang', 'R'] },
        limma: { Package: 'limma', Version: '3.56.0', Source: 'Bioconductor' },
        own: {
          Package: 'own',
          Version: '0.1.0',
          RemoteType: 'github',
          RemoteUsername: 'clinic',
          RemoteRepo: 'own',
          RemoteSha: 'abc',
        },
      },
    }),
  });
  expect(listing(result)).toEqual([
    'rlang@1.1.1 production',
    'dplyr@1.1.2 production direct',
    'limma@3.56.0 production direct',
    'own@0.1.0 production direct',
  ]);
  const [, dplyr, limma, own] = result.roots[0]?.components ?? [];
  expect(dplyr?.dependsOn).toEqual([result.roots[0]?.components[0]?.key]);
  expect(limma?.qualifiers).toEqual({ repository: 'bioconductor' });
  expect(own?.origin).toEqual({ kind: 'git', url: 'https://github.com/clinic/own', commit: 'abc' });
});

test('renv.lock without its section of packages is a known unknown', async () => {
  const result = await read('cran/renv-lock', { 'renv.lock': '{"R":{"Version":"4.3.1"}}' });
  expect(result.unknowns).toMatchObject([{ reason: 'no-package-data', losesComponents: true }]);
});

damaged(
  extractorOf(extractors, 'cran/renv-lock'),
  'renv.lock',
  '{"Packages":{"a":{"Package":"a","Version":"1"}}}',
);

test('renv.lock: what a package requires and the lockfile does not have, in both forms of the file', async () => {
  const lock = (fields: object): string =>
    JSON.stringify({ Packages: { dplyr: { Package: 'dplyr', Version: '1.1', ...fields } } }, null, 1);
  for (const fields of [
    { Requirements: ['R', 'methods', 'MASS', 'vctrs'] },
    { Depends: ['R (>= 3.5.0)'], Imports: ['methods', 'vctrs (>= 0.6)'], Suggests: ['knitr'] },
  ]) {
    const { unknowns } = await read('cran/renv-lock', { 'renv.lock': lock(fields) });
    expect(unknowns).toMatchObject([
      {
        reason: 'dangling-edge',
        message: 'dplyr requires vctrs, which is missing from the lockfile',
        location: { path: 'renv.lock', line: 3 },
        losesComponents: true,
      },
    ]);
    const ignored = await read('cran/renv-lock', {
      'renv.lock': lock(fields),
      'renv/settings.json': '{"ignored.packages": ["vctrs"]}',
    });
    expect(ignored.unknowns).toEqual([]);
  }
});

test('renv.lock: damaged settings change nothing', async () => {
  const { unknowns } = await read('cran/renv-lock', {
    'renv.lock': '{"Packages":{"a":{"Package":"a","Version":"1","Requirements":["b"]}}}',
    'renv/settings.json': '{"ignored.packages": [',
  });
  expect(unknowns).toHaveLength(1);
});
