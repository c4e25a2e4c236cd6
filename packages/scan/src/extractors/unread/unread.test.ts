import { extractInMemory, type MemoryFiles } from '@theriac/testing/extract-in-memory';
import { damaged, extractorOf } from '@theriac/testing/extractor-sweep';
import { describe, expect, test } from 'vitest';
import { matchesFile } from '../../plugins/dispatch.ts';
import { extractors } from './index.ts';
import { UNREAD } from './table.ts';

const unread = extractorOf(extractors, 'unread/recognised');
const tools = async (path: string, text: string, others: MemoryFiles = {}): Promise<string[]> => {
  const begins = unread.files.heads?.some((h) => path.endsWith(h.extension) && h.head.test(text));
  if (!matchesFile(unread.files, path) && begins !== true) return ['not wanted'];
  const { unknowns } = await extractInMemory(unread, { ...others, [path]: text }, path);
  for (const unknown of unknowns)
    expect(unknown).toMatchObject({ reason: 'not-read', losesComponents: true });
  return unknowns.map((u) => `${/^(.*?): /.exec(u.message)?.[1]} ${u.location.line ?? 'whole'}`);
};

const FOUND: readonly (readonly [path: string, text: string, expected: string])[] = [
  ['build.sbt', 'scalaVersion := "3.3.1"\n', 'sbt whole'],
  ['project/plugins.sbt', '\naddSbtPlugin("org.example" % "sbt-x" % "1.0")\n', 'sbt 2'],
  ['project/Dependencies.scala', 'object D {\n  val a = "org.example" %% "a" % "1"\n}\n', 'sbt 2'],
  ['build.sc', 'object a extends ScalaModule {\n  def ivyDeps = Agg(ivy"a::b:1")\n}\n', 'Mill 2'],
  ['Cartfile', 'github "a/b"\n', 'Carthage 1'],
  ['build.boot', '(set-env! :dependencies [[a "1"]])\n', 'Boot (Clojure) 1'],
  ['shadow-cljs.edn', '{:dependencies [[reagent "1.2.0"]]}\n', 'shadow-cljs 1'],
  ['bb.edn', '{:deps {a/b {:mvn/version "1"}}}\n', 'Babashka 1'],
  [
    'a/.mvn/extensions.xml',
    '<extensions>\n<extension></extension></extensions>\n',
    'Maven build extensions 2',
  ],
  ['deps.gradle', 'dependencies {\n  implementation "a:b:1.0"\n}\n', 'Gradle (scripts) 2'],
  ['buildSrc/src/main/kotlin/c.gradle.kts', 'dependencies { api("a:b:1") }\n', 'Gradle (scripts) 1'],
  ['build.gradle', 'apply from: "https://build.example/a.gradle"\n', 'Gradle (scripts of other hosts) 1'],
  ['ci.groovy', "@Grab('a:b:1')\nimport c\n", 'Groovy (Grape) 1'],
  ['tool.sc', '//> using dep a::b:1\n', 'Scala CLI, Ammonite 1'],
  [
    'tool.py',
    '#!/usr/bin/env python\n# /// script\n# dependencies = [\n#   "a==1",\n# ]\n# ///\n',
    'Python scripts (inline metadata, PEP 723) 3',
  ],
  ['a.java', '//DEPS a:b:1\nclass A {}\n', 'JBang 1'],
  ['a.main.kts', '@file:DependsOn("a:b:1")\n', 'Kotlin scripts 1'],
  ['a.scala', '//> using dep "a::b:1"\n', 'Scala CLI 1'],
  ['a.rb', 'require "bundler/inline"\ngemfile do\n  gem "rack"\nend\n', 'Bundler (inline) 3'],
  ['a.cs', '#:package A@1.0.0\n', 'C# files with packages 1'],
  ['libman.json', '{"libraries": [{\n"library": "jquery@1.11.0"}]}', 'LibMan 2'],
  ['.meteor/versions', 'accounts-base@2.0.0\n', 'Meteor 1'],
  [
    'a.xcodeproj/project.pbxproj',
    '/* x */\n{ isa = XCRemoteSwiftPackageReference; }',
    'Xcode (Swift packages) 2',
  ],
  ['packrat/packrat.lock', 'PackratFormat: 1.4\n', 'packrat whole'],
  ['tools/a.phar', '<?php', 'PHP archive whole'],
  ['pkgs/a-1.0.gem', 'x', 'RubyGems (packed gem) whole'],
  ['pkgs/A.1.0.nupkg', 'x', 'NuGet (packed package) whole'],
  ['wp-content/plugins/a/readme.txt', '=== A ===\nStable tag: 3.0.0\n', 'WordPress plug-in or theme 2'],
  ['modules/contrib/a/a.info.yml', 'name: A\ndatestamp: 1\n', 'Drupal module 2'],
  ['hatch.toml', '[envs.test]\ndependencies = [\n"a==1"]\n', 'Hatch environments 2'],
  ['buildout.cfg', '[buildout]\nparts = a\n', 'Buildout 1'],
  ['a.fsx', '#r "nuget: A, 1.0"\n', '.NET scripts, Cake 1'],
  ['a.cake', '#addin nuget:?package=A&version=1\n', '.NET scripts, Cake 1'],
  ['x/CMakeLists.txt', 'find_package(\n  OpenSSL REQUIRED)\n', 'CMake (libraries of the system) 1'],
  ['bun.lockb', '#!/usr/bin/env bun\n\u0000', 'Bun (binary lockfile) whole'],
  ['deno.jsonc', '{"imports": {\n"a": "npm:a@1"}}', 'Deno 2'],
  ['vlt-lock.json', '{}', 'vlt whole'],
  ['jspm.config.js', 'x', 'jspm whole'],
  ['component.json', '{"dependencies": {\n"component/emitter": "*"}}', 'Component 1'],
  ['config/importmap.rb', 'pin "a"\npin "b", to: "https://cdn.example/b.js"\n', 'Import maps for Rails 2'],
  ['requirements.lock', '# made by rye\na==1.0\n', 'Rye 2'],
  ['pixi.lock', 'version: 6\n', 'Pixi whole'],
  ['pixi.toml', '[dependencies]\npython = "3.12"\n', 'Pixi 1'],
  ['recipe/meta.yaml', 'package:\n  name: a\nrequirements:\n  run: [b]\n', 'conda-build 3'],
  ['3rdparty/BUILD', 'python_requirement(\n', 'Pants 1'],
  ['.config/dotnet-tools.json', '{"tools": {"a": {\n"version": "1"}}}', '.NET local tools 2'],
  [
    'Directory.Packages.props',
    '<Project>\n<PackageVersion Include="A" Version="1"/>',
    '.NET central package versions 2',
  ],
  ['paket.dependencies', 'source x\nnuget A 1.0\n', 'Paket 2'],
  ['a.csproj', '<Project>\n<HintPath>lib\\A.dll</HintPath>', '.NET (libraries in the tree) 2'],
  ['project.json', '{"dependencies": {}, "frameworks": {}}', '.NET (project.json) 1'],
  ['Gopkg.lock', '', 'dep, Glide, Godep, govendor whole'],
  ['rebar.config', '{erl_opts, []}.\n{deps, [cowboy]}.\n', 'Rebar3 2'],
  ['gleam.toml', 'name = "a"\n[dependencies]\n', 'Gleam 2'],
  ['a.cabal', 'name: a\nlibrary\n  build-depends: base\n', 'Cabal 3'],
  ['package.yaml', 'name: a\ndependencies:\n- base\nlibrary: {}\n', 'hpack 2'],
  ['stack.yaml', 'resolver: lts-22.0\n', 'Stack 1'],
  ['a.opam', 'opam-version: "2.0"\ndepends: ["dune"]\n', 'opam 2'],
  ['dune-project', '(lang dune 3.0)\n(package (name a) (depends b))\n', 'Dune 2'],
  ['DESCRIPTION', 'Package: a\nVersion: 1\nImports:\n    b\n', 'R 3'],
  ['Project.toml', 'name = "A"\n[deps]\n', 'Julia 2'],
  ['cpanfile', "requires 'A';\n", 'Perl (cpanfile) 1'],
  ['Makefile.PL', 'use ExtUtils::MakeMaker;\nWriteMakefile(PREREQ_PM => {});\n', 'Perl (distribution) 2'],
  ['a-1.rockspec', 'package = "a"\ndependencies = {"lua >= 5.1"}\n', 'LuaRocks 2'],
  ['shard.yml', 'name: a\ndependencies:\n', 'Shards (Crystal) 2'],
  ['a.nimble', 'version = "1"\nrequires "nim >= 1.6"\n', 'Nimble (Nim) 2'],
  ['build.zig.zon', '.{ .dependencies = .{ .a = .{\n.url = "x" } } }', 'Zig 2'],
  ['dub.sdl', 'name "a"\ndependency "b" version="~>1"\n', 'DUB (D) 2'],
  ['v.mod', "Module {\n dependencies: ['a']\n}\n", 'V 2'],
  ['build.hxml', '-cp src\n-lib a\n', 'Haxelib 2'],
  [
    'x/CMakeLists.txt',
    'project(a)\n  fetchcontent_declare(b URL c)\n',
    'CMake (FetchContent, ExternalProject, CPM, Hunter, downloads) 2',
  ],
  ['subprojects/a.wrap', '[wrap-file]\n', 'Meson 1'],
  ['xmake.lua', 'add_requires("zlib")\n', 'xmake 1'],
  ['conanfile.py', 'class A(ConanFile):\n  requires = "b/1"\n', 'Conan (recipe) 2'],
  ['spack.yaml', 'spack: {}\n', 'Spack whole'],
  ['WORKSPACE', 'workspace(name = "a")\nhttp_archive(name = "b")\n', 'Bazel 2'],
  ['third_party/deps.bzl', 'def a():\n    maybe(\n        http_archive,\n        name = "b")\n', 'Bazel 2'],
  ['BUCK', 'remote_file(name = "a")\n', 'Buck 1'],
  ['flake.nix', '{\n  inputs.nixpkgs.url = "x";\n}\n', 'Nix 2'],
  ['npins/sources.json', '{"pins": {}}', 'Nix (npins, niv) 1'],
  ['default.nix', 'let\n  p = fetchTarball "x";\n', 'Nix (expressions) 2'],
  ['manifest.scm', '(specifications->manifest (list "a"))\n', 'Guix 1'],
  ['a_1.0.bb', 'SUMMARY = "a"\nSRC_URI = "git://x"\n', 'Yocto, OpenEmbedded 2'],
  ['west.yml', 'manifest:\n  projects:\n', 'Zephyr (west) 2'],
  ['main/idf_component.yml', 'dependencies:\n  a: "1"\n', 'ESP-IDF component manager 1'],
  ['platformio.ini', '[env:a]\nplatform = espressif32\n', 'PlatformIO 2'],
  ['library.properties', 'name=A\ndepends=B\n', 'Arduino 2'],
  ['Packages/manifest.json', '{"dependencies": {"com.unity.x": "1"}}', 'Unity 1'],
  ['kustomization.yaml', 'images:\n- name: a\n', 'Kustomize 1'],
  ['azure-pipelines.yml', 'steps:\n- task: NodeTool@0\n', 'Azure Pipelines 2'],
  ['bitbucket-pipelines.yml', 'image: node:12\n', 'Bitbucket Pipelines 1'],
  ['.drone.yml', 'steps:\n- name: a\n  image: b\n', 'Drone, Woodpecker 3'],
  ['plugins.txt', 'git:5.2.0\n', 'Jenkins 1'],
  ['Jenkinsfile', "pipeline {\n@Library('a') _\n", 'Jenkins 2'],
  ['.devcontainer/devcontainer.json', '{"image": "a"}', 'Dev containers 1'],
  ['cloudbuild.yaml', 'steps:\n- name: a/b\n', 'Google Cloud Build 2'],
  ['helmfile.yaml', 'releases:\n', 'Helmfile 1'],
  ['requirements.yml', '---\ncollections:\n  - name: a.b\n', 'Ansible 2'],
  ['Puppetfile', "mod 'a/b', '1'\n", 'Puppet 1'],
  ['metadata.json', '{"dependencies": [{"name": "a", "version_requirement": "1"}]}', 'Puppet 1'],
  ['Berksfile', '', 'Chef whole'],
  ['metadata.rb', "version '1'\ndepends 'a'\n", 'Chef 2'],
  ['FORMULA', 'name: a\ndependencies:\n', 'Salt 2'],
  ['a.pkr.hcl', 'packer {\n  required_plugins {\n', 'Packer 2'],
  ['terragrunt.hcl', 'terraform {\n  source = "git::x"\n', 'Terragrunt 2'],
  ['Brewfile', '', 'Homebrew whole'],
  ['snapcraft.yaml', 'parts:\n  a:\n    stage-packages: [b]\n', 'Snapcraft 3'],
  ['.tool-versions', '# tools\nnodejs 14.20.0\n', 'asdf 2'],
  ['mise.toml', '[tools]\nnode = "14"\n', 'mise 1'],
  [
    'a.html',
    '<html>\n<script defer src="https://cdn.example/a.js">',
    'HTML (scripts of other hosts, import maps) 2',
  ],
  ['a.htm', '<script type="importmap">', 'HTML (scripts of other hosts, import maps) 1'],
];

