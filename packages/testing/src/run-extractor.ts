/** Runs one extractor over one file of a folder on disk, outside a scan: for its tests and for fuzzing. */
import type { Extractor, ExtractResult } from '@theriac/core';
import { DirectoryTree } from '@theriac/scan/target';
import { contextIn } from './extract-in-memory.ts';

/**
 * @param folder the target's root
 * @param path the file to extract, relative to it
 * @param others further paths of the target that the walk would have seen
 */
export async function runExtractor(
  extractor: Extractor,
  folder: string,
  path: string,
  others: readonly string[] = [],
): Promise<ExtractResult> {
  const tree = new DirectoryTree(folder);
  const file = tree.file(path);
  if (file === null) throw new Error(`no file ${path} in the test folder`);
  const paths = [...new Set([path, ...others])].sort();
  return (await extractor.load())(file, contextIn(tree, extractor, paths));
}
