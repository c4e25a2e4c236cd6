/** Validates a CycloneDX document in its JSON shape against the grammar: every problem, with the exact place. */
import type { BomProblem } from '@theriac/core';
import { plain } from '../../text/plain-text.ts';
import { isObject, type JsonObject } from '../../text/untrusted-json.ts';
import { type Field, GRAMMAR, type ObjectType, typesFor } from './grammar.ts';
import { SCALARS, VOCABULARIES } from './scalars.ts';
import { type Span, versionOf, within } from './versions.ts';

/** Listed one by one; more than that is said once. */
const MAX_PROBLEMS = 1000;

/** A place, spelled out only when something is wrong there. */
interface Path {
  readonly parent: Path | null;
  readonly key: string | number;
}

interface Waiting {
  readonly value: unknown;
  readonly type: string;
  readonly path: Path | null;
}

/**
 * @param top the document in its JSON shape, whatever it was encoded in
 * @param rank of the version to hold it against
 * @param encoding XML has some fields earlier, and some never
 */
export function validateCycloneDx(top: unknown, rank: number, encoding: 'json' | 'xml'): BomProblem[] {
  return new Validation(rank, encoding).run(top);
}

class Validation {
  readonly #rank: number;
  readonly #xml: boolean;
  readonly #problems: BomProblem[] = [];
  #untold = 0;
  readonly #waiting: Waiting[] = [];

  constructor(rank: number, encoding: 'json' | 'xml') {
    this.#rank = rank;
    this.#xml = encoding === 'xml';
  }

