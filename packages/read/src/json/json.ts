/**
 * JSON with places. Lockfiles are large, so this does not build a syntax tree: `JSON.parse` makes the value, and
 * one structural pass over the text finds where each key of the outer levels stands, which keys are given twice
 * (JSON.parse would keep the last in silence) and whether the nesting is hostile.
 */
import { type KnownUnknown, type TargetFile, TheriacError } from '@theriac/core';

export type JsonValue = null | boolean | number | string | JsonValue[] | JsonObject;
/** Own keys only; `__proto__` is a key like any other because `JSON.parse` defines it as one. */
export interface JsonObject {
  [key: string]: JsonValue;
}

export interface JsonDocument {
  readonly value: JsonValue;
  /**
   * 1-based line of a key or array element, named by its path from the top: object keys and array indices.
   * Undefined when it does not exist or lies deeper than the levels asked for.
   */
  line(...path: (string | number)[]): number | undefined;
}

export interface JsonOptions {
  /** Levels whose keys have a line and are checked for duplicates; lockfiles need three. */
  readonly levels?: number;
  /** Allow comments and trailing commas (JSONC: bun.lock, deno.jsonc). */
  readonly comments?: boolean;
}

const MAX_DEPTH = 256;
const DEFAULT_LEVELS = 3;
const REPORTED_DUPLICATES = 20;

/**
 * Parses `file` and reports keys that stand twice in one object.
 * @throws TheriacError THERIAC_INPUT_SYNTAX with the line, or THERIAC_INPUT_LIMIT when nested too deep
 */
export function readJson(
  file: TargetFile,
  report: (unknown: KnownUnknown) => void,
  options: JsonOptions = {},
): JsonDocument {
  const text = options.comments === true ? blankComments(file.text()) : file.text();
  const lines = new LineIndex(text);
  const structure = scanStructure(text, options.levels ?? DEFAULT_LEVELS, file.path, lines);
  const value = parse(text, file.path, lines);
  const duplicates = [...structure.duplicates, ...duplicatesInLeaves(text, structure.top, value)];
  for (const { key, offset } of duplicates.slice(0, REPORTED_DUPLICATES)) {
    report({
      reason: 'duplicate-key',
      message: `the key ${JSON.stringify(key.slice(0, 120))} stands twice in one object; the last one was used`,
      location: { path: file.path, line: lines.line(offset) },
      losesComponents: true,
    });
  }
  return {
    value,
    line: (...path) => {
      let level: Level | undefined = structure.top;
      for (const [at, key] of path.entries()) {
        const name = typeof key === 'number' ? String(key) : key;
        const offset: number | undefined = level?.offsets.get(name);
        if (offset === undefined) return undefined;
        if (at === path.length - 1) return lines.line(offset);
        level = expanded(text, level, name);
      }
      return undefined;
    },
  };
}

