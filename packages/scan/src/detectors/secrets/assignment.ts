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
/** Between the name and its value: closing quotes, brackets, types, marks, and the indentation of the next line. */
const LONGEST_GAP = 120;

const NAME = /[\w.$-]/;
/** What may stand between: `"]: string = `, `" => `, `">`, `', '`, ` := `. */
const GAP =
  /["'`]?\]?\)?(?:[ \t]{0,20}:[ \t]{0,4}[A-Z]?[A-Za-z]{1,20}(?=[ \t]{0,4}=))?[ \t]{0,20}(?:[:?+]=|=>|={1,3}|::(?=[ \t])|:|>|,)[ \t]{0,20}(?:[a-zA-Z]{0,2}(?=["'`]))?/y;
/** `.netrc`, options of commands, `redis.conf`. */
const SPACE = /[ \t]{1,8}/y;
const BEFORE_SPACE = /^(?:-.{1,100}|password|passwd|requirepass|masterauth|auth_pass)$/;
/** `name="password" value="…"` and `"name": "DB_PASSWORD", "value": "…"`: the name is a value itself. */
const PAIR = /["'][ \t]{0,4},?\s{0,40}["']?[Vv]alue["']?[ \t]{0,4}[=:][ \t]{0,4}(?=["'])/y;
/** The same in a list of YAML; behind `name: ` only. */
const LIST_PAIR = /["']?[ \t]{0,4}\n[ \t]{1,40}value:[ \t]{1,4}/y;
const BEFORE_LIST_PAIR = /[ -](?:name|key):[ \t]{1,4}["']?$/;
/** `{"adminPassword": {"value": "…"}}`: parameters of templates. */
const VALUE_OBJECT =
  /["'][ \t]{0,4}:\s{0,4}\{\s{0,60}["'](?:value|defaultValue)["'][ \t]{0,4}:[ \t]{0,4}(?=["'])/y;
/** `<AdministratorPassword><Value>…`. */
const VALUE_ELEMENT = />\s{0,60}<[Vv]alue>/y;
/** Property lists. */
const PLIST_PAIR = /<\/key>\s{0,40}<string>/y;
/** YAML: a scalar in a block, or one that is written as base64. */
const BLOCK = /(?:!!binary[ \t]{0,4})?[|>][-+]?[ \t]{0,4}\n[ \t]{1,40}/y;
const BINARY = /!!binary[ \t]{1,4}/y;
/** Behind a mark or an open bracket at the end of a line; a value of the next line stands in quotes. */
const NEXT_LINE = /(?:\([ \t]{0,4}|\\)?\n[ \t]{1,40}(?=["'`])/y;
/** A file of properties goes on behind a backslash, without quotes. */
const CONTINUED = /\\\n[ \t]{1,40}(?=[^\s"'`])/y;
/** An element that holds nothing but its value, on a line of its own. */
const NEXT_LINE_OF_ELEMENT = /\n[ \t]{1,40}(?=[^\s<]{1,200}\s{1,40}<\/)/y;

/** @param at a place in the name */
export function assignmentAt(text: string, at: number): Assignment | undefined {
  let from = at;
  while (from > 0 && at - from < LONGEST_NAME && NAME.test(text.charAt(from - 1))) from -= 1;
  let to = at;
  while (to < text.length && to - from < LONGEST_NAME && NAME.test(text.charAt(to))) to += 1;
  const name = text.slice(from, to);
  const start = valueStart(text, from, to, name);
  if (start === undefined || start - to > LONGEST_GAP) return undefined;
  return valueAt(text, name, start);
}

function valueStart(text: string, from: number, to: number, name: string): number | undefined {
  const pair =
    endOf(PAIR, text, to) ??
    endOf(PLIST_PAIR, text, to) ??
    endOf(VALUE_OBJECT, text, to) ??
    endOf(VALUE_ELEMENT, text, to);
  if (pair !== undefined) return pair;
  const listed = endOf(LIST_PAIR, text, to);
  if (listed !== undefined)
    return BEFORE_LIST_PAIR.test(text.slice(Math.max(0, from - LONGEST_LABEL), from)) ? listed : undefined;
  const gap = endOf(GAP, text, to);
  if (gap !== undefined) return continued(text, gap);
  return BEFORE_SPACE.test(name) ? endOf(SPACE, text, to) : undefined;
}

/** Characters before a name that are looked at for `name: `. */
const LONGEST_LABEL = 12;

/** Where a value begins that does not stand beside its mark. */
function continued(text: string, gap: number): number {
  // Behind a comma comes the next of a list.
  if (
    text
      .slice(Math.max(0, gap - LONGEST_LABEL), gap)
      .trimEnd()
      .endsWith(',')
  )
    return gap;
  const next =
    endOf(BLOCK, text, gap) ??
    endOf(BINARY, text, gap) ??
    endOf(NEXT_LINE, text, gap) ??
    endOf(CONTINUED, text, gap);
  if (next !== undefined) return next;
  return (text.charAt(gap - 1) === '>' ? endOf(NEXT_LINE_OF_ELEMENT, text, gap) : undefined) ?? gap;
}

function endOf(sticky: RegExp, text: string, at: number): number | undefined {
  sticky.lastIndex = at;
  return sticky.test(text) ? sticky.lastIndex : undefined;
}

function valueAt(text: string, name: string, start: number): Assignment | undefined {
  const quote = text.charAt(start);
  if (quote === '"' || quote === "'" || quote === '`') {
    if (text.startsWith(quote.repeat(3), start)) return tripled(text, name, start + 3, quote.repeat(3));
    const end = closing(text, start + 1, quote);
    if (end === undefined) return undefined;
    return { name, value: text.slice(start + 1, end), start: start + 1, isQuoted: true };
  }
  let end = start;
  while (end < text.length && end - start < LONGEST_UNQUOTED && !ENDS.has(text.charCodeAt(end))) end += 1;
  // The name of a function that is called.
  if (end === start || text.charAt(end) === '(' || endOf(BLOCK_OPENED, text, end) !== undefined)
    return undefined;
  return { name, value: text.slice(start, end), start, isQuoted: false };
}

/** What follows is a block, and the value its name: `passwd site {`. */
const BLOCK_OPENED = /[ \t]{1,4}\{/y;

/** On one line: what goes over several is a text. */
function tripled(text: string, name: string, start: number, quotes: string): Assignment | undefined {
  const line = text.slice(start, start + LONGEST_UNQUOTED);
  const end = line.indexOf(quotes);
  if (end === -1 || line.slice(0, end).includes('\n')) return undefined;
  return { name, value: line.slice(0, end), start, isQuoted: true };
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
