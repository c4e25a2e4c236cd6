/** Values of JSON documents that somebody else wrote: nothing about their shape is taken for granted. */
import { type ErrorCode, type JsonValue, TheriacError } from '@theriac/core';

/** Own properties only are ever read: see {@link field}. */
export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * @param code of the error for text that is no JSON
 * @throws TheriacError with the line
 */
export function parseJson(text: string, path: string, code: ErrorCode): JsonValue {
  try {
    const value: JsonValue = JSON.parse(withoutBom(text));
    return value;
  } catch (error) {
    const at = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
    const offset = at === undefined ? text.length : Number(at);
    throw new TheriacError(code, 'not valid JSON', { path, line: lineOf(text, offset) });
  }
}

function withoutBom(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Own property or undefined. */
export function field(object: JsonObject, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** A string property that says something. */
export function textField(object: JsonObject, key: string): string | undefined {
  const value = field(object, key);
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/** The elements of an array property; empty for anything else. */
export function listField(object: JsonObject, key: string): readonly unknown[] {
  const value = field(object, key);
  return Array.isArray(value) ? value : [];
}

export function objectField(object: JsonObject, key: string): JsonObject {
  const value = field(object, key);
  return isObject(value) ? value : {};
}

/** 1-based. */
function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

/**
 * Line of each value of the given keys, by value: where an identifier is declared. The first one counts.
 * @param keys plain words
 */
export function linesOfValues(text: string, keys: readonly string[]): Map<string, number> {
  const pattern = new RegExp(`"(?:${keys.join('|')})"\\s*:\\s*"((?:[^"\\\\\\n]|\\\\.)*)"`, 'g');
  const lines = new Map<string, number>();
  let line = 1;
  let counted = 0;
  for (const match of text.matchAll(pattern)) {
    for (let at = text.indexOf('\n', counted); at >= 0 && at < match.index; at = text.indexOf('\n', at + 1)) {
      line += 1;
      counted = at + 1;
    }
    const [, raw = ''] = match;
    const value = raw.includes('\\') ? unescaped(raw) : raw;
    if (!lines.has(value)) lines.set(value, line);
  }
  return lines;
}

function unescaped(raw: string): string {
  try {
    return String(JSON.parse(`"${raw}"`));
  } catch {
    return raw;
  }
}

/** Keys that stand twice in the outermost object of valid JSON; `JSON.parse` keeps the last in silence. */
export function repeatedTopKeys(text: string): string[] {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  let depth = 0;
  let expectKey = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (char === 0x22) {
      const end = endOfString(text, at);
      if (depth === 1 && expectKey) {
        const key = unescaped(text.slice(at + 1, end));
        if (seen.has(key)) repeated.add(key);
        seen.add(key);
        expectKey = false;
      }
      at = end;
    } else if (char === 0x7b || char === 0x5b) {
      depth += 1;
      if (depth === 1) expectKey = char === 0x7b;
    } else if (char === 0x7d || char === 0x5d) depth -= 1;
    else if (char === 0x2c && depth === 1) expectKey = true;
  }
  return [...repeated];
}

function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end > 0; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === 0x5c) slashes += 1;
    if (slashes % 2 === 0) return end;
  }
  return text.length;
}
