/**
 * What a reader takes for granted of a JSON file: a value of another type, or one that its tool always writes and that is
 * missing, loses what it should list. Each is reported where it stands.
 */
import { type KnownUnknown, withoutCredentials } from '@theriac/core';
import type { JsonDocument, JsonValue } from '@theriac/read/json';

export type Shape =
  | 'text'
  | 'list'
  | 'object'
  | { readonly listOf: Shape }
  | { readonly mapOf: Shape }
  | { readonly fields: Readonly<Record<string, Shape>>; readonly required?: readonly string[] };

/** More places are counted, not shown. */
const MAX_REPORTS = 20;

/** Reports each place of another shape as a known unknown that loses components. */
export function checkShape(
  document: JsonDocument,
  path: string,
  shape: Shape,
  report: (unknown: KnownUnknown) => void,
): void {
  const faults: { readonly keys: readonly (string | number)[]; readonly what: string | undefined }[] = [];
  check(document.value, shape, [], (keys, what) => void faults.push({ keys, what }));
  for (const { keys, what } of faults.slice(0, MAX_REPORTS)) {
    const place = withoutCredentials(keys.join('/')).slice(0, 120);
    report({
      reason: what === undefined ? 'no-package-data' : 'unparseable',
      message:
        what === undefined
          ? `there is no "${place}" in the file`
          : `${place === '' ? 'the document' : `"${place}"`} is not ${what}`,
      location: { path, line: nearestLine(document, keys) },
      losesComponents: true,
    });
  }
  if (faults.length > MAX_REPORTS)
    report({
      reason: 'unparseable',
      message: `${faults.length - MAX_REPORTS} more values are of another type`,
      location: { path },
      losesComponents: true,
    });
}

/** Line of the value, or of the nearest one around it that the reader knows the line of. */
function nearestLine(document: JsonDocument, keys: readonly (string | number)[]): number {
  for (let depth = keys.length; depth > 0; depth -= 1) {
    const line = document.line(...keys.slice(0, depth));
    if (line !== undefined) return line;
  }
  return 1;
}

function check(
  value: JsonValue,
  shape: Shape,
  keys: readonly (string | number)[],
  fault: (keys: readonly (string | number)[], what: string | undefined) => void,
): void {
  if (shape === 'text') {
    if (typeof value !== 'string') fault(keys, 'a text');
  } else if (shape === 'list' || (typeof shape === 'object' && 'listOf' in shape)) {
    if (!Array.isArray(value)) fault(keys, 'a list');
    else if (shape !== 'list')
      for (const [at, item] of value.entries()) check(item, shape.listOf, [...keys, at], fault);
  } else if (typeof value !== 'object' || value === null || Array.isArray(value)) fault(keys, 'an object');
  else if (shape !== 'object' && 'mapOf' in shape)
    for (const [key, inner] of Object.entries(value)) check(inner, shape.mapOf, [...keys, key], fault);
  else if (shape !== 'object') {
    for (const key of shape.required ?? []) if (!Object.hasOwn(value, key)) fault([...keys, key], undefined);
    for (const [key, inner] of Object.entries(shape.fields)) {
      const field = Object.hasOwn(value, key) ? value[key] : undefined;
      if (field !== undefined) check(field, inner, [...keys, key], fault);
    }
  }
}
