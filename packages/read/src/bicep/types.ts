/** Types of Bicep are passed over: what a parameter may be says nothing about what is deployed. */
import type { BicepCursor } from './cursor.ts';
import { expression } from './expression.ts';
import { isText, text } from './text.ts';

const CLOSED_BY: Readonly<Record<string, string>> = { '{': '}', '[': ']', '(': ')', '<': '>' };

/**
 * Moves behind a type.
 * @param stops marks that end it outside of brackets, besides the end of the line
 * @returns its last character: `?` where it may be null
 */
export function passType(c: BicepCursor, stops: string): string {
  const open: string[] = [];
  let last = '';
  for (;;) {
    c.skip(open.length > 0);
    if (c.at >= c.end) {
      if (open.length > 0) throw c.error('a type is not closed');
      return last;
    }
    if (c.is('\n')) {
      if (!goesOn(c)) return last;
      continue;
    }
    const char = c.peek();
    if (open.length === 0 && stops.includes(char)) return last;
    if (isText(c)) {
      text(c, expression);
      last = "'";
      continue;
    }
    if (char in CLOSED_BY) open.push(CLOSED_BY[char] ?? '');
    else if (')]}>'.includes(char)) {
      if (open.pop() !== char) throw c.error(`\`${char}\` closes nothing`);
    }
    last = char;
    c.at += 1;
  }
}

/** A union may go on in the next line. */
function goesOn(c: BicepCursor): boolean {
  const before = c.at;
  c.skip(true);
  if (c.is('|')) return true;
  c.at = before;
  return false;
}
