import { type KnownUnknown, TheriacError } from '@theriac/core';
import { MemoryFile } from '@theriac/read/text';
import { mutate } from '@theriac/testing/extractor-checks';
import { fixture, LANGUAGES } from '@theriac/testing/public-sets';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readToml } from './index.ts';

const read = (text: string, reported: KnownUnknown[] = []) =>
  readToml(new MemoryFile('a.toml', text), (u) => reported.push(u));

test('a lockfile of 1,350 packages is read whole', () => {
  const one = fixture(`${LANGUAGES}/python/poetrylock/testdata/one-package-with-metadata.lock`).toString();
  const block = one.slice(0, one.indexOf('[metadata]'));
  const text = block.repeat(1350);
  expect(read(text).tables('package')).toHaveLength(1350);
});

test('any text and any damage ends in a value or a coded error', () => {
  const valid = fixture(`${LANGUAGES}/python/pylock/testdata/pdm-full.toml`).toString();
  const safe = (text: string) => {
    try {
      read(text);
    } catch (error) {
      if (!(error instanceof TheriacError)) throw error;
    }
  };
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), safe), { numRuns: 500 });
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: 1, maxLength: 4 }), (seed) => safe(mutate(valid, seed))),
    { numRuns: 300 },
  );
});
