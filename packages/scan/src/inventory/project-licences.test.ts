import type { Inventory, Root } from '@theriac/core';
import { DEFAULT_LICENCE_POLICY } from '@theriac/govern';
import { makeFolder, removeFolders } from '@theriac/testing/make-target';
import { afterAll, expect, test } from 'vitest';
import { openTarget } from '../target/target.ts';
import { withProjectLicences } from './project-licences.ts';

afterAll(removeFolders);

const root = (path: string): Root => ({ id: path, path, extractor: 'x', ecosystem: 'npm' });

function licencesOf(
  files: Readonly<Record<string, string>>,
  paths: readonly string[],
  project?: string,
): (string | undefined)[] {
  const inventory: Inventory = { roots: paths.map(root), components: [], unknowns: [], skipped: [] };
  const licences = { ...DEFAULT_LICENCE_POLICY, ...(project === undefined ? {} : { project }) };
  const { tree } = openTarget(makeFolder(files));
  const { roots } = withProjectLicences(inventory, { tree, config: { licences } });
  return roots.map(({ licence }) =>
    licence === undefined ? undefined : `${licence.declared} ${licence.path}`,
  );
}

test.each([
  ['package.json', '{"license":"AGPL-3.0-only"}', 'AGPL-3.0-only'],
  ['composer.json', '{"license":["MIT","GPL-2.0-only"]}', 'MIT OR GPL-2.0-only'],
  ['Cargo.toml', '[package]\nlicense = "MIT OR Apache-2.0"\n', 'MIT OR Apache-2.0'],
  ['pyproject.toml', '[project]\nlicense = {text = "BSD-3-Clause"}\n', 'BSD-3-Clause'],
  ['setup.cfg', '[metadata]\nlicense = GPL-3.0-or-later\n', 'GPL-3.0-or-later'],
  [
    'pom.xml',
    '<project><licenses><license><name>Apache-2.0</name></license></licenses></project>',
    'Apache-2.0',
  ],
])('%s says it', (name, text, licence) => {
  const [said] = licencesOf({ [name]: text }, [name]);
  expect(said?.replaceAll(/[()]/g, '')).toBe(`${licence} ${name}`);
});

test('a folder without a statement has that of the nearest folder around it', () => {
  const files = {
    'package.json': '{"license":"MIT"}',
    'tools/package.json': '{"license":"GPL-3.0-only"}',
    'tools/x/requirements.txt': '',
    'other/go.mod': '',
  };
  expect(licencesOf(files, ['tools/x/requirements.txt', 'other/go.mod', 'Dockerfile'])).toEqual([
    'GPL-3.0-only tools/package.json',
    'MIT package.json',
    'MIT package.json',
  ]);
});

test('theriac.yaml decides for all', () => {
  expect(licencesOf({ 'package.json': '{"license":"MIT"}' }, ['package.json'], 'Apache-2.0')).toEqual([
    'Apache-2.0 theriac.yaml',
  ]);
});

test('a manifest that cannot be read says nothing', () => {
  expect(licencesOf({ 'package.json': '{"license":' }, ['package-lock.json'])).toEqual([undefined]);
});
