import { createHash } from 'node:crypto';
import { extractInMemory } from '@theriac/testing/extract-in-memory';
import { faultsOf } from '@theriac/testing/extractor-checks';
import { extractorOf } from '@theriac/testing/extractor-sweep';
import { fixture, fixtureNames, LANGUAGES } from '@theriac/testing/public-sets';
import { makeZip } from '@theriac/testing/make-zip';
import { expect, test } from 'vitest';
import { extractors } from './index.ts';

const jar = extractorOf(extractors, 'maven/jar');
const FOLDER = `${LANGUAGES}/java/archive/testdata`;
const archives = fixtureNames(FOLDER).filter((n) => n.endsWith('jar'));
const run = (name: string, bytes: Uint8Array) => extractInMemory(jar, { [name]: bytes }, name);
const pom = (artifact: string, version: string) => `groupId=g\nartifactId=${artifact}\nversion=${version}\n`;

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

test('the Gradle wrapper holds no libraries, so nothing is lost when it tells no version', async () => {
  const bytes = makeZip({ 'META-INF/MANIFEST.MF': 'Implementation-Title: Gradle Wrapper\n' });
  const wrapper = await run('gradle/wrapper/gradle-wrapper.jar', bytes);
  expect(wrapper.unknowns.map((u) => [u.message, u.losesComponents])).toEqual([
    ['the Gradle wrapper does not say which release it is from', false],
  ]);
  const other = await run('gradle/wrapper/gradle-wrapper.jar', makeZip({ 'evil/A.class': '' }));
  expect(other.unknowns.map((u) => u.losesComponents)).toEqual([true]);
});

test('nesting of 10 levels is read, of 100 is cut off and said', async () => {
  const ten = await run('nested_at_10.jar', fixture(`${FOLDER}/nested_at_10.jar`));
  expect(ten.roots[0]?.components.map((c) => c.name)).toContain('com.some.package:package-name');
  const hundred = await run('nested_at_100.jar', fixture(`${FOLDER}/nested_at_100.jar`));
  expect(hundred.unknowns.map((u) => u.reason)).toContain('too-deep');
});

test('a web archive needs the libraries in it; shaded ones count; hashes are those of each archive', async () => {
  const shaded = makeZip({
    'META-INF/maven/g/lib/pom.properties': pom('lib', '2.0'),
    'META-INF/maven/g/inner/pom.properties': pom('inner', '0.1'),
  });
  const war = makeZip({
    'META-INF/maven/g/app/pom.properties': pom('app', '1.0'),
    'WEB-INF/lib/lib-2.0.jar': shaded,
  });
  const { roots, unknowns } = await run('target/app-1.0.war', war);
  const sha1 = (bytes: Uint8Array) => [
    { algorithm: 'sha1', hex: createHash('sha1').update(bytes).digest('hex') },
  ];
  expect(unknowns).toEqual([]);
  expect(roots[0]).toMatchObject({ path: 'target/app-1.0.war', name: 'g:app', version: '1.0' });
  expect(roots[0]?.components.map((c) => [c.key, c.direct, c.hashes, c.dependsOn])).toEqual([
    ['g:app@1.0', true, sha1(war), ['g:lib@2.0 WEB-INF/lib/lib-2.0.jar']],
    [
      'g:lib@2.0 WEB-INF/lib/lib-2.0.jar',
      false,
      sha1(shaded),
      ['g:inner@0.1 WEB-INF/lib/lib-2.0.jar#g:inner'],
    ],
    ['g:inner@0.1 WEB-INF/lib/lib-2.0.jar#g:inner', false, undefined, undefined],
  ]);
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

test('a bomb inside is reported and the rest is read', async () => {
  const bytes = makeZip({
    'META-INF/maven/g/a/pom.properties': pom('a', '1'),
    'lib/bomb.jar': Buffer.alloc(32 * 1024 * 1024),
    '../escape.jar': 'x',
  });
  const { roots, unknowns } = await run('a-1.jar', bytes);
  expect(roots[0]?.components.map((c) => c.key)).toEqual(['g:a@1']);
  expect(unknowns.map((u) => [u.reason, u.losesComponents])).toEqual([
    ['archive', true],
    ['too-large', true],
  ]);
});
