/**
 * Names of licences in running text: “GNU General Public License, version 2 or (at your option) any later version”,
 * “BSD-3-Clause”, “Apache License 2.0”. A name that leaves open which licence is meant (“BSD”, “GPL” without a version)
 * is found too, without an expression.
 */
import { canonicalLicence, spdxLicences } from '@theriac/core/licence';
import { FAMILIES, type FamilyRow } from './licence-families.ts';
import { licenceWords } from './licence-words.ts';
import { type RawWord, wordAt } from './raw-words.ts';

export interface LicenceName {
  /** It says “or later”, or “only”: the name leaves nothing open. */
  readonly explicit?: boolean;
  /** Indexes of words: from, and to (exclusive). */
  readonly from: number;
  readonly to: number;
  /** `GPL`, `MIT`: to tell names of one licence from those of another. */
  readonly family: string;
  /** Canonical; null when the name does not say which. */
  readonly expression: string | null;
  /** A word that is also an everyday one (“apache”, “artistic”): a licence only where something is said to be under it. */
  readonly weak: boolean;
  /** An id that is an everyday word (“Intel”, “Fair”): a licence only behind “License:”. */
  readonly keyOnly?: boolean;
}

const GNU = new Set(['GPL', 'LGPL', 'AGPL', 'GFDL']);
/** Names that are words of the language or of code, or of a company, without “license” behind them. */
const EVERYDAY = new Set([
  'apache',
  'artistic',
  'expat',
  'x11',
  'isc',
  'mit',
  'bsd',
  'asl',
  'afl',
  'fdl',
  'ofl',
  'upl',
  'zpl',
  'perl license',
  'freebsd license',
  'general public license',
  'npl',
  'cpl',
  'qpl',
]);
/** “some MIT code”: here the word is a licence. */
const LICENCE_NEXT = new Set(['license', 'licenses', 'licensed', 'code']);

/** “Erlang Public License v1.1” → name and version; names without “license” are too short to be told. */
const NAME_AND_VERSION = /^(.{8,60}?\blicen[cs]e)[ ,]{1,3}(?:v|v\.|version)? ?(\d(?:\.\d{1,2}){0,2}[a-c]?)$/i;

/** Rows of the SPDX list whose names end in a version, where {@link FAMILIES} has none of them. */
function listedFamilies(): FamilyRow[] {
  const rows = new Map<string, Record<string, string>>();
  for (const { id, name, deprecated } of spdxLicences()) {
    const match = deprecated ? null : NAME_AND_VERSION.exec(name);
    if (match === null) continue;
    const key = (match[1] ?? '').toLowerCase();
    const versions = rows.get(key) ?? {};
    versions[match[2] ?? ''] = id;
    rows.set(key, versions);
  }
  return [...rows].map(([name, expressions]) => ({
    family: familyOf(Object.values(expressions)[0] ?? ''),
    names: [name],
    expressions,
  }));
}

interface Phrase {
  readonly words: readonly string[];
  readonly family: string;
  readonly row: FamilyRow | null;
  readonly expression: string | null;
  readonly weak: boolean;
}

let phrases: ReadonlyMap<string, readonly Phrase[]> | undefined;

/** First word → names, the longest first. */
function names(): ReadonlyMap<string, readonly Phrase[]> {
  if (phrases !== undefined) return phrases;
  const byText = new Map<string, Phrase>();
  const add = (text: string, phrase: Omit<Phrase, 'words'>): void => {
    const { words } = licenceWords(text);
    const key = words.join(' ');
    if (key !== '' && !byText.has(key)) byText.set(key, { ...phrase, words });
  };
  for (const row of [...FAMILIES, ...listedFamilies()])
    for (const name of row.names)
      add(name, { family: row.family, row, expression: row.plain ?? null, weak: EVERYDAY.has(name) });
  for (const { id, name, deprecated } of spdxLicences()) {
    if (deprecated) continue;
    const expression = canonicalLicence(id);
    const family = familyOf(id);
    // Short ids are words of code; names are not.
    if (name.split(' ').length > 2) add(name, { family, row: null, expression, weak: false });
    add(id, { family, row: null, expression, weak: !/\d.*\d|-\d/.test(id) });
  }
  const map = new Map<string, Phrase[]>();
  for (const phrase of byText.values()) {
    const first = phrase.words[0] ?? '';
    const list = map.get(first);
    if (list === undefined) map.set(first, [phrase]);
    else list.push(phrase);
  }
  for (const list of map.values()) list.sort((a, b) => b.words.length - a.words.length);
  phrases = map;
  return map;
}

