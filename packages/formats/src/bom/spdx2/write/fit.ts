/** Brings an SPDX 2 document down to what one version can say; what is left out is a loss. */
import type { JsonValue } from '@theriac/core';
import { isList, isMap, type JsonMap, type MutableJson, own } from '../../document/json-fields.ts';
import { type Losses, pointer } from '../../model/losses.ts';
import { SPDX2_GRAMMAR, SPDX2_SCALARS, SPDX2_WORDS, type Spdx2Field, type Spdx2Version } from '../grammar.ts';
import { formProblem, OBJECT_RULES } from '../text-rules.ts';
import { NO_TEXT } from '../unsaid.ts';

/** Where in the model an object of the document comes from. */
export interface Spdx2Mark {
  readonly path: string;
  readonly rest: ReadonlySet<string>;
}

interface Target {
  readonly version: Spdx2Version;
  readonly marks: Map<object, Spdx2Mark>;
  readonly losses: Losses;
  /** Name of the type whose field is written. */
  readonly type?: string;
}

/** The object with the fields of its type, in the order of the table; undefined when something required is missing. */
export function fitSpdx2(
  value: JsonMap,
  typeName: string,
  path: string,
  target: Target,
): JsonMap | undefined {
  const { version, marks, losses } = target;
  const type = SPDX2_GRAMMAR.get(typeName);
  if (type === undefined) return value;
  const mark = marks.get(value);
  const base = mark?.path ?? path;
  const pathOf = (key: string): string =>
    mark?.rest.has(key) === true ? pointer(base, 'rest', 'fields', key) : pointer(base, key);
  const result: MutableJson = {};
  for (const field of type.values()) {
    const given = own(value, field.name);
    if (given === undefined) continue;
    const at = pathOf(field.name);
    if (field.since > version) {
      losses.add(at, `came with SPDX ${field.since}`);
      continue;
    }
    const fitted = fitField(given, field, at, { ...target, type: typeName });
    if (fitted !== undefined) result[field.name] = fitted;
  }
  for (const key of Object.keys(value)) {
    if (type.has(key)) continue;
    const given = own(value, key);
    if (typeName === 'artifactOf' && given !== undefined && key !== '__proto__') result[key] = given;
    else losses.add(pathOf(key), 'SPDX 2 has no such field');
  }
  for (const { broken, field, clause } of OBJECT_RULES.get(typeName) ?? []) {
    const what = broken(result);
    // The document itself is made to keep to the rules.
    if (what === undefined || typeName === 'document') continue;
    losses.add(pathOf(field), `${what} (${clause})`);
    if (typeName === 'externalRef' || typeName === 'relationship') return undefined;
    delete result[field];
  }
  // Tag-value has no review without who made it.
  if (typeName === 'review' && !Object.hasOwn(result, 'reviewer')) {
    losses.add(base, 'does not say who made the review');
    return undefined;
  }
  for (const field of type.values()) {
    if (!field.required(version) || Object.hasOwn(result, field.name)) continue;
    const fallback = fallbackOf(field);
    if (fallback === undefined) {
      losses.add(base, `has no ${field.name}, which is required`);
      return undefined;
    }
    result[field.name] = fallback;
  }
  return result;
}

/** What says that something is not known. */
function fallbackOf(field: Spdx2Field): JsonValue | undefined {
  if (field.type === 'licence') return field.list ? ['NOASSERTION'] : 'NOASSERTION';
  if (field.name === 'downloadLocation' || field.name === 'copyrightText') return 'NOASSERTION';
  if (field.name === 'creators') return ['Tool: theriac'];
  if (field.name === 'dataLicense') return 'CC0-1.0';
  if (field.name === 'extractedText') return NO_TEXT;
  if (field.name === 'name') return 'unnamed';
  return field.name === 'ranges' ? [] : undefined;
}

function fitField(value: JsonValue, field: Spdx2Field, at: string, target: Target): JsonValue | undefined {
  if (!field.list) return fitValue(value, field, at, target);
  if (!isList(value)) {
    target.losses.add(at, 'is not a list');
    return undefined;
  }
  const items = value.flatMap((item, index): JsonValue[] => {
    const fitted = fitValue(item, field, pointer(at, index), target);
    return fitted === undefined ? [] : [fitted];
  });
  return items.length === 0 && (value.length > 0 || field.notEmpty) ? undefined : items;
}

function fitValue(value: JsonValue, field: Spdx2Field, at: string, target: Target): JsonValue | undefined {
  const { losses, version } = target;
  if (SPDX2_GRAMMAR.has(field.type)) {
    if (isMap(value)) return fitSpdx2(value, field.type, at, target);
    losses.add(at, 'is not an object');
    return undefined;
  }
  const wanted = field.type === 'boolean' ? 'boolean' : field.type === 'integer' ? 'number' : 'string';
  if (typeof value !== wanted) {
    losses.add(at, `is not a ${wanted}`);
    return undefined;
  }
  if (typeof value !== 'string') return value;
  const rule = target.type === undefined ? undefined : formProblem(target.type, field.name, value);
  if (rule !== undefined) {
    losses.add(at, `is not ${rule.expected} (${rule.clause})`);
    return undefined;
  }
  const words = SPDX2_WORDS.get(field.type);
  if (words !== undefined) {
    const since = words.get(value);
    if (since !== undefined && since <= version) return value;
    losses.add(
      at,
      since === undefined ? 'is not a word that SPDX 2 has here' : `the word came with SPDX ${since}`,
    );
    return undefined;
  }
  const scalar = SPDX2_SCALARS.get(field.type);
  if (
    scalar !== undefined &&
    scalar.severity === 'error' &&
    !(value.length < 20_000 && scalar.form.test(value))
  ) {
    losses.add(at, `is not ${scalar.expected}`);
    return undefined;
  }
  return value;
}
