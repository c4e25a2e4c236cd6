import { listing } from '@theriac/testing/check-extraction';
import { extractInMemory, type MemoryFiles } from '@theriac/testing/extract-in-memory';
import { damaged, extractorOf } from '@theriac/testing/extractor-sweep';
import { expect, test } from 'vitest';
import { extractors } from './index.ts';

const read = (id: string, files: MemoryFiles) =>
  extractInMemory(extractorOf(extractors, id), files, Object.keys(files)[0] ?? '');

test('conan.lock of Conan 2: lists of references with their scope', async () => {
  const result = await read('conan/conan-lock', {
    'conan.lock': JSON.stringify({
      version: '0.5',
      requires: ['zlib/1.3.1#abc%1700000000.0', 'openssl/3.2.0@clinic/stable#def'],
      build_requires: ['cmake/3.27.0#123'],
      python_requires: [],
    }),
  });
  expect(listing(result).map((line) => line.replace(' direct', ''))).toEqual([
    'zlib@1.3.1 production',
    'openssl@3.2.0 production',
    'cmake@3.27.0 build',
  ]);
});

test('conan.lock of Conan 1: a graph with edges', async () => {
  const result = await read('conan/conan-lock', {
    'conan.lock': JSON.stringify({
      graph_lock: {
        nodes: {
          '0': { ref: 'viewer/1.0', requires: ['1'] },
          '1': { ref: 'openssl/3.0.0#abc', requires: ['2'] },
          '2': { ref: 'zlib/1.2.13#def' },
        },
      },
      version: '0.4',
    }),
  });
  const components = result.roots.flatMap((root) => root.components);
  const zlib = components.find((c) => c.name === 'zlib');
  expect(components.find((c) => c.name === 'openssl')?.dependsOn).toEqual([zlib?.key]);
});

damaged(
  extractorOf(extractors, 'conan/conan-lock'),
  'conan.lock',
  '{"version":"0.5","requires":["zlib/1.3.1"]}',
);
