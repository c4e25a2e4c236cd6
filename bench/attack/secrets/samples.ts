/** One small file for each reader, with an address wherever its format takes one. */
import { makeZip } from '@theriac/testing/make-zip';

/** An address with a planted credential, that ends in a path. */
export type Address = (end: string) => string;

export interface Sample {
  /** The first file is the one that the reader reads. */
  readonly files: (u: Address) => Readonly<Record<string, string | Uint8Array>>;
}

const json = (value: unknown): string => JSON.stringify(value, null, 1);
const one = (path: string, text: (u: Address) => string): Sample => ({ files: (u) => ({ [path]: text(u) }) });
/** An entry name and content of an archive. */
const zip = (path: string, entries: (u: Address) => Readonly<Record<string, string>>): Sample => ({
  files: (u) => ({ [path]: makeZip(entries(u)) }),
});

const METADATA = (u: Address): string =>
  `Metadata-Version: 2.1\nName: a\nVersion: 1.0\nHome-page: ${u('a')}\nLicense: ${u('licence')}\nRequires-Dist: b @ ${u('b.whl')}\n\n`;
const POM = (u: Address): string =>
  `<project><modelVersion>4.0.0</modelVersion><groupId>g</groupId><artifactId>a</artifactId><version>1.0</version><url>${u('a')}</url><licenses><license><name>${u('licence')}</name><url>${u('l')}</url></license></licenses><dependencies><dependency><groupId>h</groupId><artifactId>b</artifactId><version>${u('v')}</version></dependency><dependency><groupId>h</groupId><artifactId>c</artifactId><version>1.0</version></dependency></dependencies></project>`.replaceAll(
    '&',
    '&amp;',
  );
const WORKFLOW = (u: Address): string =>
  `on: push\njobs:\n  a:\n    runs-on: x\n    container: ${u('image:1')}\n    steps:\n      - uses: docker://${u('image:1').replace('https://', '')}\n      - uses: actions/checkout@v4\n      - run: curl ${u('x.sh')} | sh\n`;

