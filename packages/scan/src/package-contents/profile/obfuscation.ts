/**
 * Whether code was run through an obfuscator, as against a minifier: names like `_0x3fa2c1`, tables of scrambled texts
 * with a function that looks them up, texts written in escapes throughout.
 */
import type { FlatTree } from './javascript-tree.ts';

const SCRAMBLED = /^_0x[0-9a-f]{3,}$|^(?:[Il1]{6,}|[oO0]{6,})$/;

export function isObfuscated(text: string, tree: FlatTree): boolean {
  let scrambled = 0;
  let names = 0;
  for (const node of tree.nodes) {
    if (node.type !== 'Identifier') continue;
    names += 1;
    if (SCRAMBLED.test(node.name)) scrambled += 1;
  }
  if (scrambled >= 10 && scrambled > names / 20) return true;
  return escapedTexts(text) || isEsoteric(text);
}

/** `'\x68\x65\x6c\x6c\x6f'`: letters that need no escape, by the dozen. */
function escapedTexts(text: string): boolean {
  let runs = 0;
  for (const [run] of text.matchAll(/(?:\\x[2-7][0-9a-f]){8,200}/gi)) {
    const letters = [...run.matchAll(/\\x(?:6[1-9a-f]|7[0-9a]|4[1-9a-f]|5[0-9a])/gi)].length;
    if (letters > run.length / 4 / 1.5) runs += 1;
    if (runs >= 4) return true;
  }
  return false;
}

/** JSFuck and its like: a program of six signs; and those of hidden blanks. */
function isEsoteric(text: string): boolean {
  return /[[\]()!+]{400}/.test(text.replace(/\s+/g, '').slice(0, 2_000_000));
}
