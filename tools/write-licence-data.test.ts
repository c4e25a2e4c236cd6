/** Generated licence data is what the generators write today. */
import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import { COMPILED, TEXTS } from '@theriac/scan/licence-texts';
import { expect, test } from 'vitest';
import { licenceIdsModule } from './write-licence-ids.ts';
import { licenceTextsData } from './write-licence-texts.ts';

test('the table of ids is the one of the installed SPDX packages', () => {
  const file = new URL('../packages/core/src/licence/spdx-ids.ts', import.meta.url);
  expect(readFileSync(file, 'utf8')).toBe(licenceIdsModule());
});

test('the texts, and the words that are matched, are those of the installed SPDX package', () => {
  const { compiled, texts } = licenceTextsData();
  expect(brotliDecompressSync(Buffer.from(COMPILED, 'base64')).equals(compiled)).toBe(true);
  expect(brotliDecompressSync(Buffer.from(TEXTS, 'base64')).equals(texts)).toBe(true);
});
