import { TheriacError } from '@theriac/core';
import { MemoryFile } from '@theriac/read/text';
import { mutate } from '@theriac/testing/extractor-checks';
import { fixture, LANGUAGES } from '@theriac/testing/public-sets';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readXml } from './index.ts';

const read = (content: string | Uint8Array) => readXml(new MemoryFile('a.xml', content));
const refused = (content: string) => {
  try {
    read(content);
  } catch (error) {
    return error instanceof TheriacError ? [error.code, error.place.line] : error;
  }
  return null;
};

test('any damage ends in a tree or a coded error', () => {
  const valid = fixture(`${LANGUAGES}/java/pomxml/testdata/interpolation.xml`).toString();
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: 1, maxLength: 4 }), (seed) => {
      const outcome = refused(mutate(valid, seed));
      expect(outcome === null || Array.isArray(outcome)).toBe(true);
    }),
    { numRuns: 200 },
  );
});
