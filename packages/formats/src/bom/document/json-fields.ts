/**
 * Taking a JSON object apart: what is taken has a place in the model, what is left is its `rest`. A value of another
 * type than expected is not taken, so that nothing is lost and validation can speak of it.
 */
import type { BomRest, BomRestFormat, JsonValue } from '@theriac/core';

export type JsonMap = { readonly [key: string]: JsonValue };
export type MutableJson = { [key: string]: JsonValue };

export function isMap(value: JsonValue | undefined): value is JsonMap {
  return typeof value === 'object' && value !== null && !isList(value);
}

export function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** Own property or undefined. */
export function own(object: JsonMap, key: string): JsonValue | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

const NONE_REPLACED: ReadonlyMap<string, JsonValue> = new Map();

export class Fields {
  readonly #object: JsonMap;
  readonly #taken = new Set<string>();
  #replaced: ReadonlyMap<string, JsonValue> = NONE_REPLACED;

  constructor(object: JsonMap) {
    this.#object = object;
  }

  /** Without taking it. */
  peek(key: string): JsonValue | undefined {
    return own(this.#object, key);
  }

  take(key: string): void {
    this.#taken.add(key);
  }

  /** Leaves something else in the rest; an empty list leaves nothing. */
  replace(key: string, left: readonly JsonValue[]): void {
    if (left.length === 0) this.#taken.add(key);
    else this.#replaced = new Map([...this.#replaced, [key, left]]);
  }

  /** Text that says something; the empty text stays in the rest. */
  text(key: string): string | undefined {
    const value = this.peek(key);
    if (typeof value !== 'string' || value === '') return undefined;
    this.#taken.add(key);
    return value;
  }

  number(key: string): number | undefined {
    const value = this.peek(key);
    if (typeof value !== 'number') return undefined;
    this.#taken.add(key);
    return value;
  }

  flag(key: string): boolean | undefined {
    const value = this.peek(key);
    if (typeof value !== 'boolean') return undefined;
    this.#taken.add(key);
    return value;
  }

  /** One of the words of a vocabulary. */
  word<Word extends string>(key: string, words: readonly Word[]): Word | undefined {
    const value = this.peek(key);
    const found = words.find((word) => word === value);
    if (found !== undefined) this.#taken.add(key);
    return found;
  }

  map(key: string): JsonMap | undefined {
    const value = this.peek(key);
    if (!isMap(value)) return undefined;
    this.#taken.add(key);
    return value;
  }

  /**
   * The items of a list as the model has them. When one of them is not understood, the list stays in the rest as a
   * whole, beside what was understood; an empty list stays there too, for it is not the same as none.
   */
  list<Item>(key: string, read: (item: JsonValue, index: number) => Item | undefined): readonly Item[] {
    const value = this.peek(key);
    // One empty list for all: a large document has a million of them.
    if (!isList(value)) return EMPTY;
    const items: Item[] = [];
    for (const [index, item] of value.entries()) {
      const understood = read(item, index);
      if (understood !== undefined) items.push(understood);
    }
    if (items.length === value.length && items.length > 0) this.#taken.add(key);
    return items;
  }

  texts(key: string): readonly string[] {
    return this.list(key, (item) => (typeof item === 'string' ? item : undefined));
  }

  /** What was not taken; undefined when that is nothing. */
  rest(format: BomRestFormat): { readonly rest?: BomRest } {
    let left: [string, JsonValue][] | undefined;
    for (const key of Object.keys(this.#object)) {
      if (this.#taken.has(key)) continue;
      const value = this.#replaced.get(key) ?? this.#object[key];
      if (value === undefined) continue;
      left ??= [];
      left.push([key, value]);
    }
    // From entries, so that a key such as __proto__ is a key like any other.
    return left === undefined ? NOTHING : { rest: { format, fields: Object.fromEntries(left) } };
  }
}

const NOTHING = {};

/** The empty list, shared. */
export const EMPTY: readonly never[] = Object.freeze([]);

/** The list, or the shared one when nothing is in it. */
export function orEmpty<Item>(items: readonly Item[]): readonly Item[] {
  return items.length === 0 ? EMPTY : items;
}

/** `{ key: value }`, or nothing when there is no value: for optional fields. */
export function optional<Key extends string, Value>(
  key: Key,
  value: Value | undefined,
): { readonly [K in Key]?: Value } {
  const result: { [K in Key]?: Value } = {};
  if (value !== undefined) result[key] = value;
  return result;
}

const NO_FIELDS: JsonMap = {};

/** The rest of an object when it is of this family of formats. */
export function restOf(holder: { readonly rest?: BomRest }, format: BomRestFormat): JsonMap {
  return holder.rest?.format === format ? holder.rest.fields : NO_FIELDS;
}
