/**
 * Licences that a file names without giving their text: SPDX tags, the standard headers of the common licences, and
 * sentences such as “released under the MIT licence”. A header in the licence's own words is sure; a sentence is not.
 */
import { canonicalLicence, parseLicence, recogniseLicence } from '@theriac/core/licence';

export interface NamedLicence {
  /** Canonical SPDX expression. */
  readonly expression: string;
  /** `tag`: SPDX-License-Identifier · `header`: standard header · `mention`: a sentence. */
  readonly kind: 'tag' | 'header' | 'mention';
  /** 1-based: the line that names it, and the first and last of the passage that it is in. */
  readonly line: number;
  readonly passage: readonly [from: number, to: number];
}

interface Header {
  readonly expression: string;
  /** Over lower-case words with single spaces; dots of versions are kept. Gaps are bounded, so it is linear. */
  readonly pattern: RegExp;
}

const HEADERS: readonly Header[] = [
  {
    expression: 'Apache-2.0',
    pattern:
      /licensed (?:to you )?under the apache license version 2\.0 .{0,700}?unless required by applicable law or agreed to in writing/,
  },
  {
    expression: 'MPL-2.0',
    pattern:
      /licensed under the mozilla public license version 2\.0 .{0,700}?unless required by applicable law or agreed to in writing/,
  },
  { expression: 'Apache-2.0', pattern: /licenses this file to you under the apache license version 2\.0/ },
  {
    expression: 'Apache-2.0',
    pattern:
      /you may not use (?:this|these) [a-z]{1,20} except in compliance with the license you may obtain a copy of the license at (?:http www\.)?apache\.org licenses license-2\.0/,
  },
  { expression: 'MPL-2.0', pattern: /subject to the terms of the mozilla public license v\.? ?2\.0/ },
  {
    expression: 'MPL-1.1',
    pattern: /contents of this file are subject to the mozilla public license version 1\.1/,
  },
  {
    expression: 'EPL-1.0',
    pattern: /made available under the terms of the eclipse public license v?\.? ?1\.0/,
  },
  {
    expression: 'EPL-2.0',
    pattern: /made available under the terms of the eclipse public license v?\.? ?2\.0/,
  },
  { expression: 'EUPL-1.2', pattern: /licensed under the eupl version 1\.2/ },
  { expression: 'BSL-1.0', pattern: /distributed under the boost software license version 1\.0/ },
  {
    expression: 'CDDL-1.0',
    pattern:
      /subject to the terms of the common development and distribution license (?:the license )?version 1\.0/,
  },
  {
    expression: 'CC0-1.0',
    pattern:
      /to the extent possible under law .{1,80}? (?:has|have) waived all copyright and related or neighboring rights/,
  },
];

const GNU = /(?:(lesser |library |affero )gnu |gnu (lesser |library |affero )?)general public licen[cs]e/g;
const GNU_IDS: Readonly<Record<string, string>> = {
  '': 'GPL',
  'lesser ': 'LGPL',
  'library ': 'LGPL',
  'affero ': 'AGPL',
};
const WINDOW = 420;
const MENTION =
  /(?:licen[cs]ed|released|distributed|available|published|provided|covered|is|are)(?: here| and distributed)? (?:under|by)(?: the)?(?: terms of)?(?: the)?(?: either)? ([a-z0-9][a-z0-9 .+/-]{1,60}?) licen[cs]e/g;

/** @param text decoded, LF */
export function namedLicences(text: string): NamedLicence[] {
  const found: Named[] = [];
  const plain = plainText(text);
  for (const one of tags(text)) found.push(one);
  for (const { expression, pattern } of HEADERS) {
    const match = pattern.exec(plain.text);
    if (match !== null) found.push({ expression, kind: 'header', line: plain.lineAt(match.index) });
  }
  for (const one of gnuHeaders(plain)) found.push(one);
  if (found.length === 0) for (const one of mentions(plain)) found.push(one);
  if (found.length === 0) return [];
  const lines = text.split('\n');
  return distinct(found).map((named) => ({ ...named, passage: passageOf(named, lines) }));
}

type Named = Omit<NamedLicence, 'passage'>;

/** Last lines of the standard headers. */
const LAST_LINE =
  /limitations under the license|along with (?:this|the)|boston,? ma|usa\.?$|if not,? (?:see|write)|gnu\.org\/licenses|mozilla\.org\/mpl|licenses?\/license-2\.0/i;

function passageOf({ line, kind }: Named, lines: readonly string[]): [from: number, to: number] {
  if (kind === 'tag') return [line, line];
  let from = line;
  while (from > 1 && line - from < 8 && /[a-z]/i.test(lines[from - 2] ?? '')) from -= 1;
  let to = line;
  while (to < lines.length && to - line < 6 && /[a-z]/i.test(lines[to] ?? '')) to += 1;
  if (kind === 'header')
    for (let i = line; i < Math.min(lines.length, line + 25); i += 1)
      if (LAST_LINE.test(lines[i] ?? '')) to = Math.max(to, i + 1);
  return [from, to];
}

