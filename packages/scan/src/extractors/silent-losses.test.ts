/** A lockfile that is cut off, or that has values of other types, never lists less and says nothing. */
import type { MemoryFiles } from '@theriac/testing/extract-in-memory';
import { cuts, otherTypes, silentLosses } from '@theriac/testing/extractor-losses';
import { SAMPLES } from '@theriac/testing/sample-lockfiles';
import { describe, expect, test } from 'vitest';
import { matchesFile } from '../plugins/dispatch.ts';
import { EXTRACTORS } from '../plugins/list.ts';

const SHA256 = 'ab'.repeat(32);
const json = (value: unknown): string => `${JSON.stringify(value, null, 1)}\n`;

/** The first file is the lockfile. */
const OWN: readonly MemoryFiles[] = [
  {
    'package-lock.json': json({ lockfileVersion: 1, dependencies: { a: { version: '1.0.0' } } }),
    'package.json': json({ name: 'w', dependencies: { a: '^1' } }),
  },
  {
    'yarn.lock':
      '__metadata:\n  version: 8\n\n"a@npm:^1":\n  version: 1.0.0\n  resolution: "a@npm:1.0.0"\n\n"b@npm:^1":\n  version: 1.0.0\n  resolution: "b@npm:1.0.0"\n\n"w@workspace:.":\n  version: 0.0.0-use.local\n  resolution: "w@workspace:."\n  dependencies:\n    a: "npm:^1"\n    b: "npm:^1"\n',
    'package.json': json({ name: 'w', dependencies: { a: '^1', b: '^1' } }),
  },
  {
    'bun.lock':
      '{ "lockfileVersion": 1, "workspaces": { "": { "name": "x", "dependencies": { "a": "^1" } } },\n"packages": {\n"a": ["a@1.0.0", "", {}, "sha1-AA=="] } }\n',
  },
  {
    'deno.lock':
      '{ "version": "5", "specifiers": { "npm:a@1": "1.0.0" },\n"npm": { "a@1.0.0": {} },\n"workspace": { "dependencies": ["npm:a@1"] } }\n',
  },
  {
    'Pipfile.lock': json({
      _meta: {},
      default: { a: { version: '==1.0' } },
      develop: { b: { version: '==2.0' } },
    }),
  },
  {
    'uv.lock':
      'version = 1\n\n[[package]]\nname = "app"\nversion = "1.0"\nsource = { virtual = "." }\ndependencies = [\n    { name = "a" },\n]\n\n[[package]]\nname = "a"\nversion = "1.0"\nsource = { registry = "https://pypi.example/simple" }\n',
    'pyproject.toml': '[project]\nname = "app"\ndependencies = ["a"]\n',
  },
  {
    'pdm.lock': '[metadata]\nlock_version = "4.4"\n\n[[package]]\nname = "a"\nversion = "1.0"\n',
    'pyproject.toml': '[project]\nname = "app"\ndependencies = ["a"]\n',
  },
  {
    'packages.lock.json': json({
      version: 1,
      dependencies: { 'net8.0': { A: { type: 'Direct', requested: '[1.0.0, )', resolved: '1.0.0' } } },
    }),
  },
  { 'renv.lock': json({ R: { Version: '4.3.2' }, Packages: { a: { Package: 'a', Version: '1.0' } } }) },
  {
    'Package.resolved': json({
      pins: [
        { identity: 'a', location: 'https://example.org/a', state: { version: '1.0.0', revision: 'x' } },
      ],
      version: 2,
    }),
  },
  {
    'Gemfile.lock':
      'GEM\n  remote: https://gems.example/\n  specs:\n    a (1.0)\n    b (1.0)\n\nPLATFORMS\n  ruby\n\nDEPENDENCIES\n  a\n  b\n\nBUNDLED WITH\n   2.5.0\n',
  },
  {
    'vendor/composer/installed.json': json({
      packages: [{ name: 'a/b', version: '1.0.0' }],
      dev: true,
      'dev-package-names': [],
    }),
  },
  { 'mix.lock': '%{\n  "a": {:hex, :a, "1.0.0", "x", [:mix], [], "hexpm", "y"},\n}\n' },
  {
    'pubspec.lock':
      'packages:\n  a:\n    dependency: "direct main"\n    description:\n      name: a\n    source: hosted\n    version: "1.0.0"\nsdks:\n  dart: ">=3.0.0"\n',
  },
  {
    'Podfile.lock':
      'PODS:\n  - A (1.0.0)\n  - B (1.0.0)\n\nDEPENDENCIES:\n  - A\n  - B\n\nPODFILE CHECKSUM: 0\n\nCOCOAPODS: 1.15.2\n',
  },
  {
    'conan.lock': json({
      version: '0.5',
      requires: ['a/1.0'],
      build_requires: ['b/2.0'],
      python_requires: [],
    }),
  },
  {
    'build.sbt.lock': json({
      lockVersion: 1,
      dependencies: [{ org: 'a', name: 'b', version: '1.0', artifacts: [], configurations: ['compile'] }],
    }),
  },
  { 'gradle.lockfile': '# made by Gradle\na:b:1.0=compileClasspath\na:c:1.0=runtimeClasspath\nempty=\n' },
  {
    'Manifest.toml':
      'julia_version = "1.9.0"\nmanifest_format = "2.0"\n\n[[deps.A]]\nuuid = "x"\nversion = "1.0.0"\n',
  },
  {
    'maven_install.json': json({
      artifacts: { 'a:b': { shasums: { jar: SHA256 }, version: '1.0' } },
      dependencies: {},
      version: '2',
    }),
  },
  {
    'elm.json': json({
      type: 'application',
      dependencies: { direct: { 'elm/core': '1.0.5' }, indirect: { 'elm/json': '1.1.3' } },
    }),
  },
  {
    'app.deps.json': json({
      runtimeTarget: { name: 'x' },
      targets: { x: { 'app/1.0.0': { dependencies: { A: '1.0.0' } }, 'A/1.0.0': {} } },
      libraries: { 'app/1.0.0': { type: 'project' }, 'A/1.0.0': { type: 'package' } },
    }),
  },
  {
    'lib/apk/db/installed': 'P:a\nV:1.0-r0\nA:x86_64\n\nP:b\nV:1.0-r0\nA:x86_64\n\n',
    'etc/os-release': 'ID=alpine\nVERSION_ID=3.20.0\n',
  },
  {
    'var/lib/dpkg/status':
      'Package: a\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1.0\n\nPackage: b\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1.0\n\n',
    'etc/os-release': 'ID=debian\nVERSION_ID="12"\n',
  },
];

