import { extractInMemory, type MemoryFiles } from '@theriac/testing/extract-in-memory';
import { extractorOf } from '@theriac/testing/extractor-sweep';
import { expect, test } from 'vitest';
import { extractors } from './index.ts';

const lock = extractorOf(extractors, 'cargo/cargo-lock');
const manifest = extractorOf(extractors, 'cargo/cargo-toml');
const run = (files: MemoryFiles, path = 'Cargo.lock') => extractInMemory(lock, files, path);

const source = 'registry+https://registry.cargo.example/index';
const crate = (name: string, version: string, dependencies: string[] = [], local = false) =>
  `[[package]]\nname = "${name}"\nversion = "${version}"\n${local ? '' : `source = "${source}"\n`}${
    dependencies.length === 0 ? '' : `dependencies = [\n${dependencies.map((d) => ` "${d}",\n`).join('')}]\n`
  }\n`;

test('the only package without a source is the root; what it needs is direct', async () => {
  const { roots, unknowns } = await run({
    'Cargo.lock': `version = 3\n\n${crate('app', '0.1.0', ['serde', 'syn 2.0.0'], true)}${crate('serde', '1.0.0', ['syn 1.0.0'])}${crate('syn', '1.0.0')}${crate('syn', '2.0.0')}`,
  });
  expect(unknowns).toEqual([]);
  expect(roots[0]).toMatchObject({ name: 'app', version: '0.1.0' });
  expect(roots[0]?.components.map((c) => [c.key, c.direct, c.location.line, c.dependsOn])).toEqual([
    ['serde@1.0.0', true, 11, ['syn@1.0.0']],
    ['syn@1.0.0', false, 19, undefined],
    ['syn@2.0.0', true, 24, undefined],
  ]);
});

test('a workspace: members are first-party, their manifests give scopes', async () => {
  const { roots, unknowns } = await run({
    'Cargo.toml': '[workspace]\nmembers = ["core", "cli"]\n[workspace.dependencies]\nlog = "0.4"\n',
    'core/Cargo.toml':
      '[package]\nname = "core-lib"\n[dependencies]\nlog = { workspace = true }\nfast = { version = "1", optional = true }\n[dev-dependencies]\nproptest = "1"\n[target.\'cfg(unix)\'.build-dependencies]\ncompiler = { package = "cc", version = "1" }\n',
    'cli/Cargo.toml': '[package]\nname = "cli"\n[dependencies]\ncore-lib = { path = "../core" }\n',
    'Cargo.lock': `version = 4\n${crate('cc', '1.0.0')}${crate('cli', '0.1.0', ['core-lib'], true)}${crate('core-lib', '0.1.0', ['cc', 'fast', 'log', 'proptest'], true)}${crate('fast', '1.0.0')}${crate('log', '0.4.20')}${crate('proptest', '1.4.0', ['rand'])}${crate('rand', '0.8.0')}`,
  });
  expect(unknowns).toEqual([]);
  expect(
    roots[0]?.components.map((c) => [c.key, c.scope, c.direct, c.firstParty, c.requested, c.dependsOn]),
  ).toEqual([
    ['cc@1.0.0', 'build', true, undefined, '1', undefined],
    ['cli@0.1.0', 'production', true, true, undefined, ['core-lib@0.1.0']],
    [
      'core-lib@0.1.0',
      'production',
      true,
      true,
      undefined,
      ['cc@1.0.0', 'fast@1.0.0', 'log@0.4.20', 'proptest@1.4.0'],
    ],
    ['fast@1.0.0', 'optional', true, undefined, '1', undefined],
    ['log@0.4.20', 'production', true, undefined, '0.4', undefined],
    ['proptest@1.4.0', 'development', true, undefined, '1', ['rand@0.8.0']],
    ['rand@0.8.0', 'development', false, undefined, undefined, undefined],
  ]);
  expect(roots[0]?.components[2]?.origin).toEqual({ kind: 'workspace', path: 'core' });
});

test('version 1 keeps checksums apart and names sources in edges; git sources keep their commit', async () => {
  const git = 'git+https://git.example/x?branch=main#0123456789012345678901234567890123456789';
  const { roots } = await run({
    'Cargo.lock': `${crate('app', '0.1.0', [`a 1.0.0 (${source})`, `x 0.2.0 (${git})`], true)}${crate('a', '1.0.0')}[[package]]\nname = "x"\nversion = "0.2.0"\nsource = "${git}"\n\n[metadata]\n"checksum a 1.0.0 (${source})" = "${'ab'.repeat(32)}"\n`,
  });
  expect(roots[0]?.components.map((c) => [c.key, c.direct, c.hashes, c.origin])).toEqual([
    ['a@1.0.0', true, [{ algorithm: 'sha256', hex: 'ab'.repeat(32) }], { kind: 'registry' }],
    [
      'x@0.2.0',
      true,
      undefined,
      { kind: 'git', url: 'https://git.example/x', commit: '0123456789012345678901234567890123456789' },
    ],
  ]);
});

test('an edge that leads nowhere is a known unknown', async () => {
  const { unknowns } = await run({ 'Cargo.lock': `version = 3\n${crate('app', '1.0.0', ['gone'], true)}` });
  expect(unknowns).toMatchObject([
    { reason: 'dangling-edge', package: 'gone', location: { line: 6 }, losesComponents: true },
  ]);
});

test('Cargo.toml alone gives ranges; with a lockfile above it lists nothing, and says what must be there', async () => {
  const text =
    '[package]\nname = "app"\nversion = "1.0.0"\n[dependencies]\na = "1.2"\nb = "=1.2.3"\nc = { path = "../c" }\nd = 5\n';
  const alone = await extractInMemory(manifest, { 'x/Cargo.toml': text }, 'x/Cargo.toml');
  expect(alone.roots[0]?.components.map((c) => [c.name, c.version, c.requested, c.location.line])).toEqual([
    ['a', null, '1.2', 5],
    ['b', '1.2.3', '=1.2.3', 6],
    ['c', null, undefined, 7],
  ]);
  expect(alone.unknowns.map((u) => [u.reason, u.package, u.losesComponents])).toEqual([
    ['dynamic', 'd', true],
    ['unresolved-version', 'a', false],
    ['unresolved-version', undefined, true],
  ]);
  const lock = '[[package]]\nname = "app"\nversion = "1.0.0"\n';
  const locked = await extractInMemory(
    manifest,
    { 'x/Cargo.toml': text, 'Cargo.lock': lock },
    'x/Cargo.toml',
  );
  const excluded = await extractInMemory(
    manifest,
    { 'x/Cargo.toml': text, 'Cargo.lock': '' },
    'x/Cargo.toml',
  );
  expect(excluded.unknowns).toEqual(alone.unknowns);
  expect(excluded.roots[0]?.components).toEqual(alone.roots[0]?.components);
  expect(locked).toMatchObject({ roots: [], unknowns: [], locked: { lockfile: 'Cargo.lock' } });
  expect(locked.locked?.asks.map((a) => a.name)).toEqual(['a', 'b']);
});
