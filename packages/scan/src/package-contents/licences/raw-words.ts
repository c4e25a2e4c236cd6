/**
 * A file as all of its words in order, addresses among them: what notices are looked for in, and what is left over when
 * texts and notices are taken away. The words of {@link licenceWords} are a part of these.
 */
import { ESCAPED_END, isCopyrightLine, plainWord } from './licence-words.ts';

export interface RawWord {
  /** Lower case, spelt as the matching guidelines want; of an address `@host/path`. */
  readonly word: string;
  /** 1-based. */
  readonly line: number;
  /** What stands between the word before and this one, spaces gone; `\n` at the start of a line. */
  readonly gap: string;
  /** The line is a copyright notice and nothing else: not part of any terms. */
  readonly notice: boolean;
}

/** Empty before the first and after the last word. */
export const wordAt = (words: readonly RawWord[], i: number): string => words[i]?.word ?? '';

const ENTITIES: readonly (readonly [RegExp, string])[] = [
  [/&(?:nbsp|#160|#xa0);/gi, ' '],
  [/&(?:quot|apos|ldquo|rdquo|lsquo|rsquo|#3[49]|#822\d);/gi, "'"],
  [/&amp;/gi, '&'],
  [/&copy;/gi, '(c)'],
  [/&lt;/gi, '<'],
  [/&gt;/gi, '>'],
];
/** Addresses in tags and angle brackets are kept, the mark-up is not. */
const LINK = /<a\s[^<>]{0,200}?href\s?=\s?["']?(https?:[^\s<>"']{1,300})[^<>]{0,200}>/gi;
const BRACKETED = /<(?:URL:)?\s?((?:https?:\/\/|www\.)[^\s<>]{1,300})>/gi;
const TAG = /<\/?[a-z!][^<>\n]{0,300}>/gi;
/** An element of a pom or of a package's description. */
const LICENCE_TAG =
  /<licen[cs]es?(?:url|\s[^<>\n]{0,100})?>\s{0,20}(?:<licen[cs]e>\s{0,20})?(?:<(?:name|url)>)?/gi;
const HYPHENATED = /([a-z])-[ \t]{0,3}\n[\s*#/;>%-]{0,12}([a-z])/g;
/** A scheme, or hosts that are often written without one. */
const ADDRESS =
  /(?:https?|ftp):\/\/[^\s<>")\]}'`]{1,300}|\bwww\.[^\s<>")\]}'`]{1,300}|\b(?:spdx\.org|opensource\.org|gnu\.org|apache\.org|mozilla\.org|creativecommons\.org)\/[^\s<>")\]}'`]{1,200}|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}/gi;
const PIECE = /\u0001(\d{1,6})\u0001|[a-z0-9.+]+/g;
/** A mark that opens a comment line in m4 and Windows scripts, where it is a word. */
const COMMENT_WORD = /^\s*(?:dnl|rem|@rem)\b/i;
/** Such a line says more than whose it is. */
const SAYS_LICENCE = /licen[cs]e|licen[cs]ing|\b[al]?gpl|released|distributed|available under/i;

/** @param text decoded, LF */
export function rawWords(text: string): RawWord[] {
  const addresses: string[] = [];
  const words: RawWord[] = [];
  let plain = text.replaceAll('\u0000', ' ').replaceAll('\u0001', ' ');
  for (const [pattern, to] of ENTITIES) plain = plain.replace(pattern, to);
  plain = plain
    .replace(LINK, ' $1 ')
    .replace(BRACKETED, ' $1 ')
    .replace(ADDRESS, (address) => ` \u0001${addresses.push(addressKey(address)) - 1}\u0001 `)
    .replace(LICENCE_TAG, ' license: ')
    .replace(TAG, ' ')
    .replace(ESCAPED_END, ' ')
    .replace(HYPHENATED, '$1$2\n');
  let number = 0;
  for (const line of plain.split('\n')) {
    number += 1;
    const notice = isCopyrightLine(line) && !SAYS_LICENCE.test(line);
    const clean = line
      .replace(COMMENT_WORD, ' ')
      .toLowerCase()
      .replace(/(^|\s)\d{1,2}(?:\.\d{1,2}){0,3}[.)](?=[a-z“"])/g, ' ')
      .replace(/['`´‘’]/g, '')
      .replace(/(?<=[a-z])[-‐‑–](?=[a-z])/g, '');
    let end = 0;
    let gap = '\n';
    for (const match of clean.matchAll(PIECE)) {
      gap += clean.slice(end, match.index);
      end = match.index + match[0].length;
      const address = match[1] === undefined ? undefined : addresses[Number(match[1])];
      const word = address === undefined ? plainWord(match[0]) : `@${address}`;
      if (word === '') continue;
      const before = gap.length > 40 ? gap.slice(0, 40) : gap;
      for (const [i, part] of word.split(' ').entries())
        words.push({
          word: part,
          line: number,
          gap: i > 0 ? '' : before.replace(/[ \t]/g, ''),
          notice,
        });
      gap = '';
    }
  }
  return words;
}

/** Host and path in lower case, without scheme, `www.`, query, and what ends a sentence. */
function addressKey(address: string): string {
  return address
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/^www\./, '')
    .replace(/[?#].*$/s, '')
    .replace(/[.,;:!*]{1,5}$/, '')
    .replace(/\/{1,5}$/, '');
}
