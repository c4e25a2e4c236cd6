/**
 * What is valid JSON and still does not say one thing only (RFC 8259 §4, §6, §8.2): keys that one object has twice, half
 * a surrogate pair, and numbers that no double can hold. Readers differ in what they make of them, so that what one of
 * them verifies is not what another one uses.
 */
import { LineIndex } from '../text/positions.ts';
import { scanJson } from './scan.ts';
import type { JsonToken } from './token.ts';

export interface JsonFault {
  readonly kind: 'duplicate-key' | 'half-character' | 'number';
  /** What is wrong, in plain words. */
  readonly what: string;
  /** Of a duplicate key. */
  readonly key?: string;
  readonly line: number;
}

const LISTED = 20;

/**
 * The first faults in the order of the text; none for nearly every text, which takes one quick pass.
 * @param text that `JSON.parse` accepts
 * @param value what `JSON.parse` makes of it
 * @param most how many are listed
 */
export function jsonFaults(text: string, value: unknown, most = LISTED): readonly JsonFault[] {
  const { keys, sound } = measured(value);
  const mayHaveHalf = /\\u[dD][89a-fA-F]/.test(text) || !text.isWellFormed();
  if (sound && !mayHaveHalf && keys === keysIn(text)) return [];
  const lines = new LineIndex(text);
  const faults: JsonFault[] = [];
  const open: (Set<string> | undefined)[] = [];
  const add = (kind: JsonFault['kind'], what: string, token: JsonToken, key?: string): void => {
    if (faults.length < most)
      faults.push({ kind, what, line: lines.line(token.start), ...(key === undefined ? {} : { key }) });
  };
  const half = (token: JsonToken): void => {
    if (!token.value.isWellFormed()) add('half-character', 'a string has half a character', token);
  };
  scanJson(
    text.charCodeAt(0) === 0xfeff ? ` ${text.slice(1)}` : text,
    { path: '', maxDepth: Number.MAX_SAFE_INTEGER },
    {
      open: (_, isArray) => open.push(isArray ? undefined : new Set()),
      close: () => open.pop(),
      key: (token) => {
        half(token);
        const seen = open.at(-1);
        if (seen?.has(token.value) === true)
          add(
            'duplicate-key',
            `duplicate key ${JSON.stringify(token.value.slice(0, 60))}`,
            token,
            token.value,
          );
        seen?.add(token.value);
      },
      scalar: (token) => {
        if (token.isString) half(token);
        else if (/^-?\d/.test(token.source) && !Number.isFinite(Number(token.source)))
          add('number', 'a number is too large', token);
      },
    },
  );
  return faults;
}

/** How many keys the objects have, and whether every number is one. Without recursion: nesting may be deep. */
function measured(value: unknown): { readonly keys: number; readonly sound: boolean } {
  let keys = 0;
  let sound = true;
  const waiting: unknown[] = [value];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next === 'number') sound &&= Number.isFinite(next);
    if (typeof next !== 'object' || next === null) continue;
    const items: readonly unknown[] = Array.isArray(next) ? next : Object.values(next);
    if (!Array.isArray(next)) keys += items.length;
    for (const item of items) if (typeof item === 'object' || typeof item === 'number') waiting.push(item);
  }
  return { keys, sound };
}

const QUOTE = 0x22;
const COLON = 0x3a;
const BACKSLASH = 0x5c;

/** Colons outside strings. */
function keysIn(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (char === COLON) count += 1;
    else if (char === QUOTE) {
      for (at = text.indexOf('"', at + 1); at > 0 && isEscaped(text, at); ) at = text.indexOf('"', at + 1);
      if (at < 0) return count;
    }
  }
  return count;
}

/** Whether an odd number of backslashes is before it. */
function isEscaped(text: string, at: number): boolean {
  let from = at;
  while (text.charCodeAt(from - 1) === BACKSLASH) from -= 1;
  return (at - from) % 2 === 1;
}
