/**
 * Statements that name a licence: “licensed under the MIT license”, “License: GPL-2.0+”, the notices of the FSF, addresses
 * of licences; several of them joined by AND or OR as the words between them say.
 */
import { combineLicences, formatLicence, type LicenceNode, parseLicence } from '@theriac/core/licence';
import { isConsequence, isShort, withoutVersion } from './name-without-version.ts';
import { type Named, namesAndAddresses } from './named-licences.ts';
import { type Context, contextOf, isNegated } from './notice-context.ts';
import { type RawWord, wordAt } from './raw-words.ts';

export interface NoticePart {
  readonly family: string;
  readonly expression: string | null;
  /** No version is named, and the licence lets the recipient choose any. */
  readonly anyVersion?: boolean;
  /** It names no version, and does not say which is meant. */
  readonly unversioned?: boolean;
  /** “GPL”, an address: what the file says elsewhere is meant. */
  readonly short?: boolean;
  /** It says “or later”, or “only”. */
  readonly explicit?: boolean;
}

export interface Notice {
  readonly parts: readonly NoticePart[];
  readonly operator: 'and' | 'or';
  /** Canonical SPDX expression; null when a licence is named and it is not certain which, or whether it applies. */
  readonly expression: string | null;
  readonly families: readonly string[];
  /**
   * `statement`: says that something is under the licence · `address`: of a licence · `mention`: names one and does not
   * say that anything is under it.
   */
  readonly kind: 'statement' | 'address' | 'mention';
  /** Indexes of words: from, and to (exclusive). */
  readonly from: number;
  readonly to: number;
  /** Whether all of several licences hold or one may be chosen is not said. */
  readonly undecided: boolean;
  /** The recipient may take this instead of what stands before it. */
  readonly alternative: boolean;
}

const CONNECT = new Set(
  `and or either the a an both also under of terms license licenses at your option choice version versions by its any to as well
  alternatively following conditions with software in dual free respectively per gnu public all`.split(/\s+/),
);
const CHOICE_AFTER = new Set([
  'option',
  'choice',
  'choose',
  'discretion',
  'either',
  'whichever',
  'dual',
  'duallicensed',
  'duallicense',
  'alternatively',
  'multilicensed',
  'trilicensed',
  'alternative',
]);
const MAX_CONNECT = 14;

/** @param taken words that a text has, or a tag: nothing is looked for there */
export function noticesIn(words: readonly RawWord[], taken: (i: number) => boolean): Notice[] {
  const names = namesAndAddresses(words).filter(({ from, to }) => {
    for (let i = from; i < to; i += 1) if (taken(i)) return false;
    return true;
  });
  const chains: Named[][] = [];
  for (const name of names) {
    const chain = chains.at(-1);
    const last = chain?.at(-1);
    if (chain !== undefined && last !== undefined && isConnected(words, last, name, taken)) chain.push(name);
    else chains.push([name]);
  }
  const ownWords = words.reduce((sum, w) => sum + (w.notice ? 0 : 1), 0);
  return chains.flatMap((chain) => noticeOf(words, chain, ownWords));
}

function isConnected(
  words: readonly RawWord[],
  last: Named,
  name: Named,
  taken: (i: number) => boolean,
): boolean {
  if (name.from - last.to > MAX_CONNECT) return false;
  for (let i = last.to; i < name.from; i += 1) {
    const word = wordAt(words, i);
    if (taken(i)) return false;
    // The short name in brackets, the address of what was named.
    if (
      !CONNECT.has(word) &&
      !(name.address && name.family === last.family) &&
      !/^(?:see|from|url|available|http|found|file|text|full|[a-d])$/.test(word)
    )
      return false;
  }
  if (words[name.from]?.gap.includes('\n') === true && name.from === last.to) {
    // A list, one a line; or two things that have nothing to do with each other.
    return name.address || name.family === last.family;
  }
  return true;
}

function noticeOf(words: readonly RawWord[], chain: readonly Named[], ownWords: number): Notice[] {
  const [first] = chain;
  const last = chain.at(-1);
  if (first === undefined || last === undefined) return [];
  const context = contextOf(words, first);
  const parts = distinct(chain);
  const isSaid = context.kind === 'none' && !context.negated && isStated(words, first, last);
  const named = parts.filter((p) => {
    if (p.address || isSaid) return true;
    if (p.keyOnly === true) return context.kind === 'key';
    return (
      !p.weak ||
      context.kind === 'key' ||
      (context.kind === 'grant' && (chain.length > 1 || isAlone(words, p.to)))
    );
  });
  if (named.length === 0) return [];
  const isWhole = context.kind === 'none' && (isSaid || last.to - first.from >= ownWords - 4);
  const isAddress = chain.every((p) => p.address);
  const to = endOf(words, last.to);
  const families = [...new Set(named.map((p) => p.family))];
  const operator: 'and' | 'or' = isChoice(words, chain, context) ? 'or' : 'and';
  const says = !context.negated && (context.kind !== 'none' || isWhole || isAddress);
  const shared = {
    parts: named.map((p): NoticePart => {
      const any = p.expression === null && says ? withoutVersion(words, p, context) : null;
      if (any !== null)
        return { family: p.family, expression: any, anyVersion: true, short: isShort(words, p, context) };
      const unversioned =
        p.expression === null &&
        !isConsequence(words, context.from, p.from) &&
        p.vague !== true &&
        !words.slice(p.from, p.to).some(({ word }) => /\d/.test(word));
      return { family: p.family, expression: p.expression, explicit: p.explicit === true, unversioned };
    }),
    operator,
    families,
    undecided: operator === 'and' && context.kind === 'grant' && isOneWorkUnderBoth(families),
    from: context.from,
    to,
    alternative: context.alternative,
  };
  const joined = joinedParts(shared.parts, shared.operator);
  const expression = context.negated || shared.undecided ? null : joined;
  if (context.negated) return [{ ...shared, expression: null, kind: 'mention' }];
  if (context.kind !== 'none' || isWhole) return [{ ...shared, expression, kind: 'statement' }];
  if (isAddress) return [{ ...shared, expression, kind: 'address' }];
  return [{ ...shared, expression, kind: 'mention' }];
}

