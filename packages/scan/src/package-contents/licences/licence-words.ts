/**
 * A licence text as the words that count, after the SPDX matching guidelines (SPDX 2.3 annex B): case, white space,
 * punctuation, quotes, dashes, list markers, copyright notices, addresses, mark-up and the spelling of some words do
 * not make another licence.
 */
import { withoutEnd } from '@theriac/core';

/** Words of a text, and the 1-based line on which each stands. */
export interface LicenceWords {
  readonly words: readonly string[];
  readonly lines: readonly number[];
  /** Place of each word in {@link plain}. */
  readonly at: readonly number[];
  /** The words before names and alternatives got one form. */
  readonly plain: readonly string[];
}

interface Placed {
  readonly words: readonly string[];
  readonly at: readonly number[];
}

/** Stands for what a party's name may fill: `neither the name of §`. */
export const SLOT = '§';

/** Spellings that the guidelines hold equal (B.9), by their first form; `-ize` is read as `-ise`. */
const EQUAL_WORDS: Readonly<Record<string, string>> = {
  acknowledgment: 'acknowledgement',
  acknowledgments: 'acknowledgements',
  analogue: 'analog',
  artefact: 'artifact',
  artefacts: 'artifacts',
  cancelled: 'canceled',
  catalogue: 'catalog',
  centre: 'center',
  defence: 'defense',
  favour: 'favor',
  favourite: 'favorite',
  fulfil: 'fulfill',
  fulfilment: 'fulfillment',
  honour: 'honor',
  judgment: 'judgement',
  labelling: 'labeling',
  labour: 'labor',
  licence: 'license',
  licences: 'licenses',
  licenced: 'licensed',
  licencee: 'licensee',
  licencees: 'licensees',
  licencing: 'licensing',
  merchantibility: 'merchantability',
  modelled: 'modeled',
  modelling: 'modeling',
  offence: 'offense',
  practise: 'practice',
  programme: 'program',
  programmes: 'programs',
  signalling: 'signaling',
  sublicence: 'sublicense',
  sublicences: 'sublicenses',
  sublicencing: 'sublicensing',
  sublicenced: 'sublicensed',
  whilst: 'while',
  wilful: 'willful',
};

interface Slot {
  readonly before: string;
  readonly after: string;
  /** Words at most between them. */
  readonly max: number;
}

/**
 * Where a text names a party, which the SPDX templates let vary (B.3.4): between these words anything up to `max`
 * words counts as the same.
 */
const SLOTS: readonly Slot[] = [
  { before: 'in no event shall', after: 'be liable', max: 35 },
  { before: 'in no event will', after: 'be liable', max: 35 },
  { before: 'software is provided by', after: 'as is', max: 35 },
  { before: 'materials are provided by', after: 'as is', max: 35 },
  { before: 'as is and', after: 'disclaims all', max: 20 },
  { before: 'as is and', after: 'disclaim all', max: 20 },
  { before: 'gnu general public license version 2 june 1991', after: 'everyone is permitted', max: 20 },
  { before: 'version 1 february 1989', after: 'everyone is permitted', max: 20 },
  { before: 'version 2.1 february 1999', after: 'everyone is permitted', max: 20 },
  { before: 'license version 2 june 1991', after: 'everyone is permitted', max: 20 },
  { before: 'version 1.1 march 2000', after: 'everyone is permitted', max: 20 },
  { before: 'version 1.2 november 2002', after: 'everyone is permitted', max: 20 },
  { before: 'write to the free software foundation inc', after: 'usa', max: 20 },
  { before: 'neither the name of', after: 'may be used', max: 45 },
  { before: 'neither the names of', after: 'may be used', max: 45 },
  { before: 'neither the name', after: 'may be used', max: 45 },
  { before: 'none of the names of', after: 'may be used', max: 45 },
  { before: 'the name of', after: 'may not be used', max: 30 },
  { before: 'the name', after: 'may not be used to endorse', max: 30 },
  { before: 'the names', after: 'may not be used to endorse', max: 30 },
  { before: 'the names of', after: 'may not be used', max: 30 },
  { before: 'the name of', after: 'not be used in advertising', max: 30 },
  { before: 'includes software developed by', after: 'neither the name', max: 40 },
  { before: 'includes software developed by', after: 'the name of', max: 40 },
];

/** Words of terms: what holds them is not only a name. */
const NOT_IN_NAMES = new Set(
  'must commercial prohibited forbidden except unless permission granted license fee royalty'.split(' '),
);

