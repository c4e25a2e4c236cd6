/** Text by Unicode code point, which is also the order of its UTF-8 bytes; no normalisation, no locale. */
import type { Scheme } from './scheme.ts';
import { MAX_VERSION_LENGTH } from './scheme.ts';

function compare(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i += 1) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return lifted(x) < lifted(y) ? -1 : 1;
  }
  return Math.sign(a.length - b.length);
}

/** Surrogates stand for code points above all others, so they are moved behind U+FFFF. */
function lifted(code: number): number {
  return code >= 0xd800 && code <= 0xdfff ? code + 0x10000 : code;
}

export const lexicographic: Scheme = {
  compare,
  isValid: (text) => text.length > 0 && text.length <= MAX_VERSION_LENGTH,
  isPrerelease: () => false,
  release: () => null,
};
