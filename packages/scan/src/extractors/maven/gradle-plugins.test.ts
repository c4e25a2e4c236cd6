import { listing } from '@theriac/testing/check-extraction';
import { extractInMemory, type MemoryFiles } from '@theriac/testing/extract-in-memory';
import { damaged, extractorOf } from '@theriac/testing/extractor-sweep';
import { expect, test } from 'vitest';
import { extractors } from './index.ts';

const plugins = extractorOf(extractors, 'maven/gradle-plugins');
const read = (files: MemoryFiles) => extractInMemory(plugins, files, Object.keys(files)[0] ?? '');

const SCRIPT = `plugins {
  id 'java'
  id("org.springframework.boot") version "3.2.0"
  // id "old.one" version "1"
  kotlin("jvm") version "1.9.22" apply false
  id "a.b" version "$abVersion"
  id("c.d") version cdVersion
  id "e.f" version "1.+"
}
dependencies { implementation "x:y:1" }
`;

test('plug-ins of a script are listed under their markers, for the build', async () => {
  const result = await read({ 'build.gradle': SCRIPT, 'gradle.properties': 'abVersion=2.5\n' });
  expect(listing(result)).toEqual([
    'org.springframework.boot:org.springframework.boot.gradle.plugin@3.2.0 build direct',
    'org.jetbrains.kotlin.jvm:org.jetbrains.kotlin.jvm.gradle.plugin@1.9.22 build direct',
    'a.b:a.b.gradle.plugin@2.5 build direct',
    'c.d:c.d.gradle.plugin@? build direct',
    'e.f:e.f.gradle.plugin@? build direct',
  ]);
  expect(result.unknowns.map((u) => [u.package, u.location.line, u.losesComponents])).toEqual([
    ['c.d:c.d.gradle.plugin', 7, false],
    ['e.f:e.f.gradle.plugin', 8, false],
    [undefined, 3, true],
  ]);
});

test('settings: plug-ins, and versions that they give to those of builds', async () => {
  const result = await read({
    'settings.gradle.kts':
      'pluginManagement {\n  plugins { id("a.b") version "1.0" }\n}\nplugins {\n  id("c.d") version("2.0")\n}\n',
  });
  expect(listing(result)).toEqual([
    'a.b:a.b.gradle.plugin@1.0 build direct',
    'c.d:c.d.gradle.plugin@2.0 build direct',
  ]);
});

test('a version catalogue: with a version, a reference, in short form', async () => {
  const result = await read({
    'gradle/libs.versions.toml':
      '[versions]\nk = "1.9.0"\n[plugins]\na = { id = "a.b", version = "1.0" }\nb = { id = "c.d", version.ref = "k" }\nc = "e.f:3.0"\nd = 5\n',
  });
  expect(listing(result)).toEqual([
    'a.b:a.b.gradle.plugin@1.0 build direct',
    'c.d:c.d.gradle.plugin@1.9.0 build direct',
    'e.f:e.f.gradle.plugin@3.0 build direct',
  ]);
  expect(result.unknowns[0]).toMatchObject({ reason: 'no-package-data', location: { line: 7 } });
});

test('an alias needs a catalogue', async () => {
  const script = 'plugins {\n  alias(libs.plugins.a)\n}\n';
  const catalog = { 'gradle/libs.versions.toml': '[plugins]\na = "a.b:1"\n' };
  expect(await read({ 'app/build.gradle.kts': script, ...catalog })).toEqual({ roots: [], unknowns: [] });
  expect((await read({ 'app/build.gradle.kts': script })).unknowns).toMatchObject([
    { reason: 'dynamic', location: { line: 2 }, losesComponents: true },
  ]);
});

test('the lockfile of the build lists them', async () => {
  const lock = { 'buildscript-gradle.lockfile': '' };
  const locked = { ecosystem: 'maven', lockfile: 'buildscript-gradle.lockfile', asks: [] };
  expect(await read({ 'build.gradle': SCRIPT, ...lock })).toMatchObject({ roots: [], unknowns: [], locked });
  expect(await read({ 'gradle/libs.versions.toml': '[plugins]\na = "a.b:1"\n', ...lock })).toMatchObject({
    locked,
  });
  expect(await read({ 'build.gradle': 'plugins { id "java" }\n' })).toEqual({ roots: [], unknowns: [] });
});

damaged(plugins, 'build.gradle', SCRIPT);
damaged(plugins, 'gradle/libs.versions.toml', '[plugins]\na = { id = "a.b", version = "1.0" }\n');
