/** Text for terminals: wrapping and clipping. */
import { visible } from './plain-text.ts';

export { visible as printable } from './plain-text.ts';
/** A word of a command line as a shell takes it, in quotes where it needs them: names come from scanned files. */
export function shellWord(word: string): string {
  const shown = visible(word);
  return /^[\w@%+=:,./-]+$/.test(shown) ? shown : `'${shown.replaceAll("'", `'\\''`)}'`;
}

/**
 * Breaks text at spaces so that no line is longer than `width`; longer words are not broken, nor is what stands
 * between backticks, so that addresses and commands can be copied.
 * @param indent put before every line; counts towards the width
 */
export function wrap(text: string, width: number, indent = ''): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of wordsOf(text)) {
    if (line !== '' && indent.length + line.length + 1 + word.length > width) {
      lines.push(indent + line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  lines.push(indent + line);
  return lines;
}

const SPAN = /`[^`]{1,120}`/g;
const JOINED = '\u0000';

/** Words, with what is between backticks as one. */
function wordsOf(text: string): string[] {
  return visible(text)
    .replace(SPAN, (span) => span.replaceAll(' ', JOINED))
    .split(' ')
    .map((word) => word.replaceAll(JOINED, ' '));
}

/** As {@link wrap}, with a hanging indent: later lines start under the text of the first one. */
export function hanging(first: string, text: string, width: number): string[] {
  const [head = '', ...rest] = wrap(text, width - first.length);
  return [first + head, ...rest.map((line) => ' '.repeat(first.length) + line)];
}

/** One line of at most `width` characters. */
export function clip(text: string, width: number): string {
  const clean = visible(text);
  return clean.length <= width ? clean : `${clean.slice(0, Math.max(1, width - 1))}…`;
}
