/**
 * Text for people out of text from anywhere. Names, titles and messages come from scanned files and feeds: they
 * must not move a cursor, reorder or hide what is read, split a line or flood a document.
 */
import { withoutCredentials } from '@theriac/core';
import { UNSEEN } from './unseen.ts';

/** Every such character as a space, credentials taken out; nothing else changes. */
export function visible(text: string): string {
  return withoutCredentials(text)
    .toWellFormed()
    .replace(/[\t\n]/g, ' ')
    .replace(UNSEEN, ' ');
}

/** One line of at most `max` characters, with `…` where it was cut. */
export function plain(text: string, max = 1000): string {
  // Before it is cut: half an address no longer shows what in it is a password.
  return clip(visible(clip(withoutCredentials(clip(text, MOST)), max * 4)).trim(), max);
}

/** Several lines; tabs become spaces. */
export function plainLines(text: string, max = 20_000): string {
  return clip(withoutCredentials(clip(text, MOST)), max)
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/\t/g, ' ')
    .replace(UNSEEN, ' ')
    .trim();
}

/** Longer text is cut before anything else is done with it. */
const MOST = 200_000;

function clip(text: string, max: number): string {
  if (text.length <= max) return text;
  const cut = text.slice(0, max - 1);
  // Not between the halves of a surrogate pair.
  return `${cut.isWellFormed() || !text.isWellFormed() ? cut : cut.slice(0, -1)}…`;
}

/** An http or https address that can be in a link, or undefined. */
export function webAddress(text: string | undefined): string | undefined {
  if (text === undefined || text.length > 2000 || !/^https?:\/\//i.test(text)) return undefined;
  const url = URL.parse(text);
  return url === null || url.username !== '' || url.password !== '' ? undefined : url.href;
}

/** A path as a relative URI reference (RFC 3986): segments percent-encoded, no scheme, never absolute. */
export function pathUri(path: string): string {
  const segments = withoutCredentials(path).toWellFormed().split('/').map(encodeURIComponent);
  while (segments.length > 1 && segments[0] === '') segments.shift();
  const uri = segments.join('/');
  return uri === '' ? '.' : uri;
}
