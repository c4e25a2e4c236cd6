import { listing } from '@theriac/testing/check-extraction';
import { extractInMemory, type MemoryFiles } from '@theriac/testing/extract-in-memory';
import { damaged, extractorOf } from '@theriac/testing/extractor-sweep';
import { expect, test } from 'vitest';
import { extractors } from './index.ts';

const conanfile = extractorOf(extractors, 'conan/conanfile-txt');
const read = (files: MemoryFiles) => extractInMemory(conanfile, files, 'conanfile.txt');

const TEXT = `[requires]
openssl/1.1.1g # pinned
zlib/[>=1.2 <2]@
own/1.0@clinic/stable#abc
not a reference

[tool_requires]
cmake/3.22.6
[test_requires]
gtest/1.14.0
[generators]
CMakeDeps
`;

test('conanfile.txt: references by section; ranges and what is no reference are known unknowns', async () => {
  const result = await read({ 'conanfile.txt': TEXT });
  expect(listing(result)).toEqual([
    'openssl@1.1.1g production direct',
    'zlib@? production direct',
    'own@1.0 production direct',
    'cmake@3.22.6 build direct',
    'gtest@1.14.0 test direct',
  ]);
  expect(result.unknowns.map((u) => `${u.reason} ${u.location.line ?? ''} ${u.losesComponents}`)).toEqual([
    'unresolved-version 3 false',
    'unparseable 5 true',
    'unresolved-version  true',
  ]);
  expect(await read({ 'conanfile.txt': TEXT, 'conan.lock': '{}' })).toMatchObject({
    roots: [],
    unknowns: [],
  });
});

damaged(conanfile, 'conanfile.txt', TEXT);
