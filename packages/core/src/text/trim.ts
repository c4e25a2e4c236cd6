/** Ends of texts, in linear time: an expression such as `/\\/+$/` begins anew at each of the characters that it removes. */

/** The text without any of `characters` at its end: a list, or an expression that matches one of them. */
export function withoutEnd(text: string, characters: string | RegExp): string {
  const isOne =
    typeof characters === 'string'
      ? (character: string) => characters.includes(character)
      : (character: string) => characters.test(character);
  let end = text.length;
  while (end > 0 && isOne(text.charAt(end - 1))) end -= 1;
  return end === text.length ? text : text.slice(0, end);
}

/** `Jane Doe <jane@example.org>` → `Jane Doe`: the text without what is in angle brackets at its end. */
export function withoutAddress(text: string): string {
  if (!text.endsWith('>')) return text;
  const open = text.lastIndexOf('<');
  return open < 0 || text.indexOf('>', open) !== text.length - 1 ? text : text.slice(0, open).trimEnd();
}
