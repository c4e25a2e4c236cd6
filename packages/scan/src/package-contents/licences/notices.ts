/**
 * Statements that name a licence: “licensed under the MIT license”, “License: GPL-2.0+”, the notices of the FSF, addresses
 * of licences; several of them joined by AND or OR as the words between them say.
 */
import {
  combineLicences,
  formatLicence,
  type LicenceNode,
  parseLicence,
  recogniseLicence,
} from '@theriac/core/licence';
import { familyOf, type LicenceName, licenceNames } from './licence-names.ts';
import type { RawWord } from './raw-words.ts';

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

const wordAt = (words: readonly RawWord[], i: number): string => words[i]?.word ?? '';

/** Words that may stand between “under” and a name. */
const FILLERS = new Set(
  `dual tri the a an this these its terms term conditions condition provisions and of either both one any all following same dual
  licenses license version versions at your option choice or as by under to gnu new latest current two three open source free software
  respective respectively whichever official standard included attached`.split(/\s+/),
);
const CUES = new Set([
  'under',
  'subject',
  'governed',
  'per',
  'terms',
  'with',
  'using',
  'via',
  'by',
  'is',
  'are',
  'uses',
  'as',
  'accordance',
  'according',
]);
/** One of them is among the words before the name. */
const STRONG_CUES = new Set(
  'under subject governed terms accordance according use with per via using uses license licensed licenses by'.split(
    ' ',
  ),
);
/** Before “under”: something is said to be under the licence. */
const GRANTS = new Set(
  `licensed license licenses licensing dual duallicensed dual-licensed trilicensed relicensed multilicensed released release releases distributed distribute distribution available published
  provided covered redistribute redistributed redistributable modify modified use used copy copied offered made falls subject permitted sublicensed placed free freely
  governed granted comes come shipped opensource opensourced open sourced source are is contributed donated licence put falls fall usable work works protected issued`.split(
    /\s+/,
  ),
);
/** These put nothing under a licence without “under”. */
const WEAK_GRANTS = new Set(
  'is are source open work works free use used usable issued put fall falls comes come modify modified copy made'.split(
    ' ',
  ),
);
const KEYS = new Set([
  'license',
  'licenses',
  'licensing',
  'licensed',
  'licensetype',
  'licenseid',
  'licenseinfo',
  'spdxlicenseidentifier',
  'copyright',
  'copyrights',
  'approved',
  'identifier',
]);
const NEGATIONS = new Set(
  `not isnt arent never neither nor unlike formerly previously incompatible instead rather wasnt cannot no longer was
  should must`.split(/\s+/),
);
/** “compatible with the GPL”, “similar to the MIT license”. */
const COMPARED = new Set([
  'compatible',
  'incompatible',
  'similar',
  'compatibility',
  'like',
  'inspired',
  'than',
]);
/** Words that make a name another licence’s: “MIT-style”, “a modified Apache license”. */
const LIKE = new Set([
  'style',
  'like',
  'type',
  'similar',
  'compatible',
  'based',
  'inspired',
  'variant',
  'derivative',
  'compatibility',
  'esque',
  'ish',
  'compliant',
  'approved',
]);
const MODIFIED = new Set([
  'modified',
  'variant',
  'adapted',
  'amended',
  'altered',
  'customised',
  'customized',
  'style',
  'than',
  'nonstandard',
  'liberal',
]);
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

interface Named extends LicenceName {
  readonly address: boolean;
  /** “MIT-style”: not the licence itself. */
  readonly vague?: boolean;
}

function namesAndAddresses(words: readonly RawWord[]): Named[] {
  const names = licenceNames(words).map((name): Named => ({ ...checked(words, name), address: false }));
  const addresses = words.flatMap(({ word }, i): Named[] => {
    if (!word.startsWith('@')) return [];
    const result = recogniseLicence(`https://${word.slice(1)}`);
    const expression = result.kind === 'expression' ? result.expression : null;
    const family = expression === null ? familyOfAddress(word) : familyOf(expression);
    return family === null ? [] : [{ from: i, to: i + 1, family, expression, weak: false, address: true }];
  });
  return [...names, ...addresses].sort((a, b) => a.from - b.from);
}

