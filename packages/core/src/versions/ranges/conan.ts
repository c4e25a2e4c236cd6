/** Conan 2 (https://docs.conan.io/2/tutorial/versioning/version_ranges.html): prereleases only where a range says so. */
import { leadingNumbers } from '../text-order.ts';
import { bumped, type Comparator, type ComparatorSet, caretIndex, comparator } from './range.ts';

const CONDITION = /^(\^|~|<=|>=|<|>|=)?([^\s<>=~^|,]+)$/;
const PRERELEASES = /^include_prerelease(?:=true)?$/i;
const AFTER_OPERATOR = /(?<=[<>=~^]) /g;

export function parseConan(text: string): readonly ComparatorSet[] | null {
  const [conditions = '', ...options] = text.split(',').map((part) => part.trim());
  const included = options.some((option) => PRERELEASES.test(option));
  if (conditions === '') return [];
  const sets: ComparatorSet[] = [];
  for (const alternative of conditions.replace(AFTER_OPERATOR, '').split('||')) {
    const all: Comparator[] = [];
    let prereleases = included;
    for (const token of alternative.trim().split(' ')) {
      const [, op, written = ''] = CONDITION.exec(token) ?? [];
      const read = condition(op, written.replace(/-$/, ''));
      if (read === null) return null;
      if (written.includes('-')) prereleases = true;
      for (const one of read) all.push(one);
    }
    sets.push({ all, prereleases });
  }
  return sets;
}

function condition(op: string | undefined, version: string): readonly Comparator[] | null {
  if (version === '') return null;
  if (version === '*') return [comparator('>=', '0.0.0')];
  switch (op) {
    case '^':
      return fromTo(version, caretIndex);
    case '~':
      return fromTo(version, (numbers) => Math.min(1, numbers.length - 1));
    case '<':
    case '<=':
    case '>':
    case '>=':
      return [comparator(op, version)];
    default:
      return [comparator('=', version)];
  }
}

/** From the version on, and before what comes after the number at the index, prereleases of that included. */
function fromTo(
  version: string,
  index: (numbers: readonly string[]) => number,
): readonly Comparator[] | null {
  const numbers = leadingNumbers(version);
  if (numbers === null) return null;
  return [comparator('>=', version), comparator('<', `${bumped(numbers, index(numbers))}-`)];
}