/** The value as an object, or an empty one: lockfile readers walk optional structure. */
export function asObject(value: JsonValue | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

export function asArray(value: JsonValue | undefined): JsonValue[] {
  return Array.isArray(value) ? value : [];
}

export function asString(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Own property or undefined: never walks to a prototype. */
export function get(object: JsonObject, key: string): JsonValue | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** 1-based line of a character offset. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

function parse(text: string, path: string, lines: LineIndex): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch (error) {
    const at = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
    const line = lines.line(at === undefined ? text.length : Number(at));
    throw new TheriacError('THERIAC_INPUT_SYNTAX', 'not valid JSON', { path, line });
  }
}

/** Lines of offsets in any order: the line starts are found once, when the first line is asked for. */
export class LineIndex {
  readonly #text: string;
  #starts: number[] | undefined;
  #last = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** 1-based line that holds the character at `offset`. */
  line(offset: number): number {
    this.#starts ??= lineStarts(this.#text);
    const starts = this.#starts;
    let low = 0;
    let high = starts.length - 1;
    // Offsets mostly come in rising order and close together: look near the last answer first.
    const near = this.#last + 16;
    if ((starts[this.#last] ?? 0) <= offset && near <= high && (starts[near] ?? 0) > offset) {
      low = this.#last;
      high = near;
    }
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    this.#last = low;
    return low + 1;
  }
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  if (starts.length > 1 && starts[starts.length - 1] === text.length) starts.pop();
  return starts;
}

/** Keys of an object, or indices of an array, in one recorded level. */
interface Level {
  readonly offsets: Map<string, number>;
  children: Map<string, Level | Leaf> | null;
}

/**
 * An object of the innermost recorded level: where it opens, and how many keys were seen in it. A lockfile has
 * thousands of them, and the lines within are asked for only when something is wrong.
 */
interface Leaf {
  readonly start: number;
  count: number;
}

interface Structure {
  readonly top: Level | undefined;
  readonly duplicates: { readonly key: string; readonly offset: number }[];
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const COMMA = 0x2c;
const SLASH = 0x2f;
const STAR = 0x2a;

interface Open {
  /** Null in levels that are not recorded key by key. */
  readonly level: Level | null;
  readonly leaf: Leaf | null;
  readonly isArray: boolean;
  /** The key or index in hand: the parent of what opens next. */
  key: string | null;
  count: number;
}

/** One pass over text that may not be JSON at all; never throws for bad syntax, only for hostile depth. */
function scanStructure(text: string, levels: number, path: string, lines: LineIndex): Structure {
  const duplicates: { key: string; offset: number }[] = [];
  const stack: Open[] = [];
  let top: Level | undefined;
  let open: Open | undefined;
  const length = text.length;
  for (let at = 0; at < length; at += 1) {
    const code = text.charCodeAt(at);
    if (code <= 0x20 || code === COMMA || code === COLON) {
      if (code === COMMA && open?.isArray) open.key = null;
      continue;
    }
    if (code === 0x7d || code === 0x5d) {
      stack.pop();
      open = stack[stack.length - 1];
      continue;
    }
    if (open?.level && open.isArray && open.key === null) {
      open.key = String(open.count);
      open.level.offsets.set(open.key, at);
      open.count += 1;
    }
    if (code === QUOTE) {
      const end = endOfString(text, at);
      if (open !== undefined && (open.level ?? open.leaf) !== null && !open.isArray) {
        let after = end + 1;
        while (after < length && text.charCodeAt(after) <= 0x20) after += 1;
        if (text.charCodeAt(after) === COLON && open.leaf !== null) open.leaf.count += 1;
        else if (text.charCodeAt(after) === COLON && open.level !== null) {
          const key = unquote(text, at, end);
          if (open.level.offsets.has(key)) duplicates.push({ key, offset: at });
          open.key = key;
          open.level.offsets.set(key, at);
        }
      }
      at = end;
    } else if (code === 0x7b || code === 0x5b) {
      if (stack.length >= MAX_DEPTH) {
        throw new TheriacError('THERIAC_INPUT_LIMIT', `nested deeper than ${MAX_DEPTH} levels`, {
          path,
          line: lines.line(at),
        });
      }
      const recorded = stack.length < levels && (open === undefined || open.level !== null);
      const isArray = code === 0x5b;
      const isLeaf = recorded && !isArray && open !== undefined && stack.length === levels - 1;
      const leaf: Leaf | null = isLeaf ? { start: at, count: 0 } : null;
      const level: Level | null = recorded && !isLeaf ? { offsets: new Map(), children: null } : null;
      const kept = level ?? leaf;
      if (open === undefined) top ??= level ?? undefined;
      else if (kept !== null && open.level !== null && open.key !== null) {
        open.level.children ??= new Map();
        open.level.children.set(open.key, kept);
      }
      open = { level, leaf, isArray, key: null, count: 0 };
      stack.push(open);
    }
  }
  return { top, duplicates };
}

/** The level below `key`; the keys of a leaf are read now and kept, since lines are mostly asked for in a row. */
function expanded(text: string, level: Level | undefined, key: string): Level | undefined {
  const child = level?.children?.get(key);
  if (child === undefined || !('start' in child)) return child;
  const whole = leafLevel(text, child).level;
  level?.children?.set(key, whole);
  return whole;
}

/** Keys of a leaf object; the text is valid JSON by now, so it ends where its bracket closes. */
function leafLevel(text: string, leaf: Leaf): { level: Level; duplicates: Structure['duplicates'] } {
  const offsets = new Map<string, number>();
  const duplicates: { key: string; offset: number }[] = [];
  let depth = 0;
  for (let at = leaf.start; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x7b || code === 0x5b) depth += 1;
    else if (code === 0x7d || code === 0x5d) {
      depth -= 1;
      if (depth === 0) break;
    } else if (code === QUOTE) {
      const end = endOfString(text, at);
      let after = end + 1;
      while (after < text.length && text.charCodeAt(after) <= 0x20) after += 1;
      if (depth === 1 && text.charCodeAt(after) === COLON) {
        const key = unquote(text, at, end);
        if (offsets.has(key)) duplicates.push({ key, offset: at });
        offsets.set(key, at);
      }
      at = end;
    }
  }
  return { level: { offsets, children: null }, duplicates };
}

/** Leaves in which more keys were seen than the parsed object has: some key stands there twice. */
function duplicatesInLeaves(
  text: string,
  level: Level | undefined,
  value: JsonValue,
): Structure['duplicates'] {
  const found: { key: string; offset: number }[] = [];
  for (const [key, child] of level?.children ?? []) {
    const below = Array.isArray(value) ? value[Number(key)] : get(asObject(value), key);
    if (below === undefined) continue;
    if (!('start' in child)) found.push(...duplicatesInLeaves(text, child, below));
    else if (Object.keys(asObject(below)).length !== child.count)
      found.push(...leafLevel(text, child).duplicates);
  }
  return found;
}

function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end > 0) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === BACKSLASH) slashes += 1;
    if (slashes % 2 === 0) return end;
    end = text.indexOf('"', end + 1);
  }
  return text.length;
}

