/** Values of JSON documents from untrusted sources: nothing about their shape is taken for granted. */
import type { ErrorCode, JsonValue } from '@theriac/core';
import { parseJson as parse } from '@theriac/read/json';

/** Own properties only are ever read: see {@link field}. */
export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * @param code of the error for a text that is not JSON
 * @throws TheriacError with the line
 */
export function parseJson(text: string, path: string, code: ErrorCode): JsonValue {
  return parse(text, path, { code, levels: 0, maxDepth: Number.MAX_SAFE_INTEGER }).value;
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
