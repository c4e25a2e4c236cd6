/** Words of a file as the file has them: for people, who look for them there. */
import type { RawWord } from './raw-words.ts';

/** Longer passages are cut. */
const MAX_LENGTH = 110;
/** A passage runs on over so many lines at most. */
const MAX_LINES = 3;
/** Comment and list marks at the ends of a line. */
const MARKS = /^[\s*#/;>|%_=-]{1,40}|[\s*#|=-]{1,40}$/g;

/**
 * @param lines of the file, without credentials
 * @param words in order of place, those that are meant; what stands between two of them in a line is quoted with them
 * @returns from the first word on, at most {@link MAX_LENGTH} characters, then `…`
 */
export function quoteOf(lines: readonly string[], words: readonly RawWord[]): string {
  const [first] = words;
  if (first === undefined) return '';
  const passage = together(words);
  const to = passage.at(-1)?.line ?? first.line;
  const own = lines.slice(first.line - 1, to).map((line) => line.replace(MARKS, '').replace(/\s+/g, ' '));
  const text = own.filter((line) => line !== '').join(' ');
  const from = placeOf(first.word, (own[0] ?? '').toLowerCase());
  const quoted = text.slice(from);
  if (quoted.length <= MAX_LENGTH) return words.length > passage.length ? `${quoted} …` : quoted;
  const cut = quoted.lastIndexOf(' ', MAX_LENGTH);
  return `${quoted.slice(0, cut > MAX_LENGTH / 2 ? cut : MAX_LENGTH)} …`;
}

/** Those in the line of the first word and the lines right after it. */
function together(words: readonly RawWord[]): readonly RawWord[] {
  const start = words[0]?.line ?? 0;
  let at = 1;
  for (; at < words.length; at += 1) {
    const { line = 0 } = words[at] ?? {};
    if (line - (words[at - 1]?.line ?? 0) > 1 || line - start >= MAX_LINES) break;
  }
  return words.slice(0, at);
}

/** Where the word begins; 0 where the file spells it otherwise. */
function placeOf(word: string, line: string): number {
  let at = line.indexOf(word);
  while (at > 0 && /[a-z0-9]/.test(line[at - 1] ?? '')) at = line.indexOf(word, at + 1);
  return Math.max(0, at);
}
