/** The language of nginx: directives with arguments, and blocks of directives. */
import { TheriacError } from '@theriac/core';
import type { Place } from '@theriac/core/configuration';
import { LineIndex } from '@theriac/read/text';

export interface Directive {
  readonly name: string;
  readonly args: readonly string[];
  readonly at: Place;
  /** Undefined for a directive that ends with `;`. */
  readonly block?: readonly Directive[];
}

const MAX_DEPTH = 60;

/**
 * Directives in order. Code of Lua inside a block is read over.
 * @throws TheriacError THERIAC_INPUT_SYNTAX for a brace or quote without its counterpart, THERIAC_INPUT_LIMIT for depth
 */
export function directivesOf(text: string, path: string): Directive[] {
  const reader = new Reader(text, path);
  return reader.block(0);
}

const BLANK = /[\s]/;

class Reader {
  readonly #text: string;
  readonly #path: string;
  readonly #lines: LineIndex;
  #offset = 0;

  constructor(text: string, path: string) {
    this.#text = text;
    this.#path = path;
    this.#lines = new LineIndex(text);
  }

  block(depth: number): Directive[] {
    if (depth > MAX_DEPTH)
      throw this.#problem('THERIAC_INPUT_LIMIT', `blocks are nested deeper than ${MAX_DEPTH}`);
    const directives: Directive[] = [];
    for (;;) {
      this.#skipBlanks();
      const sign = this.#text.charAt(this.#offset);
      if (sign === '') {
        if (depth > 0) throw this.#problem('THERIAC_INPUT_SYNTAX', 'a block is not closed: `}` is missing');
        return directives;
      }
      if (sign === '}') {
        if (depth === 0) throw this.#problem('THERIAC_INPUT_SYNTAX', '`}` closes no block');
        this.#offset += 1;
        return directives;
      }
      if (sign === ';') {
        this.#offset += 1;
        continue;
      }
      directives.push(this.#directive(depth));
    }
  }

  #directive(depth: number): Directive {
    const at = { path: this.#path, ...this.#lines.position(this.#offset) };
    const words: string[] = [];
    for (;;) {
      this.#skipBlanks();
      const sign = this.#text.charAt(this.#offset);
      const [name = '', ...args] = words;
      if (sign === ';' || sign === '' || sign === '}') {
        if (sign === '')
          throw this.#problem('THERIAC_INPUT_SYNTAX', `\`${name.slice(0, 40)}\` is not ended by \`;\``);
        if (sign === ';') this.#offset += 1;
        return { name, args, at };
      }
      if (sign === '{') {
        this.#offset += 1;
        if (name.endsWith('_by_lua_block') || name === 'js_block') {
          this.#skipCode();
          return { name, args, at };
        }
        return { name, args, at, block: this.block(depth + 1) };
      }
      words.push(this.#word(sign));
    }
  }

  #word(sign: string): string {
    return sign === '"' || sign === "'" ? this.#quoted(sign) : this.#plain();
  }

  #quoted(quote: string): string {
    const start = this.#offset;
    let text = '';
    for (let i = start + 1; i < this.#text.length; i += 1) {
      const sign = this.#text.charAt(i);
      if (sign === '\\' && i + 1 < this.#text.length) {
        const next = this.#text.charAt(i + 1);
        text += next === quote || next === '\\' ? next : sign + next;
        i += 1;
      } else if (sign === quote) {
        this.#offset = i + 1;
        return text;
      } else text += sign;
    }
    throw this.#problem('THERIAC_INPUT_SYNTAX', 'a quote is not closed');
  }

  /** Up to a blank, `;` or a brace; the braces of `${name}` and of `{2,3}` in expressions belong to it. */
  #plain(): string {
    const start = this.#offset;
    let i = start;
    for (; i < this.#text.length; i += 1) {
      const sign = this.#text.charAt(i);
      if (sign === '\\') i += 1;
      else if (sign === '{' && i > start && !BLANK.test(this.#text.charAt(i + 1))) {
        const end = this.#text.slice(i, i + 60).search(/[}\s;]/);
        if (end > 0 && this.#text.charAt(i + end) === '}') i += end;
        else break;
      } else if (sign === ';' || sign === '{' || sign === '}' || BLANK.test(sign)) break;
    }
    // A sign that nothing above takes is a word of its own, so that reading goes on.
    this.#offset = Math.max(i, start + 1);
    return this.#text.slice(start, this.#offset);
  }

  #skipBlanks(): void {
    for (;;) {
      while (BLANK.test(this.#text.charAt(this.#offset))) this.#offset += 1;
      if (this.#text.charAt(this.#offset) !== '#') return;
      const end = this.#text.indexOf('\n', this.#offset);
      this.#offset = end < 0 ? this.#text.length : end;
    }
  }

  #skipCode(): void {
    let open = 1;
    for (; open > 0 && this.#offset < this.#text.length; this.#offset += 1) {
      const sign = this.#text.charAt(this.#offset);
      if (sign === '{') open += 1;
      else if (sign === '}') open -= 1;
      else if (sign === '"' || sign === "'") this.#offset = this.#endOfText(sign);
      else if (sign === '-' && this.#text.startsWith('--', this.#offset)) {
        const end = this.#text.indexOf('\n', this.#offset);
        this.#offset = end < 0 ? this.#text.length : end;
      }
    }
    if (open > 0)
      throw this.#problem('THERIAC_INPUT_SYNTAX', 'a block of code is not closed: `}` is missing');
  }

  /** Offset of the quote that closes the one at hand, on the same line; of the opening one where there is none. */
  #endOfText(quote: string): number {
    for (let i = this.#offset + 1; i < this.#text.length; i += 1) {
      const sign = this.#text.charAt(i);
      if (sign === '\\') i += 1;
      else if (sign === quote) return i;
      else if (sign === '\n') break;
    }
    return this.#offset;
  }

  #problem(code: 'THERIAC_INPUT_SYNTAX' | 'THERIAC_INPUT_LIMIT', what: string): TheriacError {
    const line = this.#lines.line(Math.min(this.#offset, Math.max(this.#text.length - 1, 0)));
    return new TheriacError(code, what, { path: this.#path, line });
  }
}
