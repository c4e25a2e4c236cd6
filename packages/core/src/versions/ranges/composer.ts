/**
 * Composer constraints (https://getcomposer.org/doc/articles/versions.md). Bounds of `^`, `~`, wildcards and hyphens
 * begin at the development version, as Composer's own do, so that prereleases of the next major stay out.
 */
import { both, bumped, type Comparator, type ComparatorSet, comparator } from './range.ts';

export function parseComposer(text: string): readonly ComparatorSet[] | null {
  const sets: ComparatorSet[] = [];
  for (const alternative of text.split(/\|\|?/)) {
    const all = parseAll(alternative.trim());
    if (all === null) return null;
    sets.push(...all);
  }
  return sets;
}

function parseAll(text: string): readonly ComparatorSet[] | null {
  let sets: readonly ComparatorSet[] = [{ all: [], prereleases: true }];
  const bare = text.replace(/\s+as\s+[^\s]+$/, '');
  if (bare === '') return null;
  const hyphen = bare.split(/\s+-\s+/);
  if (hyphen.length === 2) {
    const all = parseHyphen(hyphen[0] ?? '', hyphen[1] ?? '');
    return all === null ? null : [{ all, prereleases: true }];
  }
  for (const token of bare.replace(/([<>=!~^])\s+/g, '$1').split(/[\s,]+/)) {
    if (token === '') continue;
    const all = parseOne(token.replace(/@(?:dev|alpha|beta|rc|stable)$/i, '').replace(/#[0-9a-f]*$/, ''));
    const joined = all === null ? null : both(sets, [{ all, prereleases: true }]);
    if (joined === null) return null;
    sets = joined;
  }
  return sets;
}

const TOKEN = /^(\^|~|<=|>=|!=|<>|==|<|>|=)?(v?\d[^\s]*|\*|[xX]|dev-[^\s]+)?$/i;

function parseOne(token: string): readonly Comparator[] | null {
  const match = TOKEN.exec(token);
  if (match === null) return null;
  const version = match[2] ?? '*';
  const wildcard = /^(?:v?(\d+(?:\.\d+)*)\.)?[*xX](?:\.[*xX])*$/.exec(version);
  if (wildcard !== null) return wildcardOf(wildcard[1], match[1]);
  const numbers = numbersOf(version);
  switch (match[1]) {
    case '^':
      return [comparator('>=', lowerOf(version)), comparator('<', `${caretUpper(numbers)}-dev`)];
    case '~':
      return [
        comparator('>=', lowerOf(version)),
        comparator('<', `${bumped(numbers, Math.max(0, Math.min(numbers.length, 4) - 2))}-dev`),
      ];
    case '<':
      return [comparator('<', lowerOf(version))];
    case '>=':
      return [comparator('>=', lowerOf(version))];
    case '<=':
    case '>':
      return [comparator(match[1], version)];
    case '!=':
    case '<>':
      return [comparator('!=', version)];
    default:
      return [comparator('=', version)];
  }
}

function wildcardOf(prefix: string | undefined, op: string | undefined): readonly Comparator[] {
  if (prefix === undefined) return [];
  const lower = comparator('>=', `${prefix}-dev`);
  if (op === '>=' || op === '>') return [lower];
  const numbers = prefix.split('.');
  return [lower, comparator('<', `${bumped(numbers, numbers.length - 1)}-dev`)];
}

function numbersOf(version: string): readonly string[] {
  return /^v?(\d+(?:\.\d+)*)/i.exec(version)?.[1]?.split('.') ?? ['0'];
}

/** The development version, unless a stability is written. */
function lowerOf(version: string): string {
  return /^v?\d+(?:\.\d+)*$/i.test(version) ? `${version}-dev` : version;
}

function caretUpper(numbers: readonly string[]): string {
  const index = numbers.findIndex((part) => !/^0+$/.test(part));
  return bumped(numbers, index < 0 ? numbers.length - 1 : index);
}

/** `1.0 - 2.0` ends with everything of 2.0.x, `1.0 - 2.0.0` with 2.0.0. */
function parseHyphen(from: string, to: string): readonly Comparator[] | null {
  if (!/^v?\d/i.test(from.trim()) || !/^v?\d/i.test(to.trim())) return null;
  const upper = to.trim();
  const numbers = numbersOf(upper);
  const isPartial = numbers.length < 3 && /^v?\d+(?:\.\d+)*$/i.test(upper);
  return [
    comparator('>=', lowerOf(from.trim())),
    isPartial ? comparator('<', `${bumped(numbers, numbers.length - 1)}-dev`) : comparator('<=', upper),
  ];
}
