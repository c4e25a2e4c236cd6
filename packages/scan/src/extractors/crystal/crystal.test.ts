import { listing } from '@theriac/testing/check-extraction';
import { extractInMemory } from '@theriac/testing/extract-in-memory';
import { damaged, extractorOf } from '@theriac/testing/extractor-sweep';
import { expect, test } from 'vitest';
import { extractors } from './index.ts';

const shards = extractorOf(extractors, 'crystal/shard-lock');
const read = (text: string) => extractInMemory(shards, { 'shard.lock': text }, 'shard.lock');

const LOCK = `version: 2.0
shards:
  db:
    git: https://github.com/crystal-lang/crystal-db.git
    version: 0.13.1

  own:
    path: ../own
    version: 0.1.0

  radix:
    git: https://git.example/radix.git
    version: 0.4.1+git.commit.${'ab'.repeat(20)}

`;

test('repositories with versions, commits and folders', async () => {
  const result = await read(LOCK);
  expect(listing(result)).toEqual([
    'crystal-lang/crystal-db@0.13.1 production direct',
    'own@? production direct',
    `git.example/radix@${'ab'.repeat(20)} production direct`,
  ]);
  expect(result.unknowns).toEqual([]);
  expect(result.roots[0]?.components[0]).toMatchObject({ ecosystem: 'github', location: { line: 3 } });
});

test('version 1 has short addresses', async () => {
  const result = await read(
    'version: 1.0\nshards:\n  kemal:\n    github: kemalcr/kemal\n    version: 0.26.0\n',
  );
  expect(listing(result)).toEqual(['kemalcr/kemal@0.26.0 production direct']);
});

test.each([
  ['', 'no-package-data'],
  ['version: 2.0\n', 'no-package-data'],
  ['version: 2.0\nshards: [a]\n', 'no-package-data'],
  ['version: 3.0\nshards: {}\n', 'unsupported-version'],
  ['version: 2.0\nshards:\n  a:\n    version: 1.0.0\n', 'no-package-data'],
])('%j is a known unknown', async (text, reason) => {
  expect((await read(text)).unknowns[0]).toMatchObject({ reason, losesComponents: true });
});

damaged(shards, 'shard.lock', LOCK);
