/** Runs one extractor over one file of a folder, outside a scan: for its tests and for fuzzing. */
import type { ExtractContext, Extractor, ExtractResult } from '@theriac/core';
import { matchesFile } from '@theriac/scan/plugins';
import { FileTree } from '@theriac/scan/target';

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
  const tree = new FileTree(folder);
  const seen = [...new Set([path, ...others])].sort();
  const context: ExtractContext = {
    file: (wanted) => tree.file(wanted),
    exists: (wanted) => tree.exists(wanted),
    matched: seen.filter((p) => matchesFile(extractor.files, p)),
    named: (name) => seen.filter((p) => p === name || p.endsWith(`/${name}`)),
  };
  const file = tree.file(path);
  if (file === null) throw new Error(`no file ${path} in the test folder`);
  return (await extractor.load())(file, context);
}
