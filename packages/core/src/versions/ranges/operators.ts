/** Plain operators: Debian (`>> 1.0`), Alpine (`~1.2`), RPM, Arch and everything without a grammar of its own. */
import { leadingNumbers } from '../text-order.ts';
import { type Comparator, type ComparatorSet, comparator, increment, type Operator } from './range.ts';

const OPERATORS: ReadonlyMap<string, Operator> = new Map([
  ['<<', '<'],
  ['<', '<'],
  ['<=', '<='],
  ['=', '='],
  ['==', '='],
  ['!=', '!='],
  ['>=', '>='],
  ['>', '>'],
  ['>>', '>'],
]);

const REQUIREMENT = /^(<<|>>|<=|>=|==|!=|=~|~=|<|>|=|~)?\s*([^\s<>=!|(),]+)$/;

/** `bare`: what a version without operator means. */
export function parseOperators(text: string, bare: Operator): readonly ComparatorSet[] | null {
  const sets: ComparatorSet[] = [];
  for (const alternative of text.split('|')) {
    if (alternative === '' && text.includes('||')) continue;
    const all: Comparator[] = [];
    for (const requirement of alternative.replace(/[()]/g, ' ').split(',')) {
      const match = REQUIREMENT.exec(requirement.trim());
      if (match === null) return null;
      const version = match[2] ?? '';
      if (version === '*') continue;
      const op = match[1] === undefined ? bare : OPERATORS.get(match[1]);
      for (const one of op === undefined ? startingWith(version) : [comparator(op, version)]) all.push(one);
    }
    sets.push({ all, prereleases: true });
  }
  return sets;
}

/** apk `~1.2`: every version that begins with these numbers. */
function startingWith(version: string): readonly Comparator[] {
  const numbers = leadingNumbers(version) ?? [];
  const last = numbers.at(-1);
  if (last === undefined) return [comparator('=', version)];
  return [
    comparator('>=', version),
    comparator('<', `${[...numbers.slice(0, -1), increment(last)].join('.')}_alpha`),
  ];
}
