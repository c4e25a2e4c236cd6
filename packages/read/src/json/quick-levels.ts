/**
 * The outer levels of a text that `JSON.parse` has accepted. The scanner would find the same; this loop checks no grammar,
 * calls nothing for each token, and takes a fifth of the time in a process that has just started, where every lockfile
 * is read (docs/decisions/2026-11-27-json-scanner.md).
 */
import type { DuplicateKey, Leaf, Level, Levels } from './levels.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const COMMA = 0x2c;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;

interface Open {
  readonly level: Level | null;
  readonly leaf: Leaf | null;
  readonly isArray: boolean;
  /** The key or index at hand: the parent of what opens next. Null before an element of an array. */
  key: string | null;
  count: number;
}

/**
 * @param text valid JSON
 * @param levels recorded ones, counted from the outermost object or array
 * @returns undefined when objects and arrays are nested deeper than `maxDepth`
 */
export function quickLevels(text: string, levels: number, maxDepth: number): Levels | undefined {
  const duplicates: DuplicateKey[] = [];
  const stack: Open[] = [];
  let top: Level | undefined;
  let open: Open | undefined;
  const { length } = text;
  let keys = 0;
  for (let at = 0; at < length; at += 1) {
    const code = text.charCodeAt(at);
    if (code <= 0x20) continue;
    if (code === COLON) {
      keys += 1;
      continue;
    }
    if (code === COMMA) {
      if (open?.isArray === true) open.key = null;
      continue;
    }
    if (code === CLOSE_OBJECT || code === CLOSE_ARRAY) {
      const closed = stack.pop();
      if (closed?.leaf != null) closed.leaf.end = at + 1;
      open = stack[stack.length - 1];
      continue;
    }
    if (open?.isArray === true && open.level !== null && open.key === null) {
      open.key = String(open.count);
      open.level.offsets.set(open.key, at);
      open.count += 1;
    }
    if (code === QUOTE) {
      const end = endOfString(text, at);
      if (open !== undefined && !open.isArray && (open.level !== null || open.leaf !== null)) {
        let after = end + 1;
        while (text.charCodeAt(after) <= 0x20) after += 1;
        if (text.charCodeAt(after) === COLON) {
          if (open.leaf !== null) open.leaf.keys += 1;
          else if (open.level !== null) {
            const key = unquoted(text, at, end);
            if (open.level.offsets.has(key)) duplicates.push({ key, offset: at });
            open.key = key;
            open.level.offsets.set(key, at);
          }
        }
      }
      at = end;
    } else if (code === OPEN_OBJECT || code === OPEN_ARRAY) {
      if (stack.length >= maxDepth) return undefined;
      const recorded = stack.length < levels && (open === undefined || open.level !== null);
      const isArray = code === OPEN_ARRAY;
      const isLeaf = recorded && !isArray && open !== undefined && stack.length === levels - 1;
      const leaf: Leaf | null = isLeaf ? { start: at, end: at, keys: 0 } : null;
      const level: Level | null = recorded && !isLeaf ? { offsets: new Map(), inner: null } : null;
      const kept = level ?? leaf;
      if (open === undefined) top ??= level ?? undefined;
      else if (kept !== null && open.level !== null && open.key !== null) {
        open.level.inner ??= new Map();
        open.level.inner.set(open.key, kept);
      }
      open = { level, leaf, isArray, key: null, count: 0 };
      stack.push(open);
    }
  }
  return { top, duplicates, keys };
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

function unquoted(text: string, start: number, end: number): string {
  const raw = text.slice(start + 1, end);
  return raw.includes('\\') ? String(JSON.parse(`"${raw}"`)) : raw;
}
