import { listing } from '@theriac/testing/check-extraction';
import { extractInMemory, type MemoryFiles } from '@theriac/testing/extract-in-memory';
import { damaged, extractorOf } from '@theriac/testing/extractor-sweep';
import { expect, test } from 'vitest';
import { extractors } from './index.ts';

const read = (id: string, files: MemoryFiles) =>
  extractInMemory(extractorOf(extractors, id), files, Object.keys(files)[0] ?? '');

test('vcpkg.json: versions are known only where they are overridden', async () => {
  const result = await read('vcpkg/manifest', {
    'vcpkg.json': JSON.stringify({
      name: 'viewer',
      version: '1.0',
      dependencies: ['zlib', { name: 'openssl', 'version>=': '3.0.0' }, { name: 'cmake-tools', host: true }],
      overrides: [{ name: 'zlib', version: '1.3.1' }],
    }),
  });
  expect(listing(result)).toEqual([
    'zlib@1.3.1 production direct',
    'openssl@? production direct',
    'cmake-tools@? build direct',
  ]);
  expect(result.unknowns.some((u) => u.losesComponents)).toBe(true);
});

test('vcpkg status: what is installed, with port versions and edges; features are not packages', async () => {
  const result = await read('vcpkg/installed', {
    'vcpkg_installed/vcpkg/status':
      'Package: openssl\nVersion: 3.2.0\nPort-Version: 2\nDepends: zlib:x64-linux, vcpkg-cmake\nStatus: install ok installed\n\nPackage: zlib\nVersion: 1.3.1\nStatus: install ok installed\n\nPackage: zlib\nFeature: extra\nStatus: install ok installed\n\nPackage: old\nVersion: 1\nStatus: purge ok not-installed\n',
  });
  expect(listing(result)).toEqual(['openssl@3.2.0#2 production direct', 'zlib@1.3.1 production']);
});

damaged(extractorOf(extractors, 'vcpkg/manifest'), 'vcpkg.json', '{"dependencies":["zlib"]}');