/** `GPL-2.0-or-later WITH x` → `GPL`. */
export function familyOf(id: string): string {
  if (id.startsWith('CC-BY')) return 'CC';
  const plain = id.split(' WITH ')[0] ?? id;
  const version = plain.search(/-v?\d/);
  return (version < 0 ? plain : plain.slice(0, version)).replace(/-(?:only|or-later)$/, '');
}

/** Names in order, none inside another. */
export function licenceNames(words: readonly RawWord[]): LicenceName[] {
  const found: LicenceName[] = [];
  for (let i = 0; i < words.length; ) {
    const name = isInIdentifier(words, i)
      ? null
      : (ccAt(words, i) ?? gluedAt(words, i) ?? phraseAt(words, i));
    if (name === null) i += 1;
    else {
      found.push(name);
      i = name.to;
    }
  }
  return found;
}

/** `EXPORT_SYMBOL_GPL`, `mit_text`. */
function isInIdentifier(words: readonly RawWord[], i: number): boolean {
  // iPXE writes `GPL2_OR_LATER`.
  const isMacro = /^(?:or|only)$/.test(words[i + 1]?.word ?? '');
  return words[i]?.gap.endsWith('_') === true || (words[i + 1]?.gap.startsWith('_') === true && !isMacro);
}

function phraseAt(words: readonly RawWord[], i: number): LicenceName | null {
  const list = names().get(words[i]?.word ?? '');
  if (list === undefined) return null;
  for (const phrase of list) {
    if (!matches(words, i, phrase.words)) continue;
    const to = i + phrase.words.length;
    if (phrase.row !== null) return versioned(words, i, to, phrase.row, phrase.weak);
    const license = wordAt(words, to) === 'license';
    const end = license ? to + 1 : to;
    if (GNU.has(phrase.family)) return gnuSuffix(words, i, to, phrase);
    return {
      from: i,
      to: end,
      family: phrase.family,
      expression: phrase.expression,
      weak: phrase.weak,
      keyOnly: phrase.weak,
    };
  }
  return null;
}

/** `GPL-2.0`, `GPL-2.0+`, “GPL 2.0 only”: an id of the GNU family, with what follows it. */
function gnuSuffix(words: readonly RawWord[], i: number, to: number, phrase: Phrase): LicenceName {
  const id = phrase.expression ?? '';
  const later = laterAt(words, to);
  const base = id.replace(/-(?:only|or-later)$/, '');
  const expression =
    later.kind === 'later' ? canonicalLicence(`${base}-or-later`) : later.kind === 'unclear' ? null : id;
  return { from: i, to: later.to, family: phrase.family, expression, weak: false };
}

function matches(words: readonly RawWord[], at: number, run: readonly string[]): boolean {
  for (let k = 0; k < run.length; k += 1) {
    const word = words[at + k]?.word;
    if (word !== run[k] && !(word === 'licenses' && run[k] === 'license')) return false;
  }
  return true;
}

/** `gplv2`, `lgpl2.1+`, `apache2`. */
const GLUED =
  /^(a?gpl|lgpl|gfdl|apache|apachev|mpl|epl|cddl|eupl|asl|afl|bsd|php|zpl|cpl)v?\.?(\d(?:\.\d){0,2})(\+?)$/;

