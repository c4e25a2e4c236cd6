/** Differences between a licence text and its model that do not change its meaning: a table, one row per reason. */
import { SLOT } from './licence-words.ts';

/** Longer differences are never harmless. */
const MAX_ALLOWED = 9;
/** Words of a name at most. */
const MAX_NAME = 6;
/** Words that name parties; texts are often adapted in these and nothing else. */
const PARTIES = new Set(
  `author authors copyright holder holders owner owners contributor contributors company organization regents
  foundation university project developers developer maintainers team inc llc ltd corporation`.split(/\s+/),
);
/** Words without weight. */
const LIGHT = new Set(['the', 'a', 'an', 'its', 'and', 'or', 'of', 'and/or', SLOT]);
/** Words that may be there or not without a change of meaning, on their own. */
const ARTICLES = new Set(['the', 'a', 'an', SLOT]);

const every = (words: readonly string[], test: (word: string) => boolean): boolean => words.every(test);
const isYear = (word: string): boolean => /^(?:19|20)\d\d$/.test(word);
const isParty = (word: string): boolean => PARTIES.has(word) || LIGHT.has(word);
/** A number of a section or a letter of a list. */
const isMark = (word: string): boolean => /^(?:\d{1,2}(?:\.\d{1,2}){0,3}|[ivx]{1,4}|[a-z])$/.test(word);

interface Difference {
  readonly removed: readonly string[];
  readonly added: readonly string[];
  /** Removed and added words in order. */
  readonly all: readonly string[];
}

/** Words on one side only: something was left out, or something was put in. */
const oneSided = ({ removed, added }: Difference): boolean => removed.length === 0 || added.length === 0;

/** Words that are put in or left out by mistake, alone. */
const SMALL = new Set(['of', 'on', 'in', 'to', 'by', 'is', 'that', 'be', 'as', 'and', 'or']);
/** Pairs that say the same. */
const PAIRS = new Set([
  'the this',
  'express expressed',
  'name names',
  'file software',
  'notice notices',
  'copy copies',
  'program software',
  'author authors',
  'are is',
  'provided providing',
  'condition conditions',
  'makes make',
  'software package',
]);

const ALLOWED: readonly { readonly why: string; readonly fits: (difference: Difference) => boolean }[] = [
  { why: 'articles', fits: ({ all }) => every(all, (word) => ARTICLES.has(word)) },
  { why: 'the name of a party', fits: (d) => !oneSided(d) && every(d.all, isParty) },
  { why: 'years', fits: ({ all }) => every(all, isYear) },
  {
    why: 'numbering that is there or not there; another number is a change',
    fits: (d) => oneSided(d) && d.all.length <= 2 && every(d.all, isMark),
  },
  {
    why: 'one small word put in or left out',
    fits: (d) => oneSided(d) && d.all.length === 1 && SMALL.has(d.all[0] ?? ''),
  },
  {
    why: 'one word for another that says the same',
    fits: ({ removed, added }) =>
      removed.length === 1 &&
      added.length === 1 &&
      (PAIRS.has(`${removed[0]} ${added[0]}`) || PAIRS.has(`${added[0]} ${removed[0]}`)),
  },
  { why: 'the word copyright', fits: ({ all }) => all.join(' ') === 'copyright' },
  {
    why: 'a copyright line',
    fits: (d) => oneSided(d) && /^copyright(?: \d{4}){1,3}(?: [a-z.]+){0,5}$/.test(d.all.join(' ')),
  },
  {
    why: 'the title repeated before the terms, as in the files of the FSF',
    fits: (d) =>
      oneSided(d) &&
      /^gnu (?:lesser |library |affero )?general public license(?: version [\d.]+)?$/.test(d.all.join(' ')),
  },
  {
    why: 'the first name of the LGPL in old copies of GPL-2.0',
    fits: ({ all }) => [...all].sort().join(' ') === 'lesser library',
  },
  {
    why: '“all rights reserved” broken across lines, or left out',
    fits: (d) => oneSided(d) && /^(?:(?:all )?rights )?reserved$/.test(d.all.join(' ')),
  },
  {
    why: 'one word split or joined: “sub license”, “with out”',
    fits: ({ removed, added }) => glued(removed) === glued(added),
  },
  {
    why: 'a spelling error',
    fits: ({ removed: [from = '', ...more], added: [to = '', ...others] }) =>
      more.length === 0 && others.length === 0 && isMisspelling(from, to),
  },
];

/** Rare, and law all the same. */
const NOT_NAMES =
  /^(?:non.*|no|not|never|unless|anti.*|military|nuclear|weapons?|medical|hospitals?|animals?|humans?|children|academic|research|educational|commercial|private|internal|personal|evil|good|weapons|torture|surveillance|government|governmental|police|prison|oil|gas|ai|ethical|vegan|paid|free|fees?|month|year|\d.*)$/;
