/** Validates an SPDX 3 JSON-LD document against the table of classes: every problem, with the exact place. */
import type { BomProblem, JsonValue } from '@theriac/core';
import { plain } from '../../text/plain-text.ts';
import { isList, isMap, type JsonMap, own } from '../document/json-fields.ts';
import { pointer } from '../model/losses.ts';
import {
  inherits,
  isConcrete,
  isSpdx3Class,
  SPDX3_VOCABULARIES,
  type Spdx3Property,
  spdx3Properties,
} from './model.ts';

const MAX_PROBLEMS = 1000;
const MAX_DEPTH = 50;
const IRI = /^(?!_:)[^\s:]+:[^\s]+$/;

export function validateSpdx3(top: JsonMap): BomProblem[] {
  const validation = new Validation();
  const graph = own(top, '@graph');
  if (graph === undefined) {
    const { '@context': _context, ...element } = top;
    validation.object(element, '', 'Element', 0);
  } else if (!isList(graph)) {
    validation.add('schema/type', '/@graph', '@graph is not a list', 'Write a list of elements.');
  } else {
    for (const [index, element] of graph.entries())
      validation.value(element, null, pointer('', '@graph', index), 0);
  }
  return validation.problems;
}

class Validation {
  readonly problems: BomProblem[] = [];

  add(code: string, at: string, what: string, remedy: string): void {
    if (this.problems.length < MAX_PROBLEMS)
      this.problems.push({ code, severity: 'error', pointer: at, what, remedy });
  }

  /** @param wanted class that is there; null in the graph, where any may */
  value(value: JsonValue, wanted: string | null, at: string, depth: number): void {
    if (isMap(value)) {
      this.object(value, at, wanted, depth);
      return;
    }
    const isReference = typeof value === 'string' && (IRI.test(value) || value.startsWith('_:'));
    if (wanted === null || !isReference)
      this.add(
        'schema/type',
        at,
        `${typeof value === 'string' ? `“${plain(value, 80)}”` : 'the value'} is neither an element nor a reference to one`,
        'Write an element, or the IRI of one.',
      );
  }

  object(value: JsonMap, at: string, wanted: string | null, depth: number): void {
    const type = own(value, 'type') ?? own(value, '@type');
    if (typeof type !== 'string') {
      this.add('schema/required', at, 'an element has no type', 'Write its type.');
      return;
    }
    // Extensions may be of classes of their own, which an IRI names.
    const properties = spdx3Properties(type);
    if (properties === null) {
      if (!IRI.test(type))
        this.add(
          'schema/value',
          pointer(at, 'type'),
          `“${plain(type, 80)}” is not a class of SPDX 3.0.1`,
          'Check the spelling.',
        );
      return;
    }
    if (!isConcrete(type))
      this.add('schema/value', pointer(at, 'type'), `${type} is abstract`, 'Write one of its heirs.');
    if (wanted !== null && !inherits(type, wanted))
      this.add('schema/type', at, `${type}, but ${wanted} is expected`, `Write ${wanted} or an heir of it.`);
    if (depth > MAX_DEPTH) return;
    if (inherits(type, 'Element') && !isIri(own(value, 'spdxId') ?? own(value, '@id')))
      this.add('schema/required', at, `${type} has no spdxId that is an IRI`, 'Write its spdxId.');
    for (const key of Object.keys(value)) {
      if (['type', '@type', 'spdxId', '@id', '@context'].includes(key)) continue;
      const property = properties.get(key);
      const item = own(value, key);
      const here = pointer(at, key);
      if (property === undefined)
        this.add(
          'schema/unknown-field',
          here,
          `SPDX 3.0.1 has no property ${plain(key, 80)} in ${type}`,
          'Remove it, or say it in an extension.',
        );
      else if (item !== undefined) this.#property(item, property, here, depth);
    }
    for (const property of properties.values()) {
      if (property.required && !Object.hasOwn(value, property.name))
        this.add(
          'schema/required',
          at,
          `${type} has no ${property.name}, which is required`,
          `Add ${property.name}.`,
        );
    }
    if (inherits(type, 'Element') && !Object.hasOwn(value, 'creationInfo'))
      this.add('schema/required', at, `${type} has no creationInfo`, 'Add creationInfo.');
  }

  #property(value: JsonValue, property: Spdx3Property, at: string, depth: number): void {
    if (property.list) {
      if (!isList(value)) {
        this.add('schema/type', at, `${property.name} is not a list`, 'Write a list.');
        return;
      }
      if (property.required && value.length === 0)
        this.add('schema/value', at, `${property.name} is empty`, 'Write at least one.');
      for (const [index, item] of value.entries()) this.#item(item, property, pointer(at, index), depth);
    } else this.#item(value, property, at, depth);
  }

  #item(value: JsonValue, property: Spdx3Property, at: string, depth: number): void {
    if (isSpdx3Class(property.type)) {
      this.value(value, property.type, at, depth + 1);
      return;
    }
    const words = SPDX3_VOCABULARIES.get(property.type);
    if (words !== undefined) {
      if (typeof value !== 'string' || !words.has(value))
        this.add(
          'schema/value',
          at,
          `“${plain(String(value), 80)}” is none of the words of ${property.name}`,
          words.size <= 30 ? `Write one of: ${[...words].join(', ')}.` : 'Check the spelling.',
        );
      return;
    }
    const reason = refuse(value, property.type);
    if (reason !== null)
      this.add('schema/value', at, `${property.name} ${reason}`, 'Write a value of the right form.');
  }
}

const isIri = (value: JsonValue | undefined): boolean => typeof value === 'string' && IRI.test(value);

function refuse(value: JsonValue, type: string): string | null {
  if (type === 'boolean') return typeof value === 'boolean' ? null : 'is not true or false';
  if (type === 'count' || type === 'count1') {
    const least = type === 'count' ? 0 : 1;
    const fine = typeof value === 'number' && Number.isInteger(value) && value >= least;
    return fine ? null : `is not a whole number from ${least}`;
  }
  if (type === 'decimal') {
    const fine = typeof value === 'number' || (typeof value === 'string' && /^-?\d+(?:\.\d*)?$/.test(value));
    return fine ? null : 'is not a number';
  }
  if (typeof value !== 'string') return 'is not text';
  if (type === 'dateTime')
    return /^\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-6]\d:[0-6]\dZ$/.test(value)
      ? null
      : 'is not a date and time such as 2024-03-06T00:00:00Z';
  if (type === 'mediaType') return /^[^/]+\/[^/]+$/.test(value) ? null : 'is not a media type';
  return type === 'semver' && !/^\d+\.\d+\.\d+/.test(value) ? 'is not a version such as 3.0.1' : null;
}
