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
  /** 1-based line of a key, named by its path of object keys from the top (at most {@link RECORDED_DEPTH}). */
  line(...path: string[]): number | undefined;
}

const MAX_DEPTH = 256;
/** Keys of objects nested deeper than this have no recorded line; lockfiles need three. */
const RECORDED_DEPTH = 3;
const SEPARATOR = '\u0000';

/**
 * Parses `file` and reports keys that stand twice in one object.
 * @throws TheriacError THERIAC_INPUT_SYNTAX with the line, or THERIAC_INPUT_LIMIT when nested too deep
 */
export function readJson(file: TargetFile, report: (unknown: KnownUnknown) => void): JsonDocument {
  const text = file.text();
  const structure = scanStructure(text, file.path);
  for (const { key, offset } of structure.duplicates.slice(0, 20)) {
    const line = lineAt(text, offset);
    report({
      reason: 'duplicate-key',
      message: `the key ${JSON.stringify(key.slice(0, 120))} stands twice in one object; the last one was used`,
      location: { path: file.path, line },
      losesComponents: true,
    });
  }
  let value: JsonValue;
  try {
    value = JSON.parse(text) as JsonValue;
  } catch (error) {
    const at = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
    const line = lineAt(text, at === undefined ? text.length : Number(at));
    throw new TheriacError('THERIAC_INPUT_SYNTAX', 'not valid JSON', { path: file.path, line });
  }
  const cursor = new LineCursor(text);
  return {
    value,
    line: (...path) => {
      const offset = structure.offsets.get(path.join(SEPARATOR));
      return offset === undefined ? undefined : cursor.line(offset);
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

/** Lines of offsets asked for in rising order, without starting over; falls back to the start otherwise. */
class LineCursor {
  readonly #text: string;
  #offset = 0;
  #line = 1;

  constructor(text: string) {
    this.#text = text;
  }

  line(offset: number): number {
    if (offset < this.#offset) {
      this.#offset = 0;
      this.#line = 1;
    }
    for (;;) {
      const next = this.#text.indexOf('\n', this.#offset);
      if (next < 0 || next >= offset) return this.#line;
      this.#offset = next + 1;
      this.#line += 1;
    }
  }
}

interface Structure {
  /** Path of keys joined by NUL → offset of the key's opening quote. */
  readonly offsets: Map<string, number>;
  readonly duplicates: { readonly key: string; readonly offset: number }[];
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;

/** One pass over text that may not be JSON at all; never throws for bad syntax, only for hostile depth. */
function scanStructure(text: string, path: string): Structure {
  const offsets = new Map<string, number>();
  const duplicates: { key: string; offset: number }[] = [];
  /** For each open bracket: the keys seen (objects of the recorded levels), else null. */
  const keys: (Set<string> | null)[] = [];
  const prefixes: string[] = [];
  let lastKey = '';
  const length = text.length;
  for (let at = 0; at < length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      const end = endOfString(text, at);
      let after = end + 1;
      while (after < length && text.charCodeAt(after) <= 0x20) after += 1;
      const seen = keys[keys.length - 1];
      if (seen && text.charCodeAt(after) === COLON) {
        const key = unquote(text, at, end);
        if (seen.has(key)) duplicates.push({ key, offset: at });
        seen.add(key);
        lastKey = (prefixes[prefixes.length - 1] ?? '') + key;
        offsets.set(lastKey, at);
      }
      at = end;
    } else if (code === 0x7b || code === 0x5b) {
      if (keys.length >= MAX_DEPTH) {
        throw new TheriacError('THERIAC_INPUT_LIMIT', `nested deeper than ${MAX_DEPTH} levels`, {
          path,
          line: lineAt(text, at),
        });
      }
      const recorded = code === 0x7b && keys.length < RECORDED_DEPTH;
      prefixes.push(keys.length === 0 ? '' : lastKey + SEPARATOR);
      keys.push(recorded ? new Set() : null);
    } else if (code === 0x7d || code === 0x5d) {
      keys.pop();
      const prefix = prefixes.pop() ?? '';
      lastKey = prefix.endsWith(SEPARATOR) ? prefix.slice(0, -1) : prefix;
    }
  }
  return { offsets, duplicates };
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
