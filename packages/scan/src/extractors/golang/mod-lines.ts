/**
 * The grammar that `go.mod` and `go.work` share: directives on one line or in a block of parentheses.
 * https://go.dev/ref/mod#go-mod-file-grammar
 */

export interface ModLine {
  /** 1-based. */
  readonly line: number;
  /** `require`, `replace`, …; for a line of a block, the verb of the block. */
  readonly verb: string;
  readonly words: readonly string[];
  /** What follows `//`, trimmed. */
  readonly comment: string;
}

/** @returns directives, and one that is no directive where a block is not closed */
export function readModLines(text: string): ModLine[] {
  const lines: ModLine[] = [];
  let block: string | null = null;
  let opened = 0;
  for (const [index, raw] of text.split('\n').entries()) {
    const slashes = commentStart(raw);
    const comment = slashes < 0 ? '' : raw.slice(slashes + 2).trim();
    const words = wordsOf(slashes < 0 ? raw : raw.slice(0, slashes));
    const [verb = ''] = words;
    if (words.length === 0) continue;
    if (block !== null) {
      if (verb === ')') block = null;
      else lines.push({ line: index + 1, verb: block, words, comment });
    } else if (words.length === 2 && words[1] === '(') {
      block = verb;
      opened = index + 1;
    } else lines.push({ line: index + 1, verb, words: words.slice(1), comment });
  }
  // No verb is called so: whoever reads the lines refuses it.
  if (block !== null) lines.push({ line: opened, verb: `${block} (`, words: [], comment: '' });
  return lines;
}

/** A comment begins with `//` at the start or after a space: addresses hold `//` too. */
function commentStart(line: string): number {
  let at = line.indexOf('//');
  while (at > 0 && !/[\s()]/.test(line[at - 1] ?? '')) at = line.indexOf('//', at + 2);
  return at;
}

/** Words apart by spaces; quoted words may hold spaces; an opening parenthesis is a word. */
function wordsOf(code: string): string[] {
  const found = code.replace(/\($/, ' (').match(/"[^"]*"|`[^`]*`|\S+/g) ?? [];
  return found.map((w) => (w.length > 1 && /^["`]/.test(w) ? w.slice(1, -1) : w));
}

export interface Replacement {
  readonly path: string;
  /** Null: every version of `path`. */
  readonly version: string | null;
  readonly by: string;
  /** Null for a folder. */
  readonly byVersion: string | null;
}

/** `old [v] => new [v]`; null when it is not that. */
export function replacementOf(words: readonly string[]): Replacement | null {
  const arrow = words.indexOf('=>');
  const [path, version] = words.slice(0, Math.max(arrow, 0));
  const [by, byVersion] = words.slice(arrow + 1);
  if (arrow < 1 || arrow > 2 || path === undefined || by === undefined) return null;
  if (words.length - arrow - 1 > 2) return null;
  return { path, version: version ?? null, by, byVersion: byVersion ?? null };
}

/** The Go release that a `go` or `toolchain` line names: `go1.23.6-custom` → `1.23.6`; null for anything else. */
export function goRelease(text: string): string | null {
  return /^(?:go)?(1(?:\.\d{1,4}){1,2}(?:(?:rc|beta)\d{1,3})?)(?:[-+ ].*)?$/.exec(text)?.[1] ?? null;
}

/** Rises with the release: `1.9` < `1.17`. */
export function minorOf(release: string | undefined): number {
  return Number(release?.split('.')[1]?.replace(/\D.*$/s, '') ?? 0);
}
