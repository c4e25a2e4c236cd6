/**
 * Text for people out of text from anywhere. Names, titles and messages come from scanned files and feeds: they
 * must not move a cursor, reorder or hide what is read, split a line or flood a document.
 */

/** C0, C1, soft hyphen, zero-width, bidirectional, line separators, byte order mark, tag characters. */
const UNSEEN =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufff9-\ufffb]|\u{e0001}|[\u{e0020}-\u{e007f}]/gu;
const UNSEEN_BUT_NEWLINE =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufff9-\ufffb]|\u{e0001}|[\u{e0020}-\u{e007f}]/gu;

/** Every such character as a space; nothing else changes. */
export function visible(text: string): string {
  return text.toWellFormed().replace(UNSEEN, ' ');
}

/** One line of at most `max` characters, with `…` where it was cut. */
export function plain(text: string, max = 1000): string {
  return clip(visible(clip(text, max * 4)).trim(), max);
}

/** Several lines; tabs become spaces. */
export function plainLines(text: string, max = 20_000): string {
  return clip(text, max).toWellFormed().replace(/\r\n?/g, '\n').replace(UNSEEN_BUT_NEWLINE, ' ').trim();
}

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
  const segments = path.toWellFormed().split('/').map(encodeURIComponent);
  while (segments.length > 1 && segments[0] === '') segments.shift();
  const uri = segments.join('/');
  return uri === '' ? '.' : uri;
}
