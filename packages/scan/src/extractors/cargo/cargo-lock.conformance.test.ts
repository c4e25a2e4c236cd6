import { extractInMemory, type MemoryFiles } from '@theriac/testing/extract-in-memory';
import { extractorOf, sweep } from '@theriac/testing/extractor-sweep';
import { fixture, LANGUAGES } from '@theriac/testing/public-sets';
import { expect, test } from 'vitest';
import { extractors } from './index.ts';

const lock = extractorOf(extractors, 'cargo/cargo-lock');
const manifest = extractorOf(extractors, 'cargo/cargo-toml');
const run = (files: MemoryFiles, path = 'Cargo.lock') => extractInMemory(lock, files, path);

sweep(lock, 'rust/cargolock/testdata', 'Cargo.lock', {
  'many-packages.lock': 6,
  'duplicate.lock': 2,
  'two-packages-with-local.lock': 1,
  'empty.lock': 0,
});
sweep(manifest, 'rust/cargotoml/testdata', 'Cargo.toml', {
  'two-dependencies.toml': 2,
  'git-dependency-with-commit.toml': 1,
  'no-dependency.toml': 0,
});

test('without a package of the target, what nothing else needs is direct', async () => {
  const { roots } = await run({
    'Cargo.lock': fixture(`${LANGUAGES}/rust/cargolock/testdata/many-packages.lock`),
  });
  expect(roots[0]?.components.filter((c) => !c.direct).map((c) => c.key)).toEqual(['memchr@2.4.1']);
});
