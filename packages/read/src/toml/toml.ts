/**
 * TOML 1.0 with places: what lockfiles and manifests need, in one pass without a syntax tree. Keys that stand twice
 * are reported and the last one is used, as `readJson` does; everything else that breaks the grammar ends the reading.
 * Grammar: https://toml.io/en/v1.0.0.
 */
import { type KnownUnknown, type TargetFile, TheriacError } from '@theriac/core';

/** A date or time as written; no lockfile is read by its dates. */
export interface TomlDateTime {
  readonly datetime: string;
}
export type TomlValue = string | number | boolean | TomlDateTime | TomlArray | TomlTable;

export class TomlArray {
  readonly items: TomlValue[] = [];
  /** 1-based line of each item. */
  readonly lines: number[] = [];
  /** Made by `[[name]]`, so that further `[[name]]` may add to it. */
  readonly ofTables: boolean;

  constructor(ofTables: boolean) {
    this.ofTables = ofTables;
  }

  tables(): TomlTable[] {
    return this.items.filter((i) => i instanceof TomlTable);
  }

  strings(): string[] {
    return this.items.filter((i) => typeof i === 'string');
  }
}

export class TomlTable {
  /** 1-based line of the header or opening brace. */
  readonly line: number;
  readonly #values = new Map<string, TomlValue>();
  readonly #lines = new Map<string, number>();
  /** Written as `[name]` itself rather than implied by a longer name. */
  explicit = false;
  /** `{ … }`: nothing outside may add to it. */
  closed = false;

  constructor(line: number) {
    this.line = line;
  }

  get(key: string): TomlValue | undefined {
    return this.#values.get(key);
  }
  set(key: string, value: TomlValue, line: number): void {
    this.#values.set(key, value);
    this.#lines.set(key, line);
  }
  keys(): string[] {
    return [...this.#values.keys()];
  }
  entries(): [string, TomlValue][] {
    return [...this.#values];
  }
  /** 1-based line of a key, or of the table itself when the key is not there. */
  lineOf(key: string): number {
    return this.#lines.get(key) ?? this.line;
  }
  string(key: string): string | undefined {
    const value = this.#values.get(key);
    return typeof value === 'string' ? value : undefined;
  }
  boolean(key: string): boolean | undefined {
    const value = this.#values.get(key);
    return typeof value === 'boolean' ? value : undefined;
  }
  table(key: string): TomlTable | undefined {
    const value = this.#values.get(key);
    return value instanceof TomlTable ? value : undefined;
  }
  array(key: string): TomlArray | undefined {
    const value = this.#values.get(key);
    return value instanceof TomlArray ? value : undefined;
  }
  /** The tables of `[[key]]` or of an array of inline tables; empty when there are none. */
  tables(key: string): TomlTable[] {
    return this.array(key)?.tables() ?? [];
  }
  /** The strings of an array; items of another type are left out. */
  strings(key: string): string[] {
    return this.array(key)?.strings() ?? [];
  }
  /** The table at the end of a path of keys. */
  at(...path: string[]): TomlTable | undefined {
    let table: TomlTable | undefined = this;
    for (const key of path) table = table?.table(key);
    return table;
  }
}

const MAX_DEPTH = 64;
const MAX_REPORTED = 20;

/**
 * @throws TheriacError THERIAC_INPUT_SYNTAX with the line, or THERIAC_INPUT_LIMIT when nested too deep
 */
export function readToml(file: TargetFile, report: (unknown: KnownUnknown) => void): TomlTable {
  return new TomlParser(file.text(), file.path, report).document();
}

const NEWLINE = 10;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const BACKSLASH = 0x5c;
const BARE_KEY = /[A-Za-z0-9_-]+/y;
const BARE_VALUE = /[^\s,\]}#]+/y;
const DATE = /^\d{4}-\d{2}-\d{2}/;
const TIME = /^\d{2}:\d{2}/;
const INTEGER = /^[+-]?(?:0|[1-9](?:_?\d)*)$/;
const FLOAT = /^[+-]?(?:0|[1-9](?:_?\d)*)(?:\.\d(?:_?\d)*)?(?:[eE][+-]?\d(?:_?\d)*)?$/;
const RADIX = /^0(?:x[0-9A-Fa-f](?:_?[0-9A-Fa-f])*|o[0-7](?:_?[0-7])*|b[01](?:_?[01])*)$/;
const ESCAPES: Readonly<Record<string, string>> = {
  b: '\b',
  t: '\t',
  n: '\n',
  f: '\f',
  r: '\r',
  '"': '"',
  '\\': '\\',
};

class TomlParser {
  readonly #text: string;
  readonly #path: string;
  readonly #report: (unknown: KnownUnknown) => void;
  #at = 0;
  #line = 1;
  #reported = 0;

