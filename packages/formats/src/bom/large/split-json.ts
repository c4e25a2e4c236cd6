/**
 * A JSON document of any size, piece by piece: the items of the lists in its outermost object, and its other values,
 * as text. Only the piece at hand is held.
 */
import { TheriacError } from '@theriac/core';

export interface JsonPiece {
  /** Of the outermost object. */
  readonly key: string;
  /** Index in the list of that key; null for a value that is no list. */
  readonly index: number | null;
  readonly text: string;
  /** 1-based line where the piece begins. */
  readonly line: number;
}

/** A single item that is larger than this is refused. */
const MAX_PIECE = 64 * 1024 * 1024;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * @param wanted keys of the outermost object whose values are given out; the others are read over
 * @throws TheriacError THERIAC_INPUT_SYNTAX for text that is no JSON object or is cut off; THERIAC_INPUT_LIMIT for an
 *   item of more than {@link MAX_PIECE} characters
 */
export function* splitJson(
  chunks: Iterable<string>,
  path: string,
  wanted: ReadonlySet<string>,
): Generator<JsonPiece> {
  let depth = 0;
  let line = 1;
  let inString = false;
  let escaped = false;
  /** Text of the key that is being read, or of the piece. */
  let parts: string[] | null = null;
  let size = 0;
  let startLine = 1;
  let key = '';
  let expectsKey = false;
  let readsKey = false;
  /** Index in the list of the key; null outside lists. */
  let index: number | null = null;
  let begun = false;
  const fail = (what: string): never => {
    throw new TheriacError('THERIAC_INPUT_SYNTAX', what, { path, line });
  };
  for (const chunk of chunks) {
    /** From where on the chunk belongs to the piece. */
    let from = 0;
    const take = (end: number): void => {
      if (parts === null) return;
      const part = chunk.slice(from, end);
      size += part.length;
      if (size > MAX_PIECE)
        throw new TheriacError('THERIAC_INPUT_LIMIT', 'an item is larger than is read', { path, line });
      parts.push(part);
    };
    const start = (at: number): void => {
      parts = [];
      size = 0;
      from = at;
      startLine = line;
    };
    const piece = (end: number): JsonPiece | null => {
      if (parts === null) return null;
      take(end);
      const text = parts.join('').trim();
      parts = null;
      return text === '' ? null : { key, index, text, line: startLine };
    };
    for (let at = 0; at < chunk.length; at += 1) {
      const char = chunk.charCodeAt(at);
      if (char === 0x0a) line += 1;
      if (inString) {
        if (escaped) escaped = false;
        else if (char === BACKSLASH) escaped = true;
        else if (char === QUOTE) {
          inString = false;
          if (readsKey) {
            const read = piece(at + 1);
            key = read === null ? '' : String(JSON.parse(read.text));
            readsKey = false;
          }
        }
        continue;
      }
      if (char === QUOTE) {
        inString = true;
        if (depth === 1 && expectsKey) {
          expectsKey = false;
          readsKey = true;
          start(at);
        }
      } else if (char === 0x7b || char === 0x5b) {
        if (depth === 0) {
          if (char === 0x5b || begun) fail('not one JSON object');
          begun = true;
          expectsKey = true;
        } else if (depth === 1 && char === 0x5b && wanted.has(key)) {
          // The items of the list are the pieces, not the list.
          index = 0;
          start(at + 1);
        }
        depth += 1;
      } else if (char === 0x7d || char === 0x5d) {
        depth -= 1;
        if (depth < 0) fail('not valid JSON');
        if (depth === 1 && index !== null) {
          const last = piece(at);
          if (last !== null) yield last;
          index = null;
        } else if (depth === 0) {
          const last = piece(at);
          if (last !== null) yield last;
        }
      } else if (char === 0x3a && depth === 1 && index === null) {
        if (wanted.has(key)) start(at + 1);
      } else if (char === 0x2c) {
        if (depth === 2 && index !== null) {
          const item = piece(at);
          if (item !== null) yield item;
          index += 1;
          start(at + 1);
        } else if (depth === 1) {
          const value = piece(at);
          if (value !== null && index === null) yield value;
          expectsKey = true;
        }
      } else if (
        !begun &&
        char !== 0x20 &&
        char !== 0x09 &&
        char !== 0x0d &&
        char !== 0x0a &&
        char !== 0xfeff
      )
        fail('not a JSON object');
    }
    take(chunk.length);
  }
  if (depth !== 0 || !begun) fail('the document is cut off');
}
