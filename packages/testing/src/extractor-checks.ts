/** What must hold for every extractor and every input, for tests: over real fixtures and over broken files. */
import { type Extractor, type ExtractResult, TheriacError } from '@theriac/core';
import { MemoryFile } from '@theriac/read/text';
import { extractInMemory, type MemoryFiles } from './extract-in-memory.ts';

/**
 * Runs `extractor` twice and returns what is wrong with the result, empty when nothing is. A `TheriacError` is a
 * fair answer to a bad file; any other exception is passed on.
 */
export async function faultsOf(extractor: Extractor, files: MemoryFiles, path: string): Promise<string[]> {
  const first = await outcome(extractor, files, path);
  const second = await outcome(extractor, files, path);
  const faults: string[] = [];
  if (JSON.stringify(first) !== JSON.stringify(second)) faults.push('two runs differ');
  if (first instanceof TheriacError) return faults;
  const roots = new Set<string>();
  for (const root of first.roots) {
    if (roots.has(root.path)) faults.push(`root ${root.path} twice`);
    roots.add(root.path);
    const keys = new Set(root.components.map((c) => c.key));
    if (keys.size !== root.components.length) faults.push('a key appears twice');
    for (const component of root.components) {
      for (const to of component.dependsOn ?? []) if (!keys.has(to)) faults.push(`no component ${to}`);
      if (component.name === '') faults.push('a component has no name');
      if (component.version === '') faults.push(`${component.name} has an empty version`);
      checkLine(component.location, files, faults);
    }
  }
  for (const unknown of first.unknowns) checkLine(unknown.location, files, faults);
  return faults;
}

function checkLine(location: { path: string; line?: number }, files: MemoryFiles, faults: string[]): void {
  if (location.line === undefined) return;
  const content = files[location.path];
  if (content === undefined) {
    faults.push(`no file ${location.path}`);
    return;
  }
  const lines = new MemoryFile(location.path, content).text().split('\n').length;
  if (location.line < 1 || location.line > lines)
    faults.push(`${location.path} has no line ${location.line}`);
}

async function outcome(
  extractor: Extractor,
  files: MemoryFiles,
  path: string,
): Promise<ExtractResult | TheriacError> {
  try {
    return await extractInMemory(extractor, files, path);
  } catch (error) {
    if (error instanceof TheriacError) return error;
    throw error;
  }
}

/** Broken versions of a valid text, chosen by `seed`: cut, flipped, doubled, swapped, poisoned. */
export function mutate(text: string, seed: readonly number[]): string {
  let result = text;
  for (const number of seed) {
    const at = result.length === 0 ? 0 : number % result.length;
    const lines = result.split('\n');
    const line = number % lines.length;
    switch (number % 7) {
      case 0:
        result = result.slice(0, at);
        break;
      case 1:
        result = result.slice(0, at) + String.fromCharCode(32 + (number % 95)) + result.slice(at + 1);
        break;
      case 2:
        lines.splice(line, 0, lines[line] ?? '');
        result = lines.join('\n');
        break;
      case 3:
        lines.splice(line, 1);
        result = lines.join('\n');
        break;
      case 4:
        result = result.replaceAll(lines[line]?.trim().split(/[\s:="<]/)[0] || '\u0001', '__proto__');
        break;
      case 5:
        result = result.slice(0, at) + '[{<("'.charAt(number % 5).repeat(number % 300) + result.slice(at);
        break;
      default:
        result = `${result.slice(0, at)}\u0000\u{1f4a3}${result.slice(at)}`;
    }
  }
  return result;
}
