/** Finds secrets in a text: words in one pass, then one expression or one name at each place where a word stands. */
import { assignmentAt, plainName } from './assignment.ts';
import { CHECKS } from './checks.ts';
import { GENERIC_KEY, GENERIC_PASSWORD, genericKindOf } from './generic.ts';
import { Keywords } from './keywords.ts';
import type { SecretKind } from './kind.ts';
import { SECRET_KINDS } from './kinds/all.ts';
import { beginningOf, patternOf, piecesOf } from './shape.ts';
import { entropyOf, isKeyLike, isPasswordLike, isPlaceholder, isWords } from './strength.ts';
import { isPublic } from './well-known.ts';

export interface FoundSecret {
  readonly kind: Omit<SecretKind, 'how'>;
  readonly value: string;
  /** Where the value begins, in UTF-16 units of the text. */
  readonly start: number;
}

export interface SearchOptions {
  /** Whether values without quotes are values: in configuration, not in source code. */
  readonly takesUnquoted: boolean;
  /** Whether what only a name promises counts; lockfiles and minified code promise too much. */
  readonly takesGeneric: boolean;
}

/** Ends of the names of all kinds that a name tells, and of the generic ones. */
const NAME_WORDS = [
  'key',
  'secret',
  'token',
  'pass',
  'pwd',
  'bindpw',
  'credential',
  'auth',
  'telegram',
  'mailchimp',
  'mandrill',
  'mollie',
  'gocardless',
];

interface Compiled {
  readonly kind: SecretKind;
  readonly order: number;
  readonly pattern: RegExp;
  /** Whether a letter or digit before it makes it part of something else. */
  readonly needsBoundary: boolean;
}

interface Engine {
  readonly words: Keywords;
  /** By the index of a word: what is tried there; undefined: it may be a name. */
  readonly tried: readonly (readonly Compiled[] | undefined)[];
  /** Names in plain form, and the kinds that each tells. */
  readonly names: Keywords;
  readonly named: readonly { readonly kind: SecretKind; readonly order: number; readonly pattern: RegExp }[];
}

function compile(kinds: readonly SecretKind[]): Engine {
  const byWord = new Map<string, Compiled[]>();
  const names: string[] = [];
  const named: { kind: SecretKind; order: number; pattern: RegExp }[] = [];
  const put = (word: string, one: Compiled): void => {
    const known = byWord.get(word.toLowerCase());
    if (known === undefined) byWord.set(word.toLowerCase(), [one]);
    else known.push(one);
  };
  for (const [order, kind] of kinds.entries()) {
    const { how } = kind;
    if (how.by === 'pattern')
      for (const word of how.keywords) put(word, { kind, order, pattern: how.pattern, needsBoundary: false });
    else if (how.by === 'shape')
      for (const shape of how.shapes) {
        const pieces = piecesOf(shape);
        put(beginningOf(pieces), {
          kind,
          order,
          pattern: new RegExp(`(?<secret>${patternOf(pieces)})(?![A-Za-z0-9_])`, 'y'),
          needsBoundary: true,
        });
      }
    else {
      const pattern = new RegExp(`^(?:${how.shapes.map((shape) => patternOf(piecesOf(shape))).join('|')})$`);
      for (const name of how.names) {
        names.push(name);
        named.push({ kind, order, pattern });
      }
    }
  }
  const words = [...new Set([...byWord.keys(), ...NAME_WORDS])];
  return {
    words: new Keywords(words),
    tried: words.map((word) => byWord.get(word)),
    names: new Keywords(names),
    named,
  };
}

const ENGINE = compile(SECRET_KINDS);

interface Candidate extends FoundSecret {
  /** Lower is more exact. */
  readonly order: number;
}

const GENERIC_ORDER = Number.MAX_SAFE_INTEGER;
const NAME_SET = new Set(NAME_WORDS);

/** @returns in the order of the text, none of them over another */
export function findSecrets(text: string, options: SearchOptions): FoundSecret[] {
  const { words, tried } = ENGINE;
  const candidates: Candidate[] = [];
  let lastName = -1;
  words.each(text, (word, start) => {
    for (const one of tried[word] ?? []) {
      const found = tryPattern(text, start, one);
      if (found !== undefined) candidates.push(found);
    }
    if (!NAME_SET.has(words.words[word] ?? '')) return;
    const found = tryName(text, start, lastName, options);
    if (found === undefined) return;
    lastName = found.end;
    candidates.push(found.candidate);
  });
  return withoutOverlaps(candidates);
}

const WORD = /[A-Za-z0-9_]/;

function tryPattern(
  text: string,
  start: number,
  { kind, order, pattern, needsBoundary }: Compiled,
): Candidate | undefined {
  if (needsBoundary && start > 0 && WORD.test(text.charAt(start - 1))) return undefined;
  pattern.lastIndex = start;
  const match = pattern.exec(text);
  const value = match?.groups?.secret;
  if (match === null || value === undefined) return undefined;
  if (!isReal(kind, value)) return undefined;
  return { kind, order, value, start: start + match[0].indexOf(value) };
}