/** Sentences that the templates give as alternatives of each other (B.3.4, `<alt>`). */
const ALTERNATIVES: readonly (readonly [from: string, to: string])[] = [
  [`neither the name of ${SLOT} may be used`, `the name of ${SLOT} may not be used`],
  [`neither the names of ${SLOT} may be used`, `the name of ${SLOT} may not be used`],
  [`neither the name ${SLOT} may be used`, `the name of ${SLOT} may not be used`],
  [`none of the names of ${SLOT} may be used`, `the name of ${SLOT} may not be used`],
  [`the names of ${SLOT} may not be used`, `the name of ${SLOT} may not be used`],
  ['the name of the author may not be used', `the name of ${SLOT} may not be used`],
  [`the name ${SLOT} may not be used to endorse`, `the name of ${SLOT} may not be used to endorse`],
  [`the names ${SLOT} may not be used to endorse`, `the name of ${SLOT} may not be used to endorse`],
  ['modify and or distribute', 'modify and distribute'],
  ['copyright owner', 'copyright holder'],
  ['copyright owners', 'copyright holders'],
];

/** One line that only says whose it is. */
const COPYRIGHT_LINE =
  /^[\W_]{0,20}(?:portions?[ ,]{1,3}|the |software |modifications |original |some |parts? |[\w.@/-]{1,40} is )?(?:(?:©|copr\.|copyrights?\b)[ \t:,]{0,4}(?:©|\(c\)|by |notice:)?[ \t:,]{0,4}(?:©|\(c\)|by )?[ \t:,]{0,4}(?:(?:in |years? |since |january|february|march|april|may |june|july|august|september|october|november|december)?[ \t]{0,2}(?:\d{4}|[<[{(]|x{2,4}|y{4}|\d{1,2}\/)|[A-Z@])|\(c\)[ \t]{0,4}(?:copyright|by|\d{4}|[<[{]))/;
/** Such a line must not also be law. */
const NOT_A_NOTICE =
  /\b(?:notices?|holders?|owners?|statement|licen[cs]ees?|law|laws|act|interest|treaty|permission|redistribut\w*|granted|warrant\w*|infring\w*|means|shall|provided that)\b/i;
/** A notice that runs on into the text, when a paragraph stands on one line. */
const COPYRIGHT_RUN =
  /(?:©|\(c\)|copyright)[ \t]{0,3}(?:©|\(c\))?[ \t]{0,3}(?:\d{4}|<[^<>\n]{1,40}>|\[[^[\]\n]{1,40}\])[^\n]{0,200}?(?=(?:\ball rights reserved|\bpermission is hereby|\bpermission to use|\bredistribution and use|\blicensed under|\bthis (?:program|file|library|software|work)\b|\beveryone is permitted|$))/gim;

const MARKUP = /<\/?[a-z!][^<>\n]{0,300}>|<[^<>\n]{1,80}>/gi;
const ADDRESS =
  /\b(?:https?:\/\/|ftp:\/\/|www\.)[^\s<>")\]]{1,300}|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}/gi;
/** Opens a comment line in m4 and in Windows scripts, where it is a word. */
const COMMENT_WORD = /^\s*(?:dnl|rem|@rem)\b/i;
/** Ends of lines in strings of code. */
export const ESCAPED_END = /\\[nr](?=["'\\\s]|[A-Z(*#/]|$)/gm;
const LIST_MARKER = /(^|[\s("“*])\(?(?:\d{1,2}(?:\.\d{1,2}){0,2}|[a-z]|[ivx]{2,4})[.):](?=[\s*]|$)/gim;

/** @param text decoded, lines ended by LF */
export function licenceWords(text: string): LicenceWords {
  const found: string[] = [];
  const lines: number[] = [];
  let number = 0;
  let notice = '';
  for (const line of prepared(text).split('\n')) {
    number += 1;
    if (isCopyrightLine(line) || (notice !== '' && runsOn(notice, line))) {
      notice = line.trim();
      continue;
    }
    notice = '';
    for (const [word] of cleaned(line).matchAll(/[a-z0-9.+]+/g)) {
      for (const part of plainWord(word).split(' ')) {
        if (part === '') continue;
        found.push(part);
        lines.push(number);
      }
    }
  }
  const placed = withSlots({ words: found, at: found.map((_, i) => i) });
  return { ...placed, lines: placed.at.map((i) => lines[i] ?? 0), plain: found };
}

/** Mark-up and entities gone, in the whole text: tags may break words across a line. Line breaks are kept. */
function prepared(text: string): string {
  return text
    .replaceAll('\u0000', ' ')
    .replace(/&(?:nbsp|#160|#xa0);/gi, ' ')
    .replace(/&(?:quot|apos|ldquo|rdquo|lsquo|rsquo|#3[49]|#822\d);/gi, "'")
    .replace(/&amp;/gi, '&')
    .replace(/&copy;/gi, '(c)')
    .replace(/&(?:lt|gt);/gi, (entity) => (entity.toLowerCase() === '&lt;' ? '<' : '>'))
    .replace(/\[([^\]\n]{1,200})\]\((?:https?:\/\/|#|\.|\/|mailto:)[^)\s]{0,300}\)/g, '$1')
    .replace(COPYRIGHT_RUN, ' ')
    .replace(MARKUP, ' ')
    .replace(ESCAPED_END, ' ')
    .replace(/([a-z])-[ \t]{0,3}\n[\s*#/;>%-]{0,12}([a-z])/g, '$1$2\n');
}

/** Whether the line is a copyright notice and nothing else. */
export function isCopyrightLine(line: string): boolean {
  if (line.length >= 300) return false;
  // What comes before the name is compared without case; the name itself begins with a capital.
  const plain = line.trim().replace(/^.{0,60}?\bcopyrights?\b/i, (start) => start.toLowerCase());
  return (
    COPYRIGHT_LINE.test(plain) && !NOT_A_NOTICE.test(line.replace(/copyright (?:notice:?|holders?:)/i, ''))
  );
}

/** Whether `line` goes on with the names of the notice before it. */
function runsOn(notice: string, line: string): boolean {
  const open = /(?:[,&]|\band|\bby|\bof|\bfor)$/i.test(notice);
  return open && line.trim() !== '' && line.length < 100 && !NOT_A_NOTICE.test(line) && !/\.\s+\S/.test(line);
}

function cleaned(line: string): string {
  return line
    .replace(COMMENT_WORD, ' ')
    .replace(ADDRESS, ' ')
    .replace(LIST_MARKER, '$1 ')
    .toLowerCase()
    .replace(/(^|\s)\d{1,2}(?:\.\d{1,2}){0,3}[.)](?=[a-z“"])/g, ' ')
    .replace(/['`´‘’]/g, '')
    .replace(/(?<=[a-z])[-‐‑–](?=[a-z])/g, '')
    .replace(/\ball rights reserved\b/g, ' ');
}

/** One word as the guidelines spell it; two for “asis”; empty for a mere dot. */
export function plainWord(word: string): string {
  const bare = withoutEnd(word.replace(/^[.+]+/, ''), '.').replace(/^v\.?(?=\d)/, '');
  if (bare === 'asis') return 'as is';
  if (Object.hasOwn(EQUAL_WORDS, bare)) return EQUAL_WORDS[bare] ?? bare;
  return bare.length > 6 ? bare.replace(/iz(ation|ations|ing|ed|es|e)$/, 'is$1') : bare;
}

/** Words that the templates make optional, before names are looked for. */
const OPTIONAL: readonly (readonly [from: string, to: string])[] = [
  ['this is provided by', 'this software is provided by'],
  ['out of the use of this even if', 'out of the use of this software even if'],
  ['this permission notice including the next paragraph shall', 'this permission notice shall'],
];

/** Puts {@link SLOT} where a party is named, and one form for sentences that are alternatives. */
function withSlots(input: Placed): Placed {
  let current = input;
  for (const [from, to] of OPTIONAL) current = replaceRun(current, from.split(' '), to.split(' '));
  for (const slot of SLOTS) current = replaceBetween(current, slot);
  for (const [from, to] of ALTERNATIVES) current = replaceRun(current, from.split(' '), to.split(' '));
  return current;
}

function replaceBetween(input: Placed, slot: Slot): Placed {
  const { words, at } = input;
  const before = slot.before.split(' ');
  const after = slot.after.split(' ');
  const out: { words: string[]; at: number[] } = { words: [], at: [] };
  let copied = 0;
  for (let i = 0; i + before.length < words.length; i += 1) {
    if (words[i] !== before[0] || !runAt(words, i, before)) continue;
    const start = i + before.length;
    let end = -1;
    for (let j = start; j <= start + slot.max && j < words.length; j += 1) {
      // “neither … may not” turns the meaning around: no name stands there.
      if (words[j] === 'not' && after[1] !== 'not' && after[0] !== 'not') break;
      if (NOT_IN_NAMES.has(words[j] ?? '')) break;
      if (words[j] === after[0] && runAt(words, j, after)) {
        end = j;
        break;
      }
    }
    if (end < start) continue;
    copy(input, copied, start, out);
    out.words.push(SLOT);
    out.at.push(at[start] ?? 0);
    copied = end;
    i = end - 1;
  }
  if (copied === 0) return input;
  copy(input, copied, words.length, out);
  return out;
}

function replaceRun(input: Placed, from: readonly string[], to: readonly string[]): Placed {
  const { words, at } = input;
  const out: { words: string[]; at: number[] } = { words: [], at: [] };
  let copied = 0;
  for (let i = words.indexOf(from[0] ?? ''); i >= 0; i = words.indexOf(from[0] ?? '', i + 1)) {
    if (i < copied || !runAt(words, i, from)) continue;
    copy(input, copied, i, out);
    for (const word of to) {
      out.words.push(word);
      out.at.push(at[i] ?? 0);
    }
    copied = i + from.length;
  }
  if (copied === 0) return input;
  copy(input, copied, words.length, out);
  return out;
}

function copy(from: Placed, start: number, end: number, to: { words: string[]; at: number[] }): void {
  for (let i = start; i < end; i += 1) {
    to.words.push(from.words[i] ?? '');
    to.at.push(from.at[i] ?? 0);
  }
}

/** Whether the words of `run` stand at `at`. */
export function runAt(words: readonly string[], at: number, run: readonly string[]): boolean {
  for (let k = 0; k < run.length; k += 1) if (words[at + k] !== run[k]) return false;
  return true;
}
