/** Values of JSON documents from untrusted sources: nothing about their shape is taken for granted. */

export type JsonValue = null | boolean | number | string | JsonValue[] | JsonObject;
/** Own keys only; `__proto__` is a key like any other because `JSON.parse` defines it as one. */
export interface JsonObject {
  [key: string]: JsonValue;
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
