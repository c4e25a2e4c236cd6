/**
 * The grammar of TOML 1.1 (https://toml.io/en/v1.1.0), in one pass without a syntax tree. Keys and tables that are
 * defined twice are reported and the last definition is used, as `readJson` does; everything else that breaks the
 * grammar ends the reading.
 */
import { TheriacError } from '@theriac/core';
import { LineIndex } from '../text/positions.ts';
import { scalarOf, unescaped } from './scalars.ts';
import { TomlArray, TomlTable, type TomlValue } from './table.ts';

const MAX_DEPTH = 64;

const NEWLINE = 0x0a;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const BACKSLASH = 0x5c;
const BARE_KEY = /[A-Za-z0-9_-]+/y;
/** With the time that may follow a date after one space. */
const BARE_VALUE = /\d{4}-\d{2}-\d{2} \d{2}:[^\s,\]}#]+|[^\s,\]}#]+/y;
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f]/;

export class TomlParser {
  readonly #text: string;
  readonly #path: string;
  readonly #duplicate: (key: string, line: number) => void;
  readonly #lines: LineIndex;
  #at = 0;
  /** Tables that dotted keys defined since the last header: until the next one they may be added to. */
  #open: TomlTable[] = [];

  /** @param duplicate called for each key or table that is defined twice */
  constructor(text: string, path: string, duplicate: (key: string, line: number) => void) {
    this.#text = text;
    this.#path = path;
    this.#duplicate = duplicate;
    this.#lines = new LineIndex(text);
  }

  /** @throws TheriacError THERIAC_INPUT_SYNTAX with the line, or THERIAC_INPUT_LIMIT when nested too deep */
  document(): TomlTable {
    const control = CONTROL.exec(this.#text);
    if (control !== null) {
      this.#at = control.index;
      this.#fail('a control character; write it as an escape');
    }
    const root = this.#table(0);
    root.defined = true;
    let current = root;
    for (;;) {
      this.#blank();
      if (this.#at >= this.#text.length) return root;
      if (this.#text[this.#at] === '[') current = this.#header(root);
      else this.#pair(current, 0);
      this.#endOfLine();
    }
  }

  #table(offset: number): TomlTable {
    return new TomlTable(this.#lines, offset);
  }

  /** `[a.b]` or `[[a.b]]`: the table that the following pairs belong to. */
  #header(root: TomlTable): TomlTable {
    const start = this.#at;
    for (const table of this.#open) table.defined = true;
    this.#open = [];
    const isArray = this.#text[this.#at + 1] === '[';
    this.#at += isArray ? 2 : 1;
    const path = this.#key();
    this.#expect(isArray ? ']]' : ']');
    const last = path.pop() ?? '';
    const parent = this.#follow(root, path, start);
    return isArray ? this.#arrayTable(parent, last, start) : this.#define(parent, last, start);
  }

  #arrayTable(parent: TomlTable, key: string, start: number): TomlTable {
    const there = parent.get(key);
    const array = there instanceof TomlArray && there.ofTables ? there : new TomlArray(this.#lines, true);
    if (there !== undefined && array !== there) this.#fail(`${quoted(key)} is not an array of tables`, start);
    const table = this.#table(start);
    table.defined = true;
    array.add(table, start);
    if (there === undefined) parent.set(key, array, start);
    return table;
  }

  #define(parent: TomlTable, key: string, start: number): TomlTable {
    const there = parent.get(key) ?? this.#table(start);
    if (!(there instanceof TomlTable) || there.closed) this.#fail(`${quoted(key)} is not a table`, start);
    if (there.defined) this.#duplicate(key, this.#lines.line(start));
    if (parent.get(key) === undefined) parent.set(key, there, start);
    there.defined = true;
    return there;
  }

  /** Follows the path of a header, making the tables that are only implied; an array of tables means its last one. */
  #follow(from: TomlTable, path: readonly string[], start: number): TomlTable {
    let table = from;
    for (const key of path) {
      const there = table.get(key);
      const next = there instanceof TomlArray && there.ofTables ? there.items.at(-1) : there;
      if (next === undefined) {
        const made = this.#table(start);
        table.set(key, made, start);
        table = made;
      } else if (next instanceof TomlTable && !next.closed) table = next;
      else this.#fail(`${quoted(key)} is not a table`, start);
    }
    return table;
  }

  #pair(table: TomlTable, depth: number): void {
    const start = this.#at;
    const path = this.#key();
    this.#expect('=');
    this.#spaces();
    const value = this.#value(depth);
    const last = path.pop() ?? '';
    const owner = path.length === 0 ? table : this.#followDotted(table, path, start);
    if (owner.get(last) !== undefined) this.#duplicate(last, this.#lines.line(start));
    owner.set(last, value, start);
  }

