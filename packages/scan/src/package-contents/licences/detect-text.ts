/** What one file says about licences: whole texts, headers, tags and mentions, joined; and whether that is all it says. */
import {
  canonicalLicence,
  combineLicences,
  formatLicence,
  type LicenceNode,
  licenceTerms,
  parseLicence,
} from '@theriac/core/licence';
import type { Corpus } from './corpus.ts';
import { exceptionsIn } from './exceptions.ts';
import { type NamedLicence, namedLicences } from './licence-headers.ts';
import { isCopyrightLine, type LicenceWords, licenceWords, runAt } from './licence-words.ts';
import { type TextMatch, TextMatcher } from './match-text.ts';

interface FoundLicence {
  /** Canonical SPDX expression; of several ids with one text the first. */
  readonly expression: string;
  /** Other ids that have the same text: nothing in it tells them apart. */
  readonly alternatives: readonly string[];
  readonly kind: 'text' | NamedLicence['kind'];
  /** 0 … 1: share of equal words for a text; 1 for a tag or header; 0.6 for a mention. */
  readonly score: number;
  /** False: it looks like this licence and is changed, or is only mentioned. */
  readonly confident: boolean;
  /** 1-based, inclusive. */
  readonly lines: readonly [from: number, to: number];
  /** What differs from the licence's text. */
  readonly changes: readonly string[];
}

export interface TextDetection {
  readonly found: readonly FoundLicence[];
  /** What the file as a whole licenses under; null when that is not certain. */
  readonly expression: string | null;
  /** Why it is not certain, one sentence each; empty with an expression, and for files without any licence. */
  readonly doubts: readonly string[];
}

/** Longer texts are cut: bundled notices beyond this are looked at in their beginning only, and said to be. */
const MAX_CHARACTERS = 1_500_000;
const MENTION_SCORE = 0.6;
/** Words that are law when several different of them are together. */
const LAW = new Set(
  `license licensed licensee licensor licenses permission permitted prohibited warranty warranties liability liable
  redistribute redistribution redistributions sublicense commercial commercially royalty patent patents trademark
  trademarks granted grant grants conditions restrictions restricted consent forbidden evil fee`.split(/\s+/),
);
/** So many different ones of them, in so many words, and the rest of a file may change what its licence says. */
const LAW_WORDS = 3;
const REST_WORDS = 8;
/** Sentences that forbid or demand, in the words of `licenceWords`. */
const RESTRICTION =
  /\b(?:(?:shall|must|may|can|will) (?:not|only|never) (?:be )?(?:us|cop|distribut|sell|sold|redistribut|modif|sublicens|deploy|host|remov)[a-z]*|(?:shall|may|must) be used (?:for|only|in)|must pay|(?:non ?|for )commercial|commercial(?:ly)? use|royalt(?:y|ies)|prohibited|forbidden|not (?:be )?(?:permitted|allowed|granted)|no (?:license|right|permission)|evil)\b/;
const CHOICE =
  /\b(?:at your (?:option|choice|discretion)|dual[ -]?licen[cs]ed?|under either|either of(?: the| these)?|either the [\w .-]{1,60}licen[cs]e|your choice of|choose (?:either|one|between))\b/i;

export class TextDetector {
  readonly #matcher: TextMatcher;
  readonly #byText = new Map<string, TextDetection>();
  readonly #byWords = new Map<string, TextDetection>();

  constructor(corpus: Corpus) {
    this.#matcher = new TextMatcher(corpus);
  }

  /** @param text decoded, LF */
  detect(text: string): TextDetection {
    // Most packages carry one of a few texts with a copyright line of their own: such files are distinguished by nothing
    // that matters, and looked at once.
    const key = withoutCopyrightLines(text);
    const known = this.#byText.get(key);
    if (known !== undefined) return known;
    const detection = this.#look(text);
    this.#byText.set(key, detection);
    return detection;
  }

