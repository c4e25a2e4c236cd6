import { expect, test } from 'vitest';
import { extractors } from '../extractors/pypi/index.ts';
import { FileCache } from '../target/file-cache.ts';
import { MemoryTree } from '../target/memory-tree.ts';
import { readFiles } from './read-files.ts';

const requirements = extractors.filter(({ id }) => id === 'pypi/requirements-txt');

test('files after the largest number of packages are told as not read', async () => {
  const files = { 'a/requirements.txt': 'x==1\ny==1\n', 'b/requirements.txt': 'z==1\n' };
  const { inventory } = await readFiles({
    name: 'target',
    tree: new MemoryTree(files),
    files: Object.entries(files).map(([path, text]) => ({
      path,
      size: text.length,
      extractors: requirements,
      detectors: [],
    })),
    skipped: [],
    unknowns: [],
    report: () => {},
    maxComponents: 2,
  });
  expect(inventory.components.map(({ name }) => name)).toEqual(['x', 'y']);
  expect(inventory.unknowns.filter(({ reason }) => reason === 'too-large')).toEqual([
    expect.objectContaining({ location: { path: 'b/requirements.txt' }, losesComponents: true }),
  ]);
});

test('a large file is kept until it was read by all, a small one for those who ask again', () => {
  const cache = new FileCache();
  let opened = 0;
  const open = (path: string, size: number) => () => {
    opened += 1;
    const bytes = new Uint8Array();
    return { path, size, bytes: () => bytes, text: () => '', chunks: () => [] };
  };
  const large = () => cache.get('large', open('large', 100 * 1024 * 1024));
  const small = () => cache.get('small', open('small', 100));
  expect(large()).toBe(large());
  expect(opened).toBe(1);
  cache.release('large');
  large();
  expect(opened).toBe(2);
  expect(small()).toBe(small());
  cache.release('small');
  small();
  expect(opened).toBe(3);
});
