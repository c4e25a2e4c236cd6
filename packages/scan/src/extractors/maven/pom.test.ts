// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Maven writes its properties so.

import { extractInMemory, type MemoryFiles } from '@theriac/testing/extract-in-memory';
import { extractorOf } from '@theriac/testing/extractor-sweep';
import { expect, test } from 'vitest';
import { extractors } from './index.ts';

const pom = extractorOf(extractors, 'maven/pom');
const run = (files: MemoryFiles, path = 'pom.xml') => extractInMemory(pom, files, path);
const project = (
  body: string,
  gav = '<groupId>g</groupId><artifactId>app</artifactId><version>1</version>',
) => `<project>\n${gav}\n${body}\n</project>`;
const dependency = (artifact: string, more = '') =>
  `<dependency><groupId>d</groupId><artifactId>${artifact}</artifactId>${more}</dependency>`;

test('scopes, optional dependencies, profiles, classifiers and types', async () => {
  const { roots } = await run({
    'pom.xml': project(`<dependencies>
${dependency('run', '<version>1</version><scope>runtime</scope>')}
${dependency('servlet', '<version>1</version><scope>provided</scope>')}
${dependency('junit', '<version>1</version><scope>test</scope>')}
${dependency('maybe', '<version>1</version><optional>true</optional>')}
${dependency('native', '<version>1</version><classifier>linux</classifier><type>so</type>')}
</dependencies><profiles><profile><id>x</id><dependencies>${dependency('extra', '<version>1</version>')}</dependencies></profile></profiles>`),
  });
  expect(roots[0]?.components.map((c) => [c.name, c.scope, c.qualifiers])).toEqual([
    ['d:run', 'production', undefined],
    ['d:servlet', 'optional', undefined],
    ['d:junit', 'test', undefined],
    ['d:maybe', 'optional', undefined],
    ['d:native', 'production', { classifier: 'linux', type: 'so' }],
    ['d:extra', 'optional', undefined],
  ]);
});

test('modules of the target: parent and BOM by coordinates, siblings are first-party', async () => {
  const files = {
    'pom.xml': project(
      `<packaging>pom</packaging><properties><revision>2.0</revision><v>\${w}</v><w>3.1</w></properties>
<dependencyManagement><dependencies>
<dependency><groupId>g</groupId><artifactId>bom</artifactId><version>\${revision}</version><type>pom</type><scope>import</scope></dependency>
</dependencies></dependencyManagement>`,
      '<groupId>g</groupId><artifactId>root</artifactId><version>${revision}</version>'.replaceAll('\\', ''),
    ),
    'bom/pom.xml': project(
      `<dependencyManagement><dependencies>${dependency('lib', '<version>7</version><scope>test</scope>')}</dependencies></dependencyManagement>`,
      '<groupId>g</groupId><artifactId>bom</artifactId><version>2.0</version>',
    ),
    'core/pom.xml': project(
      '',
      '<parent><groupId>g</groupId><artifactId>root</artifactId><version>${revision}</version></parent><artifactId>core</artifactId>',
    ),
    'app/deep/pom.xml': project(
      `<dependencies>${dependency('lib')}${dependency('other', '<version>${v}</version>')}
<dependency><groupId>g</groupId><artifactId>core</artifactId><version>\${project.version}</version></dependency></dependencies>`,
      '<parent><groupId>g</groupId><artifactId>root</artifactId><version>${revision}</version><relativePath>../..</relativePath></parent><artifactId>deep</artifactId>',
    ),
  };
  const { roots, unknowns } = await run(files, 'app/deep/pom.xml');
  expect(roots[0]).toMatchObject({ name: 'g:deep', version: '2.0' });
  expect(roots[0]?.components.map((c) => [c.key, c.scope, c.origin, c.firstParty])).toEqual([
    ['d:lib@7', 'test', { kind: 'registry' }, undefined],
    ['d:other@3.1', 'production', { kind: 'registry' }, undefined],
    ['g:core@2.0', 'production', { kind: 'workspace', path: 'core' }, true],
  ]);
  expect(unknowns.map((u) => [u.reason, u.losesComponents])).toEqual([['unresolved-version', true]]);
});

test('properties and parents that lead in a circle end in known unknowns', async () => {
  const parent = (name: string) =>
    `<parent><groupId>g</groupId><artifactId>${name}</artifactId><version>1</version><relativePath/></parent>`;
  const { roots, unknowns } = await run({
    'pom.xml': project(
      `${parent('b')}<properties><x>\${y}</x><y>\${x}</y></properties><dependencies>${dependency('c', '<version>${x}</version>')}</dependencies>`,
    ),
    'b/pom.xml': project(parent('app'), '<groupId>g</groupId><artifactId>b</artifactId><version>1</version>'),
  });
  expect(roots[0]?.components.map((c) => [c.name, c.version, c.requested])).toEqual([['d:c', null, '${x}']]);
  expect(unknowns.map((u) => u.reason)).toEqual([
    'unresolved-parent',
    'unresolved-version',
    'unresolved-version',
  ]);
});

test('properties that multiply are abandoned, not expanded', async () => {
  const levels = Array.from(
    { length: 30 },
    (_, i) => `<p${i + 1}>\${p${i}}\${p${i}}\${p${i}}</p${i + 1}>`,
  ).join('');
  const { roots } = await run({
    'pom.xml': project(
      `<properties><p0>ha</p0>${levels}</properties><dependencies>${dependency('x', '<version>${p30}</version>')}</dependencies>`,
    ),
  });
  expect(roots[0]?.components[0]?.version).toBeNull();
});

test('ranges stay ranges, a hard requirement is exact', async () => {
  const { roots } = await run({
    'pom.xml': project(
      `<dependencies>${dependency('a', '<version>[1.2]</version>')}${dependency('b', '<version>[1,2)</version>')}${dependency('c', '<version>LATEST</version>')}</dependencies>`,
    ),
  });
  expect(roots[0]?.components.map((c) => [c.version, c.requested])).toEqual([
    ['1.2', '[1.2]'],
    [null, '[1,2)'],
    [null, 'LATEST'],
  ]);
});
