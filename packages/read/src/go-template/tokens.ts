/** The text of a template as pieces: text, and actions as tokens. Source: https://pkg.go.dev/text/template. */
import { TheriacError } from '@theriac/core';

export interface TextPiece {
  readonly kind: 'text';
  readonly text: string;
  /** 1-based, of its first character. */
  readonly line: number;
}

export interface ActionPiece {
  readonly kind: 'action';
  readonly tokens: readonly Token[];
  readonly line: number;
}

export type Token =
  /** `.a.b`; a lone dot has no names. */
  | { readonly kind: 'field'; readonly names: readonly string[]; readonly isGlued: boolean }
  /** `$x.a`; the name with its sign. */
  | { readonly kind: 'variable'; readonly name: string; readonly names: readonly string[] }
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'mark'; readonly text: '(' | ')' | '|' | ',' | ':=' | '=' };

const OPEN = '{{';
const CLOSE = '}}';
const SPACE = /[ \t\r\n]/;

/** @throws TheriacError THERIAC_INPUT_SYNTAX with the line */
export function piecesOf(text: string, path: string): (TextPiece | ActionPiece)[] {
  const pieces: (TextPiece | ActionPiece)[] = [];
  const lines = new LineCounter(text);
  let at = 0;
  let trimNext = false;
  while (at < text.length) {
    const open = text.indexOf(OPEN, at);
    const end = open < 0 ? text.length : open;
    let from = at;
    let to = end;
    if (trimNext) while (from < to && SPACE.test(text[from] ?? '')) from += 1;
    const trimsBefore = open >= 0 && text[open + 2] === '-' && SPACE.test(text[open + 3] ?? '');
    if (trimsBefore) while (to > from && SPACE.test(text[to - 1] ?? '')) to -= 1;
    if (to > from) pieces.push({ kind: 'text', text: text.slice(from, to), line: lines.at(from) });
    if (open < 0) break;
    const line = lines.at(open);
    const start = open + 2 + (trimsBefore ? 1 : 0);
    const { tokens, end: after, trims } = actionAt(text, start, () => syntax(path, line));
    trimNext = trims;
    if (tokens !== undefined) pieces.push({ kind: 'action', tokens, line });
    at = after;
  }
  return pieces;
}

/** Lines of places that only grow. */
class LineCounter {
  readonly #text: string;
  #at = 0;
  #line = 1;

  constructor(text: string) {
    this.#text = text;
  }

  at(place: number): number {
    for (
      let next = this.#text.indexOf('\n', this.#at);
      next >= 0 && next < place;
      next = this.#text.indexOf('\n', this.#at)
    ) {
      this.#line += 1;
      this.#at = next + 1;
    }
    return this.#line;
  }
}

function syntax(path: string, line: number): TheriacError {
  return new TheriacError('THERIAC_INPUT_SYNTAX', 'a template action is not closed or not understood', {
    path,
    line,
  });
}

/** @returns without tokens for a comment */
function actionAt(
  text: string,
  start: number,
  fail: () => TheriacError,
): { readonly tokens: Token[] | undefined; readonly end: number; readonly trims: boolean } {
  let at = start;
  while (SPACE.test(text[at] ?? '')) at += 1;
  if (text.startsWith('/*', at)) {
    const end = text.indexOf('*/', at + 2);
    const close = end < 0 ? -1 : text.indexOf(CLOSE, end);
    if (close < 0) throw fail();
    return { tokens: undefined, end: close + 2, trims: text[close - 1] === '-' };
  }
  const tokens: Token[] = [];
  for (;;) {
    const before = at;
    while (SPACE.test(text[at] ?? '')) at += 1;
    const isGlued = before === at;
    if (text.startsWith(CLOSE, at)) return { tokens, end: at + 2, trims: false };
    if (text[at] === '-' && text.startsWith(CLOSE, at + 1) && !isGlued)
      return { tokens, end: at + 3, trims: true };
    if (at >= text.length) throw fail();
    const read = tokenAt(text, at, isGlued) ?? stringAt(text, at);
    if (read === undefined) throw fail();
    tokens.push(read.token);
    at = read.end;
  }
}

const FIELD = /(?:\.[A-Za-z_]\w{0,199})+|\./y;
const VARIABLE = /(\$\w{0,99})((?:\.[A-Za-z_]\w{0,199})*)/y;
const WORD = /[A-Za-z_]\w{0,99}/y;
const NUMBER = /[+-]?(?:0[xX][\da-fA-F]{1,16}|\d{1,20}(?:\.\d{1,20})?(?:[eE][+-]?\d{1,3})?)/y;
const MARK = /:=|[()|,=]/y;

function tokenAt(
  text: string,
  at: number,
  isGlued: boolean,
): { readonly token: Token; readonly end: number } | undefined {
  const match = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(text) ?? undefined;
  };
  const names = (dotted: string): string[] => dotted.split('.').filter((name) => name !== '');
  const variable = match(VARIABLE);
  if (variable !== undefined) {
    const [whole, name = '$', rest = ''] = variable;
    return { token: { kind: 'variable', name, names: names(rest) }, end: at + whole.length };
  }
  const field = match(FIELD);
  if (field !== undefined)
    return { token: { kind: 'field', names: names(field[0]), isGlued }, end: at + field[0].length };
  const word = match(WORD);
  if (word !== undefined) return { token: { kind: 'word', text: word[0] }, end: at + word[0].length };
  const number = match(NUMBER);
  if (number !== undefined)
    return { token: { kind: 'number', value: Number(number[0]) }, end: at + number[0].length };
  const mark = match(MARK);
  if (mark === undefined) return undefined;
  const found = MARKS.find((one) => one === mark[0]);
  return found === undefined ? undefined : { token: { kind: 'mark', text: found }, end: at + found.length };
}

const MARKS = ['(', ')', '|', ',', ':=', '='] as const;
const ESCAPES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    n: '\n',
    t: '\t',
    r: '\r',
    a: '\x07',
    b: '\b',
    f: '\f',
    v: '\v',
    '0': '\0',
  }),
);

function stringAt(text: string, at: number): { readonly token: Token; readonly end: number } | undefined {
  const quote = text[at];
  if (quote === '`') {
    const end = text.indexOf('`', at + 1);
    return end < 0 ? undefined : { token: { kind: 'string', text: text.slice(at + 1, end) }, end: end + 1 };
  }
  if (quote !== '"' && quote !== "'") return undefined;
  let out = '';
  for (let i = at + 1; i < text.length && text[i] !== '\n'; i += 1) {
    const char = text[i] ?? '';
    if (char === quote) {
      const token: Token =
        quote === '"' ? { kind: 'string', text: out } : { kind: 'number', value: out.codePointAt(0) ?? 0 };
      return { token, end: i + 1 };
    }
    if (char !== '\\') {
      out += char;
      continue;
    }
    i += 1;
    const letter = text[i] ?? '';
    const digits = letter === 'x' ? 2 : letter === 'u' ? 4 : letter === 'U' ? 8 : undefined;
    if (digits === undefined) out += ESCAPES.get(letter) ?? letter;
    else {
      const code = Number.parseInt(text.slice(i + 1, i + 1 + digits), 16);
      if (!(code <= 0x10_ff_ff)) return undefined;
      out += String.fromCodePoint(code);
      i += digits;
    }
  }
  return undefined;
}
