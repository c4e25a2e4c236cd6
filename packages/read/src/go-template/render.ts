/** Renders templates, and remembers which line of which file each line came from. Nothing is executed or fetched. */
import { TheriacError } from '@theriac/core';
import type { Operand, Pipe, Template, TemplateNode } from './parse.ts';
import { GoMap, type GoValue, isList, isTrue, printed } from './values.ts';

export type GoFunction = (args: readonly GoValue[], call: Call) => GoValue;

/** What functions need of the run that calls them. */
interface Call {
  readonly dot: GoValue;
  /** Renders a template by name. */
  readonly include: (name: string, dot: GoValue) => string;
  /** Renders a text that is itself a template. */
  readonly renderText: (text: string, dot: GoValue) => string;
}

export interface RenderOptions {
  readonly templates: ReadonlyMap<string, Template>;
  readonly functions: Readonly<Record<string, GoFunction>>;
  readonly parse: (text: string) => Template;
}

export interface Rendered {
  readonly text: string;
  /** Line of the template for each line of the text. */
  readonly lines: readonly number[];
}

/** What a template asks for that cannot be known or is not supported: with the line where it does. */
export class NotRendered extends Error {
  readonly line: number | undefined;

  constructor(message: string, line?: number) {
    super(message);
    this.line = line;
  }
}

const MAX_STEPS = 2_000_000;
const MAX_CHARACTERS = 16 * 1024 * 1024;
const MAX_DEPTH = 60;

class Break extends Error {}
class Continue extends Error {}

interface Scope {
  readonly dot: GoValue;
  readonly variables: Map<string, GoValue>;
  readonly above: Scope | undefined;
}

/**
 * @throws NotRendered for what cannot be known, or is not supported
 * @throws TheriacError THERIAC_INPUT_LIMIT for templates that call each other without end
 */
export function renderTemplate(template: Template, dot: GoValue, options: RenderOptions): Rendered {
  return new Renderer(options).run(template, dot);
}

class Renderer {
  readonly #options: RenderOptions;
  readonly #pieces: { readonly text: string; readonly line: number; readonly isSource: boolean }[] = [];
  #steps = 0;
  #characters = 0;
  #depth = 0;
  /** Where text of included templates is placed: where they were called. */
  #line: number | undefined;

  constructor(options: RenderOptions) {
    this.#options = options;
  }

  run(template: Template, dot: GoValue): Rendered {
    this.#nodes(template.body, scopeOf(dot, dot));
    const lines: number[] = [];
    let text = '';
    for (const piece of this.#pieces) {
      let line = piece.line;
      if (text === '' || text.endsWith('\n')) lines.push(line);
      for (let at = piece.text.indexOf('\n'); at >= 0; at = piece.text.indexOf('\n', at + 1)) {
        if (piece.isSource) line += 1;
        if (at + 1 < piece.text.length) lines.push(line);
      }
      text += piece.text;
    }
    return { text, lines };
  }

  #write(text: string, line: number, isSource: boolean): void {
    if (text === '') return;
    this.#characters += text.length;
    if (this.#characters > MAX_CHARACTERS)
      throw new TheriacError(
        'THERIAC_INPUT_LIMIT',
        `a template makes more than ${MAX_CHARACTERS} characters`,
        { line },
      );
    this.#pieces.push({ text, line, isSource });
  }

  #step(line: number): void {
    this.#steps += 1;
    if (this.#steps > MAX_STEPS)
      throw new TheriacError('THERIAC_INPUT_LIMIT', `a template takes more than ${MAX_STEPS} steps`, {
        line,
      });
  }