/** Addresses of a licence’s newest version. */
function familyOfAddress(word: string): string | null {
  const match =
    /^@(?:gnu|fsf)\.org\/(?:licenses|copyleft|licences)\/(?:licenses\/)?([al]?gpl|fdl|lesser)(?:\.[a-z]{2})?(?:\.[a-z]{3,4})?$/.exec(
      word,
    );
  if (match === null) return null;
  return match[1] === 'lesser' ? 'LGPL' : match[1] === 'fdl' ? 'GFDL' : (match[1] ?? '').toUpperCase();
}

function checked(words: readonly RawWord[], name: LicenceName): LicenceName & Pick<Named, 'vague'> {
  const before = wordAt(words, name.from - 1);
  const after = wordAt(words, name.to);
  const isLike = isLikeIt(words, name.to) || (after === 'license' && isLikeIt(words, name.to + 1));
  const inner = words
    .slice(name.from, name.to)
    .some(({ word }) => /^(?:bsd|mit|apache|gpl|x11|isc)(?:style|like|type|ish)$/.test(word));
  if (isBsdHeader(words, name)) return name;
  // “The GPL or a compatible license”
  if (after === 'or' && /^(?:compatible|similar|equivalent)$/.test(wordAt(words, name.to + 2)))
    return { ...name, expression: null, vague: true };
  // “the Wibble General Public License”: some other licence, whose name ends like this one's.
  const foreign =
    wordAt(words, name.from) === 'general' &&
    !/^(?:the|a|of|under|license|licenses|gnu|version|with)$/.test(before);
  return isLike || inner || foreign || MODIFIED.has(before)
    ? { ...name, expression: null, vague: true }
    : name;
}

const HEADER_BEFORE = 'source code is governed by a'.split(' ');
const HEADER_AFTER = 'that can be found in the license file'.split(' ');

/** The header of Go, Chromium and Dart, whose “BSD-style license” has three clauses. */
function isBsdHeader(words: readonly RawWord[], name: LicenceName): boolean {
  return (
    name.family === 'BSD' &&
    HEADER_BEFORE.every((word, i) => wordAt(words, name.from - HEADER_BEFORE.length + i) === word) &&
    HEADER_AFTER.every((word, i) => wordAt(words, name.to + i) === word)
  );
}

/** “-style”; “based on” in the next line or after a comma begins another sentence. */
function isLikeIt(words: readonly RawWord[], at: number): boolean {
  const word = wordAt(words, at);
  const gap = words[at]?.gap ?? '';
  return LIKE.has(word) && !/[,;)]/.test(gap) && (!gap.includes('\n') || /^(?:style|like|type)$/.test(word));
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

/**
 * What a name without a version means where something is said to be under it. Of GNU licences the recipient may choose any
 * version (GPL-2.0 section 9, LGPL-2.1 section 13). The BSD licence is the one of three clauses, as ScanCode, Debian's
 * common licences and most labels read it: who does what it asks for does what BSD-2-Clause asks for, too.
 */
const WITHOUT_VERSION: Readonly<Record<string, string>> = {
  GPL: 'GPL-1.0-or-later',
  LGPL: 'LGPL-2.0-or-later',
  BSD: 'BSD-3-Clause',
};

/** What Linux's `module.h` says that `MODULE_LICENSE("GPL")` means. */
const MODULE_GPL = 'GPL-2.0-or-later';

/** Between a name and the number of its version. */
const VERSION_WORDS = 4;

function isShort(words: readonly RawWord[], name: Named, { from }: Context): boolean {
  return !isModule(words, from) && !words.slice(name.from, name.to).some(({ word }) => word === 'public');
}

/** “The result is covered by the GPL” is no grant. */
function isConsequence(words: readonly RawWord[], from: number, to: number): boolean {
  return words.slice(from, to).some(({ word }) => word === 'covered');
}

/** `MODULE_LICENSE("GPL")` */
function isModule(words: readonly RawWord[], from: number): boolean {
  return wordAt(words, from) === 'license' && wordAt(words, from - 1) === 'module';
}

function withoutVersion(words: readonly RawWord[], name: Named, { from }: Context): string | null {
  const expression = WITHOUT_VERSION[name.family];
  if (expression === undefined || name.vague === true) return null;
  const text = words.slice(name.from, name.to).map(({ word }) => word);
  if (isConsequence(words, from, name.from)) return null;
  if (name.family === 'GPL' && isModule(words, from))
    // “GPL and additional rights”: which, the file says.
    return wordAt(words, from + 1) === 'dual'
      ? 'GPL-2.0-only'
      : wordAt(words, name.to) === 'and'
        ? null
        : MODULE_GPL;
  if (text.includes('lesser') && !text.includes('library')) return 'LGPL-2.1-or-later';
  if (!name.address && /\d/.test(text.join())) return null;
  // A version in other words than those that are known.
  const isVersion = ({ word, notice }: RawWord, i: number): boolean =>
    !notice && (/^(?:versions?|v\d.*)$/.test(word) || (i < VERSION_WORDS && /^\d(?:\.\d)?$/.test(word)));
  const after = name.family === 'BSD' ? [] : words.slice(name.to, name.to + 12);
  return after.some(isVersion) ? null : expression;
}

