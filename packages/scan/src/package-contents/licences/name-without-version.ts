/** What the name of a licence means that has versions, where none is said. */
import type { Named } from './named-licences.ts';
import type { Context } from './notice-context.ts';
import { type RawWord, wordAt } from './raw-words.ts';

/**
 * What a name without a version means where something is said to be under it. Of GNU licences the recipient may choose any
 * version (GPL-2.0 section 9, LGPL-2.1 section 13). “BSD” may be any of three licences, and is not guessed.
 */
const WITHOUT_VERSION: Readonly<Record<string, string>> = {
  GPL: 'GPL-1.0-or-later',
  LGPL: 'LGPL-2.0-or-later',
};

/** Between a name and the number of its version. */
const VERSION_WORDS = 4;

/** “GPL”, not its full name: what the file says elsewhere is meant. */
export function isShort(words: readonly RawWord[], name: Named, { from }: Context): boolean {
  return !isModule(words, from) && !words.slice(name.from, name.to).some(({ word }) => word === 'public');
}

/** “The result is covered by the GPL” is no grant. */
export function isConsequence(words: readonly RawWord[], from: number, to: number): boolean {
  return words.slice(from, to).some(({ word }) => word === 'covered');
}

/** `MODULE_LICENSE("GPL")` */
function isModule(words: readonly RawWord[], from: number): boolean {
  return wordAt(words, from) === 'license' && wordAt(words, from - 1) === 'module';
}

/** @returns null where the name says too little */
export function withoutVersion(words: readonly RawWord[], name: Named, { from }: Context): string | null {
  const expression = WITHOUT_VERSION[name.family];
  if (expression === undefined || name.vague === true) return null;
  const text = words.slice(name.from, name.to).map(({ word }) => word);
  if (isConsequence(words, from, name.from)) return null;
  // Whether the word means version 2 alone is disputed; the file's header says it.
  if (isModule(words, from)) return null;
  if (text.includes('lesser') && !text.includes('library')) return 'LGPL-2.1-or-later';
  if (!name.address && /\d/.test(text.join())) return null;
  // A version in other words than those that are known.
  const isVersion = ({ word, notice }: RawWord, i: number): boolean =>
    !notice && (/^(?:versions?|v\d.*)$/.test(word) || (i < VERSION_WORDS && /^\d(?:\.\d)?$/.test(word)));
  return words.slice(name.to, name.to + 12).some(isVersion) ? null : expression;
}
