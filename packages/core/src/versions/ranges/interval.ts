/** Interval notation: Maven (https://maven.apache.org/pom.html#version-ranges) and NuGet, which differ in bare versions. */
import { type Comparator, type ComparatorSet, comparator, increment } from './range.ts';

/** Bare versions: what Maven prefers is that version, what NuGet asks for is at least that version. */
export function parseMaven(text: string): readonly ComparatorSet[] | null {
  return parseIntervals(text, (version) => [comparator('=', version)]);
}

export function parseNuget(text: string): readonly ComparatorSet[] | null {
  return parseIntervals(text, (version) => floating(version) ?? [comparator('>=', version)]);
}

function parseIntervals(
  text: string,
  bare: (version: string) => readonly Comparator[],
): readonly ComparatorSet[] | null {
  const sets: ComparatorSet[] = [];
  let rest = text.trim();
  if (rest === '') return null;
  if (!/[[(]/.test(rest)) return /^[^\s,\])]+$/.test(rest) ? [setOf(bare(rest))] : null;
  while (rest !== '') {
    const close = rest.search(/[\])]/);
    const open = rest.charAt(0);
    if (close < 0 || (open !== '[' && open !== '(')) return null;
    const all = interval(open, rest.slice(1, close), rest.charAt(close));
    if (all === null) return null;
    sets.push(setOf(all));
    rest = rest.slice(close + 1).trim();
    if (rest.startsWith(',')) rest = rest.slice(1).trim();
    else if (rest !== '') return null;
  }
  return sets;
}

function setOf(all: readonly Comparator[]): ComparatorSet {
  return { all, prereleases: true };
}

function interval(open: string, inside: string, close: string): readonly Comparator[] | null {
  const bounds = inside.split(',').map((part) => part.trim());
  const [from = '', to = ''] = bounds;
  if (bounds.some((bound) => /[\s[(]/.test(bound)) || bounds.length > 2) return null;
  if (bounds.length === 1)
    return open === '[' && close === ']' && from !== '' ? [comparator('=', from)] : null;
  return [
    ...(from === '' ? [] : [comparator(open === '[' ? '>=' : '>', from)]),
    ...(to === '' ? [] : [comparator(close === ']' ? '<=' : '<', to)]),
  ];
}

/** NuGet `1.2.*`, `*`: as range, everything from the first to before the next; null when nothing floats. */
function floating(version: string): readonly Comparator[] | null {
  if (!version.includes('*')) return null;
  const numbers = /^(?:(\d+(?:\.\d+)*)\.)?\*$/.exec(version)?.[1]?.split('.');
  if (numbers === undefined) return [comparator('>=', version.replace(/[.-]?\*$/, '') || '0')];
  const upper = [...numbers.slice(0, -1), increment(numbers.at(-1) ?? '0')].join('.');
  return [comparator('>=', numbers.join('.')), comparator('<', `${upper}-0`)];
}
