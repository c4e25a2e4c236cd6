/** What the words before the name of a licence say of it: that something is under it, that it is not, or nothing. */
import type { Named } from './named-licences.ts';
import { type RawWord, wordAt } from './raw-words.ts';

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
export interface Context {
  readonly kind: 'grant' | 'key' | 'none';
  readonly from: number;
  readonly negated: boolean;
  readonly alternative: boolean;
}

/** What the words before a name say of it. */
export function contextOf(words: readonly RawWord[], name: Named): Context {
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

export function isNegated(words: readonly RawWord[], from: number): boolean {
  for (let i = from - 1; i >= Math.max(0, from - 4); i -= 1) if (NEGATIONS.has(wordAt(words, i))) return true;
  return false;
}
