/** Runs one extractor over files that exist only in memory: for tests and fuzzing. */
import type { ExtractContext, Extractor, ExtractResult, Tree } from '@theriac/core';
import { matchesFile } from '@theriac/scan/plugins';
import { MemoryTree } from '@theriac/scan/target';

export type MemoryFiles = Readonly<Record<string, string | Uint8Array>>;

/**
 * @param files the whole target: path → content
 * @param path the file to extract; may be one that the extractor's matcher does not want
 */
export async function extractInMemory(
  extractor: Extractor,
  files: MemoryFiles,
  path: string,
): Promise<ExtractResult> {
  const tree = new MemoryTree(files);
  const file = tree.file(path, Number.POSITIVE_INFINITY);
  if (file === null) throw new Error(`no file ${path} in memory`);
  return (await extractor.load())(file, contextIn(tree, extractor, Object.keys(files).sort()));
}

/** The context that a scan gives an extractor, over any tree. */
export function contextIn(tree: Tree, extractor: Extractor, paths: readonly string[]): ExtractContext {
  return {
    file: (wanted) => tree.file(wanted),
    exists: (wanted) => tree.exists(wanted),
    matched: paths.filter((p) => matchesFile(extractor.files, p)),
    named: (name) => paths.filter((p) => p === name || p.endsWith(`/${name}`)),
  };
}
