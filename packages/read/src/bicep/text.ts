/** Texts of Bicep: `'a ${b}'`, and those of several lines between three quotes. */
import type { BicepCursor } from './cursor.ts';
import type { TemplateExpression } from './syntax.ts';

type Read = (c: BicepCursor) => TemplateExpression;

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** Whether a text starts here. */
export function isText(c: BicepCursor): boolean {
  if (c.peek() === "'") return true;
  if (c.peek() !== '$') return false;
  let at = 0;
  while (c.peek(at) === '$') at += 1;
  return c.text.startsWith("'''", c.at + at);
}

/** @param read what stands in `${}` */
export function text(c: BicepCursor, read: Read): TemplateExpression {
  const start = c.at;
  while (c.peek() === '$') c.at += 1;
  const dollars = c.at - start;
  const place = c.position(start);
  const parts = c.is("'''") ? linesOfText(c, dollars, read) : quoted(c, read);
  const [only] = parts;
  if (parts.length === 0) return { kind: 'literal', value: '', ...place };
  if (parts.length === 1 && typeof only === 'string') return { kind: 'literal', value: only, ...place };
  return { kind: 'text', parts, ...place };
}

function quoted(c: BicepCursor, read: Read): (string | TemplateExpression)[] {
  const parts: (string | TemplateExpression)[] = [];
  const start = c.at;
  c.at += 1;
  let from = c.at;
  let written = '';
  for (;;) {
    const char = c.peek();
    if (char === '' || char === '\n') throw c.error('a text is not closed', start);
    if (char === "'") break;
    if (char === '\\') {
      written += c.text.slice(from, c.at) + escaped(c);
      from = c.at;
    } else if (char === '$' && c.peek(1) === '{') {
      written += c.text.slice(from, c.at);
      if (written !== '') parts.push(written);
      written = '';
      c.at += 2;
      parts.push(interpolated(c, read));
      from = c.at;
    } else c.at += 1;
  }
  written += c.text.slice(from, c.at);
  if (written !== '') parts.push(written);
  c.at += 1;
  return parts;
}

function escaped(c: BicepCursor): string {
  const char = c.peek(1);
  if (char === 'u' && c.peek(2) === '{') {
    const end = c.text.indexOf('}', c.at);
    const code = end < 0 || end - c.at > 12 ? Number.NaN : Number.parseInt(c.text.slice(c.at + 3, end), 16);
    if (!(code >= 0 && code <= 0x10ffff)) throw c.error('an escape is not a character');
    c.at = end + 1;
    return String.fromCodePoint(code);
  }
  c.at += 2;
  return ESCAPES[char] ?? char;
}

function interpolated(c: BicepCursor, read: Read): TemplateExpression {
  return c.nested(true, () => {
    const value = read(c);
    c.expect('}', 'a text');
    return value;
  });
}

/** @param dollars how many mark what is interpolated; 0: nothing is */
function linesOfText(c: BicepCursor, dollars: number, read: Read): (string | TemplateExpression)[] {
  const parts: (string | TemplateExpression)[] = [];
  const start = c.at;
  c.at += 3;
  // The line break behind the quotes is no part of it.
  if (c.is('\r\n')) c.at += 2;
  else if (c.is('\n')) c.at += 1;
  const mark = `${'$'.repeat(dollars)}{`;
  let from = c.at;
  for (;;) {
    const end = c.text.indexOf("'''", c.at);
    if (end < 0 || end > c.end) throw c.error('a text is not closed', start);
    const hole = dollars === 0 ? -1 : c.text.indexOf(mark, c.at);
    if (hole < 0 || hole > end) {
      let last = end;
      // Quotes before the three that close belong to the text.
      while (c.text[last + 3] === "'") last += 1;
      if (last > from) parts.push(c.text.slice(from, last));
      c.at = last + 3;
      return parts;
    }
    if (hole > from) parts.push(c.text.slice(from, hole));
    c.at = hole + mark.length;
    parts.push(interpolated(c, read));
    from = c.at;
  }
}