function gluedAt(words: readonly RawWord[], i: number): LicenceName | null {
  const match = GLUED.exec(wordAt(words, i));
  if (match === null) return null;
  const [, short = '', version = '', plus = ''] = match;
  const row = FAMILIES.find((r) => r.names.includes(short.replace(/v$/, '')));
  if (row === undefined || row.family === 'BSD') return null;
  return finish(words, i, i + 1, row, version, plus === '+');
}

const CC_PARTS: Readonly<Record<string, string>> = {
  attribution: 'BY',
  by: 'BY',
  noncommercial: 'NC',
  nc: 'NC',
  sharealike: 'SA',
  sa: 'SA',
  noderivs: 'ND',
  noderivatives: 'ND',
  noderivative: 'ND',
  nd: 'ND',
};

/** “Creative Commons Attribution-ShareAlike 3.0 Unported License”. */
function ccAt(words: readonly RawWord[], i: number): LicenceName | null {
  let at = i;
  const first = wordAt(words, at);
  if (first === 'creative' && wordAt(words, at + 1) === 'commons') at += 2;
  else if (/^cc(?:by|bync|bysa|bynd|byncsa|byncnd)$/.test(first)) at += 0;
  else if (first === 'cc') at += 1;
  else return null;
  const parts: string[] = [];
  for (; at < words.length && parts.length < 6; at += 1) {
    const word = wordAt(words, at);
    if (word === 'share' && wordAt(words, at + 1) === 'alike') {
      parts.push('SA');
      at += 1;
      continue;
    }
    if (word === 'non' && wordAt(words, at + 1) === 'commercial') {
      parts.push('NC');
      at += 1;
      continue;
    }
    const glued = partsOf(word);
    if (glued === null) {
      if (word === 'license' || word === 'cc') continue;
      break;
    }
    for (const part of glued) parts.push(part);
  }
  if (parts[0] !== 'BY') return null;
  while (['license', 'version', 'unported', 'international', 'generic'].includes(wordAt(words, at))) at += 1;
  const version = /^\d\.\d$/.test(wordAt(words, at)) ? wordAt(words, at) : null;
  let to = version === null ? at : at + 1;
  // A port to the law of a country is another licence.
  while (['license', 'unported', 'international', 'generic'].includes(wordAt(words, to))) to += 1;
  const port =
    version !== null &&
    /^(?:united|us|usa|de|germany|france|uk|australia|austria|netherlands|japan|canada|switzerland|spain|italy)$/.test(
      wordAt(words, to),
    );
  const kinds = new Set(parts);
  const id = `CC-${['BY', 'NC', 'ND', 'SA'].filter((p) => kinds.has(p)).join('-')}-${version ?? ''}`;
  return {
    from: i,
    to,
    family: 'CC',
    expression: version === null || port ? null : canonicalLicence(id),
    weak: false,
  };
}

/** `ccbysa`, `attributionnoncommercial` (the hyphen is gone) → its parts. */
function partsOf(word: string): string[] | null {
  let rest = word.replace(/^cc(?=by)/, '');
  const parts: string[] = [];
  while (rest !== '') {
    const key = Object.keys(CC_PARTS)
      .sort((a, b) => b.length - a.length)
      .find((k) => rest.startsWith(k));
    if (key === undefined) return null;
    parts.push(CC_PARTS[key] ?? '');
    rest = rest.slice(key.length);
  }
  return parts.length === 0 ? null : parts;
}

/** Words between a name and its version. */
const BETWEEN = new Set([
  'license',
  'licenses',
  'version',
  'ver',
  'vers',
  'v',
  'v.',
  'the',
  'gpl',
  'lgpl',
  'agpl',
  'mpl',
  'cddl',
  'epl',
  'gnu',
  'revision',
  'rev',
  'either',
  'release',
]);
const NUMBER = /^(\d(?:\.\d{1,2}){0,2}[a-c]?)(\+?)$/;
const WORD_NUMBERS: Readonly<Record<string, string>> = { one: '1', two: '2', three: '3' };

