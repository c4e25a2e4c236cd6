/** Conan 2 (https://docs.conan.io/2/tutorial/versioning/version_ranges.html): prereleases only where a range says so. */
import { bumped, type Comparator, type ComparatorSet, comparator } from './range.ts';

const CONDITION = /^(\^|~|<=|>=|<|>|=)?([^\s<>=~^|,]+)$/;

export function parseConan(text: string): readonly ComparatorSet[] | null {
  const [conditions = '', ...options] = text.split(',').map((part) => part.trim());
  const included = options.some((option) => /^include_prerelease(?:=true)?$/i.test(option));
  if (conditions === '') return [];
  const sets: ComparatorSet[] = [];
  for (const alternative of conditions.split('||')) {
    const all: Comparator[] = [];
    let prereleases = included;
    for (const token of alternative
      .replace(/([<>=~^])\s+/g, '$1')
      .trim()
      .split(/\s+/)) {
      const [, op = '=', written = ''] = CONDITION.exec(token) ?? [];
      if (written === '') return null;
      if (written.includes('-')) prereleases = true;
      all.push(...condition(op, written.replace(/-$/, '')));
    }
    sets.push({ all, prereleases });
  }
  return sets;
}

function condition(op: string, version: string): readonly Comparator[] {
  if (version === '*') return [comparator('>=', '0.0.0')];
  const numbers = /^\d+(?:\.\d+)*/.exec(version)?.[0].split('.') ?? ['0'];
  switch (op) {
    case '^': {
      const index = numbers.findIndex((part) => !/^0+$/.test(part));
      return [comparator('>=', version), comparator('<', `${bumped(numbers, Math.max(0, index))}-`)];
    }
    case '~':
      return [
        comparator('>=', version),
        comparator('<', `${bumped(numbers, Math.min(1, numbers.length - 1))}-`),
      ];
    case '<':
    case '<=':
    case '>':
    case '>=':
      return [comparator(op, version)];
    default:
      return [comparator('=', version)];
  }
}
