/** Tokens of PHP, as far as literals and assignments need them. Linear; nothing is executed. */

export interface PhpToken {
  readonly kind: 'variable' | 'name' | 'text' | 'number' | 'sign' | 'html';
  /** A variable without its `$`, a text without its quotes and escapes, anything else as written. */
  readonly text: string;
  /** A text in which variables stand, which is not a literal. */
  readonly interpolated?: true;
  /** The first character in the text of the file. */
  readonly at: number;
}

const NAME = /[A-Za-z_\\\u0080-\uffff][\w\\\u0080-\uffff]*/y;
const VARIABLE = /\$[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*/y;
const NUMBER = /(?:0[xX][\da-fA-F_]+|0[bB][01_]+|\d[\d_]*(?:\.[\d_]*)?(?:[eE][+-]?\d+)?)/y;
const HEREDOC = /<<<[ \t]{0,9}(["']?)([A-Za-z_]\w{0,99})\1/y;
/** Longest first. */
const SIGNS = ['<=>', '**=', '...', '===', '!==', '??=', '?->', '<<=', '>>='].concat(
  ['=>', '->', '::', '==', '!=', '<=', '>=', '&&', '||', '??', '++', '--', '+=', '-=', '*=', '/='],
  ['.=', '%=', '&=', '|=', '^=', '<<', '>>', '**'],
);

/** @param text a PHP file; what stands outside of `<?php` is one token each */
export function phpTokens(text: string): PhpToken[] {
  const tokens: PhpToken[] = [];
  let at = 0;
  const html = (): void => {
    const open = text.indexOf('<?', at);
    const end = open < 0 ? text.length : open;
    if (end > at) tokens.push({ kind: 'html', text: '', at });
    at = open < 0 ? end : open + (text.startsWith('<?php', open) ? 5 : text.startsWith('<?=', open) ? 3 : 2);
  };
  html();
  while (at < text.length) {
    const character = text[at] ?? '';
    if (character <= ' ') at += 1;
    else if (text.startsWith('?>', at)) {
      tokens.push({ kind: 'sign', text: ';', at });
      at += 2;
      html();
    } else if (text.startsWith('//', at) || (character === '#' && text[at + 1] !== '['))
      at = endOfLine(text, at);
    else if (text.startsWith('/*', at)) at = after(text, '*/', at + 2);
    else if (character === "'" || character === '"' || character === '`') {
      const end = endOfQuoted(text, at);
      tokens.push(quoted(text.slice(at + 1, end - 1), character, at));
      at = end;
    } else {
      const token = wordAt(text, at) ?? heredocAt(text, at) ?? { ...signAt(text, at), end: undefined };
      const { end, ...rest } = token;
      tokens.push(rest);
      at = end ?? at + rest.text.length;
    }
  }
  return tokens;
}

interface Ending {
  readonly end: number;
}

function wordAt(text: string, at: number): (PhpToken & Ending) | undefined {
  for (const [kind, pattern] of [
    ['variable', VARIABLE],
    ['name', NAME],
    ['number', NUMBER],
  ] as const) {
    pattern.lastIndex = at;
    const [found] = pattern.exec(text) ?? [];
    if (found !== undefined)
      return { kind, text: kind === 'variable' ? found.slice(1) : found, at, end: at + found.length };
  }
  return undefined;
}

/** Its closing name may be indented (PHP 7.3); the indentation goes. */
function heredocAt(text: string, at: number): (PhpToken & Ending) | undefined {
  HEREDOC.lastIndex = at;
  const [opening, quote, name] = HEREDOC.exec(text) ?? [];
  if (opening === undefined || name === undefined) return undefined;
  const lines: string[] = [];
  let from = endOfLine(text, at + opening.length) + 1;
  while (from < text.length) {
    const end = endOfLine(text, from);
    const line = text.slice(from, end);
    const trimmed = line.trimStart();
    if (trimmed.startsWith(name) && !/\w/.test(trimmed[name.length] ?? '')) {
      const indent = line.length - trimmed.length;
      const body = lines.map((one) => one.slice(Math.min(indent, one.length))).join('\n');
      const token = quote === "'" ? { kind: 'text' as const, text: body, at } : quoted(body, '"', at);
      return { ...token, end: from + indent + name.length };
    }
    lines.push(line);
    from = end + 1;
  }
  return { kind: 'text', text: lines.join('\n'), at, end: text.length };
}

function signAt(text: string, at: number): PhpToken {
  const sign = SIGNS.find((one) => text.startsWith(one, at)) ?? text[at] ?? '';
  return { kind: 'sign', text: sign, at };
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

function after(text: string, closing: string, at: number): number {
  const end = text.indexOf(closing, at);
  return end < 0 ? text.length : end + closing.length;
}

/** The place after the closing quote; the end of the text where it is missing, and one more so that the last character counts. */
function endOfQuoted(text: string, at: number): number {
  const quote = text[at];
  let end = at + 1;
  while (end < text.length && text[end] !== quote) end += text[end] === '\\' ? 2 : 1;
  return Math.min(end + 1, text.length + 1);
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  v: '\v',
  f: '\f',
  e: '\u001b',
  '\\': '\\',
  $: '$',
  '"': '"',
};

function quoted(raw: string, quote: string, at: number): PhpToken {
  if (quote === "'") return { kind: 'text', text: raw.replace(/\\([\\'])/g, '$1'), at };
  const interpolated = quote === '`' || /(?<!\\)(?:\$[A-Za-z_{]|\{\$)/.test(raw);
  const text = raw.replace(/\\([\s\S])/g, (all, next: string) => ESCAPES[next] ?? all);
  return { kind: 'text', text, at, ...(interpolated ? { interpolated } : {}) };
}
