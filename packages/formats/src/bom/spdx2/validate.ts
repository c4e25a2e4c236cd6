/** Validates an SPDX 2 document in its JSON shape against the grammar: every problem, with the exact place. */
import type { BomProblem, JsonValue } from '@theriac/core';
import { plain } from '../../text/plain-text.ts';
import { isList, isMap, type JsonMap, own } from '../document/json-fields.ts';
import { pointer } from '../model/losses.ts';
import {
  SPDX2_GRAMMAR,
  SPDX2_SCALARS,
  SPDX2_WORDS,
  type Spdx2Field,
  type Spdx2Type,
  type Spdx2Version,
} from './grammar.ts';
import { formProblem, OBJECT_RULES } from './text-rules.ts';

const MAX_PROBLEMS = 1000;

/** @param encoding tag-value has words that JSON got a version later (`PACKAGE-MANAGER`) */
export function validateSpdx2(
  top: JsonMap,
  version: Spdx2Version,
  encoding: 'json' | 'tag-value' = 'json',
): BomProblem[] {
  const validation = new Validation(version, encoding);
  const type = SPDX2_GRAMMAR.get('document');
  if (type !== undefined) validation.object(top, type, 'document', '');
  return validation.problems;
}

/** What the text demands of a document as a whole, of which only what these rules ask for need be there. */
export const documentProblems = (top: JsonMap): BomProblem[] => brokenRules(top, 'document', '');

function brokenRules(value: JsonMap, name: string, at: string): BomProblem[] {
  return (OBJECT_RULES.get(name) ?? []).flatMap(({ broken, clause, field, remedy }): BomProblem[] => {
    const what = broken(value);
    if (what === undefined) return [];
    const here = Object.hasOwn(value, field) ? pointer(at, field) : at;
    return [
      { code: 'text/rule', severity: 'error', pointer: here, what: `${field}: ${what} (${clause})`, remedy },
    ];
  });
}

class Validation {
  readonly problems: BomProblem[] = [];
  readonly #version: Spdx2Version;
  readonly #encoding: 'json' | 'tag-value';

  constructor(version: Spdx2Version, encoding: 'json' | 'tag-value') {
    this.#version = version;
    this.#encoding = encoding;
  }

  #add(
    code: string,
    at: string,
    what: string,
    remedy: string,
    severity: BomProblem['severity'] = 'error',
  ): void {
    if (this.problems.length < MAX_PROBLEMS)
      this.problems.push({ code, severity, pointer: at, what, remedy });
  }

  /** Depth is bounded by the table, which has no circles. */
  object(value: JsonMap, type: Spdx2Type, name: string, at: string): void {
    for (const key of Object.keys(value)) {
      const field = type.get(key);
      const item = own(value, key);
      if (item === undefined) continue;
      const here = pointer(at, key);
      if (field === undefined) {
        // `artifactOfs` has no fields in the schema, which lets it have any.
        if (name !== 'artifactOf')
          this.#add(
            'schema/unknown-field',
            here,
            `SPDX ${this.#version} has no field ${plain(key, 80)} in ${name}`,
            'Remove it, or say it in an annotation.',
          );
      } else if (field.since > this.#version) {
        this.#add(
          'schema/unknown-field',
          here,
          `${key} came with SPDX ${field.since}; the document is ${this.#version}`,
          `Declare SPDX-${field.since}, or remove it.`,
        );
      } else this.#field(item, field, here, name);
    }
    for (const field of type.values()) {
      if (!field.required(this.#version) || Object.hasOwn(value, field.name)) continue;
      // The text asks for no name of a snippet (§9.10); the schema of JSON does.
      if (name === 'snippet' && field.name === 'name' && this.#encoding === 'tag-value') continue;
      this.#add(
        'schema/required',
        at,
        `${name} has no ${field.name}, which is required`,
        `Add ${field.name}${field.type === 'licence' || field.type === 'text' ? '; NOASSERTION says that it is not known' : ''}.`,
      );
    }
    for (const problem of brokenRules(value, name, at))
      if (this.problems.length < MAX_PROBLEMS) this.problems.push(problem);
  }

  /** @param name of the type that has the field */
  #field(value: JsonValue, field: Spdx2Field, at: string, name: string): void {
    if (!field.list) {
      this.#value(value, field, at, name);
      return;
    }
    if (!isList(value)) {
      this.#add('schema/type', at, `${field.name} is not a list`, 'Write a list.');
      return;
    }
    if (field.notEmpty && value.length === 0)
      this.#add('schema/value', at, `${field.name} is empty`, 'Write at least one.');
    for (const [index, item] of value.entries()) this.#value(item, field, pointer(at, index), name);
  }

  #value(value: JsonValue, field: Spdx2Field, at: string, name: string): void {
    const type = SPDX2_GRAMMAR.get(field.type);
    if (type !== undefined) {
      if (isMap(value)) this.object(value, type, field.type, at);
      else this.#add('schema/type', at, `${field.name} is not an object`, 'Write an object.');
      return;
    }
    const wanted = field.type === 'boolean' ? 'boolean' : field.type === 'integer' ? 'number' : 'string';
    if (typeof value !== wanted) {
      const words = { boolean: 'true or false', number: 'a number', string: 'text' };
      this.#add('schema/type', at, `${field.name} is not ${words[wanted]}`, `Write ${words[wanted]}.`);
      return;
    }
    if (typeof value === 'string' && !this.#text(value, field, at)) this.#form(value, field, at, name);
  }

  #form(value: string, field: Spdx2Field, at: string, name: string): void {
    const rule = formProblem(name, field.name, value);
    if (rule === undefined) return;
    this.#add(
      'text/form',
      at,
      `“${plain(value, 80)}” is not ${rule.expected} (${rule.clause})`,
      `Write ${rule.expected}.`,
    );
  }

  /** @returns whether a problem was found */
  #text(value: string, field: Spdx2Field, at: string): boolean {
    const words = SPDX2_WORDS.get(field.type);
    if (words !== undefined) {
      const since = words.get(value);
      if (since === undefined) {
        const few =
          words.size <= 20 ? `Write one of: ${[...words.keys()].join(', ')}.` : 'Check the spelling.';
        this.#add('schema/value', at, `“${plain(value, 80)}” is none of the words of ${field.name}`, few);
      } else if (since > this.#version && !(this.#encoding === 'tag-value' && field.type === 'refCategory')) {
        this.#add(
          'schema/value',
          at,
          `“${value}” came with SPDX ${since}; the document is ${this.#version}`,
          `Declare SPDX-${since}.`,
        );
      }
      return since === undefined || since > this.#version;
    }
    const scalar = SPDX2_SCALARS.get(field.type);
    if (scalar === undefined || (value.length < 20_000 && scalar.form.test(value))) return false;
    this.#add(
      'schema/value',
      at,
      `“${plain(value, 80)}” is not ${scalar.expected}`,
      'Write a value of the right form.',
      scalar.severity,
    );
    return true;
  }
}
