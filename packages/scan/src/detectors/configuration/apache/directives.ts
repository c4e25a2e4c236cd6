/** The language of Apache httpd: a directive a line, and sections. */
import { TheriacError } from '@theriac/core';
import type { Place } from '@theriac/core/configuration';

export interface Directive {
  /** In lower case. */
  readonly name: string;
  readonly args: readonly string[];
  readonly at: Place;
  /** Of a section. */
  readonly inside?: readonly Directive[];
}

const MAX_DEPTH = 60;

/** @throws TheriacError THERIAC_INPUT_SYNTAX for a section without its end, THERIAC_INPUT_LIMIT for depth */
export function directivesOf(text: string, path: string): Directive[] {
  const top: Directive[] = [];
  const open: { readonly name: string; readonly line: number; readonly into: Directive[] }[] = [
    { name: '', line: 1, into: top },
  ];
  const lines = text.split('\n');
  for (let i = 0; i < lines.length; i += 1) {
    const line = i + 1;
    const parts = [lines[i] ?? ''];
    while (parts.at(-1)?.endsWith('\\') === true && i + 1 < lines.length) {
      parts[parts.length - 1] = parts.at(-1)?.slice(0, -1) ?? '';
      i += 1;
      parts.push(lines[i] ?? '');
    }
    const whole = parts.join('');
    const content = whole.trim();
    if (content === '' || content.startsWith('#')) continue;
    const at = { path, line, column: whole.length - whole.trimStart().length + 1 };
    const around = open.at(-1);
    if (around === undefined) break;
    if (content.startsWith('</')) {
      const end = content.indexOf('>');
      const name = content
        .slice(2, end < 0 ? undefined : end)
        .trim()
        .toLowerCase();
      if (open.length === 1 || around.name !== name)
        throw new TheriacError(
          'THERIAC_INPUT_SYNTAX',
          `\`</${name.slice(0, 40)}>\` ends no section that is open`,
          { path, line },
        );
      open.pop();
    } else if (content.startsWith('<')) {
      const end = content.lastIndexOf('>');
      const [name = '', ...args] = wordsOf(content.slice(1, end < 0 ? undefined : end));
      const inside: Directive[] = [];
      around.into.push({ name: name.toLowerCase(), args, at, inside });
      open.push({ name: name.toLowerCase(), line, into: inside });
      if (open.length > MAX_DEPTH)
        throw new TheriacError('THERIAC_INPUT_LIMIT', `sections are nested deeper than ${MAX_DEPTH}`, {
          path,
          line,
        });
    } else {
      const [name = '', ...args] = wordsOf(content);
      around.into.push({ name: name.toLowerCase(), args, at });
    }
  }
  const last = open.at(-1);
  if (last !== undefined && open.length > 1)
    throw new TheriacError(
      'THERIAC_INPUT_SYNTAX',
      `the section \`<${last.name.slice(0, 40)}>\` is not ended`,
      { path, line: last.line },
    );
  return top;
}

/** Words, of which quotes keep blanks. */
function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (let i = 0; i < text.length; ) {
    const sign = text.charAt(i);
    if (/\s/.test(sign)) {
      i += 1;
      continue;
    }
    let word = '';
    if (sign === '"' || sign === "'") {
      for (i += 1; i < text.length && text.charAt(i) !== sign; i += 1) {
        if (text.charAt(i) === '\\' && i + 1 < text.length) i += 1;
        word += text.charAt(i);
      }
      i += 1;
    } else for (; i < text.length && !/\s/.test(text.charAt(i)); i += 1) word += text.charAt(i);
    words.push(word);
  }
  return words;
}