  /** Follows a dotted key: it defines its tables, and may add only to those that dotted keys beside it defined. */
  #followDotted(from: TomlTable, path: readonly string[], start: number): TomlTable {
    let table = from;
    for (const key of path) {
      const there = table.get(key);
      const next = there instanceof TomlArray && there.ofTables ? there.items.at(-1) : there;
      if (next === undefined) {
        const made = this.#table(start);
        table.set(key, made, start);
        this.#open.push(made);
        table = made;
      } else if (next instanceof TomlTable && !next.closed) {
        if (next.defined) this.#duplicate(key, this.#lines.line(start));
        else this.#open.push(next);
        table = next;
      } else this.#fail(`${quoted(key)} is not a table`, start);
    }
    return table;
  }

  /** A dotted key; stops after it and the spaces that follow. */
  #key(): string[] {
    const parts: string[] = [];
    for (;;) {
      this.#spaces();
      const code = this.#text.charCodeAt(this.#at);
      if (code === QUOTE || code === APOSTROPHE) parts.push(this.#string(code, false));
      else {
        BARE_KEY.lastIndex = this.#at;
        const found = BARE_KEY.exec(this.#text);
        if (found === null) this.#fail('a key is missing');
        parts.push(found[0]);
        this.#at += found[0].length;
      }
      this.#spaces();
      if (this.#text[this.#at] !== '.') return parts;
      if (parts.length >= MAX_DEPTH) this.#tooDeep();
      this.#at += 1;
    }
  }

  #value(depth: number): TomlValue {
    if (depth >= MAX_DEPTH) this.#tooDeep();
    const code = this.#text.charCodeAt(this.#at);
    if (code === QUOTE || code === APOSTROPHE) return this.#string(code, true);
    if (code === 0x5b) return this.#array(depth + 1);
    if (code === 0x7b) return this.#inlineTable(depth + 1);
    BARE_VALUE.lastIndex = this.#at;
    const word = BARE_VALUE.exec(this.#text)?.[0];
    if (word === undefined) this.#fail('a value is missing');
    const value = scalarOf(word);
    if (value === undefined) this.#fail('the value is not a string, number, date, array or table');
    this.#at += word.length;
    return value;
  }

  #array(depth: number): TomlArray {
    const array = new TomlArray(this.#lines, false);
    this.#at += 1;
    for (;;) {
      this.#blank();
      if (this.#text[this.#at] === ']') break;
      const start = this.#at;
      array.add(this.#value(depth), start);
      this.#blank();
      if (this.#text[this.#at] === ',') this.#at += 1;
      else if (this.#text[this.#at] !== ']') this.#fail('an array is not closed');
    }
    this.#at += 1;
    return array;
  }

  #inlineTable(depth: number): TomlTable {
    const table = this.#table(this.#at);
    this.#at += 1;
    const around = this.#open;
    this.#open = [];
    for (;;) {
      this.#blank();
      if (this.#text[this.#at] === '}') break;
      this.#pair(table, depth);
      this.#blank();
      if (this.#text[this.#at] === ',') this.#at += 1;
      else if (this.#text[this.#at] !== '}') this.#fail('an inline table is not closed');
    }
    this.#at += 1;
    this.#open = around;
    table.closed = true;
    return table;
  }

  #string(quote: number, allowMultiline: boolean): string {
    const mark = quote === QUOTE ? '"' : "'";
    if (this.#text.startsWith(mark.repeat(3), this.#at)) {
      if (!allowMultiline) this.#fail('a key cannot span lines');
      return this.#multiline(mark);
    }
    const start = this.#at + 1;
    let end = start;
    let escaped = false;
    for (; ; end += 1) {
      const code = this.#text.charCodeAt(end);
      if (code === quote) break;
      if (Number.isNaN(code) || code === NEWLINE) this.#fail('a string is not closed');
      if (code === BACKSLASH && quote === QUOTE) {
        escaped = true;
        end += 1;
        if (this.#text.charCodeAt(end) === NEWLINE) this.#fail('a string is not closed');
      }
    }
    const raw = this.#text.slice(start, end);
    const value = escaped ? unescaped(raw, (what) => this.#fail(what)) : raw;
    this.#at = end + 1;
    return value;
  }

  #multiline(mark: string): string {
    const start = this.#at + 3;
    const closing = mark.repeat(3);
    let end = this.#text.indexOf(closing, start);
    while (mark === '"' && end >= 0 && oddBackslashes(this.#text, end))
      end = this.#text.indexOf(closing, end + 1);
    if (end < 0) this.#fail('a string is not closed');
    // Up to two quotes may be before the closing ones.
    for (let more = 0; more < 2 && this.#text[end + 3] === mark; more += 1) end += 1;
    const raw = this.#text.slice(this.#text.charCodeAt(start) === NEWLINE ? start + 1 : start, end);
    const value = mark === '"' ? unescaped(raw, (what) => this.#fail(what)) : raw;
    this.#at = end + 3;
    return value;
  }

  #spaces(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code !== 0x20 && code !== 0x09) return;
      this.#at += 1;
    }
  }

  /** Spaces, line ends and comments. */
  #blank(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code === 0x23) this.#comment();
      else if (code === NEWLINE || code === 0x20 || code === 0x09) this.#at += 1;
      else return;
    }
  }

  #comment(): void {
    const end = this.#text.indexOf('\n', this.#at);
    this.#at = end < 0 ? this.#text.length : end;
  }

  #endOfLine(): void {
    this.#spaces();
    if (this.#text[this.#at] === '#') this.#comment();
    if (this.#at < this.#text.length && this.#text.charCodeAt(this.#at) !== NEWLINE)
      this.#fail('unexpected text after the value');
  }

  #expect(what: string): void {
    this.#spaces();
    if (!this.#text.startsWith(what, this.#at)) this.#fail(`${quoted(what)} is missing`);
    this.#at += what.length;
  }

  #fail(what: string, at = this.#at): never {
    const start = this.#text.lastIndexOf('\n', this.#at - 1) + 1;
    const conflict = /^(?:<{7}|={7}|>{7})/.test(this.#text.slice(start, start + 8));
    const message = conflict ? 'a merge conflict is not resolved' : `not valid TOML: ${what}`;
    throw new TheriacError('THERIAC_INPUT_SYNTAX', message, { path: this.#path, line: this.#lines.line(at) });
  }

  #tooDeep(): never {
    throw new TheriacError('THERIAC_INPUT_LIMIT', `nested deeper than ${MAX_DEPTH} levels`, {
      path: this.#path,
      line: this.#lines.line(this.#at),
    });
  }
}

function oddBackslashes(text: string, at: number): boolean {
  let count = 0;
  while (text.charCodeAt(at - 1 - count) === BACKSLASH) count += 1;
  return count % 2 === 1;
}

function quoted(text: string): string {
  return JSON.stringify(text.slice(0, 120));
}
