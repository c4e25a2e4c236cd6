/** Differences between a licence text and its model that do not change its meaning: a table, one row per reason. */
import { SLOT } from './licence-words.ts';

/** Longer differences are never harmless. */
const MAX_ALLOWED = 9;
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

const ALLOWED: readonly { readonly why: string; readonly fits: (difference: Difference) => boolean }[] = [
  { why: 'articles', fits: ({ all }) => every(all, (word) => ARTICLES.has(word)) },
  { why: 'the name of a party', fits: (d) => !oneSided(d) && every(d.all, isParty) },
  { why: 'years', fits: ({ all }) => every(all, isYear) },
  {
    why: 'numbering that is there or not there; another number is a change',
    fits: (d) => oneSided(d) && d.all.length <= 2 && every(d.all, isMark),
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
    fits: ({ removed, added }) => removed.join('') === added.join(''),
  },
  {
    why: 'a spelling error',
    fits: ({ removed: [from = '', ...more], added: [to = '', ...others] }) =>
      more.length === 0 && others.length === 0 && isMisspelling(from, to),
  },
];

/** Whether replacing `removed` by `added` leaves the meaning of a licence as it is. */
export function isAllowed(removed: readonly string[], added: readonly string[]): boolean {
  const all = [...removed, ...added];
  if (all.length === 0) return true;
  if (removed.length > MAX_ALLOWED || added.length > MAX_ALLOWED) return false;
  return ALLOWED.some(({ fits }) => fits({ removed, added, all }));
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
