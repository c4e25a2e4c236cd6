/**
 * Ignore rules in .gitignore syntax (https://git-scm.com/docs/gitignore), for the files of the target and for
 * `--exclude`. The patterns are hostile input, so none becomes a regular expression: every match costs at most
 * (length of the pattern × length of the path) steps.
 */

import { IgnoreIndex, type Literal } from './ignore-index.ts';

/** Rules of one file, and the folder they count from. */
export interface IgnoreRules {
  /** Folder with a trailing slash, or the empty string for the target itself. */
  readonly prefix: string;
  /** In the order of the file: the last one that matches decides. */
  readonly rules: readonly IgnoreRule[];
  /** The rules by the names that they are about. */
  readonly index: IgnoreIndex;
}

interface IgnoreRule {
  /** `!`: takes back what an earlier rule ignored. */
  readonly negated: boolean;
  readonly onlyFolders: boolean;
  /** Matched against the base name, at any depth. */
  readonly baseName: boolean;
  readonly segments: readonly Segment[];
}

/** `**`, or the tokens of one path segment; null is a pattern that git never matches (an open bracket). */
type Segment = '**' | readonly Token[] | null;
type Token = '*' | '?' | { readonly literal: string } | CharacterClass;

interface CharacterClass {
  readonly inverted: boolean;
  readonly ranges: readonly (readonly [from: string, to: string])[];
}

/** Longer lines name no real file. */
const MAX_PATTERN = 4096;

/** @param text contents of a .gitignore, or patterns joined by line breaks */
export function parseIgnoreRules(text: string, prefix = ''): IgnoreRules {
  const rules: IgnoreRule[] = [];
  const index = new IgnoreIndex();
  // Of lines that are the same only the last counts.
  const lines = new Set<string>();
  for (const raw of text.replace(/^\ufeff/, '').split('\n')) {
    if (raw.length > MAX_PATTERN) continue;
    const line = withoutTrailingSpaces(raw);
    lines.delete(line);
    lines.add(line);
  }
  for (const line of lines) {
    const rule = parseRule(line);
    if (rule === undefined) continue;
    index.add(rules.length, literalOf(rule.segments.at(-1) ?? null));
    rules.push(rule);
  }
  return { prefix, rules, index };
}

/**
 * What the rules say of `path`, innermost folder first; undefined when none mentions it. Whether a parent folder is
 * ignored is for the caller to know: git does not look inside such a folder at all.
 */
export function isIgnored(
  scopes: readonly IgnoreRules[],
  path: string,
  isFolder: boolean,
): boolean | undefined {
  for (let s = scopes.length - 1; s >= 0; s -= 1) {
    const scope = scopes[s];
    if (scope === undefined || !path.startsWith(scope.prefix)) continue;
    const segments = path.slice(scope.prefix.length).split('/');
    const name = segments.slice(-1);
    let last = -1;
    for (const places of scope.index.candidates(name[0] ?? '')) {
      for (let at = places.length - 1; at >= 0; at -= 1) {
        const place = places[at] ?? -1;
        if (place <= last) break;
        const rule = scope.rules[place];
        if (rule === undefined || (rule.onlyFolders && !isFolder)) continue;
        if (!matchesSegments(rule.segments, rule.baseName ? name : segments)) continue;
        last = place;
        break;
      }
    }
    const decides = scope.rules[last];
    if (decides !== undefined) return !decides.negated;
  }
  return undefined;
}

/** What of a segment is literal; `**` matches every name. */
function literalOf(segment: Segment): Literal {
  if (segment === '**' || segment === null) return { kind: 'parts', first: '', last: '' };
  const isLiteral = (token: Token): token is { readonly literal: string } =>
    typeof token === 'object' && 'literal' in token;
  const textOf = (tokens: readonly Token[]): string =>
    tokens.map((token) => (isLiteral(token) ? token.literal : '')).join('');
  const first = segment.findIndex((token) => !isLiteral(token));
  if (first < 0) return { kind: 'whole', text: textOf(segment) };
  const last = segment.findLastIndex((token) => !isLiteral(token));
  const start = textOf(segment.slice(0, first));
  const end = textOf(segment.slice(last + 1));
  return { kind: 'parts', first: start, last: end };
}

function parseRule(line: string): IgnoreRule | undefined {
  if (line === '' || line.startsWith('#')) return undefined;
  const negated = line.startsWith('!');
  let pattern = negated ? line.slice(1) : line;
  const onlyFolders = pattern.endsWith('/');
  if (onlyFolders) pattern = pattern.slice(0, -1);
  if (pattern === '') return undefined;
  const baseName = !pattern.includes('/');
  if (pattern.startsWith('/')) pattern = pattern.slice(1);
  const segments = pattern
    .split('/')
    .map((text): Segment => (text === '**' && !baseName ? '**' : parseSegment(text)));
  return { negated, onlyFolders, baseName, segments };
}

