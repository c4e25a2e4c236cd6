/** A name and the value that it is given, in whatever language: `KEY=value`, `"key": "value"`, `<key>value</key>`, `--key value`. */

export interface Assignment {
  /** As it is written: `DB_PASSWORD`, `spring.datasource.password`. */
  readonly name: string;
  readonly value: string;
  /** Where the value begins. */
  readonly start: number;
  readonly isQuoted: boolean;
}

const LONGEST_NAME = 100;
const LONGEST_VALUE = 4096;
const LONGEST_UNQUOTED = 1024;
/** What ends a value that stands in no quotes. */
const ENDS: ReadonlySet<number> = new Set([...' \t\n\r,;&<>(){}[]"\'`'].map((one) => one.charCodeAt(0)));
/** Between the name and its value: closing quotes, brackets, types, marks. */
const LONGEST_GAP = 60;

const NAME = /[\w.$-]/;
/** What may stand between: `"]: string = `, `" => `, `">`, `', '`, ` := `. */
const GAP =
  /["'`]?\]?\)?(?:[ \t]{0,20}:[ \t]{0,4}[A-Z]?[A-Za-z]{1,20}(?=[ \t]{0,4}=))?[ \t]{0,20}(?::=|=>|={1,3}|:|>|,)[ \t]{0,20}(?:[a-zA-Z]{0,2}(?=["'`]))?/y;
/** `.netrc`, options of commands. */
const SPACE = /[ \t]{1,8}/y;

/** @param at a place in the name */
export function assignmentAt(text: string, at: number): Assignment | undefined {
  let from = at;
  while (from > 0 && at - from < LONGEST_NAME && NAME.test(text.charAt(from - 1))) from -= 1;
  let to = at;
  while (to < text.length && to - from < LONGEST_NAME && NAME.test(text.charAt(to))) to += 1;
  const name = text.slice(from, to);
  const start = valueStart(text, to, name);
  if (start === undefined || start - to > LONGEST_GAP) return undefined;
  return valueAt(text, name, start);
}

function valueStart(text: string, to: number, name: string): number | undefined {
  GAP.lastIndex = to;
  if (GAP.test(text)) return GAP.lastIndex;
  if (!name.startsWith('-') && !/^(?:password|passwd)$/.test(name)) return undefined;
  SPACE.lastIndex = to;
  return SPACE.test(text) ? SPACE.lastIndex : undefined;
}

function valueAt(text: string, name: string, start: number): Assignment | undefined {
  const quote = text.charAt(start);
  if (quote === '"' || quote === "'" || quote === '`') {
    const end = closing(text, start + 1, quote);
    if (end === undefined) return undefined;
    return { name, value: text.slice(start + 1, end), start: start + 1, isQuoted: true };
  }
  let end = start;
  while (end < text.length && end - start < LONGEST_UNQUOTED && !ENDS.has(text.charCodeAt(end))) end += 1;
  return end === start ? undefined : { name, value: text.slice(start, end), start, isQuoted: false };
}

function closing(text: string, from: number, quote: string): number | undefined {
  for (let at = from; at < text.length && at - from < LONGEST_VALUE; at += 1) {
    const character = text.charAt(at);
    if (character === quote) return at;
    if (character === '\\') at += 1;
    if (character === '\n') return undefined;
  }
  return undefined;
}

/** Lower case, without marks between words: `dbPassword`, `DB_PASSWORD` and `db-password` are one name. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}
