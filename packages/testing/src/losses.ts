/** What a damaged file may not do: list less than the whole one without a known unknown that says so. */
import { DEFAULT_CONFIG } from '@theriac/govern';
import { takeInventory } from '@theriac/scan';
import { MemoryTree } from '@theriac/scan/target';
import type { MemoryFiles } from './extract-in-memory.ts';
import type { Seed } from './seeds/index.ts';

export interface Listed {
  /** `name@version` of every component. */
  readonly components: ReadonlySet<string>;
  /** Names of components without a version, which is said of each. */
  readonly unversioned: ReadonlySet<string>;
  /** Whether a known unknown says that components may be missing. */
  readonly isTold: boolean;
}

/** Takes the inventory of files in memory, as a scan of their folder does. */
export async function listed(files: MemoryFiles): Promise<Listed> {
  const target = { tree: new MemoryTree(files), file: undefined, name: 'target' };
  const { inventory, defects } = await takeInventory({ path: target, config: DEFAULT_CONFIG });
  const [defect] = defects;
  if (defect !== undefined) throw defect.error;
  const { components, unknowns } = inventory;
  return {
    components: new Set(components.map((c) => `${c.name}@${c.version ?? ''}`)),
    unversioned: new Set(components.filter((c) => c.version === null).map((c) => c.name)),
    isTold: unknowns.some((u) => u.losesComponents),
  };
}

/** Path and content of the file of a seed that is damaged. */
export function subjectOf({ files }: Seed): readonly [path: string, content: Buffer] {
  const [path = ''] = Object.keys(files);
  return [path, Buffer.from(files[path] ?? '')];
}

/**
 * @param by `count`: a component that another stands for is not lost, as where a number is a valid version
 * @returns components of the whole that are listed no more, where nothing says that some are missing
 */
export async function silentLoss(
  seed: Seed,
  whole: Listed,
  damaged: Uint8Array | string,
  by: 'each' | 'count' = 'each',
): Promise<string[]> {
  const [path] = subjectOf(seed);
  const rest = await listed({ ...seed.files, [path]: damaged });
  if (rest.isTold || (by === 'count' && rest.components.size >= whole.components.size)) return [];
  return [...whole.components].filter(
    (entry) => !rest.components.has(entry) && !rest.unversioned.has(entry.slice(0, entry.lastIndexOf('@'))),
  );
}

/** A JSON text with each value, down to `depth` levels, replaced by one of another type; each with what was done. */
export function otherTypes(text: string, depth: number): [what: string, text: string][] {
  const top: unknown = JSON.parse(text);
  return replaced(top, depth).map(({ what, value }) => [what, `${JSON.stringify(value, null, 2)}\n`]);
}

/** A JSON text with each key of it, down to `depth` levels, twice: first with its value, then with an empty one. */
export function doubledKeys(text: string, depth: number): [what: string, text: string][] {
  return keysOf(JSON.parse(text), depth, []).map((path) => [
    path.join('/'),
    `${withDoubled(JSON.parse(text), path)}\n`,
  ]);
}

function keysOf(value: unknown, depth: number, path: readonly string[]): (readonly string[])[] {
  if (depth === 0 || typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    ...(Array.isArray(value) ? [] : [[...path, key]]),
    ...keysOf(inner, depth - 1, [...path, key]),
  ]);
}

function withDoubled(value: unknown, path: readonly string[]): string {
  const [first, ...rest] = path;
  if (first === undefined || typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, inner]) => {
    const text = key === first && rest.length > 0 ? withDoubled(inner, rest) : JSON.stringify(inner);
    if (Array.isArray(value)) return text;
    const name = JSON.stringify(key);
    const empty = Array.isArray(inner) ? '[]' : typeof inner === 'object' ? '{}' : '""';
    return key === first && rest.length === 0 ? `${name}: ${text},\n${name}: ${empty}` : `${name}: ${text}`;
  });
  return Array.isArray(value) ? `[\n${members.join(',\n')}\n]` : `{\n${members.join(',\n')}\n}`;
}

/** A line `key: value` or `key = value` of YAML, TOML and the like, or one after which indented lines are the value. */
const PAIR = /^(\s*(?:- )?["'\w./@+-]{1,200}\s*[:=])(?:\s+(\S.*))?$/;

/**
 * A text of lines with each value replaced by one of another type; a value of several indented lines is replaced as a
 * whole. Each with what was done.
 */
export function otherLines(text: string): [what: string, text: string][] {
  const lines = text.split('\n');
  return lines.flatMap((line, at) => {
    const [, key, value] = PAIR.exec(line) ?? [];
    if (key === undefined) return [];
    const indent = line.length - line.trimStart().length;
    let end = at + 1;
    const isInside = (next: string): boolean =>
      next.trim() !== '' && next.length - next.trimStart().length > indent;
    if (value === undefined || /[[({]$/.test(value))
      while (end < lines.length && isInside(lines[end] ?? '')) end += 1;
    if (/[[({]$/.test(value ?? '')) end += 1;
    // An empty list or mapping is of the same type.
    const same = value !== undefined ? value : (lines[at + 1] ?? '').trim().startsWith('- ') ? '[]' : '{}';
    return ['true', '1', '[]', '{}']
      .filter((other) => other !== same)
      .map((other): [string, string] => [
        `line ${at + 1} as ${other}`,
        [...lines.slice(0, at), `${key} ${other}`, ...lines.slice(end)].join('\n'),
      ]);
  });
}

const OTHERS: readonly unknown[] = [true, 1, 'x', [], {}, null];

interface Replaced {
  readonly what: string;
  readonly value: unknown;
}

function replaced(value: unknown, depth: number): Replaced[] {
  if (depth === 0 || typeof value !== 'object' || value === null) return [];
  const put = (key: string, inner: unknown): unknown =>
    Array.isArray(value)
      ? value.map((item, at) => (String(at) === key ? inner : item))
      : { ...value, [key]: inner };
  return Object.entries(value).flatMap(([key, inner]) => [
    ...OTHERS.filter((other) => kindOf(other) !== kindOf(inner)).map((other) => ({
      what: `${key} as ${JSON.stringify(other)}`,
      value: put(key, other),
    })),
    ...replaced(inner, depth - 1).map((deeper) => ({
      what: `${key}/${deeper.what}`,
      value: put(key, deeper.value),
    })),
  ]);
}

function kindOf(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value;
}