/** “Under the MIT and GPL licenses”: whether both hold or one may be chosen is not said. */
function isOneWorkUnderBoth(families: readonly string[]): boolean {
  const gnu = families.filter((family) => /^A?L?GPL$/.test(family));
  return gnu.length > 0 && gnu.length < families.length;
}

const SUBJECTS = new Set('file library program software code project package work module plugin'.split(' '));

/** “MIT/GPL2 licensed”, “this file is GPLv2”. */
function isStated(words: readonly RawWord[], first: Named, last: Named): boolean {
  const before = wordAt(words, first.from - 1);
  if (wordAt(words, last.to) === 'licensed' && !/\n/.test(words[last.to]?.gap ?? ''))
    return !isNegated(words, first.from) && wordAt(words, first.from - 1) !== 'is';
  return (
    !first.weak &&
    first.expression !== null &&
    before === 'is' &&
    SUBJECTS.has(wordAt(words, first.from - 2)) &&
    /^(?:this|the)$/.test(wordAt(words, first.from - 3)) &&
    !/^(?:if|when|which|that)$/.test(wordAt(words, first.from - 4))
  );
}

/** Null when one of them is not certain. */
export function joinedParts(parts: readonly NoticePart[], operator: 'and' | 'or'): string | null {
  const nodes = parts.flatMap(({ expression }): LicenceNode[] => {
    const parsed = expression === null ? null : parseLicence(expression);
    return parsed?.ok === true ? [parsed.node] : [];
  });
  const node = nodes.length === parts.length ? combineLicences(operator, nodes) : null;
  return node === null ? null : formatLicence(node);
}

/** One name a licence: the address or short name after a name says the same again, or less. */
function distinct(chain: readonly Named[]): Named[] {
  const kept: Named[] = [];
  for (const name of chain) {
    const same = kept.findIndex(
      (k) => k.family === name.family || (name.expression !== null && k.expression === name.expression),
    );
    const other = kept[same];
    if (other === undefined) kept.push(name);
    else if (other.expression === null && (name.expression !== null || name.address))
      kept[same] = {
        ...other,
        expression: other.weak || !name.address ? name.expression : (other.expression ?? name.expression),
        weak: other.weak && name.weak,
      };
    else if (
      !name.address &&
      name.expression !== null &&
      name.expression !== other.expression &&
      !/ OR /.test(other.expression ?? '')
    )
      kept.push(name);
  }
  return kept;
}

/** “under MIT.”, “under MIT or”; not “the ISC DHCP server”. */
function isAlone(words: readonly RawWord[], to: number): boolean {
  const next = words[to];
  return (
    next === undefined || next.gap !== '' || /^(?:or|and|licen[cs]e[ds]?|code|terms|version)$/.test(next.word)
  );
}

/** The end of what belongs to a name: “(the "License")”, “license”. */
function endOf(words: readonly RawWord[], to: number): number {
  let at = to;
  while (
    at < to + 4 &&
    ['license', 'licenses', 'the', 'version'].includes(wordAt(words, at)) &&
    words[at]?.gap.includes('\n') !== true
  )
    at += 1;
  return at;
}

function isChoice(words: readonly RawWord[], chain: readonly Named[], context: Context): boolean {
  if (chain.length < 2) return false;
  let separated = true;
  for (let i = 1; i < chain.length; i += 1) {
    const previous = chain[i - 1];
    const name = chain[i];
    if (previous === undefined || name === undefined) continue;
    let bare = true;
    for (let k = previous.to; k < name.from; k += 1) {
      if (wordAt(words, k) === 'or') return true;
      if (wordAt(words, k) === 'and') bare = false;
    }
    const gap = words[name.from]?.gap ?? '';
    if (!(bare && /^[)"']*[/|][("']*$/.test(gap))) separated = false;
  }
  if (separated) return true;
  // The notice of Eclipse names both with “and” and means a choice.
  if (chain.some((p) => p.family === 'EDL') && chain.some((p) => p.family === 'EPL')) return true;
  const last = chain.at(-1)?.to ?? 0;
  const around = [
    ...words.slice(Math.max(0, context.from - 8), context.from + 6),
    ...words.slice(last, last + 14),
  ];
  return around.some(({ word }) => CHOICE_AFTER.has(word));
}
