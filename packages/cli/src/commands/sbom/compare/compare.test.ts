/** The verdict and the differences come first; only what differs decides. */
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder, removeFolders, writeInto } from '@theriac/testing/make-target';
import { runInProcess } from '@theriac/testing/run-in-process';
import { afterAll, expect, test } from 'vitest';

afterAll(removeFolders);

const packageFile = (name: string, version: string, more: object = {}): string =>
  JSON.stringify({ name, version, license: 'MIT', ...more });
const document = (purls: readonly string[]): string =>
  JSON.stringify({
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    components: purls.map((purl) => {
      const [, name, version] = /^pkg:npm\/(.+)@([^@]+)$/.exec(purl) ?? [];
      return { type: 'library', name, version, purl };
    }),
  });

async function compare(
  files: Readonly<Record<string, string>> | string,
  purls: readonly string[],
  ...more: string[]
) {
  const folder = typeof files === 'string' ? files : makeFolder(files);
  const file = join(makeFolder({ 'vendor.cdx.json': document(purls) }), 'vendor.cdx.json');
  const env = { THERIAC_DATA: makeFolder(), THERIAC_OFFLINE: '1' };
  return runInProcess(['sbom', 'compare', file, folder, ...more], { env, terminal: 80 });
}

const TREE = {
  'package.json': JSON.stringify({ name: 'app', dependencies: { a: '^2.0.0', b: '^1.0.0', '@s/c': '1' } }),
  'node_modules/a/package.json': packageFile('a', '2.0.0'),
  'node_modules/a/dist/package.json': '{"type":"module"}',
  'node_modules/b/package.json': packageFile('b', '1.0.0', { dependencies: { a: '^1.0.0' } }),
  'node_modules/b/node_modules/a/package.json': packageFile('a', '1.0.0'),
  'node_modules/@s/c/package.json': packageFile('@s/c', '1.0.0'),
  'node_modules/.bin/tool': '',
};
const ALL = ['pkg:npm/a@2.0.0', 'pkg:npm/a@1.0.0', 'pkg:npm/b@1.0.0', 'pkg:npm/%40s/c@1.0.0'];

test('packages that no lockfile lists are read from node_modules, nested and scoped ones too', async () => {
  const { code, stdout } = await compare(TREE, ALL);
  expect(stdout).toMatch(/^vendor\.cdx\.json matches /);
  expect(stdout).toContain('4 components of the artefact');
  expect(code).toBe(0);
});

test('what differs comes first and fails the gate, without an index', async () => {
  const { code, stdout } = await compare(TREE, [...ALL.slice(1), 'pkg:npm/ghost@1.0.0']);
  const lines = stdout.split('\n');
  expect(lines[0]).toMatch(/^vendor\.cdx\.json does NOT match .*: 2 differences$/);
  expect(stdout).toContain('document  a is not listed');
  expect(stdout).toContain('document  ghost: 1.0.0');
  expect(lines.every((line) => line.length <= 80)).toBe(true);
  expect(code).toBe(1);
});

test('the store of pnpm is read, and each package once', async () => {
  const store = 'node_modules/.pnpm';
  const folder = makeFolder({
    'package.json': JSON.stringify({ name: 'app', dependencies: { b: '1.0.0' } }),
    [`${store}/a@1.0.0/node_modules/a/package.json`]: packageFile('a', '1.0.0'),
    [`${store}/b@1.0.0/node_modules/b/package.json`]: packageFile('b', '1.0.0', { dependencies: { a: '1' } }),
  });
  symlinkSync('.pnpm/b@1.0.0/node_modules/b', join(folder, 'node_modules/b'));
  symlinkSync('../../a@1.0.0/node_modules/a', join(folder, `${store}/b@1.0.0/node_modules/a`));
  const { code, stdout } = await compare(folder, ['pkg:npm/a@1.0.0', 'pkg:npm/b@1.0.0']);
  expect(stdout).toContain('2 components of the artefact');
  expect(code).toBe(0);
});

test('an equal hash is told, another one is critical', async () => {
  const sri = (letter: string) => `sha512-${Buffer.alloc(64, letter).toString('base64')}`;
  const folder = makeFolder({ 'node_modules/a/package.json': packageFile('a', '1.0.0') });
  const notes = (letter: string) =>
    writeInto(
      folder,
      'node_modules/.package-lock.json',
      JSON.stringify({ packages: { 'node_modules/a': { version: '1.0.0', integrity: sri(letter) } } }),
    );
  const hashes = [{ alg: 'SHA-512', content: Buffer.alloc(64, 'x').toString('hex') }];
  const bom = JSON.parse(document(['pkg:npm/a@1.0.0'])) as { components: object[] };
  bom.components = bom.components.map((c) => ({ ...c, hashes }));
  const file = join(makeFolder({ 'v.json': JSON.stringify(bom) }), 'v.json');
  const env = { THERIAC_DATA: makeFolder(), THERIAC_OFFLINE: '1' };
  notes('x');
  const same = await runInProcess(['sbom', 'compare', file, folder], { env });
  expect([same.code, same.stdout]).toEqual([0, expect.stringContaining('1 of them with an equal hash')]);
  notes('y');
  const other = await runInProcess(['sbom', 'compare', file, folder], { env });
  expect([other.code, other.stdout]).toEqual([1, expect.stringContaining('other contents')]);
});

test.each([
  ['a package that is asked for and not installed', { ...TREE, 'node_modules/b/package.json': '' }],
  ['code without a package file', { ...TREE, 'node_modules/hidden/index.js': 'run()' }],
  [
    'a dependency that is missing',
    { ...TREE, 'node_modules/b/package.json': packageFile('b', '1.0.0', { dependencies: { gone: '1' } }) },
  ],
])('%s: the comparison is not complete', async (_, files) => {
  const { code, stdout } = await compare(files, ALL);
  expect(code).not.toBe(0);
  expect(stdout).toContain('Not fully known of the artefact');
});

test('JSON has the differences as findings and nothing else', async () => {
  const { stdout } = await compare(TREE, ALL.slice(1), '--format', 'json');
  const { findings, gate, coverage } = JSON.parse(stdout) as {
    findings: { rule: string }[];
    gate: { state: string };
    coverage: { area: string }[];
  };
  expect(findings.map((f) => f.rule)).toEqual(['THERIAC-SBOM-UNLISTED']);
  expect([gate.state, coverage.map((c) => c.area)]).toEqual(['failed', ['inventory']]);
});