/** Where a template wants a name. */
const PLACEHOLDERS = new Set([SLOT, 'trademarkedname']);
const NAME_PARTS = new Set([
  ...PARTIES,
  ...LIGHT,
  ...`for at t group technologies technology systems communications networks laboratory laboratories institute institution
  software consortium gmbh ag bv co corp limited massachusetts red hat ibm digital equipment sun microsystems intel apple
  california berkeley delaware international business machines national institutes research computer advanced micro
  devices open server carnegie mellon cmu netbsd freebsd openbsd department science professor apache jakarta xerces batik
  group jointly communications european bell labs at&t lucent wasabi navigation silicon graphics hewlett packard initiatives`.split(
    /\s+/,
  ),
]);
/** Words of a party's name or before it: what is put in beside them is more of the name. */
const OWNER_PARTS = new Set(
  'inc ltd corporation gmbh university laboratory institute foundation regents project group by'.split(' '),
);
/** Passages that a template lets stand or not, by their first words. */
const OPTIONAL_PASSAGES = [
  'this software consists of voluntary contributions made by many individuals on behalf',
  'portions of this software are based upon public domain software originally written',
  'standard ml of new jersey copyright notice license and disclaimer',
  'attribution assurance license',
  'contacting the author the docbook',
  'if you have any suggestions additions comments or questions please let me',
  'this program bzip2 the associated library libbzip2 and all documentation are',
  'notes this version this formulation of w3cs notice and license became active',
  'this license governs use of the accompanying software',
  'the end',
];
/** Headings of sections. */
const HEADINGS = new Set(['license', 'disclaimers', 'notes', 'definitions', 'preamble', 'names']);

function isOptional(removed: readonly string[]): boolean {
  const text = removed.join(' ');
  return (
    (removed.length === 1 && HEADINGS.has(text)) ||
    OPTIONAL_PASSAGES.some((passage) => text.startsWith(passage))
  );
}

/**
 * A name where the text has a place for one: words that licences are not made of. Some texts have the name of their
 * first owner there (“OpenVision”), which others replace by theirs; elsewhere another name is another licence.
 */
function isOtherName(
  removed: readonly string[],
  added: readonly string[],
  isRare: (word: string) => boolean,
  ownerVaries: boolean,
): boolean {
  const isName = (words: readonly string[]): boolean =>
    words.length > 0 &&
    words.length <= MAX_NAME &&
    words.every((word) => (isRare(word) || NAME_PARTS.has(word)) && !NOT_NAMES.test(word));
  if (!isName(added)) return false;
  const blank =
    removed.some((word) => PLACEHOLDERS.has(word)) &&
    removed.every((word) => PLACEHOLDERS.has(word) || LIGHT.has(word));
  return blank || (ownerVaries && removed.some((word) => !LIGHT.has(word)) && isName(removed));
}

/** More of the name that stands before or after it: “§, Berkeley”. */
function isMoreOfName(
  { removed, added }: Pick<Difference, 'removed' | 'added'>,
  around: readonly string[],
  isRare: (word: string) => boolean,
): boolean {
  const words = removed.length === 0 ? added : [];
  const isPart = (word: string): boolean =>
    (isRare(word) || NAME_PARTS.has(word)) && !NOT_NAMES.test(word) && !/\d/.test(word);
  return (
    words.length > 0 &&
    words.length <= MAX_NAME &&
    words.every(isPart) &&
    around.some((word) => OWNER_PARTS.has(word) || (word.length > 2 && isRare(word) && !NOT_NAMES.test(word)))
  );
}

/** Without the dot of a sentence that is not followed by a space: “title.MariaDB”. */
function glued(words: readonly string[]): string {
  return words.map((word) => (/\d/.test(word) ? word : word.replaceAll('.', ''))).join('');
}

/**
 * Whether replacing `removed` by `added` leaves the meaning of a licence as it is.
 * @param isRare whether a word is in few licences or none, as names are
 * @param context whether others put their names into the text, and the words before and after the difference
 */
export function isAllowed(
  removed: readonly string[],
  added: readonly string[],
  isRare: (word: string) => boolean,
  {
    ownerVaries = false,
    around = [],
  }: { readonly ownerVaries?: boolean; readonly around?: readonly string[] } = {},
): boolean {
  const all = [...removed, ...added];
  if (all.length === 0 || (added.length === 0 && isOptional(removed))) return true;
  if (removed.length > MAX_ALLOWED || added.length > MAX_ALLOWED) return false;
  return (
    ALLOWED.some(({ fits }) => fits({ removed, added, all })) ||
    isOtherName(removed, added, isRare, ownerVaries) ||
    (around.length > 0 && isMoreOfName({ removed, added }, around, isRare))
  );
}

/** One letter more, less or other in a word of six or more, no number, and no prefix that turns the meaning. */
function isMisspelling(a: string, b: string): boolean {
  if (a.length < 6 || b.length < 5 || /\d/.test(a + b) || Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end])
    end += 1;
  const left = Math.max(a.length, b.length) - start - end;
  const swapped =
    a.length === b.length && left === 2 && a[start] === b[start + 1] && a[start + 1] === b[start];
  return left <= 1 || swapped;
}
