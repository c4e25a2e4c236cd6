/** What a lockfile may not do when it is damaged: list less than before and say nothing. */
import { type Extractor, TheriacError } from '@theriac/core';
import { MemoryFile } from '@theriac/read/text';
import { runExtractor } from '@theriac/scan/plugins';
import { MemoryTree } from '@theriac/scan/target';
import { contextIn, type MemoryFiles } from './extract-in-memory.ts';

/**
 * Runs `extractor` over damaged versions of a lockfile as a scan does, and returns those that list less than the whole
 * without a known unknown that says so.
 * @param files the first one is the lockfile
 */
export async function silentLosses(
  extractor: Extractor,
  files: MemoryFiles,
  variants: readonly (readonly [what: string, text: string])[],
): Promise<string[]> {
  const [path = ''] = Object.keys(files);
  const whole = await listed(extractor, files, path, String(files[path]));
  const losses: string[] = [];
  for (const [what, text] of variants) {
    const { names, isTold } = await listed(extractor, files, path, text);
    const lost = [...whole.names].filter((name) => !names.has(name));
    if (lost.length > 0 && !isTold) losses.push(`${what}: ${lost.slice(0, 3).join(', ')}`);
  }
  return losses;
}

async function listed(
  extractor: Extractor,
  files: MemoryFiles,
  path: string,
  text: string,
): Promise<{ names: ReadonlySet<string>; isTold: boolean }> {
  const all = { ...files, [path]: text };
  const context = contextIn(new MemoryTree(all), extractor, Object.keys(all).sort());
  const file = new MemoryFile(path, text);
  const thrown: unknown[] = [];
  const result = await runExtractor(extractor, file, { path, size: file.size }, context, ({ error }) => {
    thrown.push(error);
  });
  const [defect] = thrown;
  if (defect !== undefined && !(defect instanceof TheriacError)) throw defect;
  const components = result.roots.flatMap((root) => root.components);
  return {
    names: new Set(components.map((c) => `${c.name}@${c.version ?? ''}`)),
    // A component without a version is seen as such; one that is missing has to be told.
    isTold: result.unknowns.some((u) => u.losesComponents || u.reason === 'unresolved-version'),
  };
}

/** The text cut at about `count` places spread over it, and at every line break nearby. */
export function cuts(text: string, count: number): [what: string, text: string][] {
  const places = new Set<number>();
  const end = text.trimEnd().length;
  for (let i = 0; i < count; i += 1) {
    const at = Math.floor((i * end) / count);
    places.add(at);
    const line = text.indexOf('\n', at);
    if (line >= 0 && line + 1 < end) places.add(line + 1);
  }
  return [...places].map((at) => [`cut at ${at} of ${text.length}`, text.slice(0, at)]);
}

/** A JSON text with each value at the top replaced by one of another type, and left out. */
export function otherTypes(text: string): [what: string, text: string][] {
  const top = JSON.parse(text) as Record<string, unknown>;
  const others: readonly unknown[] = [true, 1, 'x', [], {}, null];
  return Object.keys(top).flatMap((key) => [
    ...others
      .filter((other) => kindOf(other) !== kindOf(top[key]))
      .map((other): [string, string] => [
        `${key} as ${JSON.stringify(other)}`,
        JSON.stringify({ ...top, [key]: other }),
      ]),
    [`without ${key}`, JSON.stringify(Object.fromEntries(Object.entries(top).filter(([k]) => k !== key)))],
  ]);
}

function kindOf(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value;
}
