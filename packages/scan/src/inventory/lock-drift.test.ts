import { DEFAULT_CONFIG } from '@theriac/govern';
import { inventory } from '@theriac/scan';
import { makeFolder, removeFolders } from '@theriac/testing/make-target';
import { afterAll, describe, expect, test } from 'vitest';

afterAll(removeFolders);

const missing = async (files: Readonly<Record<string, string>>): Promise<string[]> => {
  const { unknowns } = await inventory({ path: makeFolder(files), config: DEFAULT_CONFIG });
  return unknowns
    .filter((u) => u.losesComponents && u.reason === 'dangling-edge')
    .map((u) => `${u.package ?? '*'} ${u.location.path}:${u.location.line ?? ''}`);
};

const NPM_LOCK = (needs: object, packages: object = {}): string =>
  JSON.stringify({ lockfileVersion: 3, packages: { '': { dependencies: needs }, ...packages } });

/** What each manifest asks for, in a lockfile of each kind that was emptied, or written before. */
const DRIFTED: readonly (readonly [
  what: string,
  files: Readonly<Record<string, string>>,
  expected: string,
])[] = [
  [
    'npm',
    { 'package.json': '{\n"dependencies":{"lodash":"^4"}}', 'package-lock.json': NPM_LOCK({}) },
    'lodash package.json:2',
  ],
  [
    'a member that the lockfile of an npm workspace does not know',
    {
      'package.json': '{"workspaces":["p/*"]}',
      'package-lock.json': NPM_LOCK({}),
      'p/b/package.json': '{"name":"b","version":"1.0.0",\n"dependencies":{"lodash":"^4"}}',
    },
    'lodash p/b/package.json:2',
  ],
  [
    'Poetry, asked of a uv.lock',
    {
      'pyproject.toml': '[tool.poetry]\nname = "a"\n[tool.poetry.dependencies]\npillow = "8.0.0"\n',
      'uv.lock': 'version = 1\nrequires-python = ">=3.9"\n',
    },
    'pillow pyproject.toml:4',
  ],
  [
    'Pipenv',
    { Pipfile: '[packages]\ndjango = "*"\n', 'Pipfile.lock': '{"_meta":{},"default":{},"develop":{}}' },
    'django Pipfile:2',
  ],
  [
    'Bundler',
    {
      Gemfile: 'gem "rack"\ngem "b", platforms: :mswin\n',
      'Gemfile.lock': 'GEM\n  specs:\n\nPLATFORMS\n  ruby\n\nDEPENDENCIES\n\nBUNDLED WITH\n   2.5.0\n',
    },
    'rack Gemfile:1',
  ],
  [
    'Hex',
    { 'mix.exs': 'defp deps do\n  [{:plug, "~> 1.0"}]\nend\n', 'mix.lock': '%{\n}\n' },
    'plug mix.exs:2',
  ],
  [
    'Rebar3',
    {
      'rebar.config': '%% deps\n{deps, [{cowboy, "2.9.0"}, jsx]}.\n',
      'rebar.lock': '[{<<"jsx">>,{pkg,<<"jsx">>,<<"3.1.0">>},0}].\n',
    },
    'cowboy rebar.config:2',
  ],
  [
    'pub',
    {
      'pubspec.yaml': 'name: a\ndependencies:\n  http: ^1.0.0\n  flutter:\n    sdk: flutter\n',
      'pubspec.lock': 'packages: {}\n',
    },
    'http pubspec.yaml:3',
  ],
  [
    'NuGet',
    {
      'a.csproj':
        '<Project>\n<ItemGroup>\n<PackageReference Include="Serilog" Version="3.0.0"/>\n<PackageReference Include="Other" Condition="x" Version="1.0.0"/></ItemGroup></Project>',
      'packages.a.lock.json': '{"version":1,"dependencies":{"net8.0":{}}}',
    },
    'Serilog a.csproj:3',
  ],
  [
    'CocoaPods',
    { Podfile: "pod 'Alamofire'\n", 'Podfile.lock': 'PODS: []\nDEPENDENCIES: []\nCOCOAPODS: 1.15.2\n' },
    'Alamofire Podfile:1',
  ],
  [
    'Gradle',
    {
      'build.gradle': 'dependencies {\n  implementation "a:b:1.0"\n}\n',
      'gradle.lockfile': '# header\nempty=runtimeClasspath\n',
    },
    'a:b build.gradle:2',
  ],
  [
    'Cargo, asked by a member',
    {
      'Cargo.toml': '[workspace]\nmembers = ["b"]\n',
      'Cargo.lock': 'version = 3\n\n[[package]]\nname = "b"\nversion = "1.0.0"\n',
      'b/Cargo.toml': '[package]\nname = "b"\nversion = "1.0.0"\n[dependencies]\nlog = "0.4"\n',
    },
    'log Cargo.lock:3',
  ],
  [
    'Terraform',
    {
      'main.tf':
        'terraform {\n  required_providers {\n    aws = { source = "hashicorp/aws" }\n    terraform = { source = "terraform.io/builtin/terraform" }\n  }\n}\n',
      '.terraform.lock.hcl': '# This file is maintained automatically by "terraform init".\n',
    },
    'hashicorp/aws main.tf:3',
  ],
  [
    'Conda',
    {
      'environment.yml': 'dependencies:\n- numpy\n- pip:\n  - Django==2.2.0\n  - Typing_Extensions\n',
      'conda-lock.yml':
        'version: 1\nmetadata: {}\npackage:\n- name: numpy\n  version: 1.26.0\n  manager: conda\n  platform: linux-64\n  url: https://conda.example/numpy-1.26.0-0.conda\n- name: typing-extensions\n  version: 4.0.0\n  manager: pip\n  platform: linux-64\n  url: https://pypi.example/typing_extensions-4.0.0.whl\n',
    },
    'Django environment.yml:4',
  ],
  [
    'rules_jvm_external',
    {
      'MODULE.bazel':
        'maven.install(\n  artifacts = ["a:b:1.0"],\n  lock_file = "//:maven_install.json",\n)\n',
      'maven_install.json': '{"artifacts":{},"dependencies":{},"version":"2"}',
    },
    'a:b MODULE.bazel:2',
  ],
  [
    'sbt, whose manifest is not read',
    {
      'build.sbt': 'name := "a"\nlibraryDependencies += "a" %% "b" % "1"\n',
      'build.sbt.lock': '{"lockVersion":1,"configurations":["compile"],"dependencies":[]}',
    },
    '* build.sbt:2',
  ],
  [
    'Carthage, whose manifest is not read',
    { Cartfile: 'github "a/b"\n', 'Cartfile.resolved': '# nothing\n' },
    '* Cartfile:1',
  ],
  [
    'Carthage',
    { Cartfile: 'github "a/b"\ngithub "c/d" ~> 1.0\n', 'Cartfile.resolved': 'github "a/b" "1.0.0"\n' },
    'c/d Cartfile:2',
  ],
  [
    'Shards',
    {
      'shard.yml': 'name: x\ndependencies:\n  db:\n    github: c/db\n  kemal:\n    github: k/kemal\n',
      'shard.lock':
        'version: 2.0\nshards:\n  db:\n    git: https://git.example/c/db.git\n    version: 0.12.0\n\n',
    },
    'kemal shard.yml:5',
  ],
  [
    'Paket',
    {
      'paket.dependencies': 'source https://nuget.example/v3/index.json\nnuget Serilog\nnuget Other\n',
      'paket.lock': 'NUGET\n  remote: https://nuget.example/v3/index.json\n    Serilog (3.1.1)\n',
    },
    'other paket.lock:',
  ],
  [
    'a Python script',
    {
      'tool.py': '# /// script\n# dependencies = ["idna", "requests"]\n# ///\n',
      'tool.py.lock':
        'version = 1\n\n[[package]]\nname = "idna"\nversion = "3.6"\nsource = { registry = "https://pypi.example/simple" }\n',
    },
    'requests tool.py:2',
  ],
  [
    'apk',
    {
      'etc/os-release': 'ID=alpine\nVERSION_ID=3.20.0\n',
      'etc/apk/world': 'busybox>1 !nginx zlib@edge\n',
      'lib/apk/db/installed': 'P:busybox\nV:1.36.1-r5\nA:x86_64\n\n',
    },
    'zlib lib/apk/db/installed:',
  ],
  [
    'Go, of which only the sums are left',
    {
      'go.mod': 'module example.com/a\n\ngo 1.22\n',
      'go.sum': `golang.org/x/net v0.19.0 h1:${'A'.repeat(43)}=\n`,
    },
    '* go.mod:1',
  ],
];