test.each(FOUND)('%s: %j', async (path, text, expected) => {
  expect(await tools(path, text)).toEqual([expected]);
});

test('every row has a file that it recognises', () => {
  const seen = new Set(FOUND.map(([, , expected]) => expected.replace(/ (?:\d+|whole)$/, '')));
  const missing = UNREAD.map((row) => row.tool).filter((tool) => !seen.has(tool));
  expect(missing).toEqual([]);
});

describe('files of the same name that are not the tool’s, or name nothing', () => {
  test.each([
    ['DESCRIPTION', 'Repository description file for gitweb.\n'],
    ['DESCRIPTION', 'Name: octave-package\nDepends: octave\n'],
    ['component.json', '{"name": "button", "dependencies": {}}'],
    ['META.json', '{"title": "A page"}'],
    ['project.json', '{"name": "nx-project", "targets": {}}'],
    ['BUILD', 'py_library(name = "a")\n'],
    ['WORKSPACE', 'workspace(name = "a")\n'],
    ['a.bzl', 'def http_archive_rule():\n    pass\n'],
    ['CMakeLists.txt', 'project(a)\n# FetchContent_Declare(b)\n'],
    ['a.html', '<script src="/assets/a.js"></script><a href="https://example.org">'],
    ['deno.json', '{"tasks": {"a": "deno run npm:x"}}'],
    ['rebar.config', '{erl_opts, [debug_info]}.\n{deps, []}.\n'],
    ['a.csproj', '<HintPath>..\\packages\\A.1.0\\lib\\A.dll</HintPath>'],
    ['dune-project', '(lang dune 3.0)\n'],
    ['Project.toml', '[project]\nname = "not Julia"\n'],
    ['plugins.txt', 'A list of plug-ins we like\n'],
    ['metadata.json', '{"title": "x", "dependencies": []}'],
    ['requirements.yaml', 'dependencies:\n  - name: redis\n    version: 1.0.0\n'],
    ['meta.yaml', 'requirements: none\n'],
    ['manifest.scm', '(define a 1)\n'],
    ['package.yaml', 'dependencies: []\n'],
    ['build.gradle', "plugins {\n  id 'java'\n}\n"],
    ['dependencies.lock', '{"compileClasspath": {}}'],
  ])('%s: %j', async (path, text) => {
    expect(await tools(path, text)).toEqual([]);
  });

  test('names that nothing asks for are not opened', async () => {
    expect(await tools('docs/sources.json', '{"pins": {}}')).toEqual(['not wanted']);
    expect(await tools('a.wrap', '[wrap-file]')).toEqual(['not wanted']);
  });
});

