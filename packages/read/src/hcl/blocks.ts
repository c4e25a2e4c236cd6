/**
 * The blocks of HCL files (Terraform, OpenTofu) with their labels and attributes that are plain texts. Expressions are
 * not evaluated: what is not a text between quotes, or a list of such texts, is `null`.
 */
import { type TargetFile, TheriacError } from '@theriac/core';
import { LineIndex, type Position } from '../text/positions.ts';

/** Placed where its type starts. */
export interface HclBlock extends Position {
  readonly type: string;
  readonly labels: readonly string[];
  readonly attributes: ReadonlyMap<string, HclAttribute>;
  readonly blocks: readonly HclBlock[];
}

/** Placed where its name starts. */
export interface HclAttribute extends Position {
  /** Null: an expression. */
  readonly value: string | null;
  /** Texts of a list. */
  readonly items: readonly string[];
  /** Texts of an object by key. */
  readonly fields: ReadonlyMap<string, string>;
}

const MAX_DEPTH = 40;

interface Token extends Position {
  readonly kind: 'word' | 'text' | 'mark' | 'line';
  readonly text: string;
  /** A text with `${…}` in it. */
  readonly template: boolean;
}

/** @throws TheriacError THERIAC_INPUT_SYNTAX or THERIAC_INPUT_LIMIT with the line */
export function readHcl(file: TargetFile): readonly HclBlock[] {
  return new HclReader(tokensOf(file), file.path).body(0).blocks;
}

class HclReader {
  readonly #tokens: readonly Token[];
  readonly #path: string;
  #at = 0;

  constructor(tokens: readonly Token[], path: string) {
    this.#tokens = tokens;
    this.#path = path;
  }

