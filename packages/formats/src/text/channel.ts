/**
 * Channels: where text leaves. Each has one way in which text that came from scanned files, feeds and documents is made
 * safe as a whole, after it was put together, wrapped and padded: no control character or invisible character reaches a
 * terminal, no line is a command of a CI service, JSON is well-formed Unicode, and no credential leaves.
 */
import { withoutCredentials } from '@theriac/core';
import { UNSEEN } from './unseen.ts';

/** What a text is. */
export type Channel =
  /** Text of a terminal or of a log: the output of a command, and standard error. */
  | 'terminal'
  /** A document of plain text: notices, SPDX tag-value. */
  | 'text'
  | 'json'
  | 'xml'
  | 'html'
  | 'markdown'
  /** Written by us without a word from outside: documentation, schemas, completion scripts. */
  | 'own';

/** The one table of channels. */
export const CHANNELS: Readonly<Record<Channel, (text: string) => string>> = {
  terminal: (text) => plainText(withoutCredentials(text)),
  text: (text) => plainText(withoutCredentials(text)),
  json: (text) => jsonText(withoutCredentials(text)),
  xml: (text) => markupText(withoutCredentials(text)),
  html: htmlText,
  markdown: (text) => markupText(withoutCredentials(text)),
  own: (text) => text,
};

/** The text as it may leave through a channel; doing it again changes nothing. */
export function safeFor(channel: Channel, text: string): string {
  return CHANNELS[channel](text);
}

/**
 * As `terminal`, for text that we coloured.
 * @param ours matches the escape sequences that stay, with the flag `g`
 */
export function safeAround(ours: RegExp, text: string): string {
  const clean = withoutCredentials(text);
  let out = '';
  let from = 0;
  for (const match of clean.matchAll(ours)) {
    out += plainText(clean.slice(from, match.index)) + match[0];
    from = match.index + match[0].length;
  }
  return out + plainText(clean.slice(from));
}

/**
 * Commands to CI services, by the part that is broken up:
 * Azure Pipelines and GitHub `##vso[…]`, `##[…]`, TeamCity `##teamcity[…]`, anywhere in a line;
 * GitHub `::command::` and `::command key=value::` at the start of a line, which wrapping can make of any place;
 * GitLab `section_start:…`, Travis `travis_fold:…`.
 */
const HASHES = /##(?=[a-z]{0,20}\[)/gi;
const COLONS =
  /(?<![\w:])::(?=[a-z_-])|::(?<=^[^\S\n]*::)(?=\w)|::(?=(?:add-mask|add-matcher|add-path|debug|echo|endgroup|error|group|internal-set-repo-path|notice|remove-matcher|save-state|set-env|set-output|set-secret|stop-commands|warning)(?:::|\s))/gim;
const FOLDS = /(section_(?:start|end)|travis_(?:fold|time)):/gi;

/** @returns the text with the second character of each command written by `write` */
function broken(text: string, write: (char: string) => string): string {
  let safe = text;
  if (safe.includes('##')) safe = safe.replace(HASHES, () => `#${write('#')}`);
  if (safe.includes('::')) safe = safe.replace(COLONS, () => `:${write(':')}`);
  return safe.includes('_') ? safe.replace(FOLDS, (_, word: string) => `${word}${write(':')}`) : safe;
}

function plainText(text: string): string {
  return broken(text.toWellFormed().replace(UNSEEN, ' '), (char) => ` ${char}`);
}

function escapedUnit(char: string): string {
  return [...Array(char.length).keys()]
    .map((i) => `\\u${char.charCodeAt(i).toString(16).padStart(4, '0')}`)
    .join('');
}

/** An escape of JSON: a whole surrogate pair, one half of a pair, or any other. */
const JSON_ESCAPE =
  /\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(u[dD][89a-fA-F][0-9a-fA-F]{2})|[\s\S])/g;

/** The same JSON value; only half a surrogate pair, which is no text, becomes U+FFFD. */
function jsonText(text: string): string {
  let safe = text.toWellFormed().replace(UNSEEN, escapedUnit);
  if (/\\u[dD][89a-fA-F]/.test(safe))
    safe = safe.replace(JSON_ESCAPE, (whole, half: string | undefined) =>
      half === undefined ? whole : '\\ufffd',
    );
  return broken(safe, escapedUnit);
}

const entity = (char: string): string => `&#${char.codePointAt(0)};`;
/** C0 has no entity in XML 1.0. */
const C0 = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g;

function markupText(text: string): string {
  return broken(text.toWellFormed().replace(C0, ' ').replace(UNSEEN, entity), entity);
}

/** Our own scripts and styles stay as they are; data in a script is JSON. */
function htmlText(text: string): string {
  let out = '';
  let from = 0;
  for (const match of text.matchAll(/<(script|style)\b([^<>]{0,1000})>/g)) {
    if (match.index < from) continue;
    const begin = match.index + match[0].length;
    const end = text.indexOf(`</${match[1]}>`, begin);
    if (end < 0) break;
    const inner = text.slice(begin, end);
    const isData = /application\/json/.test(match[2] ?? '');
    out += markupText(withoutCredentials(text.slice(from, begin)));
    out += isData ? CHANNELS.json(inner) : inner;
    from = end;
  }
  return out + markupText(withoutCredentials(text.slice(from)));
}
