/** Patterns of queries. */

/** The texts between the stars of a pattern; `\*` is a star itself. */
export function partsOf(pattern: string): string[] {
  const parts = [''];
  for (let at = 0; at < pattern.length; at += 1) {
    const char = pattern[at] ?? '';
    if (char === '*') parts.push('');
    else {
      const isEscape = char === '\\' && pattern[at + 1] === '*';
      if (isEscape) at += 1;
      parts[parts.length - 1] += isEscape ? '*' : char;
    }
  }
  return parts;
}

/** `*` is any text, `\*` a star. Greedy from the left with one point to return to, which is linear for each star. */
export function matchesGlob(text: string, pattern: string): boolean {
  const [first = '', ...rest] = partsOf(pattern.toLowerCase());
  const given = text.toLowerCase();
  if (!given.startsWith(first)) return false;
  const last = rest.pop();
  if (last === undefined) return given === first;
  let from = first.length;
  for (const part of rest) {
    const at = given.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return given.length - last.length >= from && given.endsWith(last);
}
