import { listing } from '@theriac/testing/check-extraction';
import { extractInMemory, type MemoryFiles } from '@theriac/testing/extract-in-memory';
import { damaged, extractorOf } from '@theriac/testing/extractor-sweep';
import { expect, test } from 'vitest';
import { extractors } from './index.ts';

const read = (id: string, files: MemoryFiles) =>
  extractInMemory(extractorOf(extractors, id), files, Object.keys(files)[0] ?? '');

test('cabal.project.freeze: exact constraints; flags are not packages', async () => {
  const result = await read('hackage/cabal-freeze', {
    'cabal.project.freeze':
      'active-repositories: hackage.haskell.org:merge\nconstraints: any.aeson ==2.1.2.1,\n             aeson -cffi,\n             any.text ==2.0.2\n',
  });
  expect(listing(result).map((line) => line.split(' ')[0])).toEqual(['aeson@2.1.2.1', 'text@2.0.2']);
});

test('stack.yaml.lock: packages beside the snapshot with their hashes; the snapshot is a known unknown', async () => {
  const sha256 = 'a'.repeat(64);
  const result = await read('hackage/stack-lock', {
    'stack.yaml.lock': `packages:\n- completed:\n    hackage: acme-missiles-0.3@sha256:${sha256},613\n  original:\n    hackage: acme-missiles-0.3\nsnapshots:\n- completed:\n    url: https://packages.example.org/lts/21/0.yaml\n  original: lts-21.0\n`,
  });
  expect(listing(result).map((line) => line.split(' ')[0])).toEqual(['acme-missiles@0.3']);
  expect(result.roots[0]?.components[0]?.hashes).toEqual([{ algorithm: 'sha256', hex: sha256 }]);
  expect(result.unknowns.some((u) => u.losesComponents)).toBe(true);
});

damaged(
  extractorOf(extractors, 'hackage/cabal-freeze'),
  'cabal.project.freeze',
  'constraints: any.aeson ==2.1.2.1,\n             any.text ==2.0.2\n',
);
