/** RubyGems requirements (https://guides.rubygems.org/patterns/#pessimistic-version-constraint). */
import { leadingNumbers } from '../text-order.ts';
import { bumped, type Comparator, type ComparatorSet, comparator } from './range.ts';

const REQUIREMENT = /^(~>|<=|>=|!=|<|>|=)?\s*([0-9A-Za-z][0-9A-Za-z.-]*)$/;

export function parseGem(text: string): readonly ComparatorSet[] | null {
  const all: Comparator[] = [];
  for (const requirement of text.split(',')) {
    const [, op = '=', version = ''] = REQUIREMENT.exec(requirement.trim()) ?? [];
    if (version === '') return null;
    if (op === '~>') for (const one of pessimistic(version)) all.push(one);
    else if (op === '<' || op === '<=' || op === '>' || op === '>=' || op === '!=' || op === '=') {
      all.push(comparator(op, version));
    }
  }
  return [{ all, prereleases: true }];
}

/** `~> 2.0.8`: at least that, and before 2.1, of which prereleases are not part either. */
function pessimistic(version: string): readonly Comparator[] {
  const numbers = leadingNumbers(version) ?? ['0'];
  const upper = bumped(numbers, Math.max(0, numbers.length - 2));
  return [comparator('>=', version), { op: '<', version: upper, againstRelease: true }];
}