  constructor(text: string, path: string, report: (unknown: KnownUnknown) => void) {
    this.#text = text;
    this.#path = path;
    this.#report = report;
  }

  document(): TomlTable {
    const root = new TomlTable(1);
    root.explicit = true;
    let current = root;
    for (;;) {
      this.#blank();
      if (this.#at >= this.#text.length) return root;
      if (this.#text[this.#at] === '[') current = this.#header(root);
      else this.#pair(current, 0);
      this.#endOfLine();
    }
  }

  /** `[a.b]` or `[[a.b]]`: the table that the following pairs belong to. */
  #header(root: TomlTable): TomlTable {
    const line = this.#line;
    const many = this.#text[this.#at + 1] === '[';
    this.#at += many ? 2 : 1;
    const path = this.#key();
    this.#expect(many ? ']]' : ']');
    const last = path.pop() ?? '';
    const parent = this.#descend(root, path, line);
    const there = parent.get(last);
    if (many) {
      const array = there instanceof TomlArray && there.ofTables ? there : new TomlArray(true);
      if (there !== undefined && array !== there) this.#fail(`${quoted(last)} is no array of tables`);
      const table = new TomlTable(line);
      table.explicit = true;
      array.items.push(table);
      array.lines.push(line);
      if (there === undefined) parent.set(last, array, line);
      return table;
    }
    if (there === undefined) {
      const table = new TomlTable(line);
      table.explicit = true;
      parent.set(last, table, line);
      return table;
    }
    if (!(there instanceof TomlTable) || there.closed) this.#fail(`${quoted(last)} is no table`);
    if (there.explicit) this.#duplicate(last, line);
    there.explicit = true;
    return there;
  }

  #pair(table: TomlTable, depth: number): void {
    const line = this.#line;
    const path = this.#key();
    this.#expect('=');
    this.#spaces();
    const value = this.#value(depth);
    const last = path.pop() ?? '';
    const owner = path.length === 0 ? table : this.#descend(table, path, line);
    if (owner.get(last) !== undefined) this.#duplicate(last, line);
    owner.set(last, value, line);
  }

  /** Follows a path, making the tables that are only implied; an array of tables means its last one. */
  #descend(from: TomlTable, path: readonly string[], line: number): TomlTable {
    let table = from;
    for (const key of path) {
      let next = table.get(key);
      if (next instanceof TomlArray && next.ofTables) next = next.items.at(-1);
      if (next === undefined) {
        next = new TomlTable(line);
        table.set(key, next, line);
      }
      if (!(next instanceof TomlTable) || next.closed) this.#fail(`${quoted(key)} is no table`);
      table = next;
    }
    return table;
  }

  /** A dotted key; stands after it and the spaces that follow. */
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
    const token = BARE_VALUE.exec(this.#text)?.[0];
    if (token === undefined) this.#fail('a value is missing');
    this.#at += token.length;
    if (token === 'true') return true;
    if (token === 'false') return false;
    if (INTEGER.test(token) || FLOAT.test(token) || RADIX.test(token))
      return Number(token.replaceAll('_', ''));
    if (DATE.test(token)) return this.#dateTime(token);
    if (TIME.test(token)) return { datetime: token };
    if (/^[+-]?inf$/.test(token)) return token.startsWith('-') ? -Infinity : Infinity;
    if (/^[+-]?nan$/.test(token)) return Number.NaN;
    return this.#fail('neither a string, number, date, array nor table');
  }

  /** The time may follow the date after one space. */
  #dateTime(date: string): TomlDateTime {
    if (this.#text[this.#at] === ' ' && TIME.test(this.#text.slice(this.#at + 1, this.#at + 6))) {
      BARE_VALUE.lastIndex = this.#at + 1;
      const time = BARE_VALUE.exec(this.#text)?.[0] ?? '';
      this.#at += 1 + time.length;
      return { datetime: `${date}T${time}` };
    }
    return { datetime: date };
  }

