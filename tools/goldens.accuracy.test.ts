import { readFileSync } from 'node:fs';
import { expect, inject, test } from 'vitest';
import { goldenPath, renderGoldens } from './write-goldens.ts';

test('what the terminal says about the examples is what was reviewed (`npm run goldens`)', async () => {
  const rendered = await renderGoldens(inject('feedsData'));
  expect([...rendered.keys()]).toHaveLength(6);
  for (const [name, text] of rendered) expect(text, name).toBe(readFileSync(goldenPath(name), 'utf8'));
});