describe('a lockfile that lacks what its manifest asks for', () => {
  test.each(DRIFTED)('%s', async (_, files, expected) => {
    expect(await missing(files)).toEqual([expected]);
  });
});

const SPECIAL = NPM_LOCK(
  { a: '1', b: 'file:b', c: 'npm:@scope/d@1', e: '1' },
  {
    'node_modules/a': { version: '1.0.0', dependencies: { f: '1' } },
    'node_modules/c': { name: '@scope/d', version: '1.0.0' },
    'node_modules/e': { name: 'e-fork', version: '1.0.0' },
    'node_modules/f': { version: '1.0.0' },
    'node_modules/b': { resolved: 'b', link: true },
    b: { version: '1.0.0' },
  },
);

test.each([
  [
    'folders, aliases, forks in the place of others, peers and optional packages',
    {
      'package.json':
        '{"dependencies":{"a":"1","b":"file:b","c":"npm:@scope/d@1","e":"1"},"peerDependencies":{"g":"1"},"optionalDependencies":{"h":"1"},"overrides":{"e":"npm:e-fork@1"}}',
      'package-lock.json': SPECIAL,
    },
  ],
  [
    'names of Python in another spelling, and markers',
    {
      'pyproject.toml':
        '[project]\nname = "x"\ndependencies = ["Typing_Extensions", "win; sys_platform == \'win32\'"]\n',
      'uv.lock':
        'version = 1\n[[package]]\nname = "typing-extensions"\nversion = "4.0.0"\nsource = { registry = "https://pypi.example" }\n',
    },
  ],
  [
    'what profiles of Rebar3 ask for, and its plug-ins',
    {
      'rebar.config':
        '{profiles, [\n  {test, [\n    {deps, [{meck, "0.8.13"}]}\n  ]}\n]}.\n{plugins, [rebar3_hex]}.\n{deps, []}.\n',
      'rebar.lock': '[].\n',
      'apps/a/rebar.config': '{profiles, [{test, [{deps, [meck]}]}]}.\n',
    },
  ],
  [
    'gems in a branch',
    {
      Gemfile: 'if ENV["X"]\n  gem "a"\nend\ngem "c" if RUBY_VERSION < "3"\n',
      'Gemfile.lock': 'GEM\n  specs:\n\nPLATFORMS\n  ruby\n\nDEPENDENCIES\n\nBUNDLED WITH\n   2.5.0\n',
    },
  ],
])('nothing is missing: %s', async (_, files) => {
  expect(await missing(files)).toEqual([]);
});

test('what the reader of the lockfile has found missing is said once', async () => {
  expect(
    await missing({
      'package.json': '{"dependencies":{"lodash":"^4"}}',
      'package-lock.json': NPM_LOCK({ lodash: '^4' }),
    }),
  ).toEqual(['lodash package-lock.json:1']);
});
