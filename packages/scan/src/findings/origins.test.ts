/** A public advisory speaks of what a registry delivers: not of a folder of that name, and perhaps not of a fork. */

import { makeFolder, makeStore, osvRecord, removeFolders, scanWith } from '@theriac/testing/make-target';
import { makeZip } from '@theriac/testing/make-zip';
import { afterAll, beforeAll, expect, test } from 'vitest';

type Files = Readonly<Record<string, string>>;

const MALICIOUS = { ...osvRecord('MAL-2025-1', 'npm', 'evil', [{ introduced: '0' }]) };
let store: Awaited<ReturnType<typeof makeStore>>;
beforeAll(async () => {
  store = await makeStore({ npm: [MALICIOUS] });
});
afterAll(removeFolders);

const npm = (
  packages: Readonly<Record<string, object>>,
  dependencies: Readonly<Record<string, string>>,
): Files => ({
  'package-lock.json': JSON.stringify({
    name: 'app',
    lockfileVersion: 3,
    packages: { '': { name: 'app', dependencies }, ...packages },
  }),
});
const HASH = 'a'.repeat(40);

const LOCAL: Readonly<Record<string, Files>> = {
  'npm file:': npm(
    { 'node_modules/flawed': { resolved: 'lib/flawed', link: true }, 'lib/flawed': { version: '1.0.0' } },
    { flawed: 'file:lib/flawed' },
  ),
  pnpm: {
    'pnpm-lock.yaml':
      "lockfileVersion: '9.0'\nimporters:\n  .:\n    dependencies:\n      flawed:\n        specifier: file:lib\n        version: file:lib\npackages:\n  flawed@file:lib:\n    resolution: {directory: lib, type: directory}\nsnapshots:\n  flawed@file:lib: {}\n",
  },
  'Bundler PATH': {
    Gemfile: "gem 'flawed', path: 'lib'\n",
    'Gemfile.lock':
      'PATH\n  remote: lib\n  specs:\n    flawed (1.0.0)\n\nPLATFORMS\n  ruby\n\nDEPENDENCIES\n  flawed!\n',
  },
  'Composer path': {
    'composer.json': '{"require":{"example/flawed":"*"}}',
    'composer.lock': JSON.stringify({
      packages: [{ name: 'example/flawed', version: '1.0.0', dist: { type: 'path', url: 'lib' } }],
      'packages-dev': [],
    }),
  },
  'Poetry directory': {
    'pyproject.toml': '[tool.poetry]\nname = "app"\n[tool.poetry.dependencies]\nflawed = {path = "lib"}\n',
    'poetry.lock':
      '[[package]]\nname = "flawed"\nversion = "1.0.0"\noptional = false\ngroups = ["main"]\nfiles = []\n\n[package.source]\ntype = "directory"\nurl = "lib"\n\n[metadata]\nlock-version = "2.1"\ncontent-hash = "x"\n',
  },
  'uv directory': {
    'uv.lock':
      'version = 1\n[[package]]\nname = "app"\nversion = "1"\nsource = { virtual = "." }\ndependencies = [{ name = "flawed" }]\n[[package]]\nname = "flawed"\nversion = "1.0.0"\nsource = { directory = "lib" }\n',
  },
};

test.each(Object.keys(LOCAL))('%s: a local folder is not the public package of its name', async (name) => {
  const result = await scanWith(store, makeFolder({ 'lib/README': '', ...LOCAL[name] }));
  expect(result.inventory.components.map((c) => c.name)).toContain(
    name === 'Composer path' ? 'example/flawed' : 'flawed',
  );
  expect(result.findings.filter((f) => f.kind === 'vulnerability')).toEqual([]);
  expect(result.coverage.find((c) => c.area === 'vulnerabilities')).toMatchObject({ reasons: [] });
});

const git = (name: string): Files =>
  npm(
    {
      [`node_modules/${name}`]: {
        version: '1.0.0',
        resolved: `git+ssh://git@git.example.org/clinic/${name}.git#${HASH}`,
      },
    },
    { [name]: `git+ssh://git@git.example.org/clinic/${name}.git` },
  );

test('a copy from git is perhaps the public package: shown, never failing, and not certain', async () => {
  const result = await scanWith(store, makeFolder(git('flawed')));
  const [finding] = result.findings.filter((f) => f.kind === 'vulnerability');
  expect(finding).toMatchObject({ rule: 'TEST-npm-1', uncertain: true, status: { state: 'open' } });
  expect(finding?.notes[0]).toMatch(/comes from a git repository, not from the registry/);
  expect(result.gate).toMatchObject({ state: 'incomplete', failing: [] });
  expect(result.inventory.components.find((c) => c.name === 'flawed')?.purl).toBe(
    `pkg:npm/flawed@1.0.0?vcs_url=git%2Bssh:%2F%2Fgit%40git.example.org%2Fclinic%2Fflawed.git%40${HASH}`,
  );
});

