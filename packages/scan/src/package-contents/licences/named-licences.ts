/** Names and addresses of licences in a file; names that are only like one (“MIT-style”) say nothing certain. */
import { recogniseLicence } from '@theriac/core/licence';
import { familyOf, type LicenceName, licenceNames } from './licence-names.ts';
import { type RawWord, wordAt } from './raw-words.ts';

export interface Named extends LicenceName {
  readonly address: boolean;
  /** “MIT-style”: not the licence itself. */
  readonly vague?: boolean;
}

export function namesAndAddresses(words: readonly RawWord[]): Named[] {
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
