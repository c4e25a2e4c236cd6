/** Values of JSON documents from untrusted sources: nothing about their shape is taken for granted. */
import { type ErrorCode, type JsonValue, TheriacError } from '@theriac/core';
import { jsonFaults, parseJson as parse } from '@theriac/read/json';

/** Own properties only are ever read: see {@link field}. */
export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * @param code of the error for a text that is not JSON, or that readers may understand in more than one way: with a
 *   duplicate key, half a character or a number that is none
 * @throws TheriacError with the line
 */
export function parseJson(text: string, path: string, code: ErrorCode): JsonValue {
  const { value } = parse(text, path, { code, levels: 0, maxDepth: Number.MAX_SAFE_INTEGER });
  const [fault] = jsonFaults(text, value);
  if (fault !== undefined)
    throw new TheriacError(code, `ambiguous JSON: ${fault.what}`, { path, line: fault.line });
  return value;
}

/**
 * Bytes of UTF-8, with or without a byte order mark, as text.
 * @throws TheriacError of `code` for bytes that are none
 */
export function utf8Text(bytes: Uint8Array, path: string, code: ErrorCode): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new TheriacError(code, 'not text in UTF-8', { path });
  }
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
