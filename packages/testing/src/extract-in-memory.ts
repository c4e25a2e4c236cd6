/** Runs one extractor over files that exist only in memory: for tests and fuzzing. */
import type { ExtractContext, Extractor, ExtractResult, TargetFile } from '@theriac/core';
import { MemoryFile } from '@theriac/read/text';
import { matchesFile } from '@theriac/scan/plugins';
import { normalizePath } from '@theriac/scan/target';

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
  const content = files[path];
  if (content === undefined) throw new Error(`no file ${path} in memory`);
  return (await extractor.load())(new MemoryFile(path, content), memoryContext(extractor, files));
}

export function memoryContext(extractor: Extractor, files: MemoryFiles): ExtractContext {
  const paths = Object.keys(files).sort();
  const opened = new Map<string, TargetFile>();
  const find = (wanted: string): TargetFile | null => {
    const clean = normalizePath(wanted);
    if (clean === null || !Object.hasOwn(files, clean)) return null;
    const known = opened.get(clean) ?? new MemoryFile(clean, files[clean] ?? '');
    opened.set(clean, known);
    return known;
  };
  return {
    file: find,
    exists: (wanted) => find(wanted) !== null,
    matched: paths.filter((p) => matchesFile(extractor.files, p)),
    named: (name) => paths.filter((p) => p === name || p.endsWith(`/${name}`)),
  };
}