/** What stands for a secret in documentation, whatever its form. */
const FILLER =
  /(?:example|sample|xxxx|\*\*\*\*|0000000|1234567|abcdefg|aaaaaa|deadbeef|placeholder|changeme|your[_-]|dummy|redacted|fake|insert)/i;
/** Hashes of passwords begin like variables. */
const CRYPT = /^(?:\$[0-9a-z]{1,6}\$|\{SHA\})/;
const LEAST_ENTROPY = 2.2;

/** Longer values have such words by chance. */
const LONGEST_FILLED = 80;

function isFilled(value: string): boolean {
  return value.length <= LONGEST_FILLED && FILLER.test(value);
}

function isReal({ how, id }: SecretKind, value: string): boolean {
  if (isPublic(value)) return false;
  if (how.check !== undefined && !CHECKS[how.check](value)) return false;
  if (id.startsWith('KEY-')) return true;
  if (isFilled(value)) return false;
  if (how.by !== 'pattern') return entropyOf(value) >= LEAST_ENTROPY;
  return CRYPT.test(value) || !isPlaceholder(value);
}

interface NameFound {
  /** Where the value ends: words in it are no names. */
  readonly end: number;
  readonly candidate: Candidate;
}

function tryName(text: string, start: number, last: number, options: SearchOptions): NameFound | undefined {
  if (start < last || !options.takesGeneric) return undefined;
  const given = assignmentAt(text, start);
  if (given === undefined || given.value.length < 6) return undefined;
  const { name, value, start: at, isQuoted } = given;
  const end = at + value.length;
  if (!isQuoted && (!options.takesUnquoted || !isSetApart(text, at))) return undefined;
  if (isInLongLine(text, at, at + value.length)) return undefined;
  const plain = plainName(name);
  const known = kindByName(plain, value);
  if (known !== undefined) return { end, candidate: { ...known, value, start: at } };
  if (isPlaceholder(value) || isFilled(value)) return undefined;
  const generic = genericKindOf(plain);
  if (generic === 'password' && isPasswordLike(value))
    return { end, candidate: { kind: GENERIC_PASSWORD, order: GENERIC_ORDER, value, start: at } };
  if (generic === 'key' && isKeyLike(value))
    return { end, candidate: { kind: GENERIC_KEY, order: GENERIC_ORDER, value, start: at } };
  return undefined;
}

/** `key=value` or `key: value`; `pass:1001:100` is a row of something else. */
function isSetApart(text: string, at: number): boolean {
  return !/[:,]/.test(text.charAt(at - 1));
}

/** Minified code is one long line; names in it promise nothing. */
const LONG_LINE = 1000;

function isInLongLine(text: string, start: number, end: number): boolean {
  // No more than that is looked at: each of a million names in one line asks.
  const before = text.slice(Math.max(0, start - LONG_LINE), start);
  const after = text.slice(end, end + LONG_LINE);
  return (
    (before.length === LONG_LINE && !before.includes('\n')) ||
    (after.length === LONG_LINE && !after.includes('\n'))
  );
}

function kindByName(
  plain: string,
  value: string,
): { readonly kind: SecretKind; readonly order: number } | undefined {
  let best: { readonly kind: SecretKind; readonly order: number } | undefined;
  let longest = 0;
  ENGINE.names.each(plain, (index) => {
    const row = ENGINE.named[index];
    const { length } = ENGINE.names.words[index] ?? '';
    if (row === undefined || length <= longest) return;
    if (!row.pattern.test(value) || isWords(value) || !isReal(row.kind, value)) return;
    best = row;
    longest = length;
  });
  return best;
}

/** What a name alone promises comes last; of the others the longer text says more. */
function byExactness(a: Candidate, b: Candidate): number {
  const generic = Number(a.order === GENERIC_ORDER) - Number(b.order === GENERIC_ORDER);
  return generic || b.value.length - a.value.length || a.order - b.order || a.start - b.start;
}

/** Where two stand over each other the more exact one stays. */
function withoutOverlaps(candidates: readonly Candidate[]): FoundSecret[] {
  // Candidates that touch each other follow each other by place: only within such a row one can exclude another.
  const kept: Candidate[] = [];
  let row: Candidate[] = [];
  let reach = 0;
  for (const one of candidates.toSorted((a, b) => a.start - b.start)) {
    if (one.start >= reach) {
      for (const best of bestOf(row)) kept.push(best);
      row = [];
    }
    row.push(one);
    reach = Math.max(reach, one.start + one.value.length);
  }
  for (const best of bestOf(row)) kept.push(best);
  return kept.toSorted((a, b) => a.start - b.start).map(({ kind, value, start }) => ({ kind, value, start }));
}

/** In one row, the most exact first; more than these overlap nowhere but in texts that are made to. */
const MOST_IN_ROW = 1000;

function bestOf(row: readonly Candidate[]): readonly Candidate[] {
  if (row.length < 2) return row;
  const kept: Candidate[] = [];
  for (const one of row.toSorted(byExactness).slice(0, MOST_IN_ROW)) {
    const end = one.start + one.value.length;
    if (!kept.some(({ start, value }) => one.start < start + value.length && start < end)) kept.push(one);
  }
  return kept;
}
