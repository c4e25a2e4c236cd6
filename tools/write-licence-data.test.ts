/** Generated licence data is what the generators write today. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { licenceIdsModule } from './write-licence-ids.ts';

test('the table of ids is the one of the installed SPDX packages', () => {
  const file = new URL('../packages/core/src/licence/spdx-ids.ts', import.meta.url);
  expect(readFileSync(file, 'utf8')).toBe(licenceIdsModule());
});
