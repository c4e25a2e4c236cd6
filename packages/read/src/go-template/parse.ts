/** Templates as trees. */
import { TheriacError } from '@theriac/core';
import { type ActionPiece, piecesOf, type TextPiece, type Token } from './tokens.ts';

export interface Pipe {
  /** Names that it is assigned to, with their signs; `isNew`: by `:=`. */
  readonly variables: readonly string[];
  readonly isNew: boolean;
  readonly commands: readonly (readonly Operand[])[];
}

export type Operand =
  | { readonly kind: 'field'; readonly names: readonly string[] }
  | { readonly kind: 'variable'; readonly name: string; readonly names: readonly string[] }
  | { readonly kind: 'function'; readonly name: string }
  | { readonly kind: 'constant'; readonly value: string | number | boolean | null }
  | { readonly kind: 'pipe'; readonly pipe: Pipe; readonly names: readonly string[] };

export type TemplateNode =
  | { readonly kind: 'text'; readonly text: string; readonly line: number }
  | { readonly kind: 'output'; readonly pipe: Pipe; readonly line: number }
  | {
      readonly kind: 'if' | 'with' | 'range';
      readonly pipe: Pipe;
      readonly body: readonly TemplateNode[];
      readonly otherwise: readonly TemplateNode[];
      readonly line: number;
    }
  | {
      readonly kind: 'template';
      readonly name: string;
      readonly pipe: Pipe | undefined;
      readonly line: number;
    }
  | { readonly kind: 'break' | 'continue'; readonly line: number };

export interface Template {
  readonly path: string;
  readonly body: readonly TemplateNode[];
}

const MAX_DEPTH = 100;

/**
 * @returns the template, and those that it defines by name
 * @throws TheriacError THERIAC_INPUT_SYNTAX, THERIAC_INPUT_LIMIT with the line
 */
export function parseTemplate(
  text: string,
  path: string,
): { readonly main: Template; readonly defined: ReadonlyMap<string, Template> } {
  const parser = new Parser(piecesOf(text, path), path);
  const body = parser.body(0);
  return { main: { path, body }, defined: parser.defined };
}

class Parser {
  readonly defined = new Map<string, Template>();
  readonly #pieces: readonly (TextPiece | ActionPiece)[];
  readonly #path: string;
  #at = 0;
  /** The word that ended the body last read: `end` or `else`, with what follows it. */
  #ended: { readonly word: string; readonly rest: readonly Token[]; readonly line: number } | undefined;

  constructor(pieces: readonly (TextPiece | ActionPiece)[], path: string) {
    this.#pieces = pieces;
    this.#path = path;
  }

  body(depth: number): TemplateNode[] {
    const nodes: TemplateNode[] = [];
    if (depth > MAX_DEPTH) throw this.#fault('THERIAC_INPUT_LIMIT', `nested deeper than ${MAX_DEPTH} blocks`);
    for (;;) {
      const piece = this.#pieces[this.#at];
      if (piece === undefined) {
        if (depth > 0) throw this.#fault('THERIAC_INPUT_SYNTAX', 'a block has no {{ end }}');
        return nodes;
      }
      this.#at += 1;
      if (piece.kind === 'text') {
        nodes.push(piece);
        continue;
      }
      const [first, ...rest] = piece.tokens;
      const word = first?.kind === 'word' ? first.text : '';
      if (word === 'end' || word === 'else') {
        if (depth === 0)
          throw this.#fault('THERIAC_INPUT_SYNTAX', `{{ ${word} }} without a block`, piece.line);
        this.#ended = { word, rest, line: piece.line };
        return nodes;
      }
      const node = this.#action(word, rest, piece, depth);
      if (node !== undefined) nodes.push(node);
    }
  }

