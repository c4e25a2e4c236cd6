import { listing } from '@theriac/testing/check-extraction';
import { extractInMemory, type MemoryFiles } from '@theriac/testing/extract-in-memory';
import { damaged, extractorOf } from '@theriac/testing/extractor-sweep';
import { expect, test } from 'vitest';
import { extractors } from './index.ts';

const read = (id: string, path: string, files: MemoryFiles) =>
  extractInMemory(extractorOf(extractors, id), files, path);

const MODULE = `module(name = "portal", version = "1.0")
# bazel_dep(name = "commented", version = "1")
bazel_dep(name = "protobuf", version = "3.19.0")
bazel_dep(name = "rules_go", version = "0.41.0", dev_dependency = True, repo_name = "go")
bazel_dep(name = "pinned", version = "1.0")
single_version_override(module_name = "pinned", version = "1.2")
bazel_dep(name = "forked")
git_override(
    module_name = "forked",
    remote = "https://example.org/forked.git",
    commit = "abc123",
)
bazel_dep(name = "archived", version = "2.0")
archive_override(module_name = "archived", urls = ["https://example.org/a.zip"])
bazel_dep(name = "own")
local_path_override(module_name = "own", path = "../own")
bazel_dep(name = "floating")

maven = use_extension("@rules_jvm_external//:extensions.bzl", "maven")
maven.install(
    artifacts = [
        "org.yaml:snakeyaml:1.26",
        "com.google.guava:guava",
        "x:" + VERSION,
    ],
    repositories = ["https://repository.example.org"],
)
oci.pull(name = "base")
`;

test('MODULE.bazel: modules, overrides and artifacts of Maven', async () => {
  const result = await read('bazel/module', 'MODULE.bazel', { 'MODULE.bazel': MODULE });
  expect(listing(result)).toEqual([
    'protobuf@3.19.0 production direct',
    'rules_go@0.41.0 development direct',
    'pinned@1.2 production direct',
    'forked@abc123 production direct',
    'archived@2.0 production direct',
    'floating@? production direct',
    'org.yaml:snakeyaml@1.26 production direct',
    'com.google.guava:guava@? production direct',
  ]);
  expect(result.roots[0]?.components.map((c) => c.location.line)).toEqual([3, 4, 5, 7, 13, 17, 22, 23]);
  expect(result.roots[0]?.components[3]?.origin).toMatchObject({ kind: 'git', commit: 'abc123' });
  expect(
    result.unknowns.filter((u) => u.losesComponents).map((u) => `${u.reason} ${u.location.line ?? ''}`),
  ).toEqual(['dynamic 24', 'unresolved-version 20', 'not-read 28', 'unresolved-version ']);
});

test('maven_install.json covers the artifacts of maven.install', async () => {
  const files = { 'MODULE.bazel': MODULE, 'maven_install.json': '{}' };
  expect(listing(await read('bazel/module', 'MODULE.bazel', files))).not.toContain(
    'org.yaml:snakeyaml@1.26 production direct',
  );
});

const LOCK = JSON.stringify({
  __INPUT_ARTIFACTS_HASH: 1,
  artifacts: {
    'com.google.guava:guava': {
      shasums: { jar: 'a'.repeat(64), sources: 'b'.repeat(64) },
      version: '31.1-jre',
    },
    'com.google.guava:failureaccess': { shasums: { jar: 'c'.repeat(64) }, version: '1.0.1' },
    'androidx.core:core:aar': { shasums: { jar: null }, version: '1.9.0' },
  },
  dependencies: { 'com.google.guava:guava': ['com.google.guava:failureaccess'] },
  version: '2',
});

test('maven_install.json: artifacts, edges and hashes', async () => {
  const result = await read('bazel/maven-install', 'maven_install.json', { 'maven_install.json': LOCK });
  expect(listing(result)).toEqual([
    'com.google.guava:guava@31.1-jre production direct',
    'com.google.guava:failureaccess@1.0.1 production',
    'androidx.core:core@1.9.0 production direct',
  ]);
  expect(result.roots[0]?.components[0]).toMatchObject({
    hashes: [{ algorithm: 'sha256', hex: 'a'.repeat(64) }],
    dependsOn: ['com.google.guava:failureaccess@1.0.1'],
  });
});

test('the first version of it, in which sources are listed as well', async () => {
  const old = JSON.stringify({
    dependency_tree: {
      dependencies: [
        { coord: 'a:b:1.0', directDependencies: ['a:c:2.0'], sha256: 'd'.repeat(64) },
        { coord: 'a:b:jar:sources:1.0', directDependencies: [] },
        { coord: 'a:c:2.0', directDependencies: ['a:gone:1'] },
      ],
    },
  });
  const result = await read('bazel/maven-install', 'maven_install.json', { 'maven_install.json': old });
  expect(listing(result)).toEqual(['a:b@1.0 production direct', 'a:c@2.0 production']);
  expect(result.unknowns).toMatchObject([{ reason: 'dangling-edge', losesComponents: true }]);
});

test.each([
  ['{}'],
  ['{"artifacts": []}'],
  ['{"dependency_tree": {"dependencies": {}}}'],
  ['{"artifacts": {}, "version": "9"}'],
])('maven_install.json without artifacts is a known unknown: %s', async (text) => {
  const { unknowns } = await read('bazel/maven-install', 'maven_install.json', {
    'maven_install.json': text,
  });
  expect(unknowns).toMatchObject([{ losesComponents: true }]);
});

damaged(extractorOf(extractors, 'bazel/module'), 'MODULE.bazel', MODULE);
damaged(extractorOf(extractors, 'bazel/maven-install'), 'maven_install.json', LOCK);
