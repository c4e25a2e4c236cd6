/** Words, strings and punctuation of a Groovy or Kotlin build script; comments are left out. Nothing is evaluated. */

export interface Token {
  readonly kind: 'word' | 'string' | 'mark';
  readonly text: string;
  /** 1-based. */
  readonly line: number;
  /** A string in which `$name` stands for a value. */
  readonly template: boolean;
}

const WORD = /[A-Za-z_][A-Za-z0-9_]*/y;
const SPACE = /[ \t\f]+/y;

export function tokenize(script: string): Token[] {
  const tokens: Token[] = [];
  let line = 1;
  let at = 0;
  const skipTo = (end: number): void => {
    const stop = end < 0 ? script.length : end;
    for (let n = script.indexOf('\n', at); n >= 0 && n < stop; n = script.indexOf('\n', n + 1)) line += 1;
    at = stop;
  };
  while (at < script.length) {
    SPACE.lastIndex = at;
    const space = SPACE.exec(script);
    if (space !== null) {
      at += space[0].length;
      continue;
    }
    const character = script[at] ?? '';
    if (character === '\n') {
      tokens.push({ kind: 'mark', text: '\n', line, template: false });
      line += 1;
      at += 1;
    } else if (script.startsWith('//', at)) skipTo(script.indexOf('\n', at));
    else if (script.startsWith('/*', at)) {
      const end = script.indexOf('*/', at + 2);
      skipTo(end < 0 ? -1 : end + 2);
    } else if (character === '"' || character === "'") {
      const start = line;
      const found = stringAt(script, at, character);
      tokens.push({ kind: 'string', text: found.value, line: start, template: character === '"' });
      skipTo(found.end);
    } else {
      WORD.lastIndex = at;
      const word = WORD.exec(script)?.[0];
      tokens.push({
        kind: word === undefined ? 'mark' : 'word',
        text: word ?? character,
        line,
        template: false,
      });
      at += word?.length ?? 1;
    }
  }
  return tokens;
}

/** A string ends at its quote, a plain one at the latest at the end of its line. */
function stringAt(script: string, start: number, quote: string): { value: string; end: number } {
  const triple = quote.repeat(3);
  if (script.startsWith(triple, start)) {
    const end = script.indexOf(triple, start + 3);
    return end < 0
      ? { value: script.slice(start + 3), end: script.length }
      : { value: script.slice(start + 3, end), end: end + 3 };
  }
  let at = start + 1;
  while (at < script.length && script[at] !== quote && script[at] !== '\n') at += script[at] === '\\' ? 2 : 1;
  const value = script.slice(start + 1, Math.min(at, script.length)).replace(/\\(.)/gs, '$1');
  return { value, end: Math.min(script[at] === quote ? at + 1 : at, script.length) };
}
