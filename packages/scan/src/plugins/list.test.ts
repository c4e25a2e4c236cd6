import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { DETECTORS, EXTRACTORS } from './list.ts';

test('every folder of extractors is in the list', () => {
  const folders = readdirSync(new URL('../extractors', import.meta.url), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'shared')
    .map((entry) => entry.name)
    .sort();
  const listed = [...new Set(EXTRACTORS.map((e) => e.id.split('/')[0]))].sort();
  expect(listed).toEqual(folders);
});

test('plug-in folders are alike: a declaration in index.ts and tests beside it', () => {
  const home = fileURLToPath(new URL('..', import.meta.url));
  const declarations = readdirSync(home, { recursive: true, encoding: 'utf8' }).filter((path) =>
    /^(?:extractors|detectors)\/.+\/index\.ts$/.test(path),
  );
  expect(declarations.length).toBeGreaterThan(25);
  const untested = declarations.filter(
    (path) =>
      !readdirSync(join(home, dirname(path))).some((f) => /(?<!\.conformance|\.accuracy)\.test\.ts$/.test(f)),
  );
  expect(untested).toEqual([]);
});

test('ids are unique and say their folder', () => {
  const ids = EXTRACTORS.map((e) => e.id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[a-z]+\/[a-z-]+$/);
});

test.each(EXTRACTORS.map((e) => [e.id, e] as const))(
  '%s loads, and wants files that can exist',
  async (_, extractor) => {
    expect(typeof (await extractor.load())).toBe('function');
    const { names = [], extensions = [], patterns = [], magic = [], maxBytes } = extractor.files;
    expect(names.length + extensions.length + patterns.length + magic.length).toBeGreaterThan(0);
    expect(maxBytes).toBeGreaterThan(0);
    for (const name of names) expect(name).not.toContain('/');
    for (const extension of extensions) expect(extension).toMatch(/^\../);
  },
);

test('every folder of detectors is in the list', () => {
  const folders = readdirSync(new URL('../detectors', import.meta.url), { recursive: true, encoding: 'utf8' })
    .filter((path) => basename(path) === 'index.ts')
    .map((path) => basename(dirname(path)))
    .sort();
  expect(DETECTORS.map((d) => d.id).sort()).toEqual(folders);
});
