/** Tokens of Python source: names, operators and texts; comments and indentation are left out. Python reference §2. */

export interface PythonToken {
  readonly kind: 'name' | 'text' | 'operator' | 'newline';
  /** Of a text: its contents, escapes of letters resolved, prefixes and quotes taken off. */
  readonly value: string;
  /** 1-based. */
  readonly line: number;
  /** Of a text: `rb'…'`, `b'…'`. */
  readonly bytes?: boolean;
}

const NAME = /[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*/y;
const NUMBER = /\d[\w.]*/y;
const TEXT = /([rbuf]{0,2})("""|'''|"|')/iy;
/** So many are all that are read of one file. */
export const MAX_TOKENS = 3_000_000;

export function pythonTokens(source: string): PythonToken[] {
  const tokens: PythonToken[] = [];
  let line = 1;
  let depth = 0;
  for (let at = 0; at < source.length && tokens.length < MAX_TOKENS; ) {
    const character = source[at] ?? '';
    if (character === '\n') {
      if (depth === 0 && tokens.at(-1)?.kind !== 'newline')
        tokens.push({ kind: 'newline', value: '\n', line });
      line += 1;
      at += 1;
    } else if (character === '#') {
      const end = source.indexOf('\n', at);
      at = end < 0 ? source.length : end;
    } else if (character === '\\' && source[at + 1] === '\n') {
      line += 1;
      at += 2;
    } else if (character === ' ' || character === '\t' || character === '\f' || character === '\r') at += 1;
    else {
      TEXT.lastIndex = at;
      const text = TEXT.exec(source);
      if (text !== null) {
        const start = at + text[0].length;
        const end = closing(source, start, text[2] ?? '"');
        const raw = source.slice(start, end);
        const prefix = (text[1] ?? '').toLowerCase();
        const value = prefix.includes('r') ? raw : unescaped(raw);
        tokens.push({ kind: 'text', value, line, ...(prefix.includes('b') ? { bytes: true } : {}) });
        for (let i = raw.indexOf('\n'); i >= 0; i = raw.indexOf('\n', i + 1)) line += 1;
        at = end + (text[2] ?? '"').length;
        continue;
      }
      NAME.lastIndex = at;
      const name = NAME.exec(source);
      if (name !== null) {
        tokens.push({ kind: 'name', value: name[0], line });
        at += name[0].length;
        continue;
      }
      NUMBER.lastIndex = at;
      const number = NUMBER.exec(source);
      if (number !== null) {
        at += number[0].length;
        continue;
      }
      if ('([{'.includes(character)) depth += 1;
      else if (')]}'.includes(character)) depth = Math.max(0, depth - 1);
      else if (character === ';' && depth === 0) {
        tokens.push({ kind: 'newline', value: ';', line });
        at += 1;
        continue;
      }
      tokens.push({ kind: 'operator', value: character, line });
      at += 1;
    }
  }
  return tokens;
}

function closing(source: string, start: number, quote: string): number {
  for (let at = start; at < source.length; at += 1) {
    const character = source[at];
    if (character === '\\') at += 1;
    else if (character === '\n' && quote.length === 1) return at;
    else if (source.startsWith(quote, at)) return at;
  }
  return source.length;
}

function unescaped(raw: string): string {
  if (!raw.includes('\\')) return raw;
  return raw.replace(
    /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|([0-7]{1,3})|\n|([\s\S]))/g,
    (
      _,
      hex: string | undefined,
      unicode: string | undefined,
      octal: string | undefined,
      other: string | undefined,
    ) => {
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
      if (unicode !== undefined) return String.fromCharCode(Number.parseInt(unicode, 16));
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
      return other === 'n' ? '\n' : other === 't' ? '\t' : (other ?? '');
    },
  );
}
