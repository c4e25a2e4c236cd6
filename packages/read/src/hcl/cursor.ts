/** A place in the text of HCL that moves on: spaces, comments, names, marks, limits and errors. */
import { TheriacError } from '@theriac/core';
import { LineIndex, type Position } from '../text/positions.ts';

/** Brackets, templates and blocks inside each other. */
const MAX_DEPTH = 150;

const SPACE = 1;
const NAME = 2;
const DIGIT = 4;
const CLASSES = new Uint8Array(128);
for (const char of ' \t\r\uFEFF') if (char.charCodeAt(0) < 128) CLASSES[char.charCodeAt(0)] = SPACE;
for (let code = 0; code < 128; code += 1) {
  const char = String.fromCharCode(code);
  if (/[A-Za-z_]/.test(char)) CLASSES[code] = NAME;
  if (/[0-9]/.test(char)) CLASSES[code] = DIGIT;
}

export class HclCursor {
  readonly text: string;
  readonly path: string;
  at: number;
  /** Exclusive. */
  end: number;
  /** Whether line breaks are spaces here: inside brackets and interpolations. */
  inBrackets = false;
  /** Whether `$` and `%` in strings are only characters: JSON. */
  readonly plainStrings: boolean;
  #depth = 0;
  readonly #lines: LineIndex;
  readonly #start: Position;

  /** @param start of the text, where it is a part of another one */
  constructor(text: string, path: string, plainStrings = false, start: Position = { line: 1, column: 1 }) {
    this.plainStrings = plainStrings;
    this.#start = start;
    this.text = text;
    this.path = path;
    this.at = text.startsWith('\uFEFF') ? 1 : 0;
    this.end = text.length;
    this.#lines = new LineIndex(text);
  }

  position(at = this.at): Position {
    const { line, column } = this.#lines.position(Math.min(at, Math.max(0, this.text.length - 1)));
    const { line: first, column: indent } = this.#start;
    return { line: first + line - 1, column: line === 1 ? indent + column - 1 : column };
  }

  peek(offset = 0): string {
    const at = this.at + offset;
    return at < this.end ? (this.text[at] ?? '') : '';
  }

  is(mark: string): boolean {
    return this.at + mark.length <= this.end && this.text.startsWith(mark, this.at);
  }

  /** Moves behind the mark, if it is here. */
  take(mark: string): boolean {
    if (!this.is(mark)) return false;
    this.at += mark.length;
    return true;
  }

  expect(mark: string, what: string): void {
    this.skip();
    if (!this.take(mark)) throw this.error(`\`${mark}\` is missing in ${what}`);
  }

  /** Spaces and comments; line breaks too inside brackets, or where they separate nothing. */
  skip(lines = this.inBrackets): void {
    const { text } = this;
    while (this.at < this.end) {
      const code = text.charCodeAt(this.at);
      if (code === 10) {
        if (!lines) return;
        this.at += 1;
      } else if (CLASSES[code] === SPACE) this.at += 1;
      else if (code === 35 || (code === 47 && text.charCodeAt(this.at + 1) === 47)) {
        const found = text.indexOf('\n', this.at);
        this.at = found < 0 || found > this.end ? this.end : found;
      } else if (code === 47 && text.charCodeAt(this.at + 1) === 42) {
        const found = text.indexOf('*/', this.at + 2);
        if (found < 0 || found + 2 > this.end) throw this.error('a comment is not closed');
        this.at = found + 2;
      } else return;
    }
  }

  isNameStart(at = this.at): boolean {
    if (at >= this.end) return false;
    const code = this.text.charCodeAt(at);
    return code < 128 ? CLASSES[code] === NAME : /\p{ID_Start}/u.test(this.text[at] ?? '');
  }

  isDigit(at = this.at): boolean {
    return at < this.end && CLASSES[this.text.charCodeAt(at)] === DIGIT;
  }

  /** A name, or the empty string; it may hold hyphens. */
  name(): string {
    if (!this.isNameStart()) return '';
    const start = this.at;
    this.at += 1;
    while (this.at < this.end) {
      const code = this.text.charCodeAt(this.at);
      const goesOn =
        code < 128
          ? CLASSES[code] === NAME || CLASSES[code] === DIGIT || code === 45
          : /\p{ID_Continue}/u.test(this.text[this.at] ?? '');
      if (!goesOn) break;
      this.at += 1;
    }
    return this.text.slice(start, this.at);
  }

  /** Whether this word is here, and not only the beginning of a longer one. */
  isWord(word: string): boolean {
    if (!this.is(word)) return false;
    const next = this.text.charCodeAt(this.at + word.length);
    return !(next < 128 && (CLASSES[next] === NAME || CLASSES[next] === DIGIT || next === 45));
  }

  /** Reads something that may hold something of its kind. */
  nested<T>(inBrackets: boolean, read: () => T): T {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH)
      throw new TheriacError('THERIAC_INPUT_LIMIT', `nested deeper than ${MAX_DEPTH} levels`, {
        path: this.path,
        line: this.position().line,
      });
    const before = this.inBrackets;
    this.inBrackets = inBrackets;
    const result = read();
    this.inBrackets = before;
    this.#depth -= 1;
    return result;
  }

  error(message: string, at = this.at): TheriacError {
    return new TheriacError('THERIAC_INPUT_SYNTAX', message, {
      path: this.path,
      line: this.position(at).line,
    });
  }
}
