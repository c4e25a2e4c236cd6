// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Maven writes its properties so.

import { extractInMemory, type MemoryFiles } from '@theriac/testing/extract-in-memory';
import { extractorOf, sweep } from '@theriac/testing/extractor-sweep';
import { fixture, LANGUAGES } from '@theriac/testing/public-sets';
import { expect, test } from 'vitest';
import { extractors } from './index.ts';

const pom = extractorOf(extractors, 'maven/pom');
const run = (files: MemoryFiles, path = 'pom.xml') => extractInMemory(pom, files, path);

sweep(pom, 'java/pomxml/testdata', null, {
  'interpolation.xml': 3,
  'with-parent.xml': 5,
  'with-multiple-classifiers.xml': 2,
  'explicit-jar.xml': 3,
  'plugin-dependency.xml': 3,
  'empty.xml': 0,
});

test('versions come from the parent by path, from properties and from dependency management', async () => {
  const folder = `${LANGUAGES}/java/pomxml/testdata`;
  const { roots, unknowns } = await run({
    'pom.xml': fixture(`${folder}/with-parent.xml`),
    'parent/pom.xml': fixture(`${folder}/parent/pom.xml`),
  });
  expect(roots[0]).toMatchObject({ path: 'pom.xml', name: 'com.mycompany.app:my-app', version: '1.0' });
  expect(roots[0]?.components.map((c) => [c.key, c.location.path, c.location.line])).toEqual([
    ['org.alice:alice@1.0.0', 'pom.xml', 18],
    ['org.bob:bob@2.0.0', 'pom.xml', 23],
    ['org.chuck:chuck@3.0.0', 'pom.xml', 28],
    ['org.frank:frank@', 'pom.xml', 32],
    ['org.dave:dave@4.0.0', 'parent/pom.xml', 15],
  ]);
  expect(unknowns.map((u) => [u.reason, u.package, u.location.path, u.losesComponents])).toEqual([
    ['unresolved-parent', 'org.upstream:parent-pom', 'parent/pom.xml', true],
    ['unresolved-version', 'org.frank:frank', 'pom.xml', false],
    ['unresolved-version', undefined, 'pom.xml', true],
  ]);
});