function unquote(text: string, start: number, end: number): string {
  const raw = text.slice(start + 1, end);
  if (!raw.includes('\\')) return raw;
  try {
    return JSON.parse(`"${raw}"`) as string;
  } catch {
    return raw;
  }
}

/** JSONC → JSON of the same length: comments and trailing commas become blanks, so offsets and lines hold. */
export function blankComments(text: string): string {
  const parts: string[] = [];
  let copied = 0;
  const blank = (from: number, to: number): void => {
    parts.push(text.slice(copied, from), text.slice(from, to).replace(/[^\n]/g, ' '));
    copied = to;
  };
  /** Where the last comma stands that nothing but blanks and comments has followed yet. */
  let comma = -1;
  const commas: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code <= 0x20) continue;
    if (code === SLASH && text.charCodeAt(at + 1) === SLASH) {
      let end = text.indexOf('\n', at);
      if (end < 0) end = text.length;
      blank(at, end);
      at = end - 1;
    } else if (code === SLASH && text.charCodeAt(at + 1) === STAR) {
      const end = text.indexOf('*/', at + 2);
      const stop = end < 0 ? text.length : end + 2;
      blank(at, stop);
      at = stop - 1;
    } else {
      if ((code === 0x7d || code === 0x5d) && comma >= 0) commas.push(comma);
      comma = code === COMMA ? at : -1;
      if (code === QUOTE) at = endOfString(text, at);
    }
  }
  parts.push(text.slice(copied));
  const stripped = parts.join('');
  if (commas.length === 0) return stripped;
  const pieces: string[] = [];
  let from = 0;
  for (const at of commas) {
    pieces.push(stripped.slice(from, at), ' ');
    from = at + 1;
  }
  pieces.push(stripped.slice(from));
  return pieces.join('');
}
