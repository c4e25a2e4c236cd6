import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { schemaFiles, schemaUrl } from './write-schemas.ts';

test.each([...schemaFiles()])('docs/schema/%s is what `npm run schemas` writes', (name, text) => {
  expect(readFileSync(schemaUrl(name), 'utf8')).toBe(text);
});
