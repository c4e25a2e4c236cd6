/**
 * What a PHP file of settings assigns, read without executing it: statements in order, literal conditions decided, others
 * noted, files included that are inside the target.
 */
import type { TargetFile } from '@theriac/core';
import { LineIndex } from '@theriac/read/text';
import { folderOf, withinTarget } from '../../../target/paths.ts';
import { Expression, type Surroundings, TARGET } from './expression.ts';
import { type PhpToken, phpTokens } from './tokens.ts';
import { type PhpPlace, type PhpValue, textOfPhp, truthOf, withValue } from './value.ts';

/** Files included in all. */
const MAX_FILES = 100;
const MAX_DEPTH = 40;
/** Statements, and tokens passed over, in all; loops count as often as they are run. A file of 4 MB has a million tokens. */
const MAX_STEPS = 8_000_000;
const MAX_CHARACTERS = 4 * 1024 * 1024;
/** Rounds of one loop. */
const MAX_ROUNDS = 100;

/** Conditions that hold only on a developer's machine, or on the command line: what is inside is not the site that people use. */
const ELSEWHERE =
  /\b(?:IS_DDEV_PROJECT|DDEV_\w+|LANDO\w*|LANDO_INFO|TUGBOAT\w*|WP_CLI|DOCKSAL\w*|GITPOD\w*|CODESPACES|DRUPALVM\w*)\b|PHP_SAPI\s*===?\s*cli\b|php_sapi_name\s*\(\s*\)\s*===?\s*cli\b/;

export interface PhpFiles {
  readonly file: (path: string) => TargetFile | null;
  readonly exists: (path: string) => boolean;
}

export interface PhpFacts {
  /** Global variables, by name: `settings`, `config`, `databases`. */
  readonly variables: ReadonlyMap<string, PhpValue>;
  readonly constants: ReadonlyMap<string, PhpValue>;
  /** Directives of `ini_set`. */
  readonly directives: ReadonlyMap<string, PhpValue>;
  /** Files that were read, in order. */
  readonly files: readonly string[];
  /** What is included and is not in the target, or whose path is not known: it may set anything. */
  readonly missing: readonly { readonly what: string; readonly at: PhpPlace; readonly outside?: true }[];
}

export interface PhpOptions {
  /** Variables and constants that the program sets before the file is included; paths begin with {@link TARGET}. */
  readonly variables?: Readonly<Record<string, string>>;
  readonly constants?: Readonly<Record<string, string>>;
  /** What stands for the part of an included path that is not known. */
  readonly environment?: string | undefined;
}

export function runPhp(files: PhpFiles, path: string, options: PhpOptions = {}): PhpFacts {
  const run = new Run(files, options, path);
  run.include(path, false, 0);
  return run.facts();
}

class Run {
  readonly #files: PhpFiles;
  readonly #environment: string | undefined;
  readonly #variables = new Map<string, PhpValue>();
  readonly #constants = new Map<string, PhpValue>();
  readonly #directives = new Map<string, PhpValue>();
  readonly #read: string[] = [];
  readonly #missing: PhpFacts['missing'][number][] = [];
  readonly #open = new Set<string>();
  steps = 0;

  constructor(files: PhpFiles, { variables = {}, constants = {}, environment }: PhpOptions, path: string) {
    this.#files = files;
    this.#environment = environment;
    const at = { path, line: 1 };
    for (const [name, value] of Object.entries(variables))
      this.#variables.set(name, { kind: 'scalar', value, at });
    for (const [name, value] of Object.entries(constants))
      this.#constants.set(name, { kind: 'scalar', value, at });
  }

  facts(): PhpFacts {
    return {
      variables: this.#variables,
      constants: this.#constants,
      directives: this.#directives,
      files: this.#read,
      missing: this.#missing,
    };
  }