  run(top: unknown): BomProblem[] {
    this.#waiting.push({ value: top, type: 'bom', path: null });
    for (let next = this.#waiting.pop(); next !== undefined; next = this.#waiting.pop()) {
      const type = GRAMMAR.get(next.type);
      if (type !== undefined) this.#object(next.value, type, next.path);
    }
    if (this.#untold > 0) {
      this.#problems.push({
        code: 'schema/more',
        severity: 'error',
        pointer: '',
        what: `and ${this.#untold} more problems`,
        remedy: 'Fix those that are listed and validate again.',
      });
    }
    return this.#problems;
  }

  #add(
    code: string,
    path: Path | null,
    what: string,
    remedy: string,
    severity: BomProblem['severity'] = 'error',
  ): void {
    if (this.#problems.length >= MAX_PROBLEMS) this.#untold += 1;
    else this.#problems.push({ code, severity, pointer: pointerOf(path), what, remedy });
  }

  #object(value: unknown, type: ObjectType, path: Path | null): void {
    if (!isObject(value)) {
      this.#add('schema/type', path, `${whatIs(value)}, but an object is expected`, 'Write an object.');
      return;
    }
    for (const key of Object.keys(value)) {
      const field = type.fields.get(key);
      const at = { parent: path, key };
      if (field !== undefined && within(this.#span(field), this.#rank)) this.#field(value[key], field, at);
      else this.#strange(key, field, type, at);
    }
    this.#together(value, type, path);
  }

  #span(field: Field): Span {
    return this.#xml && field.inXml.since <= field.inXml.until ? field.inXml : field.json;
  }

  #strange(key: string, field: Field | undefined, type: ObjectType, at: Path): void {
    // What XML has of other namespaces, and JSON signatures beside it, is kept but has no rules here.
    if (key.startsWith('xml:')) return;
    const open = type.open !== null && within(type.open, this.#rank);
    const version = versionOf(this.#rank);
    if (field === undefined) {
      this.#add(
        'schema/unknown-field',
        at,
        `CycloneDX ${version} has no field ${plain(key, 80)} in ${type.name}`,
        'Remove it, or carry it as a property.',
        open ? 'warning' : 'error',
      );
      return;
    }
    const span = this.#span(field);
    const [what, remedy] =
      this.#rank < span.since
        ? [
            `${key} came with CycloneDX ${versionOf(span.since)}; the document is ${version}`,
            `Declare version ${versionOf(span.since)}, or remove it.`,
          ]
        : [`${key} is not part of CycloneDX ${version}`, 'Remove it.'];
    this.#add('schema/unknown-field', at, what, remedy, open ? 'warning' : 'error');
  }

  #field(value: unknown, field: Field, path: Path): void {
    if (!Array.isArray(value)) {
      const types = typesFor(field, 'single', this.#rank);
      if (types.length === 0)
        this.#add('schema/type', path, `${whatIs(value)}, but a list is expected`, 'Write a list.');
      else this.#value(value, types, path);
      return;
    }
    const types = typesFor(field, 'list', this.#rank);
    if (types.length === 0) {
      this.#add('schema/type', path, 'a list, but a single value is expected', 'Write one value.');
      return;
    }
    if (field.unique) this.#unique(value, path);
    for (const [index, item] of value.entries()) this.#value(item, types, { parent: path, key: index });
    this.#alone(value, field, path);
  }

  /** One value of one of several types. */
  #value(value: unknown, types: readonly string[], path: Path): void {
    const objects = types.filter((type) => GRAMMAR.has(type));
    if (isObject(value) && objects.length > 0) {
      this.#waiting.push({ value, type: likeliest(value, objects), path });
      return;
    }
    const scalar = types.find((type) => !GRAMMAR.has(type));
    if (scalar === undefined)
      this.#add('schema/type', path, `${whatIs(value)}, but an object is expected`, 'Write an object.');
    else this.#scalar(value, scalar, path);
  }

  #scalar(value: unknown, name: string, path: Path): void {
    const words = VOCABULARIES.get(name);
    if (words !== undefined) {
      this.#word(value, words, name, path);
      return;
    }
    const scalar = SCALARS.get(name);
    if (scalar === undefined) return;
    if (scalar.json === 'object' ? !isObject(value) : typeof value !== scalar.json) {
      this.#add(
        'schema/type',
        path,
        `${whatIs(value)}, but ${JSON_WORDS[scalar.json]} is expected`,
        `Write ${JSON_WORDS[scalar.json]}.`,
      );
      return;
    }
    if (typeof value !== 'string' && typeof value !== 'number') return;
    const reason = scalar.refuse?.(value) ?? null;
    if (reason !== null)
      this.#add('schema/value', path, `${quoted(value)} ${reason}`, 'Write a value of the right form.');
  }

  #word(value: unknown, words: ReadonlyMap<string, number>, name: string, path: Path): void {
    if (typeof value !== 'string') {
      this.#add('schema/type', path, `${whatIs(value)}, but a word is expected`, 'Write a word.');
      return;
    }
    const since = words.get(value);
    if (since === undefined) {
      const few = words.size <= 30 ? `Write one of: ${[...words.keys()].join(', ')}.` : 'Check the spelling.';
      this.#add('schema/value', path, `${quoted(value)} is none of the words of ${name}`, few);
    } else if (since > this.#rank) {
      const version = versionOf(since);
      this.#add(
        'schema/value',
        path,
        `${quoted(value)} came with CycloneDX ${version}`,
        `Declare version ${version}, or write a word that this version has.`,
      );
    }
  }

  #unique(items: readonly unknown[], path: Path): void {
    const seen = new Map<string, unknown[]>();
    for (const [index, item] of items.entries()) {
      const key = shallow(item);
      const alike = seen.get(key);
      if (alike === undefined) seen.set(key, [item]);
      else if (!isObject(item) || alike.some((other) => JSON.stringify(other) === JSON.stringify(item)))
        this.#add(
          'schema/repeated',
          { parent: path, key: index },
          'duplicate item in the list',
          'Remove the repetition.',
        );
      // A few that only look alike are compared; a thousand are left to the check of ids.
      else if (alike.length < 20) alike.push(item);
    }
  }

  #alone(items: readonly unknown[], field: Field, path: Path): void {
    if (items.length < 2) return;
    for (const type of field.list) {
      for (const rule of GRAMMAR.get(type)?.alone ?? []) {
        if (!within(this.#xml ? rule.inXml : rule.json, this.#rank)) continue;
        const index = items.findIndex((item) => isObject(item) && Object.hasOwn(item, rule.field));
        if (index < 0) continue;
        this.#add(
          'schema/combination',
          { parent: path, key: index },
          `an item with ${rule.field} must be the only one of its list in CycloneDX ${versionOf(this.#rank)}`,
          'Join them into one expression, or declare version 1.7.',
        );
      }
    }
  }

  /** Required fields, and fields that exclude or need each other. */
  #together(value: JsonObject, type: ObjectType, path: Path | null): void {
    const has = (name: string): boolean => Object.hasOwn(value, name);
    for (const field of type.needed) {
      if (field.required === null || has(field.name)) continue;
      if (!within(field.required, this.#rank) || !within(this.#span(field), this.#rank)) continue;
      if (this.#xml && field.xml.kind === 'none') continue;
      this.#add(
        'schema/required',
        path,
        `${type.name} has no ${field.name}, which is required`,
        `Add ${field.name}.`,
      );
    }
    const whole = (group: readonly string[]): boolean => group.every(has);
    for (const groups of type.oneOf) {
      // What exists only in JSON, such as its signatures, cannot be missed in XML.
      const wanted = groups.filter((group) => this.#exists(group, type));
      if (wanted.length === 0 || (this.#xml && wanted.length < groups.length)) continue;
      const count = groups.filter(whole).length;
      if (count === 0 && this.#xml && within(type.xmlNeither, this.#rank)) continue;
      if (count !== 1) this.#choice(groups, type, path, 'exactly one of');
    }
    for (const groups of type.anyOf)
      if (!groups.some(whole)) this.#choice(groups, type, path, 'at least one of');
    for (const names of type.notBoth) {
      if (names.every(has))
        this.#add(
          'schema/combination',
          path,
          `${names.join(' and ')} exclude each other`,
          'Remove one of them.',
        );
    }
    for (const { field, flag } of type.onlyIf) {
      if (has(field) && value[flag] !== true)
        this.#add(
          'schema/combination',
          { parent: path, key: field },
          `${field} needs ${flag} to be true`,
          `Set ${flag}, or remove ${field}.`,
        );
    }
  }

  #exists(group: readonly string[], type: ObjectType): boolean {
    return group.every((name) => {
      const field = type.fields.get(name);
      return (
        field !== undefined && within(this.#span(field), this.#rank) && !(this.#xml && name === 'signature')
      );
    });
  }

  #choice(groups: readonly (readonly string[])[], type: ObjectType, path: Path | null, count: string): void {
    const names = groups.map((group) => group.join(' with ')).join(', ');
    this.#add(
      'schema/combination',
      path,
      `${type.name} must have ${count}: ${names}`,
      'Keep exactly what belongs there.',
    );
  }
}

