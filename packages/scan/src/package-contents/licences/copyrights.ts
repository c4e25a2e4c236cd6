/** Copyright lines of licence and notice files, as they can be printed: whole, without comment marks, each once. */
import { withoutCredentials, withoutEnd } from '@theriac/core';
import { isCopyrightLine } from './licence-words.ts';

const MAX_LINES = 200;
const MAX_LENGTH = 200;
/** Blanks that nobody filled in. */
const PLACEHOLDER =
  /<year>|<name|<copyright|<owner|<organi[sz]ation|\[yyyy\]|\[year\]|\[name|\[fullname\]|\{yyyy\}|\{year\}|\{name|\{\{|\byyyy\b|\bname of (?:copyright owner|author)\b|<\d{4}>? ?<|©? ?\$\{/i;

/**
 * @param known lines that belong to a licence's own text (`Copyright (C) 2007 Free Software Foundation`), in the form
 *   of {@link copyrightKey}
 * @returns in order of their first appearance
 */
export function copyrightLines(text: string, known: ReadonlySet<string>): string[] {
  const found = new Map<string, string>();
  for (const raw of text.split('\n')) {
    if (found.size >= MAX_LINES) break;
    if (raw.length > 400 || !/copyright|©|&copy;|\(c\)|copr\./i.test(raw)) continue;
    const line = tidied(raw);
    if (!isCopyrightLine(line)) continue;
    const key = copyrightKey(line);
    if (
      PLACEHOLDER.test(line) ||
      key.length < 4 ||
      known.has(key) ||
      !/[\p{L}]{2}/u.test(key.replace(/copyright|\bc\b/g, ''))
    )
      continue;
    if (!found.has(key)) found.set(key, line);
  }
  return [...found.values()];
}

/** Equal for lines that differ in case, punctuation and spaces only. */
export function copyrightKey(line: string): string {
  return tidied(line)
    .toLowerCase()
    .replace(/©|\(c\)|&copy;/g, ' ')
    .replace(/[^\p{L}\p{N}@]+/gu, ' ')
    .trim();
}

function tidied(raw: string): string {
  const plain = withoutCredentials(raw)
    .replace(/<\/?[a-z][^<>@]{0,200}>/gi, ' ')
    .replace(/&copy;/gi, '©')
    .replace(/\[([^\]]{1,200})\]\([^)]{0,300}\)/g, '$1')
    .replace(/^[\s*#/;>%|"'`_~=-]+/, '');
  const bare = withoutEnd(plain, /[\s*"'`_|]/)
    .replace(/\ball rights reserved\b\.?/gi, '')
    .replace(/\s+/g, ' ');
  const line = withoutEnd(bare, /[,;\s]/).trim();
  return line.length > MAX_LENGTH ? `${line.slice(0, MAX_LENGTH - 1)}…` : line;
}
