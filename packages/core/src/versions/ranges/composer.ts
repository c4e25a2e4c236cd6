/**
 * Composer constraints (https://getcomposer.org/doc/articles/versions.md). Bounds of `^`, `~`, wildcards and hyphens
 * begin at the development version, as Composer's own do, so that prereleases of the next major stay out.
 */
import { leadingNumbers } from '../text-order.ts';
import { bumped, type Comparator, type ComparatorSet, caretIndex, comparator } from './range.ts';

/** `dev-main as 1.0.0`: what is asked for is in front. */
const ALIAS = / as \S+$/;

export function parseComposer(text: string): readonly ComparatorSet[] | null {
  const sets: ComparatorSet[] = [];
  for (const alternative of text.split(/\|\|?/)) {
    const all = parseAll(alternative.trim().replace(ALIAS, ''));
    if (all === null) return null;
    sets.push({ all, prereleases: true });
  }
  return sets;
}

const HYPHEN = /^(\S+) - (\S+)$/;
const AFTER_OPERATOR = /(?<=[<>=!~^]) /g;

function parseAll(text: string): readonly Comparator[] | null {
  const [, from, to] = HYPHEN.exec(text) ?? [];
  if (from !== undefined && to !== undefined) return parseHyphen(from, to);
  const tokens = text.replace(AFTER_OPERATOR, '').match(/[^\s,]+/g);
  const each = tokens?.map(parseOne) ?? [null];
  return each.some((all) => all === null) ? null : each.flatMap((all) => all ?? []);
}

const STABILITY = /@(?:dev|alpha|beta|rc|stable)$/i;
const COMMIT = /#[0-9a-f]+$/;
const TOKEN = /^(\^|~|<=|>=|!=|<>|==|<|>|=)?(v?\d\S*|\*|x|dev-\S+)$/i;
const WILDCARD = /^(?:v?(\d+(?:\.\d+)*)\.)?[*x](?:\.[*x])*$/i;

function parseOne(token: string): readonly Comparator[] | null {
  const bare = token.replace(STABILITY, '').replace(COMMIT, '');
  // `@dev` alone: every version.
  if (bare === '') return [];
  const [, op, version] = TOKEN.exec(bare) ?? [];
  if (version === undefined) return null;
  const wildcard = WILDCARD.exec(version);
  if (wildcard !== null) return wildcardOf(wildcard[1], op);
  switch (op) {
    case '^':
      return fromTo(version, caretIndex);
    case '~':
      return fromTo(version, (numbers) => Math.max(0, numbers.length - 2));
    case '<':
    case '>=':
      return [comparator(op, lowerOf(version))];
    case '<=':
    case '>':
      return [comparator(op, version)];
    case '!=':
    case '<>':
      return [comparator('!=', version)];
    default:
      return [comparator('=', version)];
  }
}

/** From the version on, and before what comes after the number at the index. */
function fromTo(
  version: string,
  index: (numbers: readonly string[]) => number,
): readonly Comparator[] | null {
  const numbers = numbersOf(version);
  if (numbers === null) return null;
  return [comparator('>=', lowerOf(version)), comparator('<', `${bumped(numbers, index(numbers))}-dev`)];
}

function wildcardOf(prefix: string | undefined, op: string | undefined): readonly Comparator[] {
  if (prefix === undefined) return [];
  const lower = comparator('>=', `${prefix}-dev`);
  if (op === '>=' || op === '>') return [lower];
  const numbers = prefix.split('.');
  return [lower, comparator('<', `${bumped(numbers, numbers.length - 1)}-dev`)];
}

function numbersOf(version: string): readonly string[] | null {
  return leadingNumbers(version.replace(/^v/i, ''));
}

const NUMBERS_ONLY = /^v?\d+(?:\.\d+)*$/i;

/** The development version, unless a stability is written. */
function lowerOf(version: string): string {
  return NUMBERS_ONLY.test(version) ? `${version}-dev` : version;
}

/** `1.0 - 2.0` ends with everything of 2.0.x, `1.0 - 2.0.0` with 2.0.0. */
function parseHyphen(from: string, to: string): readonly Comparator[] | null {
  const numbers = numbersOf(to);
  if (numbers === null || numbersOf(from) === null) return null;
  const isPartial = numbers.length < 3 && NUMBERS_ONLY.test(to);
  return [
    comparator('>=', lowerOf(from)),
    isPartial ? comparator('<', `${bumped(numbers, numbers.length - 1)}-dev`) : comparator('<=', to),
  ];
}
