import { listing } from '@theriac/testing/check-extraction';
import { extractInMemory, type MemoryFiles } from '@theriac/testing/extract-in-memory';
import { extractorOf } from '@theriac/testing/extractor-sweep';
import { expect, test } from 'vitest';
import { extractors } from './index.ts';

const read = (id: string, files: MemoryFiles) =>
  extractInMemory(extractorOf(extractors, id), files, Object.keys(files)[0] ?? '');

test('Package.resolved, version 1 and an address with user and password', async () => {
  const result = await read('swift/package-resolved', {
    'Package.resolved': JSON.stringify({
      object: {
        pins: [
          {
            package: 'nio',
            repositoryURL: 'https://user:secret@github.com/apple/swift-nio.git',
            state: { branch: null, revision: 'abc', version: '2.0.0' },
          },
          { package: 'x', repositoryURL: 'git@example.org:team/x.git', state: { revision: 'def' } },
        ],
      },
      version: 1,
    }),
  });
  expect(listing(result)).toEqual([
    'github.com/apple/swift-nio@2.0.0 production direct',
    'example.org/team/x@def production direct',
  ]);
  expect(JSON.stringify(result)).not.toContain('secret');
});