  #nodes(nodes: readonly TemplateNode[], scope: Scope): void {
    for (const node of nodes) this.#node(node, scope);
  }

  #node(node: TemplateNode, scope: Scope): void {
    this.#step(node.line);
    switch (node.kind) {
      case 'text':
        this.#write(node.text, this.#line ?? node.line, this.#line === undefined);
        return;
      case 'output': {
        const value = this.#pipe(node.pipe, scope, node.line);
        if (node.pipe.variables.length === 0) this.#write(printed(value), this.#line ?? node.line, false);
        return;
      }
      case 'if': {
        const inner = nested(scope, scope.dot);
        this.#nodes(isTrue(this.#pipe(node.pipe, inner, node.line)) ? node.body : node.otherwise, inner);
        return;
      }
      case 'with': {
        const inner = nested(scope, scope.dot);
        const value = this.#pipe(node.pipe, inner, node.line);
        if (isTrue(value)) this.#nodes(node.body, nested(inner, value));
        else this.#nodes(node.otherwise, inner);
        return;
      }
      case 'range':
        this.#range(node, scope);
        return;
      case 'template': {
        const dot = node.pipe === undefined ? null : this.#pipe(node.pipe, scope, node.line);
        this.#write(this.#include(node.name, dot, node.line), this.#line ?? node.line, false);
        return;
      }
      case 'break':
        throw new Break();
      case 'continue':
        throw new Continue();
    }
  }

  #range(node: TemplateNode & { readonly kind: 'if' | 'with' | 'range' }, scope: Scope): void {
    const { variables, isNew } = node.pipe;
    const value = this.#pipe({ ...node.pipe, variables: [] }, scope, node.line);
    const entries = entriesOf(value);
    if (entries.length === 0) {
      this.#nodes(node.otherwise, nested(scope, scope.dot));
      return;
    }
    for (const [key, item] of entries) {
      this.#step(node.line);
      const inner = nested(scope, item);
      const [first, second] = variables;
      const assign = (name: string, given: GoValue): void =>
        isNew ? void inner.variables.set(name, given) : set(inner, name, given);
      if (first !== undefined) assign(first, second === undefined ? item : key);
      if (second !== undefined) assign(second, item);
      try {
        this.#nodes(node.body, inner);
      } catch (error) {
        if (error instanceof Break) return;
        if (!(error instanceof Continue)) throw error;
      }
    }
  }

  #pipe({ commands, variables, isNew }: Pipe, scope: Scope, line: number): GoValue {
    let value: GoValue = null;
    for (const [i, command] of commands.entries())
      value = this.#command(command, scope, line, i === 0 ? [] : [value]);
    for (const name of variables)
      if (isNew) scope.variables.set(name, value);
      else set(scope, name, value);
    return value;
  }

  #command(command: readonly Operand[], scope: Scope, line: number, piped: readonly GoValue[]): GoValue {
    const [head, ...rest] = command;
    if (head === undefined) return null;
    if (head.kind === 'function') return this.#call(head.name, rest, scope, line, piped);
    const args = (): GoValue[] => [...rest.map((one) => this.#operand(one, scope, line)), ...piped];
    const isMethod = (head.kind === 'field' || head.kind === 'variable') && head.names.length > 0;
    if (isMethod && (rest.length > 0 || piped.length > 0)) {
      const method = METHODS.get(head.names.at(-1) ?? '');
      if (method === undefined)
        throw new NotRendered(`\`${head.names.join('.')}\` is called, which is not known`, line);
      const owner = this.#operand({ ...head, names: head.names.slice(0, -1) }, scope, line);
      return method(owner, args());
    }
    return this.#operand(head, scope, line);
  }

  #call(
    name: string,
    operands: readonly Operand[],
    scope: Scope,
    line: number,
    piped: readonly GoValue[],
  ): GoValue {
    this.#step(line);
    // These two stop as soon as they know.
    if (name === 'and' || name === 'or') {
      let value: GoValue = null;
      for (const operand of operands) {
        value = this.#operand(operand, scope, line);
        if (isTrue(value) === (name === 'or')) return value;
      }
      return piped[0] ?? value;
    }
    const call = this.#options.functions[name];
    if (call === undefined || !Object.hasOwn(this.#options.functions, name))
      throw new NotRendered(`the function \`${name}\` is not rendered`, line);
    const args = [...operands.map((one) => this.#operand(one, scope, line)), ...piped];
    try {
      return call(args, {
        dot: scope.dot,
        include: (template, dot) => this.#include(template, dot, line),
        renderText: (text, dot) => this.#inner(this.#options.parse(text), dot, line),
      });
    } catch (error) {
      if (error instanceof NotRendered && error.line === undefined)
        throw new NotRendered(error.message, line);
      throw error;
    }
  }

  #include(name: string, dot: GoValue, line: number): string {
    const template = this.#options.templates.get(name);
    if (template === undefined) throw new NotRendered(`the template \`${name}\` is not defined`, line);
    return this.#inner(template, dot, line);
  }

  #inner(template: Template, dot: GoValue, line: number): string {
    if (this.#depth >= MAX_DEPTH)
      throw new TheriacError(
        'THERIAC_INPUT_LIMIT',
        `templates call each other deeper than ${MAX_DEPTH} levels`,
        { line },
      );
    const [start, outer] = [this.#pieces.length, this.#line];
    this.#line = outer ?? line;
    this.#depth += 1;
    this.#nodes(template.body, scopeOf(dot, dot));
    this.#depth -= 1;
    this.#line = outer;
    return this.#pieces
      .splice(start)
      .map(({ text }) => text)
      .join('');
  }

  #operand(operand: Operand, scope: Scope, line: number): GoValue {
    switch (operand.kind) {
      case 'constant':
        return operand.value;
      case 'field':
        return fieldOf(scope.dot, operand.names);
      case 'variable':
        return fieldOf(get(scope, operand.name, line), operand.names);
      case 'pipe':
        return fieldOf(this.#pipe(operand.pipe, scope, line), operand.names);
      case 'function':
        return this.#call(operand.name, [], scope, line, []);
    }
  }
}

function scopeOf(dot: GoValue, root: GoValue): Scope {
  return { dot, variables: new Map([['$', root]]), above: undefined };
}

function nested(above: Scope, dot: GoValue): Scope {
  return { dot, variables: new Map(), above };
}

function get(scope: Scope, name: string, line: number): GoValue {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.above) {
    const value = at.variables.get(name);
    if (value !== undefined) return value;
  }
  throw new NotRendered(`the variable \`${name}\` is not set`, line);
}

function set(scope: Scope, name: string, value: GoValue): void {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.above)
    if (at.variables.has(name)) {
      at.variables.set(name, value);
      return;
    }
  scope.variables.set(name, value);
}

/** What is not there is nil, as `helm template` has it without `--strict`. */
function fieldOf(value: GoValue, names: readonly string[]): GoValue {
  let at = value;
  for (const name of names) at = at instanceof GoMap ? (at.entries.get(name) ?? null) : null;
  return at;
}

function entriesOf(value: GoValue): (readonly [GoValue, GoValue])[] {
  if (isList(value)) return value.map((item, i) => [i, item] as const);
  if (value instanceof GoMap) return [...value.entries].sort(([a], [b]) => (a < b ? -1 : 1));
  if (typeof value === 'number')
    return Array.from({ length: Math.max(0, Math.min(value, 100_000)) }, (_, i) => [i, i] as const);
  return [];
}

/** Methods of what Helm gives to templates. */
const METHODS: ReadonlyMap<string, (owner: GoValue, args: readonly GoValue[]) => GoValue> = new Map([
  ['Has', (owner: GoValue, [name]: readonly GoValue[]) => isList(owner) && owner.some((one) => one === name)],
  [
    'Get',
    (owner: GoValue, [name]: readonly GoValue[]) =>
      owner instanceof GoMap ? (owner.entries.get(printed(name ?? null)) ?? '') : '',
  ],
]);
