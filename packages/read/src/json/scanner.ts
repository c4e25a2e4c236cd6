/**
 * The one scanner of JSON texts (RFC 8259): it finds the tokens, checks that they are where the grammar allows them,
 * and calls a {@link JsonVisitor}. Texts come whole or in chunks, and may be of any size: only the token at hand is
 * held. What is inside strings and numbers is left to `JSON.parse`.
 */
import { type ErrorCode, TheriacError } from '@theriac/core';
import type { Position } from '../text/positions.ts';
import { type JsonScannerOptions, type JsonToken, type JsonVisitor, unquote } from './token.ts';

const MAX_DEPTH = 256;
/** A single token that is longer than this is refused, in characters; only tokens of texts in chunks are measured. */
const MAX_TOKEN = 64 * 1024 * 1024;

const NEWLINE = 0x0a;
const QUOTE = 0x22;
const STAR = 0x2a;
const COMMA = 0x2c;
const SLASH = 0x2f;
const COLON = 0x3a;
const OPEN_ARRAY = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** What the grammar expects next. */
const VALUE = 0;
const ITEM_OR_END = 1;
const KEY_OR_END = 2;
const KEY = 3;
const KEY_COLON = 4;
const COMMA_OR_END = 5;
const ITEM = 6;
const NOTHING = 7;

const EXPECTED = [
  'a value',
  'a value or a closing bracket',
  'a key in double quotes or a closing brace',
  'a key in double quotes',
  'a colon after the key',
  'a comma or a closing bracket',
  'a value after the comma',
  'the end of the text',
];

/** The token that goes on in the next chunk. */
type Unfinished = 'string' | 'word';

export class JsonScanner implements JsonToken {
  start = 0;
  end = 0;
  depth = 0;

  readonly #visitor: JsonVisitor;
  readonly #path: string;
  readonly #code: ErrorCode;
  readonly #comments: boolean;
  readonly #maxDepth: number;
  readonly #oneValue: boolean;
  #expected = VALUE;
  readonly #arrays: boolean[] = [];

  #chunk = '';
  /** Characters before the chunk. */
  #base = 0;
  /** Lines that end before `#countedTo`, and where the line at hand begins. */
  #lines = 0;
  #lineStart = 0;
  #countedTo = 0;

  #unfinished: Unfinished | null = null;
  /** The beginnings of the token at hand in earlier chunks. */
  #parts: string[] = [];
  #partsLength = 0;
  /** The character before the chunk was a backslash that escapes the first one. */
  #carry = false;
  /** Offset of the comma that a closing bracket may follow in JSONC. */
  #comma = -1;

  constructor(visitor: JsonVisitor, options: JsonScannerOptions) {
    this.#visitor = visitor;
    this.#path = options.path;
    this.#code = options.code ?? 'THERIAC_INPUT_SYNTAX';
    this.#comments = options.comments === true;
    this.#maxDepth = options.maxDepth ?? MAX_DEPTH;
    this.#oneValue = options.oneValue === true;
  }

  get source(): string {
    const here = this.#chunk.slice(Math.max(0, this.start - this.#base), this.end - this.#base);
    return this.#parts.length === 0 ? here : this.#parts.join('') + here;
  }

  get isString(): boolean {
    return this.source.charCodeAt(0) === QUOTE;
  }

  get value(): string {
    const { source } = this;
    return source.charCodeAt(0) === QUOTE ? unquote(source) : source;
  }