/** “under MIT.”, “under MIT or”; not “the ISC DHCP server”. */
function isAlone(words: readonly RawWord[], to: number): boolean {
  const next = words[to];
  return (
    next === undefined || next.gap !== '' || /^(?:or|and|licen[cs]e[ds]?|code|terms|version)$/.test(next.word)
  );
}

interface Context {
  readonly kind: 'grant' | 'key' | 'none';
  readonly from: number;
  readonly negated: boolean;
  readonly alternative: boolean;
}

/** What the words before a name say of it. */
function contextOf(words: readonly RawWord[], name: Named): Context {
  let at = name.from - 1;
  let cue = -1;
  const isKey = (i: number): boolean =>
    KEYS.has(wordAt(words, i)) && /[:="'(@>-]|^$|\n/.test(words[i + 1]?.gap ?? '');
  if (isHeading(words, at, name.from)) return { kind: 'key', from: at, negated: false, alternative: false };
  if (isKey(at) && !/\n/.test(words[name.from]?.gap ?? ''))
    return { kind: 'key', from: at, negated: false, alternative: false };
  for (let k = 0; k < 14 && at >= 0; k += 1, at -= 1) {
    const word = wordAt(words, at);
    if (CUES.has(word)) cue = at;
    if (KEYS.has(word) && /[:=]/.test(words[at + 1]?.gap ?? ''))
      return { kind: 'key', from: at, negated: false, alternative: false };
    if (!FILLERS.has(word) && !CUES.has(word)) break;
  }
  if (cue < 0)
    return { kind: 'none', from: name.from, negated: isNegated(words, name.from), alternative: false };
  let from = cue;
  let granted = wordAt(words, cue) === 'subject' || wordAt(words, cue) === 'governed';
  for (let i = name.from - 1; i >= Math.max(0, cue - 12); i -= 1) {
    if (!GRANTS.has(wordAt(words, i))) continue;
    if (!WEAK_GRANTS.has(wordAt(words, i))) granted = true;
    if (i < from) from = i;
  }
  if (words.slice(from, name.from).some(({ word }) => /^(?:under|subject|governed)$/.test(word)))
    granted = true;
  const strong = words.slice(from, name.from).some(({ word }) => STRONG_CUES.has(word));
  const alternative = words
    .slice(Math.max(0, cue - 20), name.from)
    .some(({ word }) => word === 'alternatively' || word === 'alternative' || word === 'optionally');
  const between = words.slice(from, name.from);
  const negated =
    isNegated(words, from) ||
    (wordAt(words, from) === 'fall' && wordAt(words, from - 1) === 'may') ||
    between.some(({ word }) => NEGATIONS.has(word) || COMPARED.has(word));
  if (alternative) from = opening(words, from);
  return granted && strong
    ? { kind: 'grant', from, negated, alternative }
    : { kind: 'none', from: name.from, negated, alternative };
}

const OPENING = new Set(
  'this the software product file program library code work contents of you it may can be is also'.split(' '),
);

/** Where “alternatively, this software may be” starts. */
function opening(words: readonly RawWord[], from: number): number {
  let at = from - 1;
  while (at > from - 12 && OPENING.has(wordAt(words, at))) at -= 1;
  return wordAt(words, at) === 'alternatively' ? at : from;
}

/** “License” alone on a line, and the name begins the next. */
function isHeading(words: readonly RawWord[], at: number, name: number): boolean {
  return (
    /^licens(?:e|ing)$/.test(wordAt(words, at)) &&
    words[at]?.gap.startsWith('\n') === true &&
    words[name]?.gap.startsWith('\n') === true
  );
}

function isNegated(words: readonly RawWord[], from: number): boolean {
  for (let i = from - 1; i >= Math.max(0, from - 4); i -= 1) if (NEGATIONS.has(wordAt(words, i))) return true;
  return false;
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
