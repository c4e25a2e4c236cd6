/** Keys and scalars of the YAML subset, each on one line. */

/** The text is YAML that is left to the full parser, or no YAML at all. */
export class OutsideSubset extends Error {}

export function isItem(text: string): boolean {
  return text.charCodeAt(0) === 0x2d && (text.length === 1 || text.charCodeAt(1) === 0x20);
}

/** `key: rest` or `key:`; null when the line holds no key. */
export function splitKey(text: string): { key: string; rest: string } | null {
  const code = text.charCodeAt(0);
  if (code === 0x22 || code === 0x27) {
    const end = endOfQuoted(text);
    const after = text.charCodeAt(end + 1);
    if (after !== 0x3a) return null;
    const next = text.charCodeAt(end + 2);
    if (end + 2 < text.length && next !== 0x20 && next !== 0x09) return null;
    return { key: unquoted(text.slice(0, end + 1)), rest: text.slice(end + 2).trimStart() };
  }
  if (isIndicator(code)) {
    if (code === 0x7b || code === 0x5b) return null;
    throw new OutsideSubset();
  }
  // An empty key, and `- ` or `? ` spelt with a tab.
  if (code === 0x3a || /^[-?]\s/.test(text)) throw new OutsideSubset();
  for (let colon = text.indexOf(':'); colon >= 0; colon = text.indexOf(':', colon + 1)) {
    const after = text.charCodeAt(colon + 1);
    if (colon + 1 < text.length && after !== 0x20 && after !== 0x09) continue;
    const key = text.slice(0, colon).trimEnd();
    if (key.includes(' #') || key.includes('\t#')) return null;
    return { key, rest: text.slice(colon + 1).trimStart() };
  }
  return null;
}

/** Characters that a plain scalar cannot start with, or that mean something this reader leaves alone. */
export function isIndicator(code: number): boolean {
  // , [ ] { } # & * ! | > ' " % @ `
  return ',[]{}#&*!|>\'"%@`'.includes(String.fromCharCode(code)) && !Number.isNaN(code);
}

export function wholeScalar(text: string): string {
  const { value } = scalar(text);
  return value;
}

export function scalar(text: string): { value: string; comment?: string } {
  const code = text.charCodeAt(0);
  if (code === 0x22 || code === 0x27) {
    const end = endOfQuoted(text);
    const after = text.slice(end + 1);
    const value = unquoted(text.slice(0, end + 1));
    if (after === '') return { value };
    const comment = /^\s+#(.*)$/s.exec(after)?.[1];
    if (comment === undefined) throw new OutsideSubset();
    return { value, comment: comment.trim() };
  }
  if (isIndicator(code)) throw new OutsideSubset();
  // `- ` and `? ` open collections; `a: b` inside a value is an error for the full parser to name.
  if (/^[-?](?:\s|$)/.test(text)) throw new OutsideSubset();
  const hash = indexOfComment(text);
  const plain = (hash < 0 ? text : text.slice(0, hash)).trimEnd();
  if (/:(?:\s|$)/.test(plain)) throw new OutsideSubset();
  return hash < 0 ? { value: plain } : { value: plain, comment: text.slice(hash + 1).trim() };
}

/** Offset of a `#` that follows a blank; -1 when there is none. */
function indexOfComment(text: string): number {
  for (let hash = text.indexOf('#'); hash >= 0; hash = text.indexOf('#', hash + 1)) {
    const before = text.charCodeAt(hash - 1);
    if (before === 0x20 || before === 0x09) return hash;
  }
  return -1;
}

/** Offset of the closing quote of the scalar that starts at `start`. */
export function endOfQuoted(text: string, start = 0): number {
  const quote = text.charCodeAt(start);
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (quote === 0x22 && code === 0x5c) at += 1;
    else if (code === quote) {
      if (quote !== 0x27 || text.charCodeAt(at + 1) !== 0x27) return at;
      at += 1;
    }
  }
  throw new OutsideSubset();
}

export function unquoted(text: string): string {
  if (text.charCodeAt(0) === 0x27) return text.slice(1, -1).replaceAll("''", "'");
  const inner = text.slice(1, -1);
  if (!inner.includes('\\')) return inner;
  // JSON's escapes mean the same in YAML; YAML's further ones are rare.
  if (!/^(?:[^\\]|\\["\\/bfnrt]|\\u[0-9A-Fa-f]{4})*$/.test(inner) || /[\u0000-\u001f]/.test(inner))
    throw new OutsideSubset();
  return JSON.parse(text) as string;
}