  body(depth: number): Pick<HclBlock, 'attributes' | 'blocks'> {
    if (depth > MAX_DEPTH)
      throw new TheriacError('THERIAC_INPUT_LIMIT', `nested deeper than ${MAX_DEPTH} blocks`, {
        path: this.#path,
        line: this.#tokens[this.#at]?.line ?? 1,
      });
    const attributes = new Map<string, HclAttribute>();
    const blocks: HclBlock[] = [];
    for (;;) {
      const token = this.#tokens[this.#at];
      if (token === undefined && depth > 0) throw this.#unclosed('a block');
      if (token === undefined || (token.kind === 'mark' && token.text === '}')) {
        this.#at += 1;
        return { attributes, blocks };
      }
      this.#at += 1;
      if (token.kind !== 'word') continue;
      if (this.#isMark('=')) {
        this.#at += 1;
        attributes.set(token.text, this.#attribute(token));
        continue;
      }
      const labels: string[] = [];
      for (
        let label = this.#tokens[this.#at];
        label?.kind === 'text' || label?.kind === 'word';
        label = this.#tokens[this.#at]
      ) {
        labels.push(label.text);
        this.#at += 1;
      }
      if (!this.#isMark('{')) continue;
      this.#at += 1;
      const { line, column } = token;
      blocks.push({ type: token.text, labels, line, column, ...this.body(depth + 1) });
    }
  }

  /** To the end of the line, or of the brackets that open on it. */
  #attribute({ line, column }: Position): HclAttribute {
    const taken: Token[] = [];
    let depth = 0;
    for (let token = this.#tokens[this.#at]; token !== undefined; token = this.#tokens[this.#at]) {
      if (depth === 0 && (token.kind === 'line' || (token.kind === 'mark' && token.text === '}'))) break;
      if (token.kind === 'mark' && '{[('.includes(token.text)) depth += 1;
      if (token.kind === 'mark' && '}])'.includes(token.text)) depth -= 1;
      if (token.kind !== 'line') taken.push(token);
      this.#at += 1;
    }
    if (depth > 0) throw this.#unclosed('a bracket', line);
    const [first] = taken;
    const alone = taken.length === 1 && first?.kind === 'text' && !first.template ? first.text : null;
    const texts = taken.filter((t) => t.kind === 'text' && !t.template);
    return {
      line,
      column,
      value: alone,
      items: first?.text === '[' ? texts.map((t) => t.text) : [],
      fields: first?.text === '{' ? fieldsOf(taken) : new Map(),
    };
  }

  #unclosed(what: string, line = this.#tokens.at(-1)?.line ?? 1): TheriacError {
    return new TheriacError('THERIAC_INPUT_SYNTAX', `${what} is not closed`, { path: this.#path, line });
  }

  #isMark(mark: string): boolean {
    const token = this.#tokens[this.#at];
    return token?.kind === 'mark' && token.text === mark;
  }
}

function fieldsOf(tokens: readonly Token[]): Map<string, string> {
  const fields = new Map<string, string>();
  for (const [i, token] of tokens.entries()) {
    const [key, value] = [tokens[i - 1], tokens[i + 1]];
    if (token.kind !== 'mark' || (token.text !== '=' && token.text !== ':')) continue;
    if (key !== undefined && value?.kind === 'text' && !value.template) fields.set(key.text, value.text);
  }
  return fields;
}

/** Words, texts and marks; comments and heredocs are skipped. */
function tokensOf(file: TargetFile): Token[] {
  const text = file.text();
  const tokens: Token[] = [];
  const lines = new LineIndex(text);
  let at = 0;
  const push = (kind: Token['kind'], value: string, template = false): void => {
    tokens.push({ kind, text: value, template, ...lines.position(at) });
  };
  const unfinished = (what: string): TheriacError =>
    new TheriacError('THERIAC_INPUT_SYNTAX', `${what} is not closed`, {
      path: file.path,
      line: lines.line(at),
    });
  while (at < text.length) {
    const char = text[at] ?? '';
    if (char === '\n') {
      push('line', '');
      at += 1;
    } else if (char === '#' || text.startsWith('//', at)) {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end;
    } else if (text.startsWith('/*', at)) {
      const end = text.indexOf('*/', at + 2);
      if (end < 0) throw unfinished('a comment');
      at = end + 2;
    } else if (char === '"') {
      const found = quoted(text, at);
      if (found === null) throw unfinished('a string');
      push('text', found.text, found.template);
      at = found.end;
    } else if (text.startsWith('<<', at)) {
      const end = endOfHeredoc(text, at);
      push('text', '', true);
      at = end;
    } else if (/[A-Za-z_]/.test(char)) {
      let end = at + 1;
      while (/[\w.-]/.test(text[end] ?? '')) end += 1;
      push('word', text.slice(at, end));
      at = end;
    } else {
      if (!/\s/.test(char)) push('mark', char);
      at += 1;
    }
  }
  return tokens;
}

function quoted(text: string, start: number): { text: string; template: boolean; end: number } | null {
  let value = '';
  let template = false;
  let nested = 0;
  for (let at = start + 1; at < text.length; at += 1) {
    const char = text[at] ?? '';
    if (char === '\n' && nested === 0) return null;
    if (char === '$' && text[at + 1] === '{') {
      template = true;
      nested += 1;
      at += 1;
    } else if (char === '}' && nested > 0) nested -= 1;
    else if (char === '"' && nested === 0) return { text: value, template, end: at + 1 };
    else if (char === '\\') {
      at += 1;
      value += text[at] ?? '';
    } else value += char;
  }
  return null;
}

/** `<<EOT … EOT` and `<<-EOT`. */
function endOfHeredoc(text: string, start: number): number {
  const mark = /^<<-?([A-Za-z_]\w{0,100})[^\n]*\n/.exec(text.slice(start, start + 300))?.[1];
  if (mark === undefined) return start + 2;
  for (let at = text.indexOf('\n', start); at >= 0; at = text.indexOf('\n', at + 1)) {
    const end = text.indexOf('\n', at + 1);
    if (text.slice(at + 1, end < 0 ? text.length : end).trim() === mark) return end < 0 ? text.length : end;
  }
  return text.length;
}