function versioned(
  words: readonly RawWord[],
  from: number,
  end: number,
  row: FamilyRow,
  weak: boolean,
): LicenceName {
  let at = end;
  let said = false;
  let license = false;
  for (let k = 0; k < 6 && BETWEEN.has(wordAt(words, at)); k += 1) {
    const word = wordAt(words, at);
    if (/^v/.test(word)) said = true;
    if (word === 'license' || word === 'licenses') license = true;
    at += 1;
  }
  // “, as published by the Free Software Foundation; either version 2 of the License”
  let published = false;
  if (matches(words, at, ['as', 'published', 'by', 'the', 'free', 'software', 'foundation'])) {
    published = true;
    at += 7;
    if (matches(words, at, ['inc'])) at += 1;
    while (['either', 'version', 'under', 'and', 'in', 'its'].includes(wordAt(words, at)) && at < end + 20) {
      if (wordAt(words, at) === 'version') said = true;
      at += 1;
    }
  }
  const number = NUMBER.exec(WORD_NUMBERS[wordAt(words, at)] ?? wordAt(words, at));
  const isNear = said || words[at]?.gap.includes('\n') !== true;
  if (
    number !== null &&
    isNear &&
    (row.plain === undefined ||
      row.family === 'BSL' ||
      row.family === 'CC0' ||
      row.family === 'UPL' ||
      row.family === 'SISSL')
  ) {
    const [, version = '', plus = ''] = number;
    const name = finish(words, from, at + 1, row, version, plus === '+');
    if (name.expression !== null || GNU.has(row.family)) return name;
  }
  const before = versionBefore(words, from);
  if (before !== null && row.plain === undefined) {
    const name = finish(words, from, license ? at : end, row, before.version, before.later);
    return { ...name, from: before.from };
  }
  let to = end;
  while (wordAt(words, to) === 'license' || wordAt(words, to) === 'licenses') to += 1;
  if (published) {
    const later = laterAt(words, at);
    return {
      from,
      to: later.kind === 'none' ? at : later.to,
      family: row.family,
      expression: null,
      weak: false,
    };
  }
  return {
    from,
    to,
    family: row.family,
    expression: row.plain === undefined ? null : canonicalLicence(row.plain),
    weak: weak && !LICENCE_NEXT.has(wordAt(words, end)),
  };
}

/** “version 2 (or later) of the …” */
function versionBefore(
  words: readonly RawWord[],
  from: number,
): { from: number; version: string; later: boolean } | null {
  let at = from - 1;
  while (at > from - 4 && ['the', 'of', 'gnu'].includes(wordAt(words, at))) at -= 1;
  if (at === from - 1) return null;
  for (let start = at; start > at - 10 && start > 0; start -= 1) {
    const word = wordAt(words, start);
    const number = NUMBER.exec(WORD_NUMBERS[word] ?? word);
    if (number !== null && /^(?:version|ver|v)$/.test(wordAt(words, start - 1))) {
      const later = laterAt(words, start + 1);
      if (later.kind === 'later' ? later.to < at : start < at) return null;
      if (later.kind === 'unclear') return null;
      return {
        from: start - 1,
        version: number[1] ?? '',
        later: later.kind === 'later' || number[2] === '+',
      };
    }
    if (!/^(?:or|at|your|option|any|later|version|newer|and|above)$/.test(word)) return null;
  }
  return null;
}

