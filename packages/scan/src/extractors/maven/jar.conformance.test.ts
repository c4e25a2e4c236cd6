import { extractInMemory } from '@theriac/testing/extract-in-memory';
import { faultsOf } from '@theriac/testing/extractor-checks';
import { extractorOf } from '@theriac/testing/extractor-sweep';
import { makeZip } from '@theriac/testing/make-zip';
import { fixture, fixtureNames, LANGUAGES } from '@theriac/testing/public-sets';
import { expect, test } from 'vitest';
import { extractors } from './index.ts';

const jar = extractorOf(extractors, 'maven/jar');
const FOLDER = `${LANGUAGES}/java/archive/testdata`;
const archives = fixtureNames(FOLDER).filter((n) => n.endsWith('jar'));
const run = (name: string, bytes: Uint8Array) => extractInMemory(jar, { [name]: bytes }, name);

test.each(archives)('%s keeps the promises of every extractor', async (name) => {
  expect(await faultsOf(jar, { [name]: fixture(`${FOLDER}/${name}`) }, name)).toEqual([]);
});

test.each([
  ['simple.jar', [['com.some.package:package-name', '1.2.3']], []],
  [
    'complex.jar',
    [
      ['com.some.package:package-name', '1.2.3'],
      ['com.some.anotherpackage:another-package-name', '3.2.1'],
    ],
    [],
  ],
  ['no_pom_properties-2.4.0.jar', [['no_pom_properties', '2.4.0']], ['no-package-data']],
  ['no_pom_properties.jar', [], ['no-package-data']],
  ['org.eclipse.sisu.inject-0.3.5.jar', [['org.eclipse.sisu:org.eclipse.sisu.inject', '0.3.5']], []],
  ['empty.jar', [], ['no-package-data']],
  ['invalid_jar.jar', [], ['archive', 'no-package-data']],
])('%s', async (name, components, reasons) => {
  const { roots, unknowns } = await run(name, fixture(`${FOLDER}/${name}`));
  expect(roots[0]?.components.map((c) => [c.name, c.version])).toEqual(components);
  expect(unknowns.map((u) => u.reason)).toEqual(reasons);
});

test('nesting of 10 levels is read, of 100 is cut off and said', async () => {
  const ten = await run('nested_at_10.jar', fixture(`${FOLDER}/nested_at_10.jar`));
  expect(ten.roots[0]?.components.map((c) => c.name)).toContain('com.some.package:package-name');
  const hundred = await run('nested_at_100.jar', fixture(`${FOLDER}/nested_at_100.jar`));
  expect(hundred.unknowns.map((u) => u.reason)).toContain('too-deep');
});

test.each([
  ['axis/MANIFEST.MF', 'axis-1.4.jar', [['axis', '1.4']]],
  ['combine-manifest-filename/MANIFEST.MF', 'ivy-2.4.0.jar', [['org.apache:ivy', '2.4.0']]],
  ['known-group-id/MANIFEST.MF', 'spring-web-5.3.26.jar', [['org.springframework:spring-web', '5.3.26']]],
  [
    'manifest-symbolicname/MANIFEST.MF',
    'failureaccess-1.0.1.jar',
    [['com.google.guava:failureaccess', '1.0.1']],
  ],
  [
    'manifest-implementation-title/MANIFEST.MF',
    'elasticsearch-8.14.3.jar',
    [['org.elasticsearch:elasticsearch', '8.14.3']],
  ],
  ['manifest-no-group-id/MANIFEST.MF', 'some.jar', [['some', '1.2.3']]],
])('the manifest %s and the file name %s', async (manifest, name, expected) => {
  const { roots } = await run(name, makeZip({ 'META-INF/MANIFEST.MF': fixture(`${FOLDER}/${manifest}`) }));
  expect(roots[0]?.components.map((c) => [c.name, c.version])).toEqual(expected);
});