  include(path: string, conditional: boolean, depth: number): void {
    const file = this.#files.file(path);
    if (file === null || depth > MAX_DEPTH || this.#open.has(path) || this.#read.length >= MAX_FILES) return;
    const text = file.text();
    if (text.length > MAX_CHARACTERS) return;
    this.#read.push(path);
    this.#open.add(path);
    const tokens = phpTokens(text);
    const lines = new LineIndex(text);
    const around: Surroundings = {
      variable: (name) => this.#variables.get(name),
      constant: (name) => this.#constants.get(name),
      exists: (absolute) => {
        const inside = insideTarget(absolute);
        return inside === undefined ? undefined : this.#files.exists(inside);
      },
      place: (token) => ({ path, line: lines.position(token?.at ?? Math.max(0, text.length - 1)).line }),
      folder: [TARGET, folderOf(path)].filter((part) => part !== '').join('/'),
      file: `${TARGET}/${path}`,
    };
    new Statements(this, tokens, around, depth).block(0, tokens.length, conditional);
    this.#open.delete(path);
  }

  includeValue(value: PhpValue, conditional: boolean, depth: number, at: PhpPlace): void {
    const guessed =
      value.kind === 'unknown' && value.around !== undefined && this.#environment !== undefined
        ? `${value.around[0]}${this.#environment}${value.around[1]}`
        : undefined;
    // A variable of the same block, whose condition is that of the include.
    const chosen = value.kind === 'unknown' ? value.options?.findLast((one) => one !== undefined) : value;
    const text = textOfPhp(chosen) ?? guessed;
    const inside = text === undefined ? undefined : insideTarget(text);
    if (inside !== undefined && this.#files.exists(inside)) {
      this.include(inside, conditional, depth + 1);
      return;
    }
    if (text === undefined) {
      const around = value.kind === 'unknown' ? value.around : undefined;
      const what =
        around === undefined ? 'a file whose path is computed' : `${shownPath(around[0])}*${around[1]}`;
      this.#missing.push({ what, at });
    } else if (inside === undefined) this.#missing.push({ what: shownPath(text), at, outside: true });
    else this.#missing.push({ what: inside, at });
  }

  assign(name: string, keys: readonly (string | undefined)[], value: PhpValue, conditional: boolean): void {
    this.#variables.set(name, withValue(this.#variables.get(name), keys, value, conditional));
  }

  valueOf(name: string, keys: readonly (string | undefined)[]): PhpValue | undefined {
    return keys.reduce<PhpValue | undefined>(
      (at, key) => (at?.kind === 'array' && key !== undefined ? at.entries.get(key) : undefined),
      this.#variables.get(name),
    );
  }

  define(name: string, value: PhpValue, conditional: boolean): void {
    const known = this.#constants.get(name);
    // The first definition of a constant stays.
    if (known === undefined || conditional)
      this.#constants.set(name, withValue(known, [], value, conditional));
  }

  direct(name: string, value: PhpValue, conditional: boolean): void {
    this.#directives.set(name, withValue(this.#directives.get(name), [], value, conditional));
  }
}

function insideTarget(absolute: string): string | undefined {
  if (absolute === TARGET) return '';
  if (absolute.startsWith(`${TARGET}/`)) return withinTarget(absolute.slice(TARGET.length + 1)) ?? undefined;
  return absolute.startsWith('/') ? undefined : (withinTarget(absolute) ?? undefined);
}

function shownPath(absolute: string): string {
  return absolute.startsWith(`${TARGET}/`) ? absolute.slice(TARGET.length + 1) : absolute;
}

/** The statements of one file. */
class Statements {
  readonly #run: Run;
  readonly #tokens: readonly PhpToken[];
  readonly #around: Surroundings;
  readonly #depth: number;
  #nested = 0;

  constructor(run: Run, tokens: readonly PhpToken[], around: Surroundings, depth: number) {
    this.#run = run;
    this.#tokens = tokens;
    this.#around = around;
    this.#depth = depth;
  }

