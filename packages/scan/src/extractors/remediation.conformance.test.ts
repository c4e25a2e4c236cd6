/** Manifests of one public tool for guided remediation: Maven and Python, with parents beside them. */

import { extractInMemory } from '@theriac/testing/extract-in-memory';
import { faultsOf } from '@theriac/testing/extractor-checks';
import { extractorOf } from '@theriac/testing/extractor-sweep';
import { fixture, fixtureNames } from '@theriac/testing/public-sets';
import { expect, test } from 'vitest';
import { matchesFile } from '../plugins/dispatch.ts';
import { extractors as maven } from './maven/index.ts';
import { extractors as pypi } from './pypi/index.ts';

const FOLDER = 'remediation/guidedremediation';
const names = fixtureNames(FOLDER);
const files = Object.fromEntries(names.map((n) => [n, fixture(`${FOLDER}/${n}`)]));
const cases = [...maven, ...pypi].flatMap((extractor) =>
  names.filter((n) => matchesFile(extractor.files, n)).map((n) => [extractor.id, n, extractor] as const),
);

test('there are manifests of several kinds', () => {
  expect(new Set(cases.map(([id]) => id))).toEqual(
    new Set(['maven/pom', 'pypi/requirements-txt', 'pypi/pipfile', 'pypi/pyproject']),
  );
});

test.each(cases)('%s: %s keeps the promises of every extractor', async (_, name, extractor) => {
  expect(await faultsOf(extractor, files, name)).toEqual([]);
});

test('a pom with properties, managed versions, profiles and a parent by path', async () => {
  const path = 'internal/manifest/maven/testdata/my-app/pom.xml';
  const { roots, unknowns } = await extractInMemory(extractorOf(maven, 'maven/pom'), files, path);
  expect(roots[0]?.components.map((c) => [c.name, c.version, c.scope])).toEqual([
    ['junit:junit', '4.12', 'test'],
    ['org.example:abc', '1.0.1', 'production'],
    ['org.example:no-version', '2.0.0', 'production'],
    ['org.example:exclusions', '1.0.0', 'production'],
    ['org.profile:abc', '1.2.3', 'production'],
    ['org.profile:def', '2.3.4', 'production'],
    ['org.example:ddd', '1.2.3', 'production'],
  ]);
  expect(unknowns.at(-1)).toMatchObject({ reason: 'unresolved-version', losesComponents: true });
});

test('a Pipfile without lockfile: ranges and groups', async () => {
  const path = 'internal/manifest/python/testdata/pipfile/Pipfile';
  const { roots, unknowns } = await extractInMemory(extractorOf(pypi, 'pypi/pipfile'), files, path);
  expect(roots[0]?.components.every((c) => c.direct)).toBe(true);
  expect(unknowns.at(-1)).toMatchObject({ reason: 'unresolved-version', losesComponents: true });
});
