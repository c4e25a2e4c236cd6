/** What is wrong with a value of a user's file, in plain words: one row per kind of problem that the validator finds. */
import { count, nearest } from '@theriac/core';
import { z } from 'zod';

type Issue = z.core.$ZodRawIssue;
type Code = z.core.$ZodIssue['code'];
type Of<C extends Code> = Extract<Issue, { readonly code: C }>;

/** Longer lists of allowed words are cut. */
const WORDS_SHOWN = 12;

const MESSAGES: { readonly [C in Code]: (issue: Of<C>) => string } = {
  invalid_type: ({ expected, input }) =>
    input === undefined ? 'is missing' : `is ${shown(input)}; write ${KINDS[expected] ?? expected}`,
  invalid_value: ({ values, input, path = [] }) => {
    const known = values.map(String);
    const [only] = known;
    if (known.length === 1) {
      const write = `write \`${path.length === 0 ? '' : `${String(path.at(-1))}: `}${only}\``;
      return input === undefined ? `is missing; ${write}` : `is ${shown(input)}; ${write}`;
    }
    if (input === undefined) return `is missing; write ${oneOf(known)}`;
    return `is ${typeof input === 'string' ? `\`${clipped(input)}\`` : shown(input)}; ${suggestion(String(input), known)}`;
  },
  too_small: ({ origin, minimum, inclusive, input }) =>
    bounded(origin, input, Number(minimum), inclusive === false ? 'more than' : 'at least'),
  too_big: ({ origin, maximum, inclusive, input }) =>
    bounded(origin, input, Number(maximum), inclusive === false ? 'less than' : 'at most'),
  invalid_format: ({ format }) => `is not in the format ${format}`,
  not_multiple_of: ({ divisor, input }) => `is ${shown(input)}; write a multiple of ${divisor}`,
  unrecognized_keys: ({ keys, inst, path = [] }) => {
    const known = inst instanceof z.ZodObject ? Object.keys(inst.shape) : [];
    const place = path.length === 0 ? '' : ` in \`${path.map(String).join('.')}\``;
    return keys.map((key) => unknownWord('key', key, known, place)).join('\n');
  },
  invalid_union: () => 'has none of the forms that are allowed here',
  invalid_key: () => 'has a key that is not allowed here',
  invalid_element: () => 'has an entry that is not allowed here',
  custom: () => 'is not allowed here',
};

/**
 * For `error` of a validator: what follows the name of the value in a message; for unknown keys the whole message, a
 * line per key. Messages that the schema itself has go first.
 */
export function plainProblem(issue: Issue): string {
  return messageFor(issue);
}

function messageFor<C extends Code>(issue: Of<C>): string {
  const message: (issue: Of<C>) => string = MESSAGES[issue.code];
  return message(issue);
}

/** `` unknown key `exposre` in `system`; did you mean `exposure`? `` */
export function unknownWord(noun: string, given: string, known: readonly string[], place: string): string {
  return `unknown ${noun} \`${clipped(given)}\`${place}; ${suggestion(given, known)}`;
}

function suggestion(given: string, known: readonly string[]): string {
  const near = nearest(given, known);
  return near === undefined ? `write ${oneOf(known)}` : `did you mean \`${near}\`?`;
}

function oneOf(known: readonly string[]): string {
  const listed = known.slice(0, WORDS_SHOWN).join(', ');
  const more = known.length - WORDS_SHOWN;
  return known.length === 0 ? 'nothing here' : `one of ${listed}${more > 0 ? ` and ${more} more` : ''}`;
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'text, in quotes if it looks like a number',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list: `- item` per line, or `[item, item]`',
  object: 'a mapping: `key: value` per line',
  record: 'a mapping: `key: value` per line',
};

const UNITS: Readonly<Record<string, string>> = { string: 'character', array: 'item', set: 'item' };

function bounded(origin: string, input: unknown, limit: number, bound: string): string {
  const unit = UNITS[origin];
  return unit === undefined
    ? `is ${shown(input)}; write ${bound} ${limit}`
    : `needs ${bound} ${count(limit, unit)}`;
}

/** Text is not quoted: it may be confidential. */
function shown(input: unknown): string {
  if (input === undefined) return 'missing';
  if (input === null) return 'empty';
  if (Array.isArray(input)) return 'a list';
  if (typeof input === 'object') return 'a mapping';
  return typeof input === 'string' ? 'text' : String(input);
}

function clipped(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 59)}…`;
}