describe('a lockfile that is read covers its manifest', () => {
  const cabal = 'name: a\nlibrary\n  build-depends: base\n';
  test.each([
    ['build.sbt', 'x', { 'build.sbt.lock': '{}' }, []],
    ['sub/build.sbt', 'x', { 'build.sbt.lock': '{}', 'build.sbt': 'lazy val a = project' }, []],
    ['sub/build.sbt', 'x', { 'build.sbt.lock': '{}', 'build.sbt': 'x' }, ['sbt whole']],
    ['project/D.scala', '"a" % "b"', { 'build.sbt.lock': '{}' }, []],
    ['bun.lockb', '', { 'bun.lock': '{}' }, []],
    ['Directory.Packages.props', '<PackageVersion/>', { 'a/b.csproj': '' }, []],
    ['bun.lockb', '', { 'package-lock.json': '{}' }, ['Bun (binary lockfile) whole']],
    ['a.opam', 'depends: []\n', { 'a.opam.locked': '' }, []],
    ['a.opam', 'depends: []\n', { 'b.opam.locked': '' }, ['opam 1']],
    ['p/a.cabal', cabal, { 'cabal.project': 'packages: */*.cabal\n', 'cabal.project.freeze': '' }, []],
    ['p/a.cabal', cabal, { 'cabal.project.freeze': '' }, ['Cabal 3']],
    ['apps/a/rebar.config', '{deps, [b]}.\n', { 'rebar.config': '{deps, []}.', 'rebar.lock': '[].' }, []],
    [
      'a/deno.json',
      '{"imports":{"a":"jsr:@a/b"}}',
      { 'deno.json': '{"workspace":["a"]}', 'deno.lock': '{}' },
      [],
    ],
  ] as const)('%s %j with %j', async (path, text, others, expected) => {
    expect(await tools(path, text, others)).toEqual(expected);
  });
});

test('a file in another encoding is searched all the same', async () => {
  const page = Buffer.from('<p>caf\u00e9</p>\n<script src="//cdn.example/a.js">', 'latin1');
  const { unknowns } = await extractInMemory(unread, { 'a.html': page }, 'a.html');
  expect(unknowns).toMatchObject([{ reason: 'not-read', location: { line: 2 } }]);
});

damaged(unread, 'kustomization.yaml', 'images:\n- name: a\n');

test('every row says for people what its patterns match', () => {
  expect(UNREAD.filter((row) => (row.patterns === undefined) !== (row.shown === undefined))).toEqual([]);
});