  get position(): Position {
    // A token that began in an earlier chunk is on the line at hand: it has no line end inside.
    if (this.start > this.#countedTo) this.#countLines(this.start);
    return { line: this.#lines + 1, column: Math.max(1, this.start - this.#lineStart + 1) };
  }

  /**
   * Reads on.
   * @throws TheriacError of the code of the options with the line; THERIAC_INPUT_LIMIT when nested too deep or when a
   *   token is too long
   */
  push(chunk: string): void {
    this.#next(chunk);
    let at = 0;
    // A byte order mark is not part of the text (RFC 8259 §8.1).
    if (this.#base === 0 && chunk.charCodeAt(0) === 0xfeff) at = 1;
    if (this.#unfinished === 'string') at = this.#stringEnd(0, this.#carry ? 1 : 0);
    else if (this.#unfinished === 'word') at = this.#wordEnd(0);
    this.#scan(at);
  }

  /** @throws TheriacError when the text ends too early */
  finish(): void {
    this.#next('');
    if (this.#unfinished === 'word') this.#endToken(this.#base);
    if (this.#unfinished === null && this.#expected === NOTHING) return;
    this.start = this.#base;
    if (this.#unfinished === 'string') this.#fail('the text ends inside a string');
    if (this.depth === 0) this.#fail('the text is empty');
    this.#fail(`the text ends inside an ${this.#arrays[this.depth - 1] === true ? 'array' : 'object'}`);
  }

  #next(chunk: string): void {
    const end = this.#base + this.#chunk.length;
    this.#countLines(end);
    this.#base = end;
    this.#chunk = chunk;
  }

  #scan(from: number): void {
    const chunk = this.#chunk;
    const length = chunk.length;
    let at = from;
    while (at < length) {
      if (this.#oneValue && this.#expected === NOTHING) return;
      const code = chunk.charCodeAt(at);
      switch (code) {
        case 0x20:
        case 0x09:
        case 0x0d:
        case NEWLINE:
          at += 1;
          // Indentation comes in runs.
          while (chunk.charCodeAt(at) === 0x20) at += 1;
          break;
        case QUOTE:
          at = this.#string(at);
          break;
        case COLON:
          if (this.#expected !== KEY_COLON) this.#unexpected(at);
          this.#expected = VALUE;
          at += 1;
          break;
        case COMMA:
          if (this.#expected !== COMMA_OR_END) this.#unexpected(at);
          this.#expected = this.#arrays[this.depth - 1] === true ? ITEM : KEY;
          if (this.#comments) this.#comma = this.#base + at;
          at += 1;
          break;
        case OPEN_OBJECT:
        case OPEN_ARRAY:
          this.#open(at, code === OPEN_ARRAY);
          at += 1;
          break;
        case CLOSE_OBJECT:
        case CLOSE_ARRAY:
          this.#close(at, code === CLOSE_ARRAY);
          at += 1;
          break;
        case SLASH:
          at = this.#comment(at);
          break;
        default:
          at = this.#word(at);
      }
    }
  }

  #open(at: number, isArray: boolean): void {
    if (!this.#expectsValue()) this.#unexpected(at);
    this.start = this.#base + at;
    this.end = this.start + 1;
    if (this.depth >= this.#maxDepth)
      throw new TheriacError('THERIAC_INPUT_LIMIT', `nested deeper than ${this.#maxDepth} levels`, {
        path: this.#path,
        line: this.position.line,
      });
    this.#arrays[this.depth] = isArray;
    this.depth += 1;
    this.#expected = isArray ? ITEM_OR_END : KEY_OR_END;
    this.#visitor.open?.(this, isArray);
  }

  #close(at: number, isArray: boolean): void {
    const trailing = this.#expected === ITEM || this.#expected === KEY;
    const mayEnd =
      this.#expected === COMMA_OR_END ||
      this.#expected === ITEM_OR_END ||
      this.#expected === KEY_OR_END ||
      (trailing && this.#comments);
    if (!mayEnd || this.depth === 0 || this.#arrays[this.depth - 1] !== isArray) this.#unexpected(at);
    if (trailing) {
      this.start = this.#comma;
      this.end = this.#comma + 1;
      this.#visitor.ignored?.(this);
    }
    this.start = this.#base + at;
    this.end = this.start + 1;
    this.#visitor.close?.(this);
    this.depth -= 1;
    this.#expected = this.depth === 0 ? NOTHING : COMMA_OR_END;
  }

  #expectsValue(): boolean {
    return this.#expected === VALUE || this.#expected === ITEM || this.#expected === ITEM_OR_END;
  }

  /** @returns offset in the chunk after the string, or after the chunk */
  #string(at: number): number {
    if (!this.#expectsValue() && this.#expected !== KEY && this.#expected !== KEY_OR_END)
      this.#unexpected(at);
    this.start = this.#base + at;
    const quote = this.#chunk.indexOf('"', at + 1);
    if (quote < 0 || this.#chunk.charCodeAt(quote - 1) === BACKSLASH) return this.#stringEnd(at, at + 1);
    this.#endToken(this.#base + quote + 1);
    return quote + 1;
  }

  /** @param from where the search for the closing quote begins; `begin`: where the string begins in this chunk */
  #stringEnd(begin: number, from: number): number {
    const chunk = this.#chunk;
    for (let quote = chunk.indexOf('"', from); quote >= 0; quote = chunk.indexOf('"', quote + 1)) {
      let slashes = 0;
      while (quote - slashes > from && chunk.charCodeAt(quote - 1 - slashes) === BACKSLASH) slashes += 1;
      if (slashes % 2 === 0) {
        this.#endToken(this.#base + quote + 1);
        return quote + 1;
      }
    }
    let slashes = 0;
    while (chunk.length - slashes > from && chunk.charCodeAt(chunk.length - 1 - slashes) === BACKSLASH)
      slashes += 1;
    this.#keep('string', begin);
    this.#carry = slashes % 2 === 1;
    return chunk.length;
  }

  #word(at: number): number {
    if (!this.#expectsValue()) this.#unexpected(at);
    const code = this.#chunk.charCodeAt(at);
    const mayBegin =
      code === 0x2d || (code >= 0x30 && code <= 0x39) || code === 0x74 || code === 0x66 || code === 0x6e;
    if (!mayBegin) this.#unexpected(at);
    this.start = this.#base + at;
    return this.#wordEnd(at);
  }

  #wordEnd(begin: number): number {
    const chunk = this.#chunk;
    for (let at = begin; at < chunk.length; at += 1) {
      const code = chunk.charCodeAt(at);
      if (code <= 0x20 || code === COMMA || code === CLOSE_OBJECT || code === CLOSE_ARRAY || code === SLASH) {
        this.#endToken(this.#base + at);
        return at;
      }
    }
    this.#keep('word', begin);
    return chunk.length;
  }

  /** A key or scalar is complete. */
  #endToken(end: number): void {
    this.end = end;
    if (this.#expected === KEY || this.#expected === KEY_OR_END) {
      this.#expected = KEY_COLON;
      this.#visitor.key?.(this);
    } else {
      this.#expected = this.depth === 0 ? NOTHING : COMMA_OR_END;
      this.#visitor.scalar?.(this);
    }
    if (this.#unfinished !== null) this.#forget();
  }

  #comment(at: number): number {
    const next = this.#chunk.charCodeAt(at + 1);
    if (!this.#comments || (next !== SLASH && next !== STAR)) this.#unexpected(at);
    const isLine = next === SLASH;
    const found = this.#chunk.indexOf(isLine ? '\n' : '*/', at + 2);
    const end = found < 0 ? this.#chunk.length : isLine ? found : found + 2;
    this.start = this.#base + at;
    this.end = this.#base + end;
    if (found < 0 && !isLine) this.#fail('the text ends inside a comment');
    this.#visitor.ignored?.(this);
    return end;
  }

  /** The token goes on in the next chunk. */
  #keep(kind: Unfinished, begin: number): void {
    this.#unfinished = kind;
    const part = this.#chunk.slice(begin);
    this.#partsLength += part.length;
    if (this.#partsLength > MAX_TOKEN)
      throw new TheriacError('THERIAC_INPUT_LIMIT', 'a string is larger than is read', {
        path: this.#path,
        line: this.position.line,
      });
    this.#parts.push(part);
  }

  #forget(): void {
    this.#unfinished = null;
    this.#carry = false;
    this.#parts = [];
    this.#partsLength = 0;
  }

  #countLines(to: number): void {
    const chunk = this.#chunk;
    const end = to - this.#base;
    let at = chunk.indexOf('\n', this.#countedTo - this.#base);
    for (; at >= 0 && at < end; at = chunk.indexOf('\n', at + 1)) {
      this.#lines += 1;
      this.#lineStart = this.#base + at + 1;
    }
    this.#countedTo = Math.max(this.#countedTo, to);
  }

  #unexpected(at: number): never {
    this.start = this.#base + at;
    const char = String.fromCodePoint(this.#chunk.codePointAt(at) ?? 0xfffd);
    this.#fail(`expected ${EXPECTED[this.#expected] ?? ''}, found ${JSON.stringify(char)}`);
  }

  #fail(what: string): never {
    throw new TheriacError(this.#code, `not valid JSON: ${what}`, {
      path: this.#path,
      line: this.position.line,
    });
  }
}