  #array(depth: number): TomlArray {
    const array = new TomlArray(false);
    this.#at += 1;
    for (;;) {
      this.#blank();
      if (this.#text[this.#at] === ']') break;
      array.lines.push(this.#line);
      array.items.push(this.#value(depth));
      this.#blank();
      if (this.#text[this.#at] === ',') this.#at += 1;
      else if (this.#text[this.#at] !== ']') this.#fail('an array is not closed');
    }
    this.#at += 1;
    return array;
  }

  /** Line ends and a trailing comma are let through: TOML 1.1 allows them and uv once wrote them. */
  #inlineTable(depth: number): TomlTable {
    const table = new TomlTable(this.#line);
    this.#at += 1;
    for (;;) {
      this.#blank();
      if (this.#text[this.#at] === '}') break;
      this.#pair(table, depth);
      this.#blank();
      if (this.#text[this.#at] === ',') this.#at += 1;
      else if (this.#text[this.#at] !== '}') this.#fail('an inline table is not closed');
    }
    this.#at += 1;
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
    this.#at = end + 1;
    const raw = this.#text.slice(start, end);
    return escaped ? this.#unescape(raw) : raw;
  }

  #multiline(mark: string): string {
    const start = this.#at + 3;
    const closing = mark.repeat(3);
    let end = this.#text.indexOf(closing, start);
    while (mark === '"' && end >= 0 && oddBackslashes(this.#text, end)) {
      end = this.#text.indexOf(closing, end + 1);
    }
    if (end < 0) this.#fail('a string is not closed');
    // Up to two quotes may stand directly before the closing three.
    for (let extra = 0; extra < 2 && this.#text[end + 3] === mark; extra += 1) end += 1;
    const raw = this.#text.slice(this.#text[start] === '\n' ? start + 1 : start, end);
    const value = mark === '"' ? this.#unescape(raw) : raw;
    for (
      let at = this.#text.indexOf('\n', this.#at);
      at >= 0 && at < end;
      at = this.#text.indexOf('\n', at + 1)
    )
      this.#line += 1;
    this.#at = end + 3;
    return value;
  }

  #unescape(raw: string): string {
    // A backslash at the end of a line swallows the line end and the space that follows.
    return raw.replace(/\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[ \t]*\n\s*|.)/gs, (_, what: string) => {
      if (what.includes('\n')) return '';
      if (what.length > 1) {
        const code = Number.parseInt(what.slice(1), 16);
        if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) this.#fail('an escape is no character');
        return String.fromCodePoint(code);
      }
      return Object.hasOwn(ESCAPES, what) ? (ESCAPES[what] ?? '') : this.#fail('an escape is not known');
    });
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
      if (code === NEWLINE) this.#line += 1;
      else if (code === 0x23) this.#comment();
      else if (code !== 0x20 && code !== 0x09) return;
      if (code !== 0x23) this.#at += 1;
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
      this.#fail('more follows on the line');
  }

  #expect(what: string): void {
    this.#spaces();
    if (!this.#text.startsWith(what, this.#at)) this.#fail(`${quoted(what)} is missing`);
    this.#at += what.length;
  }

  #duplicate(key: string, line: number): void {
    this.#reported += 1;
    if (this.#reported > MAX_REPORTED) return;
    this.#report({
      reason: 'duplicate-key',
      message: `${quoted(key)} is given twice; the last one was used`,
      location: { path: this.#path, line },
      losesComponents: true,
    });
  }

  #fail(what: string): never {
    const start = this.#text.lastIndexOf('\n', this.#at - 1) + 1;
    const conflict = /^(?:<{7}|={7}|>{7})/.test(this.#text.slice(start, start + 8));
    const message = conflict ? 'a merge conflict is not resolved' : `not valid TOML: ${what}`;
    throw new TheriacError('THERIAC_INPUT_SYNTAX', message, { path: this.#path, line: this.#line });
  }

  #tooDeep(): never {
    throw new TheriacError('THERIAC_INPUT_LIMIT', `nested deeper than ${MAX_DEPTH} levels`, {
      path: this.#path,
      line: this.#line,
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