  #action(word: string, rest: readonly Token[], piece: ActionPiece, depth: number): TemplateNode | undefined {
    const { line } = piece;
    switch (word) {
      case 'if':
      case 'with':
      case 'range':
        return this.#block(word, rest, line, depth);
      case 'define': {
        this.#define(rest, line, depth);
        return undefined;
      }
      case 'block': {
        const name = this.#define(rest.slice(0, 1), line, depth);
        return { kind: 'template', name, pipe: this.#pipe(rest.slice(1), line), line };
      }
      case 'template': {
        const [name, ...given] = rest;
        if (name?.kind !== 'string')
          throw this.#fault('THERIAC_INPUT_SYNTAX', 'a template has no name', line);
        return {
          kind: 'template',
          name: name.text,
          pipe: given.length === 0 ? undefined : this.#pipe(given, line),
          line,
        };
      }
      case 'break':
      case 'continue':
        return { kind: word, line };
      default:
        return piece.tokens.length === 0
          ? undefined
          : { kind: 'output', pipe: this.#pipe(piece.tokens, line), line };
    }
  }

  #define(rest: readonly Token[], line: number, depth: number): string {
    const [name] = rest;
    if (name?.kind !== 'string') throw this.#fault('THERIAC_INPUT_SYNTAX', 'a template has no name', line);
    const body = this.body(depth + 1);
    this.#mustEnd(line);
    this.defined.set(name.text, { path: this.#path, body });
    return name.text;
  }

  #mustEnd(line: number): void {
    if (this.#ended?.word !== 'end')
      throw this.#fault('THERIAC_INPUT_SYNTAX', 'a block has no {{ end }}', line);
    this.#ended = undefined;
  }

  #block(kind: 'if' | 'with' | 'range', rest: readonly Token[], line: number, depth: number): TemplateNode {
    const pipe = this.#pipe(rest, line);
    const body = this.body(depth + 1);
    const ended = this.#ended;
    if (ended?.word === 'end') {
      this.#ended = undefined;
      return { kind, pipe, body, otherwise: [], line };
    }
    const [next, ...condition] = ended?.rest ?? [];
    if (next?.kind === 'word' && (next.text === 'if' || next.text === 'with'))
      return {
        kind,
        pipe,
        body,
        otherwise: [this.#block(next.text, condition, ended?.line ?? line, depth + 1)],
        line,
      };
    const otherwise = this.body(depth + 1);
    this.#mustEnd(line);
    return { kind, pipe, body, otherwise, line };
  }

  #pipe(tokens: readonly Token[], line: number): Pipe {
    const variables: string[] = [];
    let at = 0;
    let isNew = false;
    for (;;) {
      const [variable, next] = [tokens[at], tokens[at + 1]];
      if (variable?.kind !== 'variable' || variable.names.length > 0 || next?.kind !== 'mark') break;
      if (next.text !== ',' && next.text !== ':=' && next.text !== '=') break;
      variables.push(variable.name);
      at += 2;
      if (next.text !== ',') {
        isNew = next.text === ':=';
        break;
      }
    }
    const { pipe, end } = this.#commands(tokens, at, line, 0);
    if (end < tokens.length) throw this.#fault('THERIAC_INPUT_SYNTAX', 'an action is not understood', line);
    return { ...pipe, variables, isNew };
  }

  #commands(
    tokens: readonly Token[],
    from: number,
    line: number,
    depth: number,
  ): { readonly pipe: Pipe; readonly end: number } {
    if (depth > MAX_DEPTH)
      throw this.#fault('THERIAC_INPUT_LIMIT', `nested deeper than ${MAX_DEPTH} brackets`, line);
    const commands: Operand[][] = [[]];
    let at = from;
    for (; at < tokens.length; at += 1) {
      const token = tokens[at];
      const command = commands.at(-1) ?? [];
      if (token === undefined) break;
      if (token.kind === 'mark') {
        if (token.text === ')') break;
        if (token.text === '|') {
          commands.push([]);
          continue;
        }
        if (token.text !== '(')
          throw this.#fault('THERIAC_INPUT_SYNTAX', `\`${token.text}\` is not expected`, line);
        const inner = this.#commands(tokens, at + 1, line, depth + 1);
        const close = tokens[inner.end];
        if (close?.kind !== 'mark' || close.text !== ')')
          throw this.#fault('THERIAC_INPUT_SYNTAX', 'a bracket is not closed', line);
        at = inner.end;
        const next = tokens[at + 1];
        const names = next?.kind === 'field' && next.isGlued ? next.names : [];
        if (names.length > 0) at += 1;
        command.push({ kind: 'pipe', pipe: inner.pipe, names });
        continue;
      }
      command.push(operandOf(token));
    }
    if (commands.some((command) => command.length === 0))
      throw this.#fault('THERIAC_INPUT_SYNTAX', 'an action is empty', line);
    return { pipe: { variables: [], isNew: false, commands }, end: at };
  }

  #fault(code: 'THERIAC_INPUT_SYNTAX' | 'THERIAC_INPUT_LIMIT', message: string, line?: number): TheriacError {
    return new TheriacError(code, message, {
      path: this.#path,
      line: line ?? this.#pieces[this.#at - 1]?.line ?? 1,
    });
  }
}

const CONSTANTS: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['nil', null],
]);

function operandOf(token: Exclude<Token, { readonly kind: 'mark' }>): Operand {
  switch (token.kind) {
    case 'field':
      return { kind: 'field', names: token.names };
    case 'variable':
      return { kind: 'variable', name: token.name, names: token.names };
    case 'string':
      return { kind: 'constant', value: token.text };
    case 'number':
      return { kind: 'constant', value: token.value };
    case 'word': {
      const constant = CONSTANTS.get(token.text);
      return constant === undefined
        ? { kind: 'function', name: token.text }
        : { kind: 'constant', value: constant };
    }
  }
}
