/** Elements that were kept as they came, and break the schema: what can be mended is, the rest is left out and told. */
import type { JsonValue } from '@theriac/core';
import { isList, isMap, type JsonMap, type MutableJson, own } from '../../document/json-fields.ts';
import { type Losses, pointer } from '../../model/losses.ts';
import { validateSpdx3 } from '../validate.ts';

/** Each round may show what the one before hid. */
const ROUNDS = 5;
const PREFIX = '/@graph/0';

/**
 * @param creation reference to the creation information of the document, for elements that have none
 * @returns elements that keep to the schema; an id that stands twice stays with the first
 */
export function mended(elements: readonly JsonMap[], creation: JsonValue, losses: Losses): JsonMap[] {
  const ids = new Set<JsonValue>();
  return elements.flatMap((element, index) => {
    const id = own(element, 'spdxId');
    const at =
      typeof id === 'string' ? pointer('/components', id) : pointer('', 'rest', 'fields', 'known', index);
    if (id !== undefined && ids.has(id)) {
      losses.add(at, 'another element has this id');
      return [];
    }
    const whole = mend(element, creation, (path, why) => losses.add(`${at}${path}`, why));
    if (whole !== undefined && id !== undefined) ids.add(id);
    return whole === undefined ? [] : [whole];
  });
}

function mend(
  element: JsonMap,
  creation: JsonValue,
  lose: (path: string, why: string) => void,
): JsonMap | undefined {
  let mending: MutableJson | undefined;
  for (let round = 0; round < ROUNDS; round += 1) {
    const problems = validateSpdx3({ '@graph': [mending ?? element] });
    if (problems.length === 0) return mending ?? element;
    mending ??= structuredClone(element) as MutableJson;
    for (const { pointer: at, what } of problems) {
      const path = at.slice(PREFIX.length);
      if (path === '' && what.endsWith('has no creationInfo')) mending.creationInfo = creation;
      else if (path === '' && what.includes('has no creationInfo,')) mending.creationInfo = creation;
      else if (path === '') {
        lose('', what);
        return undefined;
      } else if (!change(mending, path, what.endsWith('is not a list'))) continue;
      else if (!what.endsWith('is not a list')) lose(path, what);
    }
  }
  lose('', 'breaks the schema of SPDX 3.0.1');
  return undefined;
}

/** Makes a list of the value at a path, or removes it. @returns whether it was there */
function change(element: MutableJson, path: string, wrap: boolean): boolean {
  const keys = path
    .slice(1)
    .split('/')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  const last = keys.pop();
  let at: unknown = element;
  for (const key of keys)
    at = isMap(at as JsonValue) || Array.isArray(at) ? Reflect.get(at as object, key) : undefined;
  if (last === undefined || typeof at !== 'object' || at === null || !Object.hasOwn(at, last)) return false;
  const value: unknown = Reflect.get(at, last);
  if (wrap) Reflect.set(at, last, isList(value as JsonValue) ? value : [value]);
  else if (Array.isArray(at)) at.splice(Number(last), 1);
  else Reflect.deleteProperty(at, last);
  return true;
}