  block(from: number, to: number, conditional: boolean): void {
    this.#nested += 1;
    for (let at = from; at < to && this.#nested < MAX_DEPTH; ) {
      if (this.#run.steps > MAX_STEPS) break;
      const next = this.#statement(at, to, conditional);
      at = next > at ? next : at + 1;
    }
    this.#nested -= 1;
  }

  /** @returns where the next one begins */
  #statement(at: number, to: number, conditional: boolean): number {
    this.#run.steps += 1;
    if (this.#run.steps > MAX_STEPS) return to;
    const token = this.#tokens[at];
    if (token === undefined) return to;
    if (token.kind === 'variable') return this.#assignment(at, to, conditional);
    if (token.kind === 'sign' && token.text === '{') {
      const end = this.#after(at);
      this.block(at + 1, end - 1, conditional);
      return end;
    }
    if (token.kind !== 'name') return at + 1;
    switch (token.text.toLowerCase()) {
      case 'if':
        return this.#if(at, to, conditional);
      case 'foreach':
        return this.#foreach(at, to, conditional);
      case 'for':
      case 'while':
        return this.#body(this.#after(at + 1), to, () => true);
      case 'switch':
        return this.#body(this.#after(at + 1), to, () => true);
      case 'function':
      case 'class':
      case 'interface':
      case 'trait':
        return this.#past(at, to);
      case 'include':
      case 'include_once':
      case 'require':
      case 'require_once': {
        const expression = new Expression(this.#tokens, at + 1, this.#around);
        const value = expression.read();
        this.#run.includeValue(value, conditional, this.#depth, this.#around.place(token));
        return this.#end(expression.at, to);
      }
      case 'const':
        return this.#constant(at, to, conditional);
      case 'case': {
        const label = new Expression(this.#tokens, at + 1, this.#around);
        label.read();
        return label.take(':') || label.take(';') ? label.at : at + 1;
      }
      case 'default':
        return at + (this.#tokens[at + 1]?.text === ':' ? 2 : 1);
      case 'return':
        return this.#end(at, to);
      default:
        return this.#call(at, to, conditional);
    }
  }

  #assignment(at: number, to: number, conditional: boolean): number {
    const name = this.#tokens[at]?.text ?? '';
    const expression = new Expression(this.#tokens, at + 1, this.#around);
    const keys: (string | undefined)[] = [];
    let isKnown = true;
    while (expression.isSign('[')) {
      expression.at += 1;
      if (!expression.isSign(']')) {
        const key = textOfPhp(expression.read());
        isKnown &&= key !== undefined;
        keys.push(key);
      } else keys.push(undefined);
      if (!expression.take(']')) isKnown = false;
    }
    const sign = expression.token?.text;
    if (sign !== '=' && sign !== '??=' && sign !== '.=' && sign !== '+=') return this.#end(expression.at, to);
    expression.at += 1;
    const value = expression.read();
    const known = this.#run.valueOf(name, keys);
    if (isKnown) {
      if (sign === '=' || (sign === '??=' && known === undefined))
        this.#run.assign(name, keys, value, conditional);
      else if (sign === '+=' && value.kind === 'array')
        for (const [key, one] of value.entries) this.#run.assign(name, [...keys, key], one, conditional);
      else if (sign === '.=')
        this.#run.assign(
          name,
          keys,
          { kind: 'unknown', reason: 'it is computed', at: value.at },
          conditional,
        );
    }
    return this.#end(expression.at, to);
  }

  #if(at: number, to: number, conditional: boolean): number {
    let from = at;
    let isDecided = false;
    let isOpen = false;
    for (;;) {
      const open = from + 1;
      const after = this.#after(open);
      const truth = this.#truth(open, after);
      const end = this.#body(after, to, () => {
        if (isDecided || truth === false) return undefined;
        return conditional || isOpen || truth === undefined;
      });
      if (truth === true) isDecided = true;
      if (truth === undefined) isOpen = true;
      const next = this.#tokens[end];
      const word = next?.kind === 'name' ? next.text.toLowerCase() : '';
      if (word === 'elseif') from = end;
      else if (word === 'else' && this.#tokens[end + 1]?.text.toLowerCase() === 'if') from = end + 1;
      else if (word === 'else') {
        const isElse = !isDecided;
        return this.#body(end + 1, to, () => (isElse ? conditional || isOpen : undefined));
      } else return word === 'endif' ? this.#end(end, to) : end;
    }
  }

  /** Whether the condition between brackets holds; undefined when that is not known before the site runs. */
  #truth(open: number, after: number): boolean | undefined {
    const words = this.#tokens
      .slice(open + 1, Math.min(after - 1, open + 200))
      .map(({ text }) => text)
      .join(' ');
    if (ELSEWHERE.test(words)) return words.startsWith('!') ? undefined : false;
    return truthOf(new Expression(this.#tokens, open + 1, this.#around).read());
  }

  /** @param how whether it is run under a condition; undefined: not at all */
  #body(at: number, to: number, how: () => boolean | undefined): number {
    this.#nested += 1;
    const end = this.#nested > MAX_DEPTH ? this.#end(at, to) : this.#bodyAt(at, to, how());
    this.#nested -= 1;
    return end;
  }

  #bodyAt(at: number, to: number, conditional: boolean | undefined): number {
    const run = (from: number, end: number): void => {
      if (conditional !== undefined) this.block(from, end, conditional);
    };
    const token = this.#tokens[at];
    if (token?.text === '{') {
      const end = this.#after(at);
      run(at + 1, end - 1);
      return end;
    }
    if (token?.text === ':') {
      const end = this.#alternativeEnd(at + 1, to);
      run(at + 1, end);
      const word = this.#tokens[end]?.text.toLowerCase() ?? '';
      return word === 'endforeach' || word === 'endwhile' || word === 'endfor' || word === 'endswitch'
        ? this.#end(end, to)
        : end;
    }
    if (token?.kind === 'name' && /^(?:if|foreach|for|while|switch)$/i.test(token.text)) {
      if (conditional !== undefined) return this.#statement(at, to, conditional);
      const inner = this.#after(at + 1);
      return this.#body(inner, to, () => undefined);
    }
    const end = this.#end(at, to);
    run(at, end);
    return end;
  }

