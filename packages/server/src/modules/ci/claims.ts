/** Whether claims of a token are those of a rule. */

/** @param pattern `*` stands for any characters but `/` */
export function matchesPattern(text: string, pattern: string): boolean {
  const parts = text.split('/');
  const wanted = pattern.split('/');
  return parts.length === wanted.length && parts.every((part, i) => matchesPart(part, wanted[i] ?? ''));
}

/** The pieces between the stars are found from left to right, each as early as possible: in linear time. */
function matchesPart(text: string, pattern: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length)
    return false;
  let at = first.length;
  const end = text.length - last.length;
  for (const piece of rest) {
    const found = text.indexOf(piece, at);
    if (found === -1 || found + piece.length > end) return false;
    at = found + piece.length;
  }
  return true;
}

export function matchesClaims(
  claims: Readonly<Record<string, unknown>>,
  wanted: Readonly<Record<string, string>>,
): boolean {
  return Object.entries(wanted).every(([name, pattern]) => {
    const value = Object.hasOwn(claims, name) ? claims[name] : undefined;
    // A list or an object has no one text.
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return false;
    return matchesPattern(String(value), pattern);
  });
}
