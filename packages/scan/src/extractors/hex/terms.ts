/**
 * Erlang and Elixir terms as lockfiles hold them: strings, binaries, atoms, numbers, lists, tuples, maps and keyword
 * lists, all of them data. Anything that would have to be run is refused.
 */
import { type TargetFile, TheriacError } from '@theriac/core';

export type Term =
  | { readonly kind: 'text'; readonly text: string; readonly line: number }
  | { readonly kind: 'atom'; readonly text: string; readonly line: number }
  | { readonly kind: 'list' | 'tuple'; readonly items: readonly Term[]; readonly line: number }
  /** Of a map, or of `key: value` in a list. */
  | { readonly kind: 'pair'; readonly key: string; readonly value: Term; readonly line: number };

const MAX_DEPTH = 50;
const CLOSING: Readonly<Record<string, string>> = { '{': '}', '[': ']' };

/** The terms of a file, in order. @throws TheriacError with the line */
export function readTerms(file: TargetFile): Term[] {
  const reader = new TermReader(file.text(), file.path);
  const terms: Term[] = [];
  while (!reader.atEnd()) {
    terms.push(reader.term(0));
    reader.skipEnd();
  }
  return terms;
}

export function itemsOfTerm(term: Term | undefined): readonly Term[] {
  return term?.kind === 'list' || term?.kind === 'tuple' ? term.items : [];
}

export function textOfTerm(term: Term | undefined): string | undefined {
  return term?.kind === 'text' || term?.kind === 'atom' ? term.text : undefined;
}

class TermReader {
  readonly #text: string;
  readonly #path: string;
  #at = 0;
  #line = 1;

  constructor(text: string, path: string) {
    this.#text = text;
    this.#path = path;
  }

  atEnd(): boolean {
    this.#blanks();
    return this.#at >= this.#text.length;
  }

  /** The full stop after an Erlang term. */
  skipEnd(): void {
    this.#blanks();
    if (this.#text[this.#at] === '.') this.#at += 1;
  }

  term(depth: number): Term {
    if (depth > MAX_DEPTH)
      throw new TheriacError('THERIAC_INPUT_LIMIT', `nested deeper than ${MAX_DEPTH} levels`, {
        path: this.#path,
        line: this.#line,
      });
    this.#blanks();
    const line = this.#line;
    const value = this.#value(depth, line);
    this.#blanks();
    // `"name": value` and `name: value`
    if (this.#text[this.#at] !== ':' || (value.kind !== 'text' && value.kind !== 'atom')) return value;
    this.#at += 1;
    return { kind: 'pair', key: value.text, value: this.term(depth + 1), line };
  }

  #value(depth: number, line: number): Term {
    const char = this.#text[this.#at] ?? '';
    if (char === '"') return { kind: 'text', text: this.#quoted('"'), line };
    if (char === "'") return { kind: 'atom', text: this.#quoted("'"), line };
    if (this.#text.startsWith('<<', this.#at)) return this.#binary(line);
    if (this.#text.startsWith('%{', this.#at)) {
      this.#at += 1;
      return { kind: 'list', items: this.#items('{', depth), line };
    }
    if (char === '{' || char === '[')
      return { kind: char === '{' ? 'tuple' : 'list', items: this.#items(char, depth), line };
    if (char === ':') {
      this.#at += 1;
      if (this.#text[this.#at] === '"') return { kind: 'atom', text: this.#quoted('"'), line };
    }
    const word = this.#word();
    if (word === '') this.#refuse(`${JSON.stringify(char)} is not expected here`);
    return { kind: 'atom', text: word, line };
  }

  #items(open: string, depth: number): Term[] {
    const close = CLOSING[open] ?? '';
    const items: Term[] = [];
    this.#at += 1;
    for (;;) {
      this.#blanks();
      const char = this.#text[this.#at];
      if (char === undefined) this.#refuse('the file ends within a list');
      if (char === close) {
        this.#at += 1;
        return items;
      }
      if (char === ',') {
        this.#at += 1;
        continue;
      }
      items.push(this.term(depth + 1));
    }
  }

  /** `<<"text">>` */
  #binary(line: number): Term {
    this.#at += 2;
    this.#blanks();
    const text = this.#text[this.#at] === '"' ? this.#quoted('"') : '';
    const end = this.#text.indexOf('>>', this.#at);
    if (end < 0) this.#refuse('the file ends within a binary');
    this.#at = end + 2;
    return { kind: 'text', text, line };
  }

  #quoted(quote: string): string {
    let text = '';
    for (let at = this.#at + 1; at < this.#text.length; at += 1) {
      const char = this.#text[at] ?? '';
      if (char === quote) {
        this.#at = at + 1;
        return text;
      }
      if (char === '\n') this.#line += 1;
      if (char === '\\') at += 1;
      text += this.#text[at] ?? '';
    }
    return this.#refuse('the file ends within a text');
  }

  #word(): string {
    const start = this.#at;
    while (/[\w@?!+\-/]/.test(this.#text[this.#at] ?? '')) this.#at += 1;
    return this.#text.slice(start, this.#at);
  }

  /** White space and comments; `%` begins one, unless it opens a map. */
  #blanks(): void {
    for (;;) {
      const char = this.#text[this.#at];
      if (char === '\n') this.#line += 1;
      else if (char === '#' || (char === '%' && this.#text[this.#at + 1] !== '{')) {
        const end = this.#text.indexOf('\n', this.#at);
        this.#at = end < 0 ? this.#text.length : end;
        continue;
      } else if (char !== ' ' && char !== '\t') return;
      this.#at += 1;
    }
  }

  #refuse(what: string): never {
    throw new TheriacError('THERIAC_INPUT_SYNTAX', what, { path: this.#path, line: this.#line });
  }
}
