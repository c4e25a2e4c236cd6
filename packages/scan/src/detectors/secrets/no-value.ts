/** Values that are none: masked, a place to fill in, an expression that values have to match, or words again and again. */

/** Of marks that stand in the place of characters: `****`, `••••`, `####`, also as percent escapes. */
const MASKED = /(?:\*|%2[aA]|[#•●█]){3}|^(?:[*•●█xX.#_-]|%2[aA]){1,200}$/;

/** Names in braces of every style, and whole values between marks. */
const TEMPLATE =
  /\$\{|\{\{|\.\.\.|…|\{%|<%|\$\([\w. -]{1,60}\)|\{[A-Za-z_]{2}[\w .:|-]{0,60}\}|^\[{1,2}[A-Za-z_][\w .-]{0,60}\]{1,2}$|^%[A-Za-z_][\w.-]{0,60}%$|^@{1,2}[A-Za-z_][\w.-]{0,60}@{1,2}$|^_{2}[A-Za-z]\w{0,60}_{2}$|^#[A-Za-z_][\w.-]{0,60}#$/;

/** What only regular expressions have: groups, ranges in classes, counts, and classes of characters. */
const EXPRESSION =
  /\(\?[:=!<]|\[\^|\[[a-zA-Z0-9]-[a-zA-Z0-9]|\\{1,2}[dwsSWDb](?![a-z])|\.[*+][?$)]?$|[\])]\{\d{1,4}(?:,\d{0,4})?\}|[\])][*+](?:$|[?$([{\\])/;

export function isNoValue(text: string): boolean {
  return MASKED.test(text) || TEMPLATE.test(text) || EXPRESSION.test(text) || isFillerWords(text);
}

const FILLER_WORDS =
  /test|example|dummy|sample|fake|demo|mock|placeholder|secret|token|password|value|invalid|string|foo|bar|baz|here|your|key|not|real/gi;
const SHORTEST = 8;
/** Longer values have such words by chance. */
const LONGEST = 200;
/** Of the characters of a value. */
const MOST_OTHER = 0.4;

/** `AKIATESTTESTTESTTEST`: two words or more that fill up nearly all of it. */
export function isFillerWords(text: string): boolean {
  if (text.length < SHORTEST || text.length > LONGEST) return false;
  const words = text.match(FILLER_WORDS);
  if (words === null || words.length < 2) return false;
  const filled = words.reduce((sum, { length }) => sum + length, 0);
  return text.length - filled <= text.length * MOST_OTHER;
}
