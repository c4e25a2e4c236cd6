import { listing } from '@theriac/testing/check-extraction';
import { extractInMemory, type MemoryFiles } from '@theriac/testing/extract-in-memory';
import { damaged, extractorOf } from '@theriac/testing/extractor-sweep';
import { expect, test } from 'vitest';
import { extractors } from './index.ts';

const read = (id: string, files: MemoryFiles) =>
  extractInMemory(extractorOf(extractors, id), files, Object.keys(files)[0] ?? '');

const LOCK = `packages:
  http:
    dependency: "direct main"
    description:
      name: http
      sha256: "${'a'.repeat(64)}"
      url: "https://packages.example.org"
    source: hosted
    version: "1.1.0"
  lints:
    dependency: "direct dev"
    description:
      name: lints
    source: hosted
    version: "3.0.0"
  meta:
    dependency: transitive
    description:
      name: meta
    source: hosted
    version: "1.11.0"
  own:
    dependency: "direct main"
    description:
      path: "../own"
      relative: true
    source: path
    version: "0.0.1"
sdks:
  dart: ">=3.0.0 <4.0.0"
`;

test('pubspec.lock: direct, development and transitive packages, hashes, packages of the repository', async () => {
  const result = await read('pub/pubspec-lock', { 'pubspec.lock': LOCK });
  expect(listing(result)).toEqual([
    'http@1.1.0 production direct',
    'lints@3.0.0 development direct',
    'meta@1.11.0 production',
    'own@0.0.1 production direct',
  ]);
  expect(result.roots[0]?.components[0]?.hashes).toEqual([{ algorithm: 'sha256', hex: 'a'.repeat(64) }]);
  expect(result.roots[0]?.components[3]?.firstParty).toBe(true);
});

damaged(extractorOf(extractors, 'pub/pubspec-lock'), 'pubspec.lock', LOCK);