  #look(text: string): TextDetection {
    const cut = text.length > MAX_CHARACTERS;
    const given = cut ? text.slice(0, MAX_CHARACTERS) : text;
    const { words, lines } = licenceWords(given);
    const named = namedLicences(given);
    // The same words in other lines, too. What is read from the text itself is part of the key.
    const saying = named.map((n) => `${n.kind} ${n.expression} ${n.line}`).join('\n');
    const key = [cut, lines[0], lines.at(-1), CHOICE.test(given), saying, words.join(' ')].join('\n');
    const known = this.#byWords.get(key);
    if (known !== undefined) return known;
    const detection = this.#detect(given, { words, lines }, named, cut);
    this.#byWords.set(key, detection);
    return detection;
  }

  #detect(
    text: string,
    { words, lines }: LicenceWords,
    all: readonly NamedLicence[],
    cut: boolean,
  ): TextDetection {
    const { matches, cut: unfinished } = this.#matcher.match(words);
    const spans = matches.map((m): readonly [number, number] => [lines[m.from] ?? 1, lines[m.to - 1] ?? 1]);
    const inText = (line: number): boolean => spans.some(([from, to]) => line >= from && line <= to);
    const named = all.filter((n) => !inText(n.line));
    const aligned = matches.map((match, i) => foundText(match, spans[i] ?? [1, 1]));
    const { licences: texts, exceptions } = splitExceptions(aligned);
    const licences = [...refined(texts, named), ...named.filter((n) => !isCovered(n, texts)).map(foundName)];
    const { found, loose } = withException(licences, exceptions);
    const rest = restOf({ words, lines }, matches, named);
    const doubts = [
      ...(cut || unfinished ? ['the file is too long to be looked at whole'] : []),
      ...found.flatMap((f) => doubtOf(f)),
      ...(found.length > 0 && isLaw(rest) ? [`other terms are beside: “${excerpt(rest)}”`] : []),
      ...loose.map((id) => `the text of ${id} is there without the licence it belongs to`),
      ...(exceptions.length > 0 ? [] : exceptionDoubts(words, matches, found)),
    ];
    return { found, expression: doubts.length === 0 ? joined(found, text) : null, doubts };
  }
}

function foundText(match: TextMatch, lines: readonly [number, number]): FoundLicence {
  const [id = '', ...others] = match.text.ids;
  const canonical = (text: string): string => canonicalLicence(text) ?? text;
  const expression = canonical(id);
  return {
    expression,
    alternatives: [...new Set(others.map(canonical))].filter((other) => other !== expression).sort(),
    kind: 'text',
    score: match.exact ? 1 : match.score,
    confident: match.exact,
    lines,
    changes: match.changes,
  };
}

function foundName(named: NamedLicence): FoundLicence {
  return {
    expression: named.expression,
    alternatives: [],
    kind: named.kind,
    score: named.kind === 'mention' ? MENTION_SCORE : 1,
    confident: named.kind !== 'mention',
    lines: named.passage,
    changes: [],
  };
}

const MAY_BE_NOTICE = /copyright|©|\(c\)|copr\./i;

/** The text with a mark where copyright notices stand, so that two files are equal when only these differ. */
function withoutCopyrightLines(text: string): string {
  if (!MAY_BE_NOTICE.test(text)) return text;
  return text
    .split('\n')
    .map((line) => (MAY_BE_NOTICE.test(line) && isCopyrightLine(line) ? '©' : line))
    .join('\n');
}

/**
 * Deprecated ids such as `GPL-2.0-with-classpath-exception` have the text of the exception only; which version of the
 * licence is meant, the rest of the file says.
 */
function splitExceptions(all: readonly FoundLicence[]): { licences: FoundLicence[]; exceptions: string[] } {
  const isException = (f: FoundLicence): boolean => f.expression.includes(' WITH ');
  return {
    licences: all.filter((f) => !isException(f)),
    exceptions: all
      .filter((f) => isException(f) && f.confident)
      .flatMap((f) => f.expression.split(' WITH ').slice(1)),
  };
}

/** The one GNU licence of the file, with the one exception. */
function withException(
  found: readonly FoundLicence[],
  exceptions: readonly string[],
): { found: readonly FoundLicence[]; loose: readonly string[] } {
  const [exception, ...more] = [...new Set(exceptions)];
  if (exception === undefined) return { found, loose: [] };
  const gnu = found.filter((f) => /^A?L?GPL-/.test(f.expression));
  const [only] = gnu;
  if (only === undefined || gnu.length > 1 || more.length > 0) return { found, loose: [exception, ...more] };
  const add = (id: string): string => canonicalLicence(`${id} WITH ${exception}`) ?? id;
  return {
    found: found.map((f) =>
      f === only ? { ...f, expression: add(f.expression), alternatives: f.alternatives.map(add) } : f,
    ),
    loose: [],
  };
}