function finish(
  words: readonly RawWord[],
  from: number,
  end: number,
  row: FamilyRow,
  version: string,
  plus: boolean,
): LicenceName {
  const { family } = row;
  const dotted = version.includes('.') ? version : `${version}.0`;
  const later = laterAt(words, end);
  const to = later.to;
  const isLater = plus || later.kind === 'later';
  if (later.kind === 'unclear') return { from, to, family, expression: null, weak: false };
  if (later.kind === 'also') {
    const ids = [dotted, `${later.version}.0`].map((v) =>
      canonicalLicence(GNU.has(family) ? `${family}-${v}-only` : `${family}-${v}`),
    );
    const all = ids.every((id) => id !== null) ? canonicalLicence(ids.join(' OR ')) : null;
    return { from, to, family, expression: all, weak: false };
  }
  const listed = row.expressions?.[version] ?? row.expressions?.[dotted];
  const ids =
    listed !== undefined
      ? [listed]
      : GNU.has(family)
        ? [`${family}-${dotted}-${isLater ? 'or-later' : 'only'}`]
        : [`${family}-${version}`, `${family}-${dotted}`].map((id) => (isLater ? `${id}+` : id));
  const expression = ids.map(canonicalLicence).find((id) => id !== null) ?? null;
  return { from, to, family, expression, weak: false, explicit: isLater || later.kind === 'only' };
}

type Later =
  | { readonly kind: 'none' | 'later' | 'only' | 'unclear'; readonly to: number }
  | { readonly kind: 'also'; readonly version: string; readonly to: number };

/** Words of “or (at your option) any later version”, which come in many orders. */
const LATER_WORDS = new Set(
  'or and at your any the option choice discretion opinion of a version versions users recipients'.split(' '),
);
const LATER = new Set(['later', 'newer', 'greater', 'above', 'higher', 'up', 'subsequent', 'later.']);

function laterAt(words: readonly RawWord[], end: number): Later {
  let at = end;
  while (at < end + 4 && wordAt(words, at) === 'license') at += 1;
  for (const run of [
    ['of', 'the', 'license'],
    ['of', 'that', 'license'],
    ['of', 'the', 'gpl'],
    ['of', 'this', 'license'],
    ['of', 'the', 'licence'],
  ])
    if (matches(words, at, run)) at += run.length;
  if (matches(words, at, ['as', 'published', 'by', 'the', 'free', 'software', 'foundation'])) at += 7;
  const word = wordAt(words, at);
  if (word === 'only') return { kind: 'only', to: at + 1 };
  if (words[at]?.gap.includes('+') === true) return { kind: 'later', to: end };
  if (word === '+') return { kind: 'later', to: at + 1 };
  if (word !== 'or' && word !== 'and' && word !== 'any' && word !== 'at')
    return { kind: 'none', to: at > end && wordAt(words, at - 1) === 'license' ? at : end };
  // “or version 3”: a choice of versions.
  const other = /^(?:version|v)$/.test(wordAt(words, at + 1)) ? at + 2 : at + 1;
  const number = /^(\d)(?:\.0)?$/.exec(wordAt(words, other))?.[1];
  if (word === 'or' && number !== undefined) {
    const next = laterAt(words, other + 1);
    return next.kind === 'none' || next.kind === 'only' || next.kind === 'unclear'
      ? { kind: 'also', version: number, to: next.to }
      : { kind: 'unclear', to: next.to };
  }
  for (let k = at; k < at + 10; k += 1) {
    const next = wordAt(words, k);
    if (LATER.has(next)) {
      let to = k + 1;
      while (['version', 'versions', 'release'].includes(wordAt(words, to))) to += 1;
      for (let j = to; j < to + 5; j += 1)
        if (['accepted', 'approved', 'endorsed'].includes(wordAt(words, j)))
          return { kind: 'unclear', to: j };
      if (matches(words, to, ['at', 'your', 'option'])) to += 3;
      return { kind: 'later', to };
    }
    // “or (at your option) version 3, or any later version accepted by …”: a choice of versions.
    const further = /^(\d)(?:\.0)?$/.exec(next)?.[1];
    if (word === 'or' && further !== undefined && wordAt(words, k - 1) === 'version') {
      const rest = laterAt(words, k + 1);
      if (rest.kind === 'later') return { kind: 'unclear', to: rest.to };
      return { kind: 'also', version: further, to: rest.kind === 'also' ? k + 1 : rest.to };
    }
    if (!LATER_WORDS.has(next)) break;
  }
  return { kind: 'none', to: end };
}
