/**
 * Literals in build files that are programs (Swift, Starlark, Elixir, Ruby): calls and their arguments as they are
 * written. Nothing is run: what is computed stays text that {@link literalOf} refuses. Linear in the text.
 */

export interface CommentStyle {
  /** What begins a comment that ends with the line. */
  readonly line: string;
  /** What begins and ends a comment of several lines. */
  readonly block?: readonly [open: string, close: string];
}

export interface Argument {
  /** `from` of `from: "1.0"`, `version = "1.0"` and `:version => "1.0"`; absent: by position. */
  readonly label?: string;
  readonly value: string;
  /** Of the argument in the text. */
  readonly offset: number;
}

export interface Call {
  readonly name: string;
  /** Between the parentheses. */
  readonly inside: string;
  /** Of the name in the text. */
  readonly offset: number;
  /** Of `inside` in the text. */
  readonly start: number;
}

const OPEN = '([{';
const CLOSE = ')]}';

/** The text with comments as blanks, so that every offset and line stays. */
export function withoutComments(text: string, { line, block }: CommentStyle): string {
  const pieces: string[] = [];
  let kept = 0;
  for (let at = 0; at < text.length; ) {
    const comment = text.startsWith(line, at)
      ? lineEnd(text, at)
      : block !== undefined && text.startsWith(block[0], at)
        ? after(text, block[1], at + block[0].length)
        : undefined;
    if (comment !== undefined) {
      pieces.push(text.slice(kept, at), text.slice(at, comment).replace(/[^\n]/g, ' '));
      kept = comment;
      at = comment;
    } else if (isQuote(text[at])) at = endOfString(text, at);
    else at += 1;
  }
  pieces.push(text.slice(kept));
  return pieces.join('');
}

/**
 * Calls of the named functions that are not inside one another.
 * @param text without comments
 */
export function* callsIn(text: string, names: ReadonlySet<string>): Iterable<Call> {
  const word = /[A-Za-z_][\w.]*[!?]?/y;
  for (let at = 0; at < text.length; ) {
    if (isQuote(text[at])) {
      at = endOfString(text, at);
      continue;
    }
    word.lastIndex = at;
    const name = word.exec(text)?.[0];
    if (name === undefined) {
      at += 1;
      continue;
    }
    const offset = at;
    at += name.length;
    let open = at;
    while (text[open] === ' ' || text[open] === '\t') open += 1;
    if (text[open] !== '(' || !names.has(name)) continue;
    at = endOfBrackets(text, open);
    const closed = text[at - 1] === ')' ? at - 1 : at;
    yield { name, inside: text.slice(open + 1, closed), offset, start: open + 1 };
  }
}

/** The arguments of a call or the items of a list, split at its outermost commas. */
export function argumentsOf(inside: string): Argument[] {
  const parts: Argument[] = [];
  let from = 0;
  const add = (to: number): void => {
    const piece = inside.slice(from, to);
    const value = piece.trim();
    if (value === '') return;
    const offset = from + (piece.length - piece.trimStart().length);
    const label = /^:?(\w{1,100})[ \t]{0,20}(?:=>|:(?!:)|=(?![=>]))\s*/.exec(value);
    parts.push(
      label === null
        ? { value, offset }
        : { label: label[1] ?? '', value: value.slice(label[0].length), offset },
    );
  };
  for (let at = 0; at < inside.length; ) {
    const char = inside[at] ?? '';
    if (isQuote(char)) at = endOfString(inside, at);
    else if (OPEN.includes(char)) at = endOfBrackets(inside, at);
    else {
      if (char === ',') {
        add(at);
        from = at + 1;
      }
      at += 1;
    }
  }
  add(inside.length);
  return parts;
}

/** The text of a string literal; undefined for everything that would have to be computed. */
export function literalOf(value: string | undefined): string | undefined {
  if (value === undefined || !isQuote(value[0]) || value.length < 2) return undefined;
  if (endOfString(value, 0) !== value.length || value[value.length - 1] !== value[0]) return undefined;
  const inner = value.startsWith(value.charAt(0).repeat(3)) ? value.slice(3, -3) : value.slice(1, -1);
  return inner.includes('\\') || inner.includes('#{') ? undefined : inner;
}

/** What is between the brackets of a list; undefined when the value is not one list. */
export function insideOf(value: string | undefined): string | undefined {
  if (value === undefined || !OPEN.includes(value.charAt(0)) || value === '') return undefined;
  return endOfBrackets(value, 0) === value.length && CLOSE.includes(value.charAt(value.length - 1))
    ? value.slice(1, -1)
    : undefined;
}

/** Offset after the bracket that closes the one at `open`; the end of the text when there is none. */
export function endOfBrackets(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; ) {
    const char = text[at] ?? '';
    if (isQuote(char)) {
      at = endOfString(text, at);
      continue;
    }
    at += 1;
    if (OPEN.includes(char)) depth += 1;
    else if (CLOSE.includes(char)) {
      depth -= 1;
      if (depth <= 0) return at;
    }
  }
  return text.length;
}

function isQuote(char: string | undefined): boolean {
  return char === '"' || char === "'";
}

/** Offset after the string that starts at `at`; one quote ends with its line at the latest, three with three. */
function endOfString(text: string, at: number): number {
  const quote = text.charAt(at);
  if (text.startsWith(quote.repeat(3), at)) return after(text, quote.repeat(3), at + 3);
  for (let end = at + 1; end < text.length; end += 1) {
    const char = text[end];
    if (char === '\\') end += 1;
    else if (char === quote) return end + 1;
    else if (char === '\n') return end;
  }
  return text.length;
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

function after(text: string, close: string, from: number): number {
  const end = text.indexOf(close, from);
  return end < 0 ? text.length : end + close.length;
}
