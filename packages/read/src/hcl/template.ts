/** Templates of HCL: texts between quotes, heredocs and template files, with interpolations and directives. */
import type { HclCursor } from './cursor.ts';
import { loopNames } from './loop-names.ts';
import type { HclExpression, HclPart } from './syntax.ts';

/** Reads an expression: templates hold expressions, which hold templates. */
type ReadExpression = (c: HclCursor) => HclExpression;

type Token =
  | { kind: 'text'; text: string }
  | { kind: 'value'; value: HclExpression; at: number }
  | { kind: 'if'; condition: HclExpression; at: number }
  | { kind: 'for'; names: ReturnType<typeof loopNames>; over: HclExpression; at: number }
  | { kind: 'else' | 'endif' | 'endfor'; at: number };

const MAX_DIRECTIVES = 50;

/** At a quotation mark. */
export function quotedTemplate(c: HclCursor, expression: ReadExpression): HclExpression {
  const start = c.at;
  c.at += 1;
  const tokens = tokensOf(c, expression, '"', 0);
  if (!c.take('"')) throw c.error('a string is not closed', start);
  return { ...made(c, tokens), ...c.position(start) };
}

const HEREDOC = /<<(-?)([A-Za-z_][\w-]{0,200})[ \t]{0,100}\r?\n/y;

/** At `<<`; placed where its text starts. */
export function heredoc(c: HclCursor, expression: ReadExpression): HclExpression {
  HEREDOC.lastIndex = c.at;
  const [opening, dash, mark] = HEREDOC.exec(c.text) ?? [];
  if (opening === undefined) throw c.error('`<<` is not followed by a mark and a line break');
  const start = c.at + opening.length;
  let closing = -1;
  let end = c.end;
  for (let line = start; line <= c.end && closing < 0; ) {
    const next = c.text.indexOf('\n', line);
    const lineEnd = next < 0 || next > c.end ? c.end : next;
    if (c.text.slice(line, lineEnd).trim() === mark) {
      closing = line;
      end = lineEnd;
    }
    line = lineEnd + 1;
  }
  if (closing < 0) throw c.error(`the text is not closed by a line ${mark}`);
  const outer = c.end;
  const indent = dash === '-' ? indentOf(c.text, start, closing) : 0;
  c.at = start;
  c.end = closing;
  const tokens = c.nested(false, () => tokensOf(c, expression, '', indent));
  c.end = outer;
  c.at = end;
  const { line } = c.position(start);
  return { ...made(c, tokens), line, column: indent + 1 };
}

/** A whole text as a template. */
export function wholeTemplate(c: HclCursor, expression: ReadExpression): HclExpression {
  const start = c.position(0);
  const tokens = tokensOf(c, expression, '', 0);
  return { ...made(c, tokens), ...start };
}

function indentOf(text: string, start: number, end: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let line = start; line < end; ) {
    let at = line;
    while (text[at] === ' ' || text[at] === '\t') at += 1;
    if (text[at] !== '\n') least = Math.min(least, at - line);
    const next = text.indexOf('\n', at);
    line = next < 0 ? end : next + 1;
  }
  return Number.isFinite(least) ? least : 0;
}

function made(c: HclCursor, tokens: readonly Token[]): { kind: 'template'; parts: HclPart[] } | Literal {
  const [only] = tokens;
  if (only === undefined) return { kind: 'literal', value: '' };
  if (tokens.length === 1 && only.kind === 'text') return { kind: 'literal', value: only.text };
  const builder = new PartBuilder(c, tokens);
  return { kind: 'template', parts: builder.parts([], 0) };
}

interface Literal {
  kind: 'literal';
  value: string;
}

