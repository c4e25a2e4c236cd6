/** Text for terminals: wrapping, padding and a few colours that mean something. */

import type { Outcome } from '@theriac/core';
import picocolors from 'picocolors';

export interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly outcome: (outcome: Outcome, text: string) => string;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly warn: (text: string) => string;
}

export function styleOf(color: boolean): Style {
  const c = picocolors.createColors(color);
  const byOutcome: Readonly<Record<Outcome, (text: string) => string>> = {
    immediate: (t) => c.bold(c.red(t)),
    'out-of-cycle': c.yellow,
    scheduled: c.cyan,
    defer: c.dim,
  };
  return {
    bold: c.bold,
    dim: c.dim,
    outcome: (o, t) => byOutcome[o](t),
    good: c.green,
    bad: (t) => c.bold(c.red(t)),
    warn: c.yellow,
  };
}

/**
 * Breaks text at spaces so that no line is longer than `width`; words that are longer stand alone, unbroken, so
 * that addresses and commands can be copied.
 * @param indent put before every line; counts towards the width
 */
export function wrap(text: string, width: number, indent = ''): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of printable(text).split(' ')) {
    if (line !== '' && indent.length + line.length + 1 + word.length > width) {
      lines.push(indent + line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  lines.push(indent + line);
  return lines;
}

/** As {@link wrap}, with a first line that stands out: what follows is indented under its text. */
export function hanging(first: string, text: string, width: number): string[] {
  const [head = '', ...rest] = wrap(text, width - first.length);
  return [first + head, ...rest.map((line) => ' '.repeat(first.length) + line)];
}

/** One line of at most `width` characters. */
export function clip(text: string, width: number): string {
  const clean = printable(text);
  return clean.length <= width ? clean : `${clean.slice(0, Math.max(1, width - 1))}…`;
}

/**
 * Without control characters: names and titles come from scanned files and feeds, and must not move the cursor,
 * colour the screen or reorder text.
 */
export function printable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/g, ' ');
}

/** `1 finding`, `2 findings`. */
export function count(n: number, singular: string, plural = `${singular}s`): string {
  return `${n} ${n === 1 ? singular : plural}`;
}