/** By id of the reader. */
export const SAMPLES: Readonly<Record<string, Sample>> = {
  'npm/package-lock': one('package-lock.json', (u) =>
    json({
      name: 'app',
      lockfileVersion: 3,
      packages: {
        '': {
          name: 'app',
          dependencies: { a: u('a.tgz'), b: `git+${u('b.git')}`, c: '*', gone: u('gone.tgz') },
        },
        'node_modules/a': {
          version: u('a.tgz'),
          resolved: u('a.tgz'),
          license: u('licence'),
          dependencies: { [u('dep')]: u('dep') },
        },
        'node_modules/b': {
          version: '1.0.0',
          resolved: `git+${u('b.git')}#0123456789012345678901234567890123456789`,
        },
        'node_modules/c': { version: '1.0.0', resolved: u('c.tgz'), deprecated: `see ${u('c')}` },
        [`node_modules/${u('d')}`]: { version: '1.0.0' },
      },
    }),
  ),
  'npm/yarn-lock': one(
    'yarn.lock',
    (u) =>
      `# yarn lockfile v1\n\n\n"a@${u('a.tgz')}":\n  version "1.0.0"\n  resolved "${u('a.tgz')}#0123456789012345678901234567890123456789"\n  dependencies:\n    b "${u('b.tgz')}"\n\n"b@git+${u('b.git')}":\n  version "1.0.0"\n  resolved "git+${u('b.git')}#0123456789012345678901234567890123456789"\n`,
  ),
  'npm/pnpm-lock': one(
    'pnpm-lock.yaml',
    (u) =>
      `lockfileVersion: '9.0'\n\nimporters:\n\n  .:\n    dependencies:\n      a:\n        specifier: '${u('a.tgz')}'\n        version: '${u('a.tgz')}'\n      b:\n        specifier: 'git+${u('b.git')}'\n        version: 'git+${u('b.git')}#0123'\n\npackages:\n\n  'a@${u('a.tgz')}':\n    resolution: {tarball: '${u('a.tgz')}'}\n    version: 1.0.0\n\n  'b@git+${u('b.git')}#0123':\n    resolution: {commit: '0123', repo: '${u('b.git')}', type: git}\n    version: 1.0.0\n\nsnapshots:\n\n  'a@${u('a.tgz')}':\n    dependencies:\n      b: 'git+${u('b.git')}#0123'\n\n  'b@git+${u('b.git')}#0123': {}\n`,
  ),
  'npm/bun-lock': one('bun.lock', (u) =>
    json({
      lockfileVersion: 1,
      workspaces: { '': { name: 'app', dependencies: { a: u('a.tgz'), b: `git+${u('b.git')}` } } },
      packages: {
        a: [`a@${u('a.tgz')}`, {}],
        b: [`b@git+${u('b.git')}#0123`, {}, '0123'],
        c: [`c@1.0.0`, u('c'), {}, 'sha512-AAAA'],
      },
    }),
  ),
  'npm/deno-lock': one('deno.lock', (u) =>
    json({
      version: '4',
      specifiers: { 'npm:a@1': '1.0.0', [u('s')]: u('v') },
      npm: { 'a@1.0.0': { integrity: 'sha512-AAAA', tarball: u('a.tgz') } },
      remote: { [u('mod.ts')]: 'abcd' },
      redirects: { [u('old.ts')]: u('mod.ts') },
    }),
  ),
  'npm/package-json': one('package.json', (u) =>
    json({
      name: 'app',
      version: '1.0.0',
      dependencies: { a: u('a.tgz'), b: `git+${u('b.git')}`, [u('c')]: '1' },
      license: u('licence'),
    }),
  ),
  'pypi/requirements-txt': one(
    'requirements.txt',
    (u) =>
      `--index-url ${u('simple')}\n--extra-index-url ${u('extra')}\na==1.0\nb @ ${u('b.whl')}\ngit+${u('c.git')}@v1#egg=c\n${u('d.whl')}\n-r ${u('more.txt')}\n-e git+${u('e.git')}#egg=e\n`,
  ),
  'pypi/poetry-lock': one(
    'poetry.lock',
    (u) =>
      `[[package]]\nname = "a"\nversion = "1.0"\noptional = false\n[package.source]\ntype = "git"\nurl = "${u('a.git')}"\nreference = "main"\nresolved_reference = "0123"\n[package.dependencies]\nb = {url = "${u('b.whl')}"}\n\n[[package]]\nname = "b"\nversion = "1.0"\noptional = false\n[package.source]\ntype = "url"\nurl = "${u('b.whl')}"\n\n[metadata]\nlock-version = "2.0"\npython-versions = "*"\ncontent-hash = "x"\n`,
  ),
  'pypi/uv-lock': one(
    'uv.lock',
    (u) =>
      `version = 1\n[[package]]\nname = "app"\nversion = "1"\nsource = { virtual = "." }\ndependencies = [{ name = "a" }, { name = "b" }]\n[package.metadata]\nrequires-dist = [{ name = "a", url = "${u('a.whl')}" }]\n[[package]]\nname = "a"\nversion = "1.0"\nsource = { url = "${u('a.whl')}" }\n[[package]]\nname = "b"\nversion = "1.0"\nsource = { git = "${u('b.git')}#0123" }\n[[package]]\nname = "c"\nversion = "1.0"\nsource = { registry = "${u('simple')}" }\nsdist = { url = "${u('c.tgz')}", hash = "sha256:ab" }\n`,
  ),
  'pypi/pdm-lock': one(
    'pdm.lock',
    (u) =>
      `[metadata]\ngroups = ["default"]\nlock_version = "4.5.0"\n[[package]]\nname = "a"\nversion = "1.0"\nurl = "${u('a.whl')}"\ngroups = ["default"]\n[[package]]\nname = "b"\nversion = "1.0"\ngit = "${u('b.git')}"\nrevision = "0123"\ngroups = ["default"]\n`,
  ),
  'pypi/pylock': one(
    'pylock.toml',
    (u) =>
      `lock-version = "1.0"\ncreated-by = "x"\n[[packages]]\nname = "a"\nversion = "1.0"\nindex = "${u('simple')}"\nwheels = [{ url = "${u('a.whl')}", hashes = { sha256 = "ab" } }]\n[[packages]]\nname = "b"\nvcs = { type = "git", url = "${u('b.git')}", commit-id = "0123" }\n[[packages]]\nname = "c"\narchive = { url = "${u('c.tgz')}", hashes = {} }\n`,
  ),
  'pypi/pipfile-lock': one('Pipfile.lock', (u) =>
    json({
      _meta: { 'pipfile-spec': 6, sources: [{ name: 'x', url: u('simple') }] },
      default: {
        a: { version: '==1.0', index: u('i') },
        b: { git: u('b.git'), ref: u('ref') },
        c: { file: u('c.whl') },
        d: { version: u('v') },
      },
      develop: {},
    }),
  ),
  'pypi/pipfile': one(
    'Pipfile',
    (u) =>
      `[[source]]\nurl = "${u('simple')}"\nname = "x"\n[packages]\na = {git = "${u('a.git')}", ref = "main"}\nb = {file = "${u('b.whl')}"}\nc = "${u('c')}"\n`,
  ),
  'pypi/pyproject': one(
    'pyproject.toml',
    (u) =>
      `[project]\nname = "app"\nversion = "1"\ndependencies = ["a @ ${u('a.whl')}", "b @ git+${u('b.git')}"]\n[project.urls]\nhome = "${u('h')}"\n[tool.poetry.dependencies]\nc = {git = "${u('c.git')}"}\nd = {url = "${u('d.whl')}"}\n[tool.uv.sources]\na = { url = "${u('a.whl')}" }\n`,
  ),
  'pypi/setup-cfg': one(
    'setup.cfg',
    (u) =>
      `[metadata]\nname = app\nurl = ${u('x')}\n[options]\ninstall_requires =\n    a @ ${u('a.whl')}\n    b @ git+${u('b.git')}\n`,
  ),
  'pypi/setup-py': one(
    'setup.py',
    (u) =>
      `from setuptools import setup\nsetup(name="app", url="${u('x')}", install_requires=["a @ ${u('a.whl')}", "b @ git+${u('b.git')}"], dependency_links=["${u('d')}"])\n`,
  ),
  'pypi/installed': {
    files: (u) => ({
      'lib/a-1.0.dist-info/METADATA': METADATA(u),
      'lib/a-1.0.dist-info/direct_url.json': json({
        url: u('a.git'),
        vcs_info: { vcs: 'git', commit_id: '0123', requested_revision: u('r') },
      }),
    }),
  },
  'pypi/archive': zip('a-1.0-py3-none-any.whl', (u) => ({ 'a-1.0.dist-info/METADATA': METADATA(u) })),
  'conda/environment': one(
    'environment.yml',
    (u) =>
      `name: app\nchannels:\n  - ${u('channel')}\ndependencies:\n  - ${u('channel')}::a=1.0\n  - b=1.0\n  - pip:\n    - --index-url ${u('simple')}\n    - c @ ${u('c.whl')}\n    - git+${u('d.git')}#egg=d\n`,
  ),
  'conda/conda-lock': one(
    'conda-lock.yml',
    (u) =>
      `version: 1\nmetadata:\n  channels:\n  - url: ${u('channel')}\n  platforms: [linux-64]\npackage:\n- name: a\n  version: '1.0'\n  manager: conda\n  platform: linux-64\n  dependencies: {}\n  url: ${u('a.conda')}\n  hash: {md5: ab}\n  category: main\n- name: b\n  version: '1.0'\n  manager: pip\n  platform: linux-64\n  dependencies: {}\n  url: ${u('b.whl')}\n  hash: {sha256: ab}\n  category: main\n`,
  ),
  'conda/explicit': one(
    'spec-file.txt',
    (u) =>
      `# platform: linux-64\n@EXPLICIT\n${u('linux-64/a-1.0-0.conda')}\n${u('linux-64/b-1.0-0.conda')}#0123456789abcdef0123456789abcdef\n${u('x')}\n`,
  ),
  'conda/installed': one('conda-meta/a-1.0-0.json', (u) =>
    json({
      name: 'a',
      version: '1.0',
      build: '0',
      channel: u('channel'),
      url: u('a.conda'),
      license: u('licence'),
      depends: [u('dep')],
      requested_spec: u('channel'),
    }),
  ),
  'maven/pom': one('pom.xml', POM),
  'maven/gradle-lockfile': one(
    'gradle.lockfile',
    (u) => `# x\ng:a:1.0=compileClasspath\n${u('x')}:a:1.0=compileClasspath\nempty=\n`,
  ),
  'maven/gradle-verification': one('verification-metadata.xml', (u) =>
    `<verification-metadata><configuration/><components><component group="g" name="a" version="${u('v')}"><artifact name="a.jar"><sha256 value="ab" origin="${u('o')}"/></artifact></component></components></verification-metadata>`.replaceAll(
      '&',
      '&amp;',
    ),
  ),
  'maven/version-catalog': one(
    'libs.versions.toml',
    (u) =>
      `[versions]\na = "${u('v')}"\n[libraries]\na = { module = "g:a", version.ref = "a" }\nb = { module = "g:b", version = "${u('v')}" }\n`,
  ),
  'maven/gradle-build': one(
    'build.gradle',
    (u) =>
      `repositories { maven { url "${u('m2')}" } }\ndependencies {\n  implementation "g:a:1.0"\n  implementation "g:b:${u('v')}"\n  implementation files("${u('c.jar')}")\n  implementation("${u('x')}")\n}\n`,
  ),
  'maven/gradle-plugins': one(
    'settings.gradle',
    (u) =>
      `pluginManagement { repositories { maven { url "${u('m2')}" } } }\nplugins {\n  id "a" version "${u('v')}"\n  id "b" version "1.0"\n}\n`,
  ),
  'maven/sbt-lock': one('build.sbt.lock', (u) =>
    json({
      lockVersion: 1,
      timestamp: 'x',
      configurations: ['compile'],
      dependencies: [
        {
          org: 'g',
          name: 'a',
          version: u('v'),
          artifacts: [{ name: u('a.jar'), hash: 'sha1:ab' }],
          configurations: ['compile'],
        },
      ],
    }),
  ),
  'maven/ivy': one('ivy.xml', (u) =>
    `<ivy-module version="2.0"><info organisation="g" module="a"><license name="x" url="${u('l')}"/></info><dependencies><dependency org="h" name="b" rev="${u('v')}"/></dependencies></ivy-module>`.replaceAll(
      '&',
      '&amp;',
    ),
  ),
  'maven/jar': zip('a-1.0.jar', (u) => ({
    'META-INF/MANIFEST.MF': `Manifest-Version: 1.0\nImplementation-Title: a\nImplementation-Version: 1.0\nBundle-License: ${u('l')}\nImplementation-URL: ${u('x')}\n`,
    'META-INF/maven/g/a/pom.xml': POM(u),
    'META-INF/maven/g/a/pom.properties': `groupId=g\nartifactId=a\nversion=${u('v')}\n`,
  })),
  'maven/zip': {
    files: (u) => ({
      'dist.zip': makeZip({
        'lib/a-1.0.jar': makeZip({
          'META-INF/maven/g/a/pom.xml': POM(u),
          'META-INF/maven/g/a/pom.properties': 'groupId=g\nartifactId=a\nversion=1.0\n',
        }),
      }),
    }),
  },
  'clojure/deps-edn': one(
    'deps.edn',
    (u) =>
      `{:deps {a/a {:git/url "${u('a.git')}" :git/sha "0123"} b/b {:local/root "${u('b')}"} c/c {:mvn/version "${u('v')}"}} :mvn/repos {"x" {:url "${u('m2')}"}}}`,
  ),
  'clojure/project-clj': one(
    'project.clj',
    (u) =>
      `(defproject app "1.0" :url "${u('x')}" :repositories [["x" {:url "${u('m2')}"}]] :dependencies [[a/a "${u('v')}"] [b/b "1.0"]])`,
  ),
  'bazel/module': one(
    'MODULE.bazel',
    (u) =>
      `module(name = "app", version = "1")\nbazel_dep(name = "a", version = "1.0")\nbazel_dep(name = "b", version = "2.0")\narchive_override(module_name = "a", urls = ["${u('a.tgz')}"])\ngit_override(module_name = "b", remote = "${u('b.git')}", commit = "0123")\n`,
  ),
  'bazel/maven-install': one('maven_install.json', (u) =>
    json({
      version: '2',
      artifacts: { 'g:a': { shasums: { jar: 'ab' }, version: '1.0' }, 'g:b': { version: u('v') } },
      dependencies: { 'g:a': ['g:b', u('x')] },
      repositories: { [u('m2')]: ['g:a'] },
    }),
  ),
  'golang/go-mod': one(
    'go.mod',
    (u) =>
      `module example.com/app\n\ngo 1.22\n\nrequire example.com/a v1.0.0\n\nreplace example.com/a => ${u('a')} v1.0.0\n\nreplace example.com/b => ${u('b')}\n`,
  ),
  'golang/go-work': one(
    'go.work',
    (u) => `go 1.22\n\nuse ./a\n\nreplace example.com/a => ${u('a')} v1.0.0\n`,
  ),
  'golang/vendored': one(
    'vendor/modules.txt',
    (u) => `# example.com/a v1.0.0 => ${u('a')} v1.0.0\n## explicit\nexample.com/a\n# ${u('b')} v1.0.0\n`,
  ),
  'cargo/cargo-lock': one(
    'Cargo.lock',
    (u) =>
      `version = 3\n\n[[package]]\nname = "app"\nversion = "1.0.0"\ndependencies = ["a 1.0.0 (git+${u('a.git')})", "b"]\n\n[[package]]\nname = "a"\nversion = "1.0.0"\nsource = "git+${u('a.git')}#0123"\n\n[[package]]\nname = "b"\nversion = "1.0.0"\nsource = "registry+${u('index')}"\nchecksum = "ab"\n`,
  ),
  'cargo/cargo-toml': one(
    'Cargo.toml',
    (u) =>
      `[package]\nname = "app"\nversion = "1.0.0"\nrepository = "${u('x')}"\n[dependencies]\na = { git = "${u('a.git')}", branch = "main" }\nb = { version = "1", registry-index = "${u('i')}" }\nc = "${u('v')}"\n`,
  ),
  'composer/composer-lock': one('composer.lock', (u) =>
    json({
      'content-hash': 'x',
      packages: [
        {
          name: 'v/a',
          version: '1.0.0',
          source: { type: 'git', url: u('a.git'), reference: '0123' },
          dist: { type: 'zip', url: u('a.zip'), reference: '0123' },
          license: [u('l')],
          homepage: u('h'),
        },
        { name: 'v/b', version: u('v'), dist: { type: 'zip', url: u('b.zip') } },
      ],
      'packages-dev': [],
    }),
  ),
  'composer/installed-json': one('vendor/composer/installed.json', (u) =>
    json({
      packages: [
        {
          name: 'v/a',
          version: '1.0.0',
          source: { type: 'git', url: u('a.git'), reference: '0123' },
          dist: { type: 'zip', url: u('a.zip') },
          license: [u('l')],
        },
      ],
      'dev-package-names': [],
    }),
  ),
  'composer/composer-json': one('composer.json', (u) =>
    json({
      name: 'v/app',
      repositories: [
        { type: 'vcs', url: u('r.git') },
        { type: 'package', package: { name: 'v/b', version: '1.0', dist: { url: u('b.zip'), type: 'zip' } } },
      ],
      require: { 'v/a': u('v'), 'v/b': '1.0' },
    }),
  ),
  'gem/gemfile-lock': one(
    'Gemfile.lock',
    (u) =>
      `GIT\n  remote: ${u('a.git')}\n  revision: 0123\n  specs:\n    a (1.0)\n\nGEM\n  remote: ${u('gems')}\n  specs:\n    b (1.0)\n\nPLATFORMS\n  ruby\n\nDEPENDENCIES\n  a!\n  b (${u('v')})\n`,
  ),
  'gem/gemfile': one(
    'Gemfile',
    (u) =>
      `source "${u('gems')}"\ngem "a", git: "${u('a.git')}"\ngem "b", "1.0", source: "${u('s')}"\ngem "c", "${u('v')}"\n`,
  ),
  'gem/gemspec': one(
    'a.gemspec',
    (u) =>
      `Gem::Specification.new do |s|\n  s.name = "a"\n  s.version = "1.0"\n  s.homepage = "${u('h')}"\n  s.add_dependency "b", "${u('v')}"\n  s.license = "${u('l')}"\nend\n`,
  ),
  'nuget/packages-lock': one('packages.lock.json', (u) =>
    json({
      version: 1,
      dependencies: {
        'net8.0': {
          A: { type: 'Direct', requested: `[1.0.0, )`, resolved: '1.0.0', contentHash: 'ab' },
          B: { type: 'Direct', requested: u('r'), resolved: u('v') },
        },
      },
    }),
  ),
  'nuget/project-assets': one('obj/project.assets.json', (u) =>
    json({
      version: 3,
      targets: { 'net8.0': { 'A/1.0.0': { type: 'package', dependencies: { B: u('r') } } } },
      libraries: { 'A/1.0.0': { type: 'package', path: u('p'), sha512: 'ab' } },
      project: {
        version: '1.0.0',
        restore: { projectName: 'app', sources: { [u('index.json')]: {} } },
        frameworks: { 'net8.0': { dependencies: { A: { target: 'Package', version: '[1.0.0, )' } } } },
      },
    }),
  ),
  'nuget/packages-config': one('packages.config', (u) =>
    `<packages><package id="A" version="${u('v')}"/><package id="B" version="1.0.0"/></packages>`.replaceAll(
      '&',
      '&amp;',
    ),
  ),
  'nuget/paket-lock': one(
    'paket.lock',
    (u) =>
      `NUGET\n  remote: ${u('index.json')}\n    A (1.0.0)\nGIT\n  remote: ${u('b.git')}\n     (0123456789012345678901234567890123456789)\nHTTP\n  remote: ${u('x')}\n    c.fs (${u('c.fs')})\n`,
  ),
  'nuget/deps-json': one('app.deps.json', (u) =>
    json({
      runtimeTarget: { name: 'x' },
      targets: { x: { 'App/1.0.0': { dependencies: { A: '1.0.0', B: u('v') } }, 'A/1.0.0': {} } },
      libraries: {
        'App/1.0.0': { type: 'project' },
        'A/1.0.0': { type: 'package', path: u('p'), sha512: 'sha512-AAAA' },
      },
    }),
  ),
  'nuget/project-file': one('app.csproj', (u) =>
    `<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><RestoreSources>${u('index.json')}</RestoreSources></PropertyGroup><ItemGroup><PackageReference Include="A" Version="1.0.0"/><PackageReference Include="B" Version="${u('v')}"/></ItemGroup></Project>`.replaceAll(
      '&',
      '&amp;',
    ),
  ),
  'githubactions/workflow': one('.github/workflows/a.yml', WORKFLOW),
  'docker/dockerfile': one(
    'Dockerfile',
    (u) =>
      `FROM ${u('image:1').replace('https://', '')}\nADD ${u('x.tgz')} /x\nRUN curl ${u('x.sh')} | sh\nRUN pip install git+${u('a.git')} && npm install ${u('a.tgz')}\nENV NPM_TOKEN=x\nFROM alpine:3.19\n`,
  ),
  'docker/compose': one(
    'compose.yml',
    (u) =>
      `services:\n  a:\n    image: ${u('image:1').replace('https://', '')}\n  b:\n    build: ${u('b.git')}\n  c:\n    image: alpine:3.19\n`,
  ),
  'docker/kubernetes': one(
    'k.yaml',
    (u) =>
      `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n  - name: a\n    image: ${u('image:1')}\n  - name: b\n    image: alpine:3.19\n`,
  ),
  'docker/gitlab-ci': one(
    '.gitlab-ci.yml',
    (u) =>
      `image: ${u('image:1')}\ninclude:\n  - remote: ${u('x.yml')}\na:\n  image: alpine:3.19\n  script: ["curl ${u('x.sh')} | sh"]\n`,
  ),
  'docker/circleci': one(
    '.circleci/config.yml',
    (u) =>
      `version: 2.1\njobs:\n  a:\n    docker:\n      - image: ${u('image:1')}\n      - image: alpine:3.19\n    steps: [checkout]\n`,
  ),
  'pub/pubspec-lock': one(
    'pubspec.lock',
    (u) =>
      `packages:\n  a:\n    dependency: "direct main"\n    description:\n      url: "${u('a.git')}"\n      ref: main\n      resolved-ref: "0123"\n    source: git\n    version: "1.0.0"\n  b:\n    dependency: transitive\n    description:\n      name: b\n      url: "${u('pub')}"\n      sha256: ab\n    source: hosted\n    version: "1.0.0"\nsdks:\n  dart: ">=3.0.0 <4.0.0"\n`,
  ),
  'pub/pubspec-yaml': one(
    'pubspec.yaml',
    (u) =>
      `name: app\ndependencies:\n  a:\n    git:\n      url: ${u('a.git')}\n  b:\n    hosted: ${u('pub')}\n    version: ^1.0.0\n  c: "${u('v')}"\n`,
  ),
  'swift/package-resolved': one('Package.resolved', (u) =>
    json({
      version: 2,
      pins: [
        {
          identity: 'a',
          kind: 'remoteSourceControl',
          location: u('o/a.git'),
          state: { revision: '0123', version: '1.0.0' },
        },
        {
          identity: 'b',
          kind: 'remoteSourceControl',
          location: u('o/b.git'),
          state: { branch: 'main', revision: '0123' },
        },
      ],
    }),
  ),
  'swift/package-swift': one(
    'Package.swift',
    (u) =>
      `let package = Package(name: "a", dependencies: [\n  .package(url: "${u('o/a.git')}", from: "1.0.0"),\n  .package(url: "${u('o/b.git')}", branch: "main"),\n])\n`,
  ),
  'swift/cartfile-resolved': one(
    'Cartfile.resolved',
    (u) => `git "${u('o/a.git')}" "1.0.0"\nbinary "${u('b.json')}" "1.0.0"\ngithub "${u('o/c')}" "1.0.0"\n`,
  ),
  'cocoapods/podfile-lock': one(
    'Podfile.lock',
    (u) =>
      `PODS:\n  - A (1.0.0)\n  - B (1.0.0)\n\nDEPENDENCIES:\n  - A (from \`${u('a.git')}\`)\n  - B (= ${u('v')})\n\nEXTERNAL SOURCES:\n  A:\n    :git: "${u('a.git')}"\n  B:\n    :podspec: "${u('b.podspec')}"\n\nCHECKOUT OPTIONS:\n  A:\n    :git: "${u('a.git')}"\n    :commit: "0123"\n\nSPEC REPOS:\n  ${u('specs')}:\n    - B\n\nCOCOAPODS: 1.15.0\n`,
  ),
  'cocoapods/podfile': one(
    'Podfile',
    (u) =>
      `source '${u('specs')}'\ntarget 'a' do\n  pod 'A', :git => '${u('a.git')}'\n  pod 'B', :podspec => '${u('b.podspec')}'\n  pod 'C', '${u('v')}'\nend\n`,
  ),
  'hex/mix-lock': one(
    'mix.lock',
    (u) =>
      `%{\n  "a": {:git, "${u('a.git')}", "0123456789012345678901234567890123456789", []},\n  "b": {:hex, :b, "1.0.0", "ab", [:mix], [], "hexpm", "ab"},\n  "c": {:hex, :c, "${u('v')}", "ab", [:mix], [], "${u('repo')}", "ab"},\n}\n`,
  ),
  'hex/rebar-config': one(
    'rebar.config',
    (u) =>
      `{deps, [\n  {a, {git, "${u('a.git')}", {tag, "1.0.0"}}},\n  {b, "1.0.0"},\n  {c, "${u('v')}"}\n]}.\n`,
  ),
  'hex/rebar-lock': one(
    'rebar.lock',
    (u) =>
      `{"1.2.0",\n[{<<"a">>,{git,"${u('a.git')}",{ref,"0123456789012345678901234567890123456789"}},0},\n {<<"b">>,{pkg,<<"b">>,<<"1.0.0">>},0}]}.\n`,
  ),
  'hex/mix-exs': one(
    'mix.exs',
    (u) =>
      `defmodule A do\n  defp deps do\n    [{:a, git: "${u('a.git')}"}, {:b, "~> 1.0"}, {:c, path: "${u('c')}"}, {:d, "${u('v')}"}]\n  end\nend\n`,
  ),
  'hex/gleam-manifest': one(
    'manifest.toml',
    (u) =>
      `packages = [\n  { name = "a", version = "1.0.0", build_tools = ["gleam"], requirements = [], otp_app = "a", source = "git", repo = "${u('a.git')}", commit = "0123" },\n  { name = "b", version = "1.0.0", build_tools = ["gleam"], requirements = [], otp_app = "b", source = "hex", outer_checksum = "ab" },\n]\n\n[requirements]\na = { git = "${u('a.git')}", ref = "main" }\nb = { version = "${u('v')}" }\n`,
  ),
  'conan/conan-lock': one('conan.lock', (u) =>
    json({
      version: '0.5',
      requires: ['a/1.0#ab%1.0', `b/${u('v')}`],
      build_requires: [],
      python_requires: [],
    }),
  ),
  'conan/conanfile-txt': one('conanfile.txt', (u) => `[requires]\na/1.0\nb/${u('v')}\n`),
  'vcpkg/manifest': one('vcpkg.json', (u) =>
    json({
      name: 'app',
      version: '1',
      dependencies: ['a', { name: 'b', 'version>=': u('v') }],
      overrides: [{ name: 'a', version: u('v') }],
      'vcpkg-configuration': { 'default-registry': { kind: 'git', repository: u('r.git'), baseline: 'ab' } },
    }),
  ),
  'vcpkg/installed': one(
    'vcpkg_installed/vcpkg/status',
    (u) =>
      `Package: a\nVersion: 1.0\nArchitecture: x64-linux\nMulti-Arch: same\nDescription: ${u('d')}\nStatus: install ok installed\n\nPackage: b\nVersion: ${u('v')}\nArchitecture: x64-linux\nMulti-Arch: same\nStatus: install ok installed\n\n`,
  ),
  'cran/renv-lock': one('renv.lock', (u) =>
    json({
      R: { Version: '4.3.0', Repositories: [{ Name: 'CRAN', URL: u('cran') }] },
      Packages: {
        A: { Package: 'A', Version: '1.0', Source: 'Repository', Repository: u('cran') },
        B: {
          Package: 'B',
          Version: '1.0',
          Source: 'git',
          RemoteType: 'git',
          RemoteUrl: u('b.git'),
          RemoteSha: '0123',
        },
        C: { Package: 'C', Version: '1.0', Source: 'URL', RemoteType: 'url', RemoteUrl: u('c.tgz') },
      },
    }),
  ),
  'hackage/cabal-freeze': one(
    'cabal.project.freeze',
    (u) =>
      `active-repositories: hackage.haskell.org:merge\nconstraints: any.a ==1.0,\n             any.b ==${u('v')}\nindex-state: ${u('x')}\n`,
  ),
  'hackage/stack-lock': one(
    'stack.yaml.lock',
    (u) =>
      `packages:\n- completed:\n    name: a\n    version: 1.0\n    git: ${u('a.git')}\n    commit: '0123'\n  original:\n    git: ${u('a.git')}\n    commit: '0123'\n- completed:\n    name: b\n    version: 1.0\n    url: ${u('b.tgz')}\n  original:\n    url: ${u('b.tgz')}\nsnapshots:\n- completed:\n    url: ${u('lts.yaml')}\n    sha256: ab\n    size: 1\n  original: lts-22.0\n`,
  ),
  'julia/manifest': one(
    'Manifest.toml',
    (u) =>
      `julia_version = "1.10.0"\nmanifest_format = "2.0"\n[[deps.A]]\nuuid = "cd3eb016-35fb-5094-929b-558a96fad6f3"\nversion = "1.0.0"\nrepo-url = "${u('A.jl.git')}"\nrepo-rev = "${u('rev')}"\n[[deps.B]]\nuuid = "5c2747f8-b7ea-4ff2-ba2e-563bfd36b1d4"\nversion = "1.0.0"\npath = "${u('B')}"\n`,
  ),
  'opam/locked': one(
    'a.opam.locked',
    (u) =>
      `opam-version: "2.0"\nname: "a"\nversion: "1.0"\ndepends: [\n  "b" {= "1.0"}\n  "c" {= "${u('v')}"}\n]\npin-depends: [\n  ["b.1.0" "git+${u('b.git')}#0123"]\n]\n`,
  ),
  'terraform/provider-lock': one(
    '.terraform.lock.hcl',
    (u) =>
      `provider "${u('hashicorp/aws')}" {\n  version = "1.0.0"\n  constraints = "${u('c')}"\n  hashes = ["h1:ab"]\n}\nprovider "registry.terraform.io/hashicorp/aws" {\n  version = "1.0.0"\n  hashes = ["h1:ab"]\n}\n`,
  ),
  'terraform/modules': one(
    'main.tf',
    (u) =>
      `module "a" {\n  source = "git::${u('a.git')}?ref=v1"\n}\nmodule "b" {\n  source = "${u('b.zip')}"\n}\nmodule "c" {\n  source = "terraform-aws-modules/vpc/aws"\n  version = "${u('v')}"\n}\n`,
  ),
  'helm/chart': one(
    'Chart.yaml',
    (u) =>
      `apiVersion: v2\nname: app\nversion: 1.0.0\nhome: ${u('h')}\ndependencies:\n  - name: a\n    version: 1.0.0\n    repository: ${u('charts')}\n  - name: b\n    version: "${u('v')}"\n    repository: ${u('charts')}\n`,
  ),
  'fhir/package': one('package.json', (u) =>
    json({
      name: 'hl7.fhir.x',
      version: '1.0.0',
      fhirVersions: ['4.0.1'],
      canonical: u('c'),
      url: u('u'),
      dependencies: { 'hl7.fhir.r4.core': '4.0.1', 'hl7.fhir.y': u('v') },
    }),
  ),
  'bower/bower-json': one('bower.json', (u) =>
    json({ name: 'app', dependencies: { a: `${u('a.git')}#1.0.0`, b: u('b.zip'), c: '1.0.0' } }),
  ),
  'elm/elm-json': one('elm.json', (u) =>
    json({
      type: 'application',
      'source-directories': ['src'],
      'elm-version': '0.19.1',
      dependencies: { direct: { 'elm/core': '1.0.0', 'elm/x': u('v') }, indirect: {} },
      'test-dependencies': { direct: {}, indirect: {} },
    }),
  ),
  'nix/flake-lock': one('flake.lock', (u) =>
    json({
      version: 7,
      root: 'root',
      nodes: {
        root: { inputs: { a: 'a', b: 'b' } },
        a: {
          locked: { type: 'git', url: u('a.git'), rev: '0123', narHash: 'sha256-AA' },
          original: { type: 'git', url: u('a.git') },
        },
        b: {
          locked: { type: 'tarball', url: u('b.tgz'), narHash: 'sha256-AA' },
          original: { type: 'tarball', url: u('b.tgz') },
        },
      },
    }),
  ),
  'crystal/shard-lock': one(
    'shard.lock',
    (u) =>
      `version: 2.0\nshards:\n  a:\n    git: ${u('o/a.git')}\n    version: 1.0.0\n  b:\n    git: ${u('o/b.git')}\n    version: ${u('v')}\n`,
  ),
  'perl/cpanfile-snapshot': one(
    'cpanfile.snapshot',
    (u) =>
      `# carton snapshot format: version 1.0\nDISTRIBUTIONS\n  A-1.0\n    pathname: ${u('A-1.0.tar.gz')}\n    provides:\n      A 1.0\n    requirements:\n      B ${u('v')}\n`,
  ),
  'git/submodules': one(
    '.gitmodules',
    (u) =>
      `[submodule "a"]\n\tpath = a\n\turl = ${u('o/a.git')}\n[submodule "${u('b')}"]\n\tpath = b\n\turl = ${u('o/b.git')}\n`,
  ),
  'precommit/config': one(
    '.pre-commit-config.yaml',
    (u) =>
      `repos:\n- repo: ${u('o/a')}\n  rev: v1.0.0\n  hooks:\n  - id: x\n    additional_dependencies: ["b @ ${u('b.whl')}", "c==1.0", "git+${u('d.git')}"]\n`,
  ),
  'os/dpkg': {
    files: (u) => ({
      'var/lib/dpkg/status': `Package: a\nStatus: install ok installed\nMaintainer: ${u('m')}\nArchitecture: all\nVersion: 1.0\nHomepage: ${u('h')}\nDepends: b (= ${u('v')})\n\n`,
      'etc/os-release': `ID=debian\nVERSION_ID="12"\nHOME_URL="${u('h')}"\n`,
    }),
  },
  'os/release': one(
    'etc/os-release',
    (u) =>
      `NAME="${u('n')}"\nID=debian\nVERSION_ID="${u('v')}"\nHOME_URL="${u('h')}"\nBUG_REPORT_URL="${u('b')}"\n`,
  ),
  'programs/known': one(
    'opt/jdk/release',
    (u) => `IMPLEMENTOR="${u('i')}"\nJAVA_VERSION="17.0.2"\nSOURCE="${u('s')}"\n`,
  ),
  'os/opkg': one(
    'usr/lib/opkg/status',
    (u) =>
      `Package: a\nVersion: 1.0\nStatus: install user installed\nArchitecture: all\nDepends: ${u('d')}\n\n`,
  ),
  'os/apk': {
    files: (u) => ({
      'lib/apk/db/installed': `P:a\nV:1.0-r0\nA:x86_64\nL:${u('l')}\nU:${u('h')}\nm:${u('m')}\nD:${u('d')}\n\n`,
      'etc/os-release': 'ID=alpine\nVERSION_ID=3.19.0\n',
    }),
  },
  'os/pacman': one(
    'var/lib/pacman/local/a-1.0-1/desc',
    (u) =>
      `%NAME%\na\n\n%VERSION%\n1.0-1\n\n%URL%\n${u('h')}\n\n%PACKAGER%\n${u('p')}\n\n%LICENSE%\n${u('l')}\n\n%DEPENDS%\n${u('d')}\n\n`,
  ),
  'os/portage': {
    files: (u) => ({
      'var/db/pkg/dev-libs/a-1.0/PF': 'a-1.0\n',
      'var/db/pkg/dev-libs/a-1.0/CATEGORY': 'dev-libs\n',
      'var/db/pkg/dev-libs/a-1.0/LICENSE': `${u('l')}\n`,
      'var/db/pkg/dev-libs/a-1.0/repository': `${u('r')}\n`,
    }),
  },
  'os/snap': one(
    'snap/snapcraft.yaml',
    (u) =>
      `name: a\nversion: '1.0'\nbase: core22\nlicense: ${u('l')}\nparts:\n  x:\n    source: ${u('x.git')}\n    stage-packages: [b, "${u('c')}"]\n`,
  ),
  'vendored/javascript': one(
    'static/jquery.min.js',
    (u) =>
      `/*! jQuery v3.4.1 | (c) JS Foundation | ${u('l')} */\nvar x = 1;\n//# sourceMappingURL=${u('x.map')}\n`,
  ),
  'vendored/package-file': one('third_party/a/package.json', (u) =>
    json({
      name: 'a',
      version: '1.0.0',
      _resolved: u('a.tgz'),
      _from: u('a.tgz'),
      repository: u('r.git'),
      license: u('l'),
    }),
  ),
  'vendored/composer-package': one('lib/a/composer.json', (u) =>
    json({ name: 'v/a', version: '1.0.0', license: u('l'), homepage: u('h') }),
  ),
  'vendored/crate': {
    files: (u) => ({
      'vendor/a/.cargo-checksum.json': json({ files: {}, package: 'ab' }),
      'vendor/a/Cargo.toml': `[package]\nname = "a"\nversion = "1.0.0"\nlicense = "${u('l')}"\nrepository = "${u('r')}"\n`,
    }),
  },
  'vendored/style': one(
    'css/bootstrap.min.css',
    (u) => `/*!\n * Bootstrap v4.3.1 (${u('x')})\n * Licensed under MIT (${u('l')})\n */\na{}\n`,
  ),
  'vendored/php': one(
    'lib/class.phpmailer.php',
    (u) => `<?php\n/* ${u('x')} */\nclass PHPMailer {\n  public $Version = '5.2.1';\n}\n`,
  ),
  'vendored/native': one(
    'third_party/zlib/zlib.h',
    (u) => `/* zlib.h -- ${u('x')}\n  version 1.2.11, January 15th, 2017 */\n#define ZLIB_VERSION "1.2.11"\n`,
  ),
  'vendored/python': one(
    'src/_vendor/vendor.txt',
    (u) => `a==1.0\nb @ ${u('b.whl')}\ngit+${u('c.git')}#egg=c\n`,
  ),
  'sbom/in-folder': one('app.cdx.json', (u) =>
    json({
      bomFormat: 'CycloneDX',
      specVersion: '1.5',
      version: 1,
      metadata: { component: { type: 'application', name: u('foreign'), 'bom-ref': u('foreign') } },
      components: [
        {
          type: 'library',
          name: 'a',
          version: '1.0',
          'bom-ref': u('a'),
          purl: `pkg:npm/a@1.0?vcs_url=${encodeURIComponent(u('a.git'))}`,
        },
      ],
    }),
  ),
  'unread/recognised': one(
    'build.sbt',
    (u) => `resolvers += "x" at "${u('m2')}"\nlibraryDependencies += "g" % "a" % "${u('v')}"\n`,
  ),
};

/** Readers of formats in which nobody writes an address: what they read is made by a compiler or a package manager. */
export const WITHOUT_ADDRESS: Readonly<Record<string, string>> = {
  'golang/binary': 'module paths and versions that the Go linker writes',
  'cargo/binary': 'names and versions that cargo-auditable writes',
  'os/rpm': 'a binary database; its texts are covered by the fields of output',
  'os/chisel': 'names and digests in a compressed list that chisel writes',
};
