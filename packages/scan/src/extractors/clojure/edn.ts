/**
 * Clojure data (https://github.com/edn-format/edn) with lines, and the reader syntax of project files as far as it is
 * data: quotes, unquotes and metadata are read and not evaluated.
 */
import { type TargetFile, TheriacError } from '@theriac/core';

export type Edn =
  | { readonly kind: 'text' | 'keyword' | 'symbol'; readonly text: string; readonly line: number }
  /** Of a map: keys and values in turn. */
  | {
      readonly kind: 'list' | 'vector' | 'map' | 'set';
      readonly items: readonly Edn[];
      readonly line: number;
    }
  /** What would have to be evaluated, or is no data that matters here (numbers, characters, patterns). */
  | { readonly kind: 'other'; readonly line: number };

const MAX_DEPTH = 100;
const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
const KINDS: Readonly<Record<string, 'list' | 'vector' | 'map'>> = { '(': 'list', '[': 'vector', '{': 'map' };

/** The forms of a file, in order. @throws TheriacError with the line */
export function readEdn(file: TargetFile): Edn[] {
  return new EdnReader(file.text(), file.path).forms();
}

/** The value of a keyword in a map, or of a keyword argument in a list; undefined when it is not there. */
export function valueIn(form: Edn | undefined, keyword: string): Edn | undefined {
  const items = itemsOfForm(form);
  const at = items.findIndex((item) => item.kind === 'keyword' && item.text === keyword);
  return at < 0 ? undefined : items[at + 1];
}

/** Keys and values of a map. */
export function pairsOf(form: Edn | undefined): (readonly [key: Edn, value: Edn])[] {
  if (form?.kind !== 'map') return [];
  const { items } = form;
  return items.flatMap((key, at) => {
    const value = items[at + 1];
    return at % 2 === 0 && value !== undefined ? [[key, value] as const] : [];
  });
}

export function itemsOfForm(form: Edn | undefined): readonly Edn[] {
  return form !== undefined && 'items' in form ? form.items : [];
}

export function stringOf(form: Edn | undefined): string | undefined {
  return form?.kind === 'text' ? form.text : undefined;
}

export function symbolOf(form: Edn | undefined): string | undefined {
  return form?.kind === 'symbol' ? form.text : undefined;
}

class EdnReader {
  readonly #text: string;
  readonly #path: string;
  #at = 0;
  #line = 1;

  constructor(text: string, path: string) {
    this.#text = text;
    this.#path = path;
  }

  forms(): Edn[] {
    const forms: Edn[] = [];
    for (this.#blanks(); this.#at < this.#text.length; this.#blanks()) {
      const form = this.#form(0);
      if (form !== null) forms.push(form);
    }
    return forms;
  }

  /** null for a form that `#_` discards. */
  #form(depth: number): Edn | null {
    if (depth > MAX_DEPTH)
      throw new TheriacError('THERIAC_INPUT_LIMIT', `nested deeper than ${MAX_DEPTH} levels`, {
        path: this.#path,
        line: this.#line,
      });
    this.#blanks();
    const line = this.#line;
    const char = this.#text[this.#at] ?? '';
    if (char === '"') return { kind: 'text', text: this.#string(), line };
    if (char in CLOSING) return { kind: KINDS[char] ?? 'list', items: this.#items(char, depth), line };
    if (char === '#') return this.#dispatched(depth, line);
    if (char === '^') {
      // Metadata, and then what it is about.
      this.#at += 1;
      this.#next(depth);
      return this.#next(depth);
    }
    if (char === "'" || char === '`' || char === '@') {
      this.#at += 1;
      return this.#next(depth);
    }
    if (char === '~') {
      this.#at += this.#text[this.#at + 1] === '@' ? 2 : 1;
      this.#next(depth);
      return { kind: 'other', line };
    }
    if (char === '\\') {
      this.#at += 2;
      this.#word();
      return { kind: 'other', line };
    }
    const word = this.#word();
    if (word === '')
      this.#refuse(char === '' ? 'the file ends too early' : `unexpected ${JSON.stringify(char)}`);
    if (word.startsWith(':')) return { kind: 'keyword', text: word.slice(1), line };
    if (/^[+-]?\d/.test(word)) return { kind: 'other', line };
    return { kind: 'symbol', text: word, line };
  }

  /** The next form that is not discarded. */
  #next(depth: number): Edn {
    for (;;) {
      const form = this.#form(depth + 1);
      if (form !== null) return form;
    }
  }

  #dispatched(depth: number, line: number): Edn | null {
    const second = this.#text[this.#at + 1] ?? '';
    if (second === '_') {
      this.#at += 2;
      this.#next(depth);
      return null;
    }
    if (second === '{') {
      this.#at += 1;
      return { kind: 'set', items: this.#items('{', depth), line };
    }
    if (second === '"') {
      this.#at += 1;
      this.#string();
      return { kind: 'other', line };
    }
    if (second === '(' || second === '=' || second === '^' || second === "'") {
      this.#at += second === '(' ? 1 : 2;
      this.#next(depth);
      return { kind: 'other', line };
    }
    // `#inst "…"`, `#?(:clj …)`: a tag and its value.
    this.#at += second === '?' ? 2 : 1;
    if (second !== '?') this.#word();
    this.#next(depth);
    return { kind: 'other', line };
  }

  #items(open: string, depth: number): Edn[] {
    const close = CLOSING[open] ?? '';
    const items: Edn[] = [];
    this.#at += 1;
    for (;;) {
      this.#blanks();
      const char = this.#text[this.#at];
      if (char === undefined) this.#refuse('the file ends within brackets');
      if (char === close) {
        this.#at += 1;
        return items;
      }
      const form = this.#form(depth + 1);
      if (form !== null) items.push(form);
    }
  }

  #string(): string {
    const pieces: string[] = [];
    let from = this.#at + 1;
    for (let at = from; at < this.#text.length; at += 1) {
      const char = this.#text[at];
      if (char === '\n') this.#line += 1;
      if (char === '"') {
        pieces.push(this.#text.slice(from, at));
        this.#at = at + 1;
        return pieces.join('');
      }
      if (char === '\\') {
        pieces.push(this.#text.slice(from, at));
        at += 1;
        from = at;
      }
    }
    return this.#refuse('the file ends within a text');
  }

  #word(): string {
    const word = /[^\s,;"()[\]{}]*/y;
    word.lastIndex = this.#at;
    const found = word.exec(this.#text)?.[0] ?? '';
    this.#at += found.length;
    return found;
  }

  /** White space, commas and comments. */
  #blanks(): void {
    for (;;) {
      const char = this.#text[this.#at];
      if (char === '\n') this.#line += 1;
      else if (char === ';') {
        const end = this.#text.indexOf('\n', this.#at);
        this.#at = end < 0 ? this.#text.length : end;
        continue;
      } else if (char !== ' ' && char !== '\t' && char !== ',' && char !== '\f') return;
      this.#at += 1;
    }
  }

  #refuse(what: string): never {
    throw new TheriacError('THERIAC_INPUT_SYNTAX', what, { path: this.#path, line: this.#line });
  }
}
