import { readdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { expect, test } from 'vitest';
import { CONFIGURATION_AREAS } from './areas.ts';

test('every technology with a folder is in the list, once', () => {
  const folders = readdirSync(new URL('.', import.meta.url), { recursive: true, encoding: 'utf8' })
    .filter((path) => basename(path) === 'area.ts')
    .map((path) => basename(dirname(path)))
    .sort();
  expect(CONFIGURATION_AREAS.map(({ id }) => id).sort()).toEqual(folders);
});

test.each(CONFIGURATION_AREAS.map((area) => [area.id, area] as const))(
  'rules of %s are asked of something that it declares',
  async (_, area) => {
    const { rules } = await area.load();
    expect(rules.length).toBeGreaterThan(0);
    for (const rule of rules) expect(rule.id).toMatch(/^[A-Z0-9]+(?:-[A-Z0-9]+)+$/);
  },
);