function tags(text: string): Named[] {
  const found: Named[] = [];
  if (!text.includes('SPDX-License-Identifier')) return found;
  text.split('\n').forEach((line, i) => {
    // REUSE.toml writes the tag as a key.
    const match = /SPDX-License-Identifier[ \t]{0,8}[:=][ \t]{0,8}["']?([\w.+() :-]{1,300})/.exec(line);
    if (match === null || found.length >= 50) return;
    const expression = canonicalLicence(
      (match[1] ?? '')
        .trim()
        .replace(/(?:-->|\*\/)$/, '')
        .trimEnd()
        .replace(/\s-+$/, '')
        .trimEnd(),
    );
    if (expression !== null) found.push({ expression, kind: 'tag', line: i + 1 });
  });
  return found;
}

function gnuHeaders(plain: PlainText): Named[] {
  const found: Named[] = [];
  for (const match of plain.text.matchAll(GNU)) {
    if (found.length >= 20) break;
    const around = plain.text.slice(Math.max(0, match.index - 60), match.index + WINDOW);
    if (!/under the terms of|licen[cs]ed under|distributed under|subject to/.test(around.slice(0, 160)))
      continue;
    const after = plain.text.slice(match.index, match.index + WINDOW);
    const version = /version (\d(?:\.\d)?)|\bv(\d(?:\.\d)?)\b/.exec(after);
    const before = /version (\d(?:\.\d)?) (?:or at your option any later version )?of the $/.exec(
      plain.text.slice(Math.max(0, match.index - 90), match.index),
    );
    const number = before?.[1] ?? version?.[1] ?? version?.[2];
    if (number === undefined) continue;
    // “either version 2 or version 3” is a choice of its own.
    if (/version \d(?:\.\d)? or (?:at your option )?version \d/.test(after)) continue;
    const later =
      /any later version|or later\b|or newer\b/.test(after) || before?.[0].includes('later') === true;
    const family = GNU_IDS[match[1] ?? match[2] ?? ''] ?? 'GPL';
    const dotted = number.includes('.') ? number : `${number}.0`;
    const expression = canonicalLicence(`${family}-${dotted}-${later ? 'or-later' : 'only'}`);
    // The words of the FSF's header; anything looser is a mention.
    const standard = /version \d(?:\.\d)? of the license|as published by the free software foundation/.test(
      after,
    );
    if (expression !== null)
      found.push({ expression, kind: standard ? 'header' : 'mention', line: plain.lineAt(match.index) });
  }
  return found;
}

function mentions(plain: PlainText): Named[] {
  const found: Named[] = [];
  for (const match of plain.text.matchAll(MENTION)) {
    if (found.length >= 10) break;
    const result = recogniseLicence((match[1] ?? '').trim());
    if (result.kind === 'expression')
      found.push({ expression: result.expression, kind: 'mention', line: plain.lineAt(match.index) });
  }
  return found;
}

/** A README's section “License” that says nothing but a name. */
export function readmeLicence(text: string): Omit<NamedLicence, 'passage'> | null {
  const lines = text.split('\n');
  for (let i = 0; i < Math.min(lines.length, 5_000); i += 1) {
    const line = lines[i] ?? '';
    if (!/^\W{0,6}(?:the )?licen[cs](?:e|ing)\W{0,4}$/i.test(line.trim())) continue;
    for (const next of lines.slice(i + 1, i + 8)) {
      const words = next
        .replace(/\[([^\]]{1,80})\]\([^)]{0,300}\)/g, '$1')
        .replace(/[*_`#=~-]{2,}|[*_`]/g, ' ')
        .trim();
      if (words === '') continue;
      const name = words.split(/ ?(?:©|\(c\)|\bcopyright\b|,? see )/i)[0] ?? '';
      const result = recogniseLicence(name.replace(/[.]$/, ''));
      if (result.kind === 'expression')
        return { expression: result.expression, kind: 'mention', line: i + 1 };
    }
  }
  return null;
}

interface PlainText {
  readonly text: string;
  readonly lineAt: (offset: number) => number;
}

/** Lower case, comment marks and punctuation gone, single spaces. */
function plainText(text: string): PlainText {
  const starts: number[] = [];
  const parts: string[] = [];
  let length = 0;
  for (const line of text.split('\n')) {
    starts.push(length);
    const words = line
      .toLowerCase()
      .replace(/<[^<>]{1,200}>/g, ' ')
      .replace(/(?:https?:\/\/)(?:www\.)?/g, ' ')
      .replace(/[^a-z0-9.+-]+/g, ' ')
      .replace(/\.(?= |$)/g, '')
      .replace(/ {2,}/g, ' ')
      .trim();
    if (words === '') continue;
    parts.push(words);
    length += words.length + 1;
  }
  return {
    text: parts.join(' '),
    lineAt: (offset) => {
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = Math.ceil((low + high) / 2);
        if ((starts[middle] ?? 0) <= offset) low = middle;
        else high = middle - 1;
      }
      return low + 1;
    },
  };
}

function distinct(found: readonly Named[]): Named[] {
  const byKey = new Map<string, Named>();
  for (const item of found) {
    const key = `${item.kind} ${item.expression}`;
    if (!byKey.has(key) && parseLicence(item.expression).ok) byKey.set(key, item);
  }
  return [...byKey.values()];
}