  /** Where `if (…): …` ends: at the word that closes it or begins the next branch. */
  #alternativeEnd(at: number, to: number): number {
    let open = 0;
    for (let i = at; i < to; i += 1) {
      const token = this.#tokens[i];
      if (token?.kind !== 'name') continue;
      const word = token.text.toLowerCase();
      if (open === 0 && /^(?:elseif|else|endif|endforeach|endwhile|endfor|endswitch)$/.test(word)) return i;
      if (/^end(?:if|foreach|while|for|switch)$/.test(word)) open -= 1;
      else if (
        /^(?:if|foreach|while|for|switch)$/.test(word) &&
        this.#tokens[this.#after(i + 1)]?.text === ':'
      )
        open += 1;
    }
    return to;
  }

  #foreach(at: number, to: number, conditional: boolean): number {
    const after = this.#after(at + 1);
    const expression = new Expression(this.#tokens, at + 2, this.#around);
    const list = expression.read();
    const names = this.#tokens
      .slice(expression.at, after)
      .filter(({ kind }) => kind === 'variable')
      .map(({ text }) => text);
    const [key, value] = names.length > 1 ? names : [undefined, names[0]];
    if (list.kind !== 'array' || list.entries.size > MAX_ROUNDS || value === undefined)
      return this.#body(after, to, () => true);
    let end = this.#body(after, to, () => undefined);
    for (const [name, one] of list.entries) {
      this.#run.assign(value, [], one, false);
      if (key !== undefined) this.#run.assign(key, [], { kind: 'scalar', value: name, at: one.at }, false);
      end = this.#body(after, to, () => conditional);
    }
    return end;
  }

  #constant(at: number, to: number, conditional: boolean): number {
    const expression = new Expression(this.#tokens, at + 2, this.#around);
    const name = this.#tokens[at + 1]?.text ?? '';
    if (expression.take('=')) this.#run.define(name, expression.read(), conditional);
    return this.#end(expression.at, to);
  }

  /** `define()`, `Config::define()` and `ini_set()`. */
  #call(at: number, to: number, conditional: boolean): number {
    let name = at;
    if (this.#tokens[at + 1]?.text === '::') name = at + 2;
    const word = this.#tokens[name]?.text.toLowerCase().replace(/^\\/, '');
    if (this.#tokens[name + 1]?.text === '(' && (word === 'define' || word === 'ini_set')) {
      const expression = new Expression(this.#tokens, name + 2, this.#around);
      const key = textOfPhp(expression.read());
      if (key !== undefined && expression.take(',')) {
        const value = expression.read();
        if (word === 'define') this.#run.define(key, value, conditional);
        else this.#run.direct(key, value, conditional);
      }
    }
    // `defined('X') || define('X', …)`
    if (word === 'defined') {
      const after = this.#after(name + 1);
      if (this.#tokens[after]?.text === '||' || this.#tokens[after]?.text.toLowerCase() === 'or')
        return this.#statement(after + 1, to, conditional);
    }
    return this.#end(at, to);
  }

  /** After the `;` that ends the statement, brackets passed over. */
  #end(at: number, to: number): number {
    const expression = new Expression(this.#tokens, at, this.#around);
    for (; expression.at < to && this.#run.steps <= MAX_STEPS; this.#run.steps += 1) {
      const { token } = expression;
      if (token === undefined) return to;
      if (token.kind === 'sign' && token.text === ';') return expression.at + 1;
      if (token.kind === 'sign' && token.text === '}') return expression.at + 1;
      if (token.kind === 'sign' && (token.text === '(' || token.text === '[' || token.text === '{'))
        expression.skipBracket();
      else expression.at += 1;
    }
    return to;
  }

  /** After a declaration with a body. */
  #past(at: number, to: number): number {
    for (let i = at; i < to; i += 1) {
      const token = this.#tokens[i];
      if (token?.kind !== 'sign') continue;
      if (token.text === ';') return i + 1;
      if (token.text === '{') return this.#after(i);
      if (token.text === '(') i = this.#after(i) - 1;
    }
    return to;
  }

  /** After the bracket that begins at `at`. */
  #after(at: number): number {
    const expression = new Expression(this.#tokens, at, this.#around);
    expression.skipBracket();
    this.#run.steps += expression.at - at;
    return expression.at;
  }
}