test('a record of malware says nothing of a git package of that name', async () => {
  const result = await scanWith(store, makeFolder(git('evil')));
  expect(result.findings.filter((f) => f.kind === 'malware')).toEqual([]);
  expect(result.coverage.find((c) => c.area === 'malware')?.state).toBe('complete');
});

test('what only a registry copy makes certain is certain', async () => {
  const both = npm(
    {
      'node_modules/flawed': {
        version: '1.0.0',
        resolved: 'https://packages.example.org/flawed/-/flawed-1.0.0.tgz',
      },
      'node_modules/a': { version: '1.0.0', dependencies: { flawed: '*' } },
      'node_modules/a/node_modules/flawed': {
        version: '1.0.0',
        resolved: `git+https://git.example.org/clinic/flawed.git#${HASH}`,
      },
    },
    { flawed: '1.0.0', a: '1.0.0' },
  );
  const result = await scanWith(store, makeFolder(both));
  expect(result.findings.find((f) => f.kind === 'vulnerability')?.uncertain).toBeUndefined();
  expect(result.gate.state).toBe('failed');
});

test('a record whose end cannot be read matches perhaps, and never as "every version"', async () => {
  const open = osvRecord('A-1', 'npm', 'open', [{ introduced: '1.0.0' }, { fixed: 'soon' }]);
  const result = await scanWith(
    await makeStore({ npm: [open] }),
    makeFolder(npm({ 'node_modules/open': { version: '9.0.0' } }, { open: '*' })),
  );
  const finding = result.findings.find((f) => f.rule === 'A-1');
  expect(finding).toMatchObject({
    uncertain: true,
    evidence: [{ range: '>=1.0.0 (the end cannot be read)' }],
    notes: ['The end of the affected versions in A-1 cannot be read: open 9.0.0 may be free of it.'],
  });
  expect(result.gate.state).toBe('incomplete');
});

test('a jar that names no group is perhaps any package of its artifact id', async () => {
  const jar = makeZip({ 'META-INF/MANIFEST.MF': 'Manifest-Version: 1.0\n' });
  const scanOf = (name: string) => scanWith(store, makeFolder({ [name]: jar }));
  const result = await scanOf('flawed-1.0.0.jar');
  expect(result.inventory.components[0]).toMatchObject({
    purl: 'pkg:generic/flawed@1.0.0',
    guessed: 'the manifest and the file name',
  });
  expect(result.findings.filter((f) => f.kind === 'vulnerability')).toMatchObject([
    { rule: 'TEST-maven-1', uncertain: true },
  ]);
  expect(result.gate.state).toBe('incomplete');
  const other = await scanOf('other-1.0.0.jar');
  expect(other.findings.filter((f) => f.kind === 'vulnerability')).toEqual([]);
  expect(other.coverage.find((c) => c.area === 'vulnerabilities')?.reasons).toEqual([
    'Java (Maven): 1 component with a guessed name could not be matched for certain',
  ]);
});

test('what the baseline has and nobody has decided is not asked about again', async () => {
  const folder = makeFolder({ 'go.mod': 'module m\n\ngo 1.0.0\n' });
  const flawedGo = await makeStore({ golang: [osvRecord('GO-1', 'Go', 'stdlib')] });
  const first = await scanWith(flawedGo, folder);
  expect(first.gate).toMatchObject({ state: 'incomplete', failing: [] });
  expect(first.gate.reasons[0]).toContain('for Go: a toolchain line');
  const baseline = new Map(first.findings.map((f) => [f.fingerprint, { firstSeen: f.firstSeen }]));
  const again = await scanWith(flawedGo, folder, { baseline, onlyNew: true });
  expect(again.gate.state).toBe('passed');
});

test('what was for development only and is for production now is new beside the baseline', async () => {
  const lock = (dev: boolean): Record<string, string> => ({
    'package-lock.json': JSON.stringify({
      lockfileVersion: 3,
      packages: {
        '': dev ? { devDependencies: { flawed: '*' } } : { dependencies: { flawed: '*' } },
        'node_modules/flawed': { version: '1.0.0', ...(dev ? { dev: true } : {}) },
      },
    }),
  });
  const flawed = await makeStore();
  const scope = (dev: boolean) => (dev ? ('development' as const) : ('production' as const));
  const states = async (before: boolean, now: boolean): Promise<string[]> => {
    const first = await scanWith(flawed, makeFolder(lock(before)));
    const baseline = new Map(
      first.findings.map((f) => [f.fingerprint, { firstSeen: f.firstSeen, scope: scope(before) }]),
    );
    const { findings } = await scanWith(flawed, makeFolder(lock(now)), { baseline, onlyNew: true });
    return findings.filter((f) => f.kind === 'vulnerability').map((f) => f.status.state);
  };
  expect(await states(true, false)).toEqual(['open']);
  expect(await states(true, true)).toEqual(['known']);
  expect(await states(false, true)).toEqual(['known']);
});