const EXCEPTION_WORDS = [
  'as a special exception',
  'special exception',
  'linking exception',
  'additional permission',
  'additional permissions',
  'copyright does not cover',
].map((run) => run.split(' '));

/** Words of exceptions outside of the texts: they change what a GNU licence asks for. */
function exceptionDoubts(
  words: readonly string[],
  matches: readonly TextMatch[],
  found: readonly FoundLicence[],
): string[] {
  if (!found.some((f) => /^A?L?GPL-/.test(f.expression))) return [];
  const outside = words.map((word, i) => (matches.some((m) => i >= m.from && i < m.to) ? '' : word));
  const known = exceptionsIn(outside);
  if (known.length > 0) return known.map((id) => `words of ${id} are beside it`);
  const unknown = outside.some((word, i) =>
    EXCEPTION_WORDS.some((run) => word === run[0] && runAt(outside, i, run)),
  );
  return unknown ? ['words of an exception are beside it'] : [];
}

/** A header beside the text says which of the ids with that text is meant: “or any later version”. */
function refined(texts: readonly FoundLicence[], named: readonly NamedLicence[]): FoundLicence[] {
  return texts.map((text) => {
    const said = named.find((n) => n.kind !== 'mention' && text.alternatives.includes(n.expression));
    if (said === undefined) return text;
    const alternatives = [text.expression, ...text.alternatives]
      .filter((id) => id !== said.expression)
      .sort();
    return { ...text, expression: said.expression, alternatives };
  });
}

/** Whether every licence that is named has its text in the file. */
function isCovered(named: NamedLicence, texts: readonly FoundLicence[]): boolean {
  const parsed = parseLicence(named.expression);
  const ids = parsed.ok ? licenceTerms(parsed.node).map(formatLicence) : [named.expression];
  return ids.every((id) => texts.some((t) => t.expression === id || t.alternatives.includes(id)));
}

function doubtOf(found: FoundLicence): string[] {
  if (found.confident) return [];
  if (found.kind === 'mention') return [`${found.expression} is only mentioned`];
  return [
    `looks like ${found.expression} (${Math.floor(found.score * 100)} %), changed: ${found.changes.join('; ')}`,
  ];
}

/** Words that neither a text nor the passage of a header covers. */
function restOf(
  { words, lines }: LicenceWords,
  matches: readonly TextMatch[],
  named: readonly NamedLicence[],
): string[] {
  const passages = named.filter((n) => n.kind !== 'mention').map((n) => n.passage);
  const rest: string[] = [];
  const next = (at: number, end: number): void => {
    for (let i = at; i < end; i += 1) {
      const line = lines[i] ?? 0;
      if (!passages.some(([from, to]) => line >= from && line <= to)) rest.push(words[i] ?? '');
    }
  };
  let at = 0;
  for (const { from, to } of matches) {
    next(at, from);
    at = Math.max(to, at);
  }
  next(at, words.length);
  return rest;
}

function isLaw(rest: readonly string[]): boolean {
  if (rest.length < REST_WORDS) return false;
  if (new Set(rest.filter((word) => LAW.has(word))).size >= LAW_WORDS) return true;
  return RESTRICTION.test(rest.join(' '));
}

/** The first words around a legal one. */
function excerpt(rest: readonly string[]): string {
  const at = Math.max(0, rest.findIndex((word) => LAW.has(word)) - 4);
  return `${rest.slice(at, at + 14).join(' ')} …`;
}

function joined(found: readonly FoundLicence[], text: string): string | null {
  const nodes = found.flatMap((f): LicenceNode[] => {
    const parsed = parseLicence(f.expression);
    return parsed.ok ? [parsed.node] : [];
  });
  const distinct = new Set(found.map((f) => f.expression));
  const between = text
    .split('\n')
    .filter(
      (line, i) =>
        !isCopyrightLine(line) &&
        !found.some((f) => f.kind !== 'mention' && i + 1 >= f.lines[0] && i + 1 <= f.lines[1]),
    )
    .join(' ');
  const choice = distinct.size > 1 && CHOICE.test(between);
  const node = combineLicences(choice ? 'or' : 'and', nodes);
  return node === null ? null : formatLicence(node);
}
