/** Every object of a JSON tree with its place, without recursion. */
import type { JsonValue } from '@theriac/core';
import { pointer } from '../model/losses.ts';
import { isList, isMap, type JsonMap } from './json-fields.ts';

interface At {
  readonly parent: At | null;
  readonly key: string | number;
}

/** @param visit gets each object and a function that spells out its JSON pointer */
export function eachObject(top: JsonValue, visit: (object: JsonMap, at: () => string) => void): void {
  const waiting: { readonly value: JsonValue; readonly at: At | null }[] = [{ value: top, at: null }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, at } = next;
    if (isList(value)) {
      for (let index = value.length - 1; index >= 0; index -= 1) {
        const item = value[index];
        if (item !== undefined && typeof item === 'object')
          waiting.push({ value: item, at: { parent: at, key: index } });
      }
    } else if (isMap(value)) {
      visit(value, () => spell(at));
      for (const key of Object.keys(value).reverse()) {
        const item = value[key];
        if (item !== undefined && typeof item === 'object')
          waiting.push({ value: item, at: { parent: at, key } });
      }
    }
  }
}

function spell(at: At | null): string {
  const keys: (string | number)[] = [];
  for (let one = at; one !== null; one = one.parent) keys.push(one.key);
  return pointer('', ...keys.reverse());
}
