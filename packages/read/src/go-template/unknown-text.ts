/** Text inside a rendered template that is not known before it runs, in characters for private use. */

const OPEN = '\uE000';
const CLOSE = '\uE001';
const MARKED = /\uE000([^\uE000\uE001]{0,2000})\uE001/;
const LONGEST = 200;

/**
 * Encoded, so that the reason means nothing to the syntax around it.
 * @param reason follows "is not known:"
 */
export function unknownText(reason: string): string {
  return OPEN + encodeURIComponent(reason.toWellFormed().slice(0, LONGEST).toWellFormed()) + CLOSE;
}

/** Why a text is not known; undefined when it is. */
export function unknownReason(text: string): string | undefined {
  const encoded = MARKED.exec(text)?.[1];
  if (encoded === undefined) return undefined;
  try {
    return decodeURIComponent(encoded);
  } catch {
    // Someone else's text with these characters in it.
    return 'a template makes it';
  }
}
