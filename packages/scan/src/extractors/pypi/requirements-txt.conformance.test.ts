import { extractInMemory, type MemoryFiles } from '@theriac/testing/extract-in-memory';
import { faultsOf, mutate } from '@theriac/testing/extractor-checks';
import { fixture, fixtureNames, LANGUAGES } from '@theriac/testing/public-sets';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { extractors } from './index.ts';

const [extractor] = extractors.filter((e) => e.id === 'pypi/requirements-txt');
if (extractor === undefined) throw new Error('no extractor');
const run = (files: MemoryFiles, path = Object.keys(files)[0] ?? '') =>
  extractInMemory(extractor, files, path);
const FOLDER = `${LANGUAGES}/python/requirements/testdata`;
const fixtures = Object.fromEntries(fixtureNames(FOLDER).map((n) => [n, fixture(`${FOLDER}/${n}`)]));

test.each(Object.keys(fixtures))('%s keeps the promises of every extractor', async (name) => {
  expect(await faultsOf(extractor, fixtures, name)).toEqual([]);
});

test('names, pins, ranges, markers, URLs, includes and archives of the pip documentation', async () => {
  const { roots, unknowns } = await run(fixtures, 'example.txt');
  expect(roots[0]?.components.map((c) => [c.name, c.version, c.location.path, c.location.line])).toEqual([
    ['pytest', null, 'example.txt', 3],
    ['pytest-cov', null, 'example.txt', 4],
    ['beautifulsoup4', null, 'example.txt', 5],
    ['docopt', '0.6.1', 'example.txt', 8],
    ['requests', null, 'example.txt', 9],
    ['urllib3', null, 'example.txt', 10],
    ['keyring', null, 'example.txt', 13],
    ['coverage', null, 'example.txt', 15],
    ['Mopidy-Dirble', null, 'example.txt', 17],
    ['numpy', '1.9.2', 'example.txt', 25],
    ['wxPython_Phoenix', '3.0.3.dev1820+49a8884', 'example.txt', 28],
    ['pandas', '2.2.3', 'other-requirements.txt', 1],
  ]);
  expect(unknowns.filter((u) => u.reason === 'unresolved-include')).toMatchObject([
    { location: { path: 'example.txt', line: 22 }, losesComponents: false },
  ]);
  expect(unknowns.at(-1)).toMatchObject({ reason: 'unresolved-version', losesComponents: true });
});

test('includes that lead back to themselves end', async () => {
  const { roots, unknowns } = await run(fixtures, 'loop.txt');
  expect([roots[0]?.components, unknowns]).toEqual([[], []]);
});

test('what is not a requirement, and what an environment variable decides, is a known unknown', async () => {
  const invalid = await run(fixtures, 'invalid.txt');
  expect(invalid.unknowns.filter((u) => u.reason === 'unparseable').map((u) => u.location.line)).toEqual([
    1, 2, 3, 5,
  ]);
  const variable = await run(fixtures, 'env_var.txt');
  expect(variable.unknowns[0]).toMatchObject({ reason: 'dynamic', package: 'qwert', location: { line: 2 } });
});

test('damage ends in known unknowns', async () => {
  const valid =
    fixture(`${FOLDER}/example.txt`).toString() + fixture(`${FOLDER}/per_req_options.txt`).toString();
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(), { minLength: 1, maxLength: 4 }), async (seed) => {
      expect(
        await faultsOf(extractor, { 'requirements.txt': mutate(valid, seed) }, 'requirements.txt'),
      ).toEqual([]);
    }),
    { numRuns: 100 },
  );
});
