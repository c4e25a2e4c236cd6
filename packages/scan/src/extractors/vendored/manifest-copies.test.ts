import { listing } from '@theriac/testing/check-extraction';
import { extractInMemory, type MemoryFiles } from '@theriac/testing/extract-in-memory';
import { damaged, extractorOf } from '@theriac/testing/extractor-sweep';
import { describe, expect, test } from 'vitest';
import { extractors } from './index.ts';

const composer = extractorOf(extractors, 'vendored/composer-package');
const cargo = extractorOf(extractors, 'vendored/crate');
const COPY = 'vendor/acme/mail/composer.json';
const TEXT = '{"name":"acme/mail","version":"v2.0.0"}';
const SUM = 'vendor/time/.cargo-checksum.json';
const CRATE = '[package]\nname = "time"\nversion = "0.1.43"\n';

describe('a copied package of Composer', () => {
  const read = (files: MemoryFiles) => extractInMemory(composer, { [COPY]: TEXT, ...files }, COPY);

  test('is listed by its own manifest', async () => {
    expect(listing(await read({}))).toEqual(['acme/mail@2.0.0 production direct']);
  });

  test('without a version is a known unknown', async () => {
    const { unknowns } = await read({ [COPY]: '{"name":"acme/mail"}' });
    expect(unknowns).toMatchObject([{ reason: 'unresolved-version', package: 'acme/mail' }]);
  });

  test.each(['composer.lock', 'vendor/composer/installed.json'])('is left to %s', async (list) => {
    expect((await read({ [list]: '{}' })).roots).toEqual([]);
  });

  damaged(composer, COPY, TEXT);
});

describe('a crate copied by `cargo vendor`', () => {
  const read = (files: MemoryFiles) => extractInMemory(cargo, { [SUM]: '{}', ...files }, SUM);

  test('is listed by its Cargo.toml', async () => {
    expect(listing(await read({ 'vendor/time/Cargo.toml': CRATE }))).toEqual([
      'time@0.1.43 production direct',
    ]);
  });

  test('without a manifest, or a name in it, is a known unknown', async () => {
    for (const files of [{}, { 'vendor/time/Cargo.toml': '[package]\n' }])
      expect((await read(files)).unknowns).toMatchObject([{ losesComponents: true }]);
  });

  test('is left to Cargo.lock', async () => {
    expect((await read({ 'Cargo.lock': '' })).roots).toEqual([]);
  });
});