const JSON_WORDS: Readonly<Record<'string' | 'number' | 'boolean' | 'object', string>> = {
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
  object: 'an object',
};

/** The first type of which the value has everything required and nothing strange; else the first. */
export function likeliest(value: JsonObject, types: readonly string[]): string {
  const [first = ''] = types;
  if (types.length === 1) return first;
  const fits = (name: string): boolean => {
    const type = GRAMMAR.get(name);
    return (
      type?.needed.every((f) => Object.hasOwn(value, f.name)) === true &&
      Object.keys(value).every((key) => type.fields.has(key) || key.startsWith('xml:'))
    );
  };
  return types.find(fits) ?? first;
}

/** Own scalars of an object; what most repetitions differ in, at little cost. */
export function shallow(item: unknown): string {
  if (!isObject(item)) return JSON.stringify(item) ?? '';
  return JSON.stringify(
    Object.entries(item).map(([key, value]) =>
      typeof value === 'object' && value !== null
        ? [key, Array.isArray(value) ? value.length : '{}']
        : [key, value],
    ),
  );
}

function whatIs(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  return typeof value === 'string' ? 'text' : typeof value === 'number' ? 'a number' : String(value);
}

const quoted = (value: string | number): string =>
  typeof value === 'number' ? String(value) : `“${plain(value, 80)}”`;

function pointerOf(path: Path | null): string {
  const keys: string[] = [];
  for (let at = path; at !== null; at = at.parent)
    keys.push(String(at.key).replaceAll('~', '~0').replaceAll('/', '~1'));
  return keys.length === 0 ? '' : `/${keys.reverse().join('/')}`;
}
