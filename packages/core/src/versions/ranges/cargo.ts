/** Cargo requirements (https://doc.rust-lang.org/cargo/reference/specifying-dependencies.html): bare means caret. */
import { expand, parsePartial } from './npm.ts';
import type { Comparator, ComparatorSet } from './range.ts';

const REQUIREMENT = /^(\^|~|<=|>=|<|>|=)?\s*(\S+)$/;

export function parseCargo(text: string): readonly ComparatorSet[] | null {
  const all: Comparator[] = [];
  for (const requirement of text.split(',')) {
    const [, op, version = ''] = REQUIREMENT.exec(requirement.trim()) ?? [];
    const partial = parsePartial(version);
    if (partial === null) return null;
    const isWildcard = /[*xX]/.test(version);
    for (const one of expand(op ?? (isWildcard ? '=' : '^'), partial)) all.push(one);
  }
  return [{ all, prereleases: all.some(({ version }) => version.includes('-')) }];
}
