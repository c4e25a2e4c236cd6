import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { referencePages } from './write-reference.ts';

test.each([...(await referencePages())])(
  'docs/reference/%s is up to date (npm run reference)',
  (path, text) => {
    expect(readFileSync(new URL(`../docs/reference/${path}`, import.meta.url), 'utf8')).toBe(text);
  },
);
