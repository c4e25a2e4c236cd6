import { createHash } from 'node:crypto';
import { extractInMemory } from '@theriac/testing/extract-in-memory';
import { extractorOf } from '@theriac/testing/extractor-sweep';
import { makeZip } from '@theriac/testing/make-zip';
import { expect, test } from 'vitest';
import { extractors } from './index.ts';

const jar = extractorOf(extractors, 'maven/jar');
const run = (name: string, bytes: Uint8Array) => extractInMemory(jar, { [name]: bytes }, name);
const pom = (artifact: string, version: string) => `groupId=g\nartifactId=${artifact}\nversion=${version}\n`;

test('the Gradle wrapper holds no libraries, so nothing is lost when it tells no version', async () => {
  const bytes = makeZip({ 'META-INF/MANIFEST.MF': 'Implementation-Title: Gradle Wrapper\n' });
  const wrapper = await run('gradle/wrapper/gradle-wrapper.jar', bytes);
  expect(wrapper.unknowns.map((u) => [u.message, u.losesComponents])).toEqual([
    ['the Gradle wrapper does not say which release it is from', false],
  ]);
  const other = await run('gradle/wrapper/gradle-wrapper.jar', makeZip({ 'evil/A.class': '' }));
  expect(other.unknowns.map((u) => u.losesComponents)).toEqual([true]);
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
