/** What a package.json says about itself and asks for: used beside every npm lockfile and alone. */
import {
  type ExtractContext,
  type KnownUnknown,
  type Scope,
  type TargetFile,
  TheriacError,
  withoutEnd,
} from '@theriac/core';
import {
  asArray,
  asObject,
  asString,
  get,
  type JsonDocument,
  type JsonObject,
  type JsonValue,
  readJson,
} from '@theriac/read/json';

export interface Manifest {
  readonly path: string;
  readonly name?: string;
  readonly version?: string;
  readonly licence?: string;
  readonly asks: ReadonlyMap<string, Ask>;
  /** Patterns of `workspaces`, empty when there are none. */
  readonly workspaces: readonly string[];
  readonly document: JsonDocument;
}

export interface Ask {
  readonly scope: Scope;
  readonly range: string;
  /** Section of the manifest it is in. */
  readonly section: string;
  /** May be missing from the lockfile without anything being wrong. */
  readonly mayBeAbsent: boolean;
}

/** Reads and parses; syntax errors are thrown as `readJson` throws them. */
export function readManifest(file: TargetFile, report: (unknown: KnownUnknown) => void): Manifest {
  const document = readJson(file, report);
  const top = asObject(document.value);
  const name = asString(get(top, 'name'));
  const version = asString(get(top, 'version'));
  const licence = licenceOf(get(top, 'license') ?? get(top, 'licenses'));
  return {
    path: file.path,
    ...(name === undefined ? {} : { name }),
    ...(version === undefined ? {} : { version }),
    ...(licence === undefined ? {} : { licence }),
    asks: asksOf(top),
    workspaces: workspacePatterns(get(top, 'workspaces')),
    document,
  };
}

/** The manifest at `path`, or null when it is absent or no readable JSON (its own extractor reports that). */
export function manifestAt(context: ExtractContext, path: string): Manifest | null {
  const file = context.file(path);
  if (file === null) return null;
  try {
    return readManifest(file, () => {});
  } catch (error) {
    if (error instanceof TheriacError) return null;
    throw error;
  }
}

/**
 * Direct dependencies of a package.json, or of an entry with the same fields in a lockfile. A name in several
 * sections counts in the one that is present most (npm itself lets devDependencies win; for what can hurt in
 * production the wider reading is the safe one). Of peer dependencies only a name found nowhere else counts.
 */
export function asksOf(top: JsonObject): Map<string, Ask> {
  const asks = new Map<string, Ask>();
  const peerMeta = asObject(get(top, 'peerDependenciesMeta'));
  const add = (section: string, scope: Scope, mayBeAbsent: boolean): void => {
    for (const [name, range] of Object.entries(asObject(get(top, section)))) {
      if (typeof range === 'string') asks.set(name, { scope, range, section, mayBeAbsent });
    }
  };
  for (const [name, range] of Object.entries(asObject(get(top, 'peerDependencies')))) {
    if (typeof range !== 'string') continue;
    const optional = get(asObject(get(peerMeta, name)), 'optional') === true;
    asks.set(name, {
      scope: optional ? 'optional' : 'production',
      range,
      section: 'peerDependencies',
      mayBeAbsent: true,
    });
  }
  add('devDependencies', 'development', false);
  add('dependencies', 'production', false);
  // npm copies optional dependencies into `dependencies` too; there the optional section wins.
  add('optionalDependencies', 'optional', true);
  return asks;
}

/** `"MIT"`, `{type: "MIT"}` or a list of either → one expression. */
export function licenceOf(value: JsonValue | undefined): string | undefined {
  const one = (item: JsonValue | undefined): string | undefined =>
    asString(item) ?? asString(get(asObject(item), 'type'));
  if (!Array.isArray(value)) return one(value) || undefined;
  const all = value.map(one).filter((item) => item !== undefined && item !== '');
  return all.length === 0 ? undefined : all.length === 1 ? all[0] : `(${all.join(' OR ')})`;
}

/** `workspaces` is a list of patterns, or in Yarn's long form an object that holds one. */
export function workspacePatterns(value: JsonValue | undefined): string[] {
  const list = Array.isArray(value) ? value : asArray(get(asObject(value), 'packages'));
  return list.filter((item) => typeof item === 'string');
}

const MAX_PATTERNS = 1000;

/** Whether the folder `path` (relative to the workspace root) is a member under `patterns`; `!` excludes. */
export function isWorkspaceMember(patterns: readonly string[], path: string): boolean {
  let member = false;
  const folders = path.split('/');
  for (const pattern of patterns.slice(0, MAX_PATTERNS)) {
    const excluded = pattern.startsWith('!');
    if (excluded !== member) continue;
    const clean = withoutEnd(pattern.replace(/^!/, '').replace(/^\.?\//, ''), '/');
    for (const variant of withoutBraces(clean)) {
      if (matchFolders(variant.split('/'), folders)) {
        member = !excluded;
        break;
      }
    }
  }
  return member;
}

const BRACES = /\{([^{},]*,[^{}]*)\}/;

/** `{a,b}/*` → `a/*`, `b/*`; nested or unclosed braces stay as they are. */
function withoutBraces(pattern: string): string[] {
  const brace = BRACES.exec(pattern);
  if (brace === null || pattern.length > 1000) return [pattern];
  const head = pattern.slice(0, brace.index);
  const tail = pattern.slice(brace.index + brace[0].length);
  const variants = (brace[1] ?? '').split(',', 100).map((choice) => head + choice + tail);
  // One further pair of braces is enough for what people write, and bounds the work.
  return variants.flatMap((variant) => {
    const again = BRACES.exec(variant);
    if (again === null) return [variant];
    return (again[1] ?? '')
      .split(',', 100)
      .map((choice) => variant.slice(0, again.index) + choice + variant.slice(again.index + again[0].length));
  });
}

/** `**` stands for any number of folders; dynamic programming, so linear in pattern × path. */
function matchFolders(pattern: readonly string[], folders: readonly string[]): boolean {
  let reachable = new Array<boolean>(folders.length + 1).fill(false);
  reachable[0] = true;
  for (const part of pattern) {
    const next = new Array<boolean>(folders.length + 1).fill(false);
    for (let at = 0; at <= folders.length; at += 1) {
      if (part === '**') {
        next[at] = reachable[at] === true || (at > 0 && next[at - 1] === true);
      } else if (at > 0 && reachable[at - 1] === true) {
        next[at] = matchName(part, folders[at - 1] ?? '');
      }
    }
    reachable = next;
  }
  return reachable[folders.length] === true;
}

/** `*` and `?` within one name; the usual two-pointer walk, linear but for restarts bounded by the name. */
function matchName(pattern: string, name: string): boolean {
  if (!pattern.includes('*') && !pattern.includes('?')) return pattern === name;
  if (name.startsWith('.') && !pattern.startsWith('.')) return false;
  let at = 0;
  let of = 0;
  let star = -1;
  let mark = 0;
  while (of < name.length) {
    if (pattern[at] === '*') {
      star = at;
      at += 1;
      mark = of;
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === name[of])) {
      at += 1;
      of += 1;
    } else if (star >= 0) {
      at = star + 1;
      mark += 1;
      of = mark;
    } else return false;
  }
  while (pattern[at] === '*') at += 1;
  return at === pattern.length;
}
