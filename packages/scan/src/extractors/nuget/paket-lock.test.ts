import { listing } from '@theriac/testing/check-extraction';
import { extractInMemory, type MemoryFiles } from '@theriac/testing/extract-in-memory';
import { extractorOf } from '@theriac/testing/extractor-sweep';
import { expect, test } from 'vitest';
import { extractors } from './index.ts';

const read = (id: string, files: MemoryFiles) =>
  extractInMemory(extractorOf(extractors, id), files, Object.keys(files)[0] ?? '');

test('paket.lock: groups are scopes, paket.dependencies says what is direct', async () => {
  const result = await read('nuget/paket-lock', {
    'paket.lock':
      'NUGET\n  remote: https://feed.example.org/index.json\n    Giraffe (6.0)\n      FSharp.Core (>= 6.0)\n    FSharp.Core (6.0.5)\n\nGROUP Test\nNUGET\n  remote: https://feed.example.org/index.json\n    Expecto (9.0)\n',
    'paket.dependencies':
      'source https://feed.example.org/index.json\nnuget Giraffe\ngroup Test\n  nuget Expecto\n',
  });
  expect(listing(result)).toEqual([
    'Giraffe@6.0 production direct',
    'FSharp.Core@6.0.5 production',
    'Expecto@9.0 test direct',
  ]);
});
