import { createHash } from 'node:crypto';
import { extractInMemory } from '@theriac/testing/extract-in-memory';
import { extractorOf } from '@theriac/testing/extractor-sweep';
import { makeZip } from '@theriac/testing/make-zip';
import { describe, expect, test } from 'vitest';
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

/** A class of which nothing but its texts is there. */
function classWith(...texts: readonly string[]): Buffer {
  const constants = texts.map((text) => {
    const bytes = Buffer.from(text);
    return Buffer.concat([Buffer.from([1, bytes.length >> 8, bytes.length & 0xff]), bytes]);
  });
  const head = Buffer.alloc(10);
  head.writeUInt32BE(0xcafebabe);
  head.writeUInt16BE(texts.length + 1, 8);
  return Buffer.concat([head, ...constants]);
}

describe('without pom.properties', () => {
  const components = async (name: string, entries: Readonly<Record<string, Buffer | string>>) => {
    const { roots, unknowns } = await run(name, makeZip(entries));
    const listed = roots[0]?.components.map((c) => [c.name, c.version, c.direct, c.guessed]) ?? [];
    return { listed, unknowns: unknowns.map((u) => [u.reason, u.package, u.losesComponents]) };
  };
  const LOG4J = 'org/apache/logging/log4j/core';
  const classes = (...names: readonly string[]) => Object.fromEntries(names.map((n) => [`${n}.class`, '']));

  test('a renamed archive is what its classes are; an unknown release is told', async () => {
    const entries = classes(`${LOG4J}/Logger`, `${LOG4J}/LoggerContext`, 'org/other/A');
    expect(await components('logging.jar', entries)).toEqual({
      listed: [['org.apache.logging.log4j:log4j-core', null, true, 'its classes']],
      unknowns: [['unresolved-version', 'org.apache.logging.log4j:log4j-core', false]],
    });
    expect((await components('logging-2.14.1.jar', entries)).listed).toEqual([
      ['org.apache.logging.log4j:log4j-core', '2.14.1', true, 'its classes'],
    ]);
  });

  test('the release is read from a class, and decides between the names of one library', async () => {
    const provider = (version: string) => ({
      'org/bouncycastle/jce/provider/BouncyCastleProvider.class': classWith(
        'java/lang/Object',
        `BouncyCastle Security Provider v${version}`,
      ),
    });
    expect(await components('bcprov.jar', provider('1.70'))).toEqual({
      listed: [['org.bouncycastle:bcprov-jdk15on', '1.70', true, 'its classes']],
      unknowns: [],
    });
    expect((await components('bcprov-9.jar', provider('1.77'))).listed).toEqual([
      ['org.bouncycastle:bcprov-jdk18on', '1.77', true, 'its classes'],
    ]);
    expect((await components('bcprov-jdk15to18-1.78.jar', provider('1.78'))).listed).toEqual([
      ['org.bouncycastle:bcprov-jdk15to18', '1.78', true, 'its classes'],
    ]);
  });

  test('the release is read from a properties file and from a section of the manifest', async () => {
    const netty = {
      ...classes('io/netty/handler/codec/http/HttpObjectDecoder'),
      'META-INF/io.netty.versions.properties': 'netty-codec-http.version=4.1.70.Final\r\n',
    };
    expect((await components('x.jar', netty)).listed).toEqual([
      ['io.netty:netty-codec-http', '4.1.70.Final', true, 'its classes'],
    ]);
    const jdom = {
      ...classes('org/jdom/Document', 'org/jdom/input/SAXBuilder'),
      'META-INF/MANIFEST.MF':
        'Manifest-Version: 1.0\r\n\r\nName: org/jdom/\r\nImplementation-Version: 1.1.3\r\n',
    };
    expect((await components('x.jar', jdom)).listed).toEqual([
      ['org.jdom:jdom', '1.1.3', true, 'its classes'],
    ]);
  });

  test('copies in another archive are listed, moved ones too; what pom.properties names is no copy', async () => {
    const app = {
      'META-INF/maven/g/app/pom.properties': pom('app', '1'),
      'META-INF/maven/com.google.code.gson/gson/pom.properties':
        'groupId=com.google.code.gson\nartifactId=gson\nversion=2.8.6\n',
      ...classes('g/A', 'g/B', 'g/C', 'com/google/gson/Gson', 'com/google/gson/JsonParser'),
      ...classes(`g/shaded/${LOG4J}/lookup/JndiLookup`),
      'g/shaded/com/fasterxml/jackson/databind/ObjectMapper.class': '',
      'g/shaded/com/fasterxml/jackson/databind/cfg/PackageVersion.class': classWith('2.9.8', '1.0'),
    };
    expect(await components('app-1.jar', app)).toEqual({
      listed: [
        ['g:app', '1', true, undefined],
        ['com.google.code.gson:gson', '2.8.6', false, undefined],
        ['org.apache.logging.log4j:log4j-core', null, false, 'its classes'],
        ['com.fasterxml.jackson.core:jackson-databind', '2.9.8', false, 'its classes'],
      ],
      unknowns: [['unresolved-version', 'org.apache.logging.log4j:log4j-core', false]],
    });
  });

  test.each([
    ['a class of the same name in another folder', 'org/acme/ObjectMapper'],
    ['a folder that only ends alike', 'xorg/yaml/snakeyaml/Yaml'],
    ['one class of several', 'com/google/gson/Gson'],
  ])('%s is no library', async (_, name) => {
    const { listed, unknowns } = await components('helper.jar', classes(name));
    expect(listed).toEqual([]);
    expect(unknowns).toEqual([['no-package-data', undefined, true]]);
  });

  test('what another archive says to be of itself goes before a minority of its classes', async () => {
    const entries = {
      'META-INF/MANIFEST.MF': 'Implementation-Vendor-Id: com.clinic\nImplementation-Version: 3.0\n',
      ...classes('com/clinic/A', 'com/clinic/B', 'org/jsoup/Jsoup', 'org/jsoup/parser/HtmlTreeBuilder'),
    };
    expect((await components('viewer-3.0.jar', entries)).listed).toEqual([
      ['com.clinic:viewer', '3.0', true, 'the manifest and the file name'],
      ['org.jsoup:jsoup', null, false, 'its classes'],
    ]);
  });

  test('an archive that nothing names is told with the hash to look it up by', async () => {
    const bytes = makeZip(classes('com/clinic/A'));
    const { unknowns } = await run('x.jar', bytes);
    expect(unknowns[0]?.message).toContain(createHash('sha1').update(bytes).digest('hex'));
  });
});
