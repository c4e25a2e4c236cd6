import { listing } from '@theriac/testing/check-extraction';
import { extractInMemory, type MemoryFiles } from '@theriac/testing/extract-in-memory';
import { damaged, extractorOf } from '@theriac/testing/extractor-sweep';
import { expect, test } from 'vitest';
import { extractors } from './index.ts';

const pubspec = extractorOf(extractors, 'pub/pubspec-yaml');
const read = (path: string, files: MemoryFiles) => extractInMemory(pubspec, files, path);

const TEXT = `name: portal
version: 1.0.0
environment:
  sdk: ^3.0.0
dependencies:
  flutter:
    sdk: flutter
  http: ^0.13.0
  intl: 0.19.0
  any_version:
  forms:
    hosted: https://packages.example.org
    version: ">=1.0.0 <2.0.0"
  audit:
    git:
      url: https://example.org/audit.git
      ref: v1.2
  kit: { path: ../kit }
dev_dependencies:
  lints: ^3.0.0
dependency_overrides:
`;

test('pubspec.yaml: ranges, exact versions, git and folders; the SDK is no package', async () => {
  const result = await read('pubspec.yaml', { 'pubspec.yaml': TEXT });
  expect(listing(result)).toEqual([
    'http@? production direct',
    'intl@0.19.0 production direct',
    'any_version@? production direct',
    'forms@? production direct',
    'audit@? production direct',
    'kit@? production direct',
    'lints@? development direct',
  ]);
  expect(result.roots[0]).toMatchObject({ name: 'portal', version: '1.0.0' });
  expect(result.unknowns.map((u) => u.package)).toEqual([
    'http',
    'any_version',
    'forms',
    'audit',
    'lints',
    undefined,
  ]);
  expect(result.unknowns.at(-1)).toMatchObject({ losesComponents: true });
});

test('a lockfile beside it, or above a member of a workspace, covers it', async () => {
  const nothing = { roots: [], unknowns: [] };
  expect(await read('pubspec.yaml', { 'pubspec.yaml': TEXT, 'pubspec.lock': '' })).toMatchObject(nothing);
  const member = { 'pkgs/a/pubspec.yaml': `resolution: workspace\n${TEXT}`, 'pubspec.lock': '' };
  expect(await read('pkgs/a/pubspec.yaml', member)).toMatchObject(nothing);
  const stranger = { 'pkgs/a/pubspec.yaml': TEXT, 'pubspec.lock': '' };
  expect((await read('pkgs/a/pubspec.yaml', stranger)).roots).toHaveLength(1);
});

test('a section of another type is a known unknown', async () => {
  const { unknowns } = await read('pubspec.yaml', { 'pubspec.yaml': 'name: a\ndependencies: [http]\n' });
  expect(unknowns).toMatchObject([{ reason: 'unparseable', location: { line: 2 }, losesComponents: true }]);
});

damaged(pubspec, 'pubspec.yaml', TEXT);
