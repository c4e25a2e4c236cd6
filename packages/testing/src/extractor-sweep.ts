/** The tests that every extractor passes, declared in one line: real files, damaged files, arbitrary text. */
import type { Extractor } from '@theriac/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { extractInMemory, type MemoryFiles } from './extract-in-memory.ts';
import { faultsOf, mutate } from './extractor-checks.ts';
import { fixture, fixtureNames, LANGUAGES } from './public-sets.ts';

export function extractorOf(extractors: readonly Extractor[], id: string): Extractor {
  const found = extractors.find((e) => e.id === id);
  if (found === undefined) throw new RangeError(`no extractor ${id}`);
  return found;
}

/**
 * @param folder below the languages of the public scanner's test data
 * @param name what each file pretends to be called; null when they keep their names and see one another
 * @param counts how many components files hold; the first is also what gets damaged
 */
export function sweep(
  extractor: Extractor,
  folder: string,
  name: string | null,
  counts: Readonly<Record<string, number>>,
): void {
  const names = fixtureNames(`${LANGUAGES}/${folder}`);
  const read = (file: string) => fixture(`${LANGUAGES}/${folder}/${file}`);
  const target = (file: string): [MemoryFiles, string] =>
    name === null
      ? [Object.fromEntries(names.map((n) => [n, read(n)])), file]
      : [{ [name]: read(file) }, name];

  describe(`${extractor.id} over ${folder}`, () => {
    test.each(names)('%s keeps the promises of every extractor', async (file) => {
      expect(await faultsOf(extractor, ...target(file))).toEqual([]);
    });

    test.each(Object.entries(counts))('%s holds %i components', async (file, count) => {
      const { roots } = await extractInMemory(extractor, ...target(file));
      expect(roots.flatMap((r) => r.components)).toHaveLength(count);
    });

    const [first = names[0] ?? ''] = Object.keys(counts);
    damaged(extractor, name ?? first, read(first).toString());
  });
}

/** Damaged versions of `valid`, and arbitrary text, end in known unknowns or coded errors. */
export function damaged(extractor: Extractor, name: string, valid: string, others: MemoryFiles = {}): void {
  test('damage ends in known unknowns or coded errors', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(), { minLength: 1, maxLength: 4 }), async (seed) => {
        expect(await faultsOf(extractor, { ...others, [name]: mutate(valid, seed) }, name)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test('arbitrary text ends in known unknowns or coded errors', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), async (text) => {
        expect(await faultsOf(extractor, { ...others, [name]: text }, name)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
}
