/** Expressions of templates in JSON: `concat(parameters('x'), '-a')[0].b`, without the brackets around them. */
import { TheriacError } from '@theriac/core';
import type { Position } from '../text/positions.ts';
import type { TemplateExpression, TemplateStep } from './syntax.ts';

const MAX_DEPTH = 150;

const TOKEN = /\s*(?:(-?\d+(?:\.\d+)?)|([A-Za-z_$][\w$]*)|('(?:[^']|'')*')|([()[\],.?]))/y;

/**
 * @param text what stands between the outermost brackets
 * @param start where the text stands in its file; every part of it is placed there
 * @throws TheriacError THERIAC_INPUT_SYNTAX or THERIAC_INPUT_LIMIT with the line
 */
export function parseTemplateExpression(text: string, path: string, start: Position): TemplateExpression {
  return new Parser(text, path, start).whole();
}

interface Token {
  readonly kind: 'number' | 'name' | 'text' | 'mark' | 'end';
  readonly text: string;
}

class Parser {
  readonly #text: string;
  readonly #path: string;
  readonly #place: Position;
  #next: Token = { kind: 'end', text: '' };
  #at = 0;
  #depth = 0;

  constructor(text: string, path: string, { line, column }: Position) {
    this.#text = text;
    this.#path = path;
    this.#place = { line, column };
    this.#move();
  }

  whole(): TemplateExpression {
    const value = this.#expression();
    if (this.#next.kind !== 'end') throw this.#error('something stands behind an expression');
    return value;
  }

  #expression(): TemplateExpression {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH)
      throw new TheriacError('THERIAC_INPUT_LIMIT', `nested deeper than ${MAX_DEPTH} levels`, {
        path: this.#path,
        line: this.#place.line,
      });
    const of = this.#primary();
    const steps: TemplateStep[] = [];
    for (let step = this.#step(); step !== undefined; step = this.#step()) steps.push(step);
    this.#depth -= 1;
    return steps.length === 0 ? of : { kind: 'path', of, steps, ...this.#place };
  }

  #primary(): TemplateExpression {
    const { kind, text } = this.#next;
    this.#move();
    if (kind === 'number') return { kind: 'literal', value: Number(text), ...this.#place };
    if (kind === 'text')
      return { kind: 'literal', value: text.slice(1, -1).replaceAll("''", "'"), ...this.#place };
    if (kind !== 'name') throw this.#error('an expression is missing');
    if (this.#is('(')) return { kind: 'call', name: text, args: this.#arguments(), ...this.#place };
    if (text === 'true' || text === 'false')
      return { kind: 'literal', value: text === 'true', ...this.#place };
    return { kind: 'name', name: text, ...this.#place };
  }

  #step(): TemplateStep | undefined {
    if (this.#is('[')) {
      this.#move();
      const key = this.#expression();
      this.#expect(']');
      return { kind: 'index', key, isSafe: false, fromEnd: false };
    }
    if (!this.#is('.')) return undefined;
    this.#move();
    const isSafe = this.#is('?');
    if (isSafe) this.#move();
    const { kind, text } = this.#next;
    if (kind !== 'name') throw this.#error('a name is missing behind `.`');
    this.#move();
    return this.#is('(')
      ? { kind: 'method', name: text, args: this.#arguments() }
      : { kind: 'attribute', name: text, isSafe };
  }

  #arguments(): TemplateExpression[] {
    this.#move();
    const args: TemplateExpression[] = [];
    while (!this.#is(')')) {
      args.push(this.#expression());
      if (!this.#is(')')) this.#expect(',');
    }
    this.#move();
    return args;
  }

  #is(mark: string): boolean {
    return this.#next.kind === 'mark' && this.#next.text === mark;
  }

  #expect(mark: string): void {
    if (!this.#is(mark)) throw this.#error(`\`${mark}\` is missing in an expression`);
    this.#move();
  }

  #move(): void {
    TOKEN.lastIndex = this.#at;
    const found = TOKEN.exec(this.#text);
    if (found === null) {
      if (this.#text.slice(this.#at).trim() !== '') throw this.#error('an expression cannot be read');
      this.#next = { kind: 'end', text: '' };
      return;
    }
    this.#at = TOKEN.lastIndex;
    const [, number, name, text, mark] = found;
    if (number !== undefined) this.#next = { kind: 'number', text: number };
    else if (name !== undefined) this.#next = { kind: 'name', text: name };
    else if (text !== undefined) this.#next = { kind: 'text', text };
    else this.#next = { kind: 'mark', text: mark ?? '' };
  }

  #error(message: string): TheriacError {
    return new TheriacError('THERIAC_INPUT_SYNTAX', message, { path: this.#path, line: this.#place.line });
  }
}
