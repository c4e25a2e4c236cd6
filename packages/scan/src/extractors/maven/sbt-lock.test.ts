import { listing } from '@theriac/testing/check-extraction';
import { extractInMemory, type MemoryFiles } from '@theriac/testing/extract-in-memory';
import { damaged, extractorOf } from '@theriac/testing/extractor-sweep';
import { expect, test } from 'vitest';
import { extractors } from './index.ts';

const read = (id: string, files: MemoryFiles) =>
  extractInMemory(extractorOf(extractors, id), files, Object.keys(files)[0] ?? '');

test('build.sbt.lock: configurations are scopes', async () => {
  const result = await read('maven/sbt-lock', {
    'build.sbt.lock': JSON.stringify({
      lockVersion: 1,
      dependencies: [
        {
          org: 'org.typelevel',
          name: 'cats-core_2.13',
          version: '2.9.0',
          configurations: ['compile', 'test'],
        },
        { org: 'org.scalatest', name: 'scalatest_2.13', version: '3.2.15', configurations: ['test'] },
      ],
    }),
  });
  expect(listing(result)).toEqual([
    'org.typelevel:cats-core_2.13@2.9.0 production direct',
    'org.scalatest:scalatest_2.13@3.2.15 test direct',
  ]);
});

damaged(
  extractorOf(extractors, 'maven/sbt-lock'),
  'build.sbt.lock',
  '{"dependencies":[{"org":"a","name":"b","version":"1"}]}',
);
