/** What must hold of every extraction, whatever the input: for the tests and the fuzzing of extractors. */
import { type Extractor, type ExtractResult, type Location, TheriacError } from '@theriac/core';
import { extractInMemory, type MemoryFiles } from './extract-in-memory.ts';

/** Runs `extractor` over `path` of an in-memory target. */
export function extractFromMemory(
  extractor: Extractor,
  path: string,
  target: MemoryFiles,
): Promise<ExtractResult> {
  return extractInMemory(extractor, target, path);
}

/**
 * The result, or the code of the `TheriacError` that the file earned; any other error passes through.
 * Tests of hostile input accept both.
 */
export async function extractOrRefuse(
  extractor: Extractor,
  path: string,
  target: MemoryFiles,
): Promise<ExtractResult | string> {
  try {
    return await extractFromMemory(extractor, path, target);
  } catch (error) {
    if (error instanceof TheriacError) return error.code;
    throw error;
  }
}

/**
 * What is wrong with a result, in words; empty when all holds: unique keys and root paths, edges that lead
 * somewhere, lines inside their file, names that are not empty, and the reason for every missing version.
 * @param textOf text of a file of the target, or null when there is none
 */
export function flawsOf(result: ExtractResult, textOf: (path: string) => string | null): string[] {
  const flaws: string[] = [];
  const keys = new Set<string>();
  const paths = new Set<string>();
  const lineCounts = new Map<string, number>();
  const check = (what: string, { path, line }: Location): void => {
    let count = lineCounts.get(path);
    if (count === undefined) {
      const text = textOf(path);
      if (text === null) {
        flaws.push(`${what}: no file ${path}`);
        return;
      }
      count = text.split('\n').length;
      lineCounts.set(path, count);
    }
    if (line !== undefined && (!Number.isInteger(line) || line < 1 || line > count)) {
      flaws.push(`${what}: line ${line} of ${count} in ${path}`);
    }
  };
  for (const root of result.roots) {
    if (paths.has(root.path)) flaws.push(`two roots ${root.path}`);
    paths.add(root.path);
    for (const component of root.components) {
      if (keys.has(component.key)) flaws.push(`two components ${component.key}`);
      keys.add(component.key);
      if (component.name === '') flaws.push(`no name: ${component.key}`);
      if (component.version === '') flaws.push(`empty version: ${component.key}`);
      check(component.key, component.location);
    }
  }
  for (const component of result.roots.flatMap((root) => root.components)) {
    for (const key of component.dependsOn ?? []) {
      if (!keys.has(key)) flaws.push(`${component.key} depends on ${key}, which is not there`);
    }
    if (component.version === null && component.firstParty !== true && result.unknowns.length === 0) {
      flaws.push(`${component.key} has no version and nothing says why`);
    }
  }
  for (const unknown of result.unknowns) check(`unknown ${unknown.reason}`, unknown.location);
  return flaws;
}

/** `name@version scope direct` of every component, sorted by root and order of listing: short to compare. */
export function listing(result: ExtractResult): string[] {
  return result.roots.flatMap((root) =>
    root.components.map((c) => `${c.name}@${c.version ?? '?'} ${c.scope}${c.direct ? ' direct' : ''}`),
  );
}
