/** Cargo requirements (https://doc.rust-lang.org/cargo/reference/specifying-dependencies.html): bare means caret. */
import { expand, parsePartial } from './npm.ts';
import type { Comparator, ComparatorSet } from './range.ts';

export function parseCargo(text: string): readonly ComparatorSet[] | null {
  const all: Comparator[] = [];
  for (const requirement of text.split(',')) {
    const match = /^(\^|~|<=|>=|<|>|=)?\s*([^\s]+)$/.exec(requirement.trim());
    const partial = match === null ? null : parsePartial(match[2] ?? '');
    if (match === null || partial === null) return null;
    const isWildcard = /[*xX]/.test(match[2] ?? '');
    all.push(...expand(match[1] ?? (isWildcard ? '=' : '^'), partial));
  }
  return [{ all, prereleases: all.some(({ version }) => version.includes('-')) }];
}