/**
 * Formats that are a list of complete lines or records, written in no fixed order and without a manifest that could be
 * compared: one that ends after a record is a shorter list, and nothing in its text says otherwise. Cuts within a line
 * are told all the same.
 */
const LISTS: ReadonlySet<string> = new Set([
  ...['Cargo.lock', 'gradle.lockfile', 'Manifest.toml', 'pubspec.lock', 'pdm.lock', 'uv.lock'],
  ...['installed', 'status', 'mix.lock', 'yarn.lock'],
]);
/** Manifests, which people write: they may end as they like. */
const MANIFESTS: ReadonlySet<string> = new Set(['go.mod', 'pom.xml']);

/** Sections that Conan leaves out when they are empty: a file without one is like any other. */
const MAY_BE_MISSING: ReadonlySet<string> = new Set(['without requires', 'without build_requires']);

const CASES = [
  ...SAMPLES.map(({ path, text, beside = {} }) => ({ [path]: text('1.0.0'), ...beside })),
  ...OWN,
]
  .map((files): [string, MemoryFiles] => [Object.keys(files)[0] ?? '', files])
  .filter(([path]) => !MANIFESTS.has(path));

const readersOf = (path: string) =>
  EXTRACTORS.filter((e) => matchesFile(e.files, path) && !e.id.startsWith('unread/'));

describe.each(CASES)('%s', (path, files) => {
  test('cut at many places', async () => {
    const text = String(files[path]);
    const isList = LISTS.has(path.slice(path.lastIndexOf('/') + 1));
    const variants = cuts(text, 80).filter(([, cut]) => !isList || (cut !== '' && !cut.endsWith('\n')));
    for (const extractor of readersOf(path))
      expect(await silentLosses(extractor, files, variants)).toEqual([]);
  });
});

const JSON_CASES = CASES.filter(
  ([path, files]) => String(files[path]).startsWith('{') && path !== 'bun.lock',
);

describe.each(JSON_CASES)('%s', (path, files) => {
  test('values of another type', async () => {
    const variants = otherTypes(String(files[path])).filter(([what]) => !MAY_BE_MISSING.has(what));
    for (const extractor of readersOf(path))
      expect(await silentLosses(extractor, files, variants)).toEqual([]);
  });
});