/** Git drops a carriage return and spaces at the end, unless a backslash keeps the space. */
function withoutTrailingSpaces(line: string): string {
  let end = line.endsWith('\r') ? line.length - 1 : line.length;
  while (end > 0 && line[end - 1] === ' ') {
    let slashes = 0;
    while (line[end - 2 - slashes] === '\\') slashes += 1;
    if (slashes % 2 === 1) break;
    end -= 1;
  }
  return line.slice(0, end);
}

function parseSegment(text: string): Segment {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '*') {
      if (tokens.at(-1) !== '*') tokens.push('*');
    } else if (char === '?') tokens.push('?');
    else if (char === '\\') {
      at += 1;
      if (at >= text.length) return null;
      tokens.push({ literal: text.charAt(at) });
    } else if (char === '[') {
      const parsed = parseClass(text, at);
      if (parsed === null) return null;
      tokens.push(parsed.token);
      at = parsed.end;
    } else tokens.push({ literal: char });
  }
  return tokens;
}

const POSIX: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  alnum: [
    ['0', '9'],
    ['A', 'Z'],
    ['a', 'z'],
  ],
  alpha: [
    ['A', 'Z'],
    ['a', 'z'],
  ],
  digit: [['0', '9']],
  lower: [['a', 'z']],
  upper: [['A', 'Z']],
  space: [
    ['\t', '\r'],
    [' ', ' '],
  ],
  xdigit: [
    ['0', '9'],
    ['A', 'F'],
    ['a', 'f'],
  ],
};

/** @returns the class that opens at `start` and where its bracket closes, or null when it does not */
function parseClass(text: string, start: number): { token: CharacterClass; end: number } | null {
  let at = start + 1;
  const inverted = text[at] === '!' || text[at] === '^';
  if (inverted) at += 1;
  const ranges: (readonly [string, string])[] = [];
  for (let first = true; at < text.length; first = false) {
    if (text[at] === ']' && !first) return { token: { inverted, ranges }, end: at };
    const named = /^\[:([a-z]{1,8}):\]/.exec(text.slice(at, at + 12));
    if (named !== null) {
      const known = POSIX[named[1] ?? ''];
      if (known === undefined) return null;
      for (const one of known) ranges.push(one);
      at += named[0].length;
      continue;
    }
    if (text[at] === '\\') at += 1;
    const from = text.charAt(at);
    at += 1;
    if (text[at] === '-' && at + 1 < text.length && text[at + 1] !== ']') {
      at += text[at + 1] === '\\' ? 2 : 1;
      ranges.push([from, text.charAt(at)]);
      at += 1;
    } else ranges.push([from, from]);
  }
  return null;
}

/** Going back to the last `**` is enough, as with `*` in a glob, because segments match one by one. */
function matchesSegments(pattern: readonly Segment[], path: readonly string[]): boolean {
  let p = 0;
  let s = 0;
  let star = -1;
  let resume = 0;
  while (s < path.length) {
    const segment = pattern[p];
    if (segment === '**') {
      // At the end it stands for everything inside, which is at least one segment.
      if (p === pattern.length - 1) return true;
      star = p;
      resume = s;
      p += 1;
    } else if (segment !== undefined && segment !== null && matchesSegment(segment, path[s] ?? '')) {
      p += 1;
      s += 1;
    } else if (star >= 0) {
      p = star + 1;
      resume += 1;
      s = resume;
    } else return false;
  }
  return p === pattern.length;
}

function matchesSegment(tokens: readonly Token[], text: string): boolean {
  let t = 0;
  let c = 0;
  let star = -1;
  let resume = 0;
  while (c < text.length) {
    const token = tokens[t];
    if (token === '*') {
      star = t;
      resume = c;
      t += 1;
    } else if (token !== undefined && matchesCharacter(token, text.charAt(c))) {
      t += 1;
      c += 1;
    } else if (star >= 0) {
      t = star + 1;
      resume += 1;
      c = resume;
    } else return false;
  }
  while (tokens[t] === '*') t += 1;
  return t === tokens.length;
}

function matchesCharacter(token: Exclude<Token, '*'>, char: string): boolean {
  if (token === '?') return true;
  if ('literal' in token) return token.literal === char;
  return token.ranges.some(([from, to]) => from <= char && char <= to) !== token.inverted;
}
