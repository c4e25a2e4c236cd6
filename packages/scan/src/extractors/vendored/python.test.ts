import { listing } from '@theriac/testing/check-extraction';
import { extractInMemory } from '@theriac/testing/extract-in-memory';
import { damaged, extractorOf } from '@theriac/testing/extractor-sweep';
import { expect, test } from 'vitest';
import { extractors } from './index.ts';

const python = extractorOf(extractors, 'vendored/python');
const PATH = 'src/pip/_vendor/vendor.txt';
const read = (text: string) => extractInMemory(python, { [PATH]: text }, PATH);

test('pins, also indented ones; comments are left out', async () => {
  const result = await read('CacheControl==0.12.11  # note\n# a comment\nrequests==2.31.0\n    idna==3.4\n');
  expect(listing(result)).toEqual([
    'CacheControl@0.12.11 production direct',
    'requests@2.31.0 production direct',
    'idna@3.4 production direct',
  ]);
  expect(result.roots[0]?.components[2]?.location).toEqual({ path: PATH, line: 4 });
  expect(result.unknowns).toEqual([]);
});

test('what is not pinned and an empty list lose components', async () => {
  expect((await read('requests>=2\n')).unknowns).toMatchObject([
    { reason: 'unparseable', location: { line: 1 }, losesComponents: true },
  ]);
  expect((await read('')).unknowns).toMatchObject([{ reason: 'no-package-data', losesComponents: true }]);
});

damaged(python, PATH, 'CacheControl==0.12.11\nrequests==2.31.0\n');