/** Up to the closing mark, or to the end; `indent` spaces at the start of a line are left out. */
function tokensOf(c: HclCursor, expression: ReadExpression, close: string, indent: number): Token[] {
  const tokens: Token[] = [];
  let text = '';
  let trims = false;
  const isQuoted = close !== '';
  const flush = (trimEnd: boolean): void => {
    const kept = trimEnd ? text.trimEnd() : text;
    if (kept !== '') tokens.push({ kind: 'text', text: kept });
    text = '';
  };
  const add = (more: string): void => {
    text += trims ? more.trimStart() : more;
    if (trims && more.trim() !== '') trims = false;
  };
  let lineStart = indent > 0;
  while (c.at < c.end) {
    if (lineStart) {
      let left = indent;
      while (left > 0 && (c.peek() === ' ' || c.peek() === '\t')) {
        c.at += 1;
        left -= 1;
      }
      lineStart = false;
      continue;
    }
    if (isQuoted && c.is(close)) break;
    const char = c.peek();
    if (char === '\n') {
      if (isQuoted) throw c.error('a string is not closed');
      add('\n');
      c.at += 1;
      lineStart = indent > 0;
    } else if (isQuoted && char === '\\') add(escapeSequence(c));
    else if (c.plainStrings && (char === '$' || char === '%')) {
      add(char);
      c.at += 1;
    } else if ((char === '$' || char === '%') && c.peek(1) === char && c.peek(2) === '{') {
      add(`${char}{`);
      c.at += 3;
    } else if ((char === '$' || char === '%') && c.peek(1) === '{') {
      const at = c.at;
      c.at += 2;
      flush(c.take('~'));
      tokens.push(
        c.nested(true, () =>
          char === '$' ? { kind: 'value', value: expression(c), at } : directive(c, expression, at),
        ),
      );
      c.nested(true, () => c.skip());
      trims = c.take('~');
      if (!c.take('}')) throw c.error('`}` is missing at the end of an interpolation', at);
    } else {
      const from = c.at;
      do c.at += 1;
      while (c.at < c.end && !STOPS.has(c.text.charCodeAt(c.at)));
      add(c.text.slice(from, c.at));
    }
  }
  flush(false);
  return tokens;
}

/** Line break, `"`, `\`, `$`, `%`. */
const STOPS = new Set([10, 34, 92, 36, 37]);

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  '"': '"',
  '\\': '\\',
  '/': '/',
};

function escapeSequence(c: HclCursor): string {
  const char = c.peek(1);
  const digits = char === 'u' ? 4 : char === 'U' ? 8 : 0;
  const code = Number.parseInt(c.text.slice(c.at + 2, c.at + 2 + digits), 16);
  if (digits > 0 && code <= 0x10ffff) {
    c.at += 2 + digits;
    return String.fromCodePoint(code);
  }
  c.at += 2;
  return ESCAPES[char] ?? `\\${char}`;
}

function directive(c: HclCursor, expression: ReadExpression, at: number): Token {
  c.skip();
  const word = c.name();
  switch (word) {
    case 'if':
      return { kind: 'if', condition: expression(c), at };
    case 'for': {
      const names = loopNames(c);
      return { kind: 'for', names, over: expression(c), at };
    }
    case 'else':
    case 'endif':
    case 'endfor':
      return { kind: word, at };
    default:
      throw c.error('a directive is neither `if`, `else`, `for` nor their end', at);
  }
}

/** Puts what stands between directives into them. */
class PartBuilder {
  readonly #cursor: HclCursor;
  readonly #tokens: readonly Token[];
  #next = 0;

  constructor(cursor: HclCursor, tokens: readonly Token[]) {
    this.#cursor = cursor;
    this.#tokens = tokens;
  }

  /** @param until kinds that end the parts; they are left for the caller */
  parts(until: readonly Token['kind'][], depth: number): HclPart[] {
    const found: HclPart[] = [];
    for (;;) {
      const token = this.#tokens[this.#next];
      if (token === undefined) {
        if (until.length > 0) throw this.#cursor.error(`\`${until.at(-1)}\` is missing in a template`);
        return found;
      }
      if (until.includes(token.kind)) return found;
      this.#next += 1;
      if (token.kind === 'text') found.push({ kind: 'text', text: token.text });
      else if (token.kind === 'value') found.push({ kind: 'value', value: token.value });
      else if (depth >= MAX_DIRECTIVES) throw this.#cursor.error('directives are nested too deep', token.at);
      else if (token.kind === 'if') {
        const then = this.parts(['else', 'endif'], depth + 1);
        const hasElse = this.#tokens[this.#next]?.kind === 'else';
        if (hasElse) this.#next += 1;
        const otherwise = hasElse ? this.parts(['endif'], depth + 1) : [];
        this.#next += 1;
        found.push({ kind: 'if', condition: token.condition, then, otherwise });
      } else if (token.kind === 'for') {
        const body = this.parts(['endfor'], depth + 1);
        this.#next += 1;
        found.push({ kind: 'each', ...token.names, over: token.over, body });
      } else throw this.#cursor.error(`\`${token.kind}\` ends nothing`, token.at);
    }
  }
}
