/** Small inputs of our own for formats whose other tests read the public sets: what is read, and damage to it. */
import { listing } from '@theriac/testing/check-extraction';
import { extractInMemory, type MemoryFiles } from '@theriac/testing/extract-in-memory';
import { damaged, extractorOf } from '@theriac/testing/extractor-sweep';
import { describe, expect, test } from 'vitest';
import { EXTRACTORS } from '../plugins/list.ts';

const SHA256 = 'ab'.repeat(32);
const SHA512 = Buffer.alloc(64, 7).toString('base64');
const json = (value: unknown): string => JSON.stringify(value, null, 1);

interface Sample {
  readonly id: string;
  /** The first file is the one that is read. */
  readonly files: MemoryFiles;
  readonly listed: readonly string[];
  /** `reason` or `reason package` of each known unknown. */
  readonly unknowns?: readonly string[];
}

const SAMPLES: readonly Sample[] = [
  {
    id: 'conan/conan-lock',
    files: {
      'conan.lock': json({
        graph_lock: {
          nodes: {
            '0': { requires: ['1', '4'], build_requires: ['2'], path: 'conanfile.txt' },
            '1': { ref: 'poco/1.9.4', requires: ['3'] },
            '2': { pref: 'cmake/3.20.0@team/stable#abc:def', build_requires: ['3'] },
            '3': { ref: 'zlib/1.2.11#rev%0.1' },
            '4': { ref: 'nonsense' },
          },
        },
        version: '0.4',
      }),
    },
    listed: ['poco@1.9.4 production direct', 'cmake@3.20.0 build direct', 'zlib@1.2.11 production'],
    unknowns: ['no-package-data'],
  },
  {
    id: 'conan/conan-lock',
    files: {
      'conan.lock': json({
        version: '0.5',
        requires: ['zlib/1.2.13#abc%1692672717.0'],
        build_requires: ['ninja/1.11.1@me/dev'],
        python_requires: ['pyreq/1.0'],
      }),
    },
    listed: ['zlib@1.2.13 production direct', 'ninja@1.11.1 build direct', 'pyreq@1.0 build direct'],
  },
  { id: 'conan/conan-lock', files: { 'conan.lock': '{"x": 1}' }, listed: [], unknowns: ['no-package-data'] },
  {
    id: 'pypi/pylock',
    files: {
      'pylock.toml': `lock-version = "1.0"
[[packages]]
name = "attrs"
version = "25.1.0"
wheels = [{ name = "attrs.whl", hashes = { sha256 = "${SHA256}" } }]
[[packages.dependencies]]
name = "cattrs"
[[packages]]
name = "cattrs"
version = "24.1.2"
marker = "'test' in dependency_groups"
[[packages]]
name = "own"
marker = "'pdf' in extras"
[packages.vcs]
type = "git"
url = "https://user:secret@git.example/own.git"
commit-id = "0123456789012345678901234567890123456789"
[[packages]]
name = "local"
version = "1.0"
directory = { path = "libs/local" }
[[packages]]
name = "archive"
version = "1.0"
[packages.archive]
url = "https://files.example/archive.tar.gz"
hashes = { sha256 = "${SHA256}" }
[[packages]]
version = "1"
[[packages]]
name = "project"
directory = { path = "." }
`,
    },
    listed: [
      'attrs@25.1.0 production direct',
      'cattrs@24.1.2 test',
      'own@? optional direct',
      'local@1.0 production direct',
      'archive@1.0 production direct',
    ],
    unknowns: ['unresolved-version own', 'no-package-data'],
  },
  {
    id: 'pypi/pylock',
    files: { 'pylock.toml': 'lock-version = "2.0"\n' },
    listed: [],
    unknowns: ['unsupported-version'],
  },
  {
    id: 'pypi/pipfile-lock',
    files: {
      'Pipfile.lock': json({
        _meta: { 'pipfile-spec': 6 },
        default: {
          requests: { version: '==2.31.0', hashes: [`sha256:${SHA256}`, 'nonsense'] },
          own: { git: 'https://git.example/own.git', ref: 'abc' },
          ranged: { version: '*' },
          folder: { path: './libs/folder' },
          file: { file: 'https://files.example/file.whl' },
          project: { path: '.' },
        },
        develop: { pytest: { version: '==8.0.0' }, requests: { version: '==2.31.0' } },
      }),
      Pipfile: '[packages]\nrequests = "*"\n[dev-packages]\npytest = "*"\n',
    },
    listed: [
      'requests@2.31.0 production direct',
      'own@? production',
      'ranged@? production',
      'folder@? production',
      'file@? production',
      'pytest@8.0.0 development direct',
    ],
    unknowns: [
      'unresolved-version own',
      'unresolved-version ranged',
      'unresolved-version folder',
      'unresolved-version file',
    ],
  },
  {
    id: 'pypi/pipfile-lock',
    files: { 'Pipfile.lock': '{"_meta": {}}' },
    listed: [],
    unknowns: ['no-package-data'],
  },
  {
    id: 'nuget/deps-json',
    files: {
      'bin/Clinic.deps.json': json({
        targets: {
          '.NETCoreApp,Version=v8.0': {
            'Clinic/1.0.0': {
              dependencies: { 'Newtonsoft.Json': '13.0.3', Library: '1.0.0', Gone: '1.0.0' },
            },
            'Library/1.0.0': { dependencies: { Serilog: '3.1.1' } },
          },
        },
        libraries: {
          'Clinic/1.0.0': { type: 'project' },
          'Library/1.0.0': { type: 'project' },
          'Newtonsoft.Json/13.0.3': { type: 'package', sha512: `sha512-${SHA512}` },
          'Serilog/3.1.1': { type: 'package' },
          'runtimepack.Microsoft.NETCore.App/8.0.1': { type: 'runtimepack' },
          nonsense: { type: 'package' },
        },
      }),
    },
    listed: [
      'Library@1.0.0 production direct',
      'Newtonsoft.Json@13.0.3 production direct',
      'Serilog@3.1.1 production',
      'Microsoft.NETCore.App@8.0.1 production',
    ],
    unknowns: ['no-package-data nonsense', 'dangling-edge Gone'],
  },
  {
    id: 'os/apk',
    files: {
      'lib/apk/db/installed': `P:musl
V:1.2.5-r0
A:x86_64
L:MIT
m:Ann Roe <ann@example.org>
p:so:libc.musl-x86_64.so.1=1

P:busybox
V:1.36.1-r29
o:busybox-src
D:so:libc.musl-x86_64.so.1 !conflict
F:bin
P:not-the-name

V:1

P:unversioned
`,
      'etc/os-release': 'ID=alpine\nVERSION_ID=3.20.1\n',
    },
    listed: [
      'musl@1.2.5-r0 production',
      'busybox@1.36.1-r29 production direct',
      'unversioned@? production direct',
    ],
    unknowns: ['duplicate-key', 'no-package-data', 'unresolved-version unversioned'],
  },
  {
    id: 'golang/vendored',
    files: {
      'vendor/modules.txt': `# github.com/a/direct v1.2.3
## explicit; go 1.20
github.com/a/direct
# github.com/b/indirect v0.1.0
github.com/b/indirect/sub
# github.com/c/old v1.0.0 => github.com/c/new v2.0.0
## explicit
# github.com/d/local v1.0.0 => ./local
# malformed
`,
    },
    listed: [
      'github.com/a/direct@v1.2.3 production direct',
      'github.com/b/indirect@v0.1.0 production',
      'github.com/c/new@v2.0.0 production direct',
      'github.com/d/local@? production direct',
    ],
    unknowns: ['unresolved-version github.com/d/local', 'unparseable'],
  },
  {
    id: 'conda/installed',
    files: {
      'env/conda-meta/a-1.json': json({
        name: 'a',
        version: '1.0',
        channel: 'https://conda.example/conda-forge/',
        build_string: 'py_0',
        subdir: 'noarch',
        license: 'MIT',
        sha256: SHA256,
        depends: ['b >=2', 'python'],
        requested_spec: 'a',
      }),
      'env/conda-meta/b-2.json': json({ name: 'b', version: '2.0' }),
      'env/conda-meta/c.json': '{"name": "c"}',
      'env/conda-meta/d.json': '{',
    },
    listed: ['a@1.0 production direct', 'b@2.0 production'],
    unknowns: ['no-package-data', 'unparseable'],
  },
  {
    id: 'julia/manifest',
    files: {
      'Manifest.toml': `julia_version = "1.10.0"
manifest_format = "2.0"
[[deps.HTTP]]
deps = ["URIs", "Gone"]
uuid = "cd3eb016-35fb-5094-929b-558a96fad6f3"
version = "1.10.8"
[[deps.URIs]]
uuid = "5c2747f8-b7ea-4ff2-ba2e-563bfd36b1d4"
version = "1.5.1"
repo-url = "https://git.example/URIs.jl"
repo-rev = "main"
[[deps.Local]]
path = "local"
version = "0.1.0"
[[deps.Dates]]
uuid = "ade2ca70-3891-5945-98fb-dc099432e06a"
`,
      'Project.toml': 'name = "Clinic"\nversion = "0.2.0"\n[deps]\nHTTP = "cd3eb016"\n',
    },
    listed: [
      'HTTP@1.10.8 production direct',
      'URIs@1.5.1 production',
      'Local@0.1.0 production',
      'Dates@? production',
    ],
    unknowns: ['unresolved-version Dates', 'dangling-edge Gone'],
  },
  {
    id: 'cran/renv-lock',
    files: {
      'renv.lock': json({
        R: { Version: '4.3.0' },
        Packages: {
          R6: { Package: 'R6', Version: '2.5.1', Source: 'Repository' },
          own: {
            Package: 'own',
            Version: '0.1',
            RemoteType: 'github',
            RemoteUsername: 'clinic',
            RemoteRepo: 'own',
            RemoteSha: 'abc',
            Requirements: ['R6', 'methods'],
          },
          limma: { Package: 'limma', Source: 'Bioconductor' },
        },
      }),
    },
    listed: ['R6@2.5.1 production', 'own@0.1 production direct', 'limma@? production direct'],
    unknowns: ['unresolved-version limma'],
  },
  {
    id: 'pypi/setup-py',
    files: {
      'setup.py': `from setuptools import setup
NAME = "clinic"
setup(
    name=NAME,
    version="1.2",
    install_requires=["requests==2.31.0", "django>=4", 'lxml; python_version > "3"'],
    extras_require={"pdf": ["reportlab==4.0"]},
    tests_require=["pytest"],
)
`,
    },
    listed: [
      'requests@2.31.0 production direct',
      'django@? production direct',
      'lxml@? production direct',
      'pytest@? test direct',
    ],
    unknowns: [
      'dynamic',
      'unresolved-version django',
      'unresolved-version lxml',
      'unresolved-version pytest',
      'unresolved-version',
    ],
  },
  {
    id: 'pypi/setup-cfg',
    files: {
      'setup.cfg': `[metadata]
name = clinic
version = 1.2
[options]
install_requires =
    requests==2.31.0
    django>=4
[options.extras_require]
pdf = reportlab==4.0
`,
    },
    listed: [
      'requests@2.31.0 production direct',
      'django@? production direct',
      'reportlab@4.0 optional direct',
    ],
    unknowns: ['unresolved-version django', 'unresolved-version'],
  },
];

describe.each(SAMPLES.map((sample, i) => [`${sample.id} ${i}`, sample] as const))('%s', (_, sample) => {
  const extractor = extractorOf(EXTRACTORS, sample.id);
  const [[name = '', text = ''] = [], ...others] = Object.entries(sample.files);

  test('is read', async () => {
    const result = await extractInMemory(extractor, sample.files, name);
    expect(listing(result)).toEqual(sample.listed);
    expect(
      result.unknowns.map((u) => (u.package === undefined ? u.reason : `${u.reason} ${u.package}`)),
    ).toEqual(sample.unknowns ?? []);
  });

  damaged(extractor, name, String(text), Object.fromEntries(others));
});
