/** npm ranges (https://docs.npmjs.com/cli/using-npm/semver#ranges); Cargo's and Dart's read alike and differ by rules. */
import { MAX_VERSION_LENGTH } from '../scheme.ts';
import {
  type Comparator,
  type ComparatorSet,
  caretIndex,
  comparator,
  increment,
  type Operator,
} from './range.ts';

/** Numbers as far as they are written; a wildcard ends them. */
export interface Partial {
  readonly numbers: readonly string[];
  /** With its hyphen, or empty. */
  readonly pre: string;
}

const PARTIAL =
  /^[v=]*(\d+|[xX*])(?:\.(\d+|[xX*]))?(?:\.(\d+|[xX*]))?(?:(-?[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z.-]+)?$/;

export function parsePartial(text: string): Partial | null {
  const match = text.length > MAX_VERSION_LENGTH ? null : PARTIAL.exec(text);
  if (match === null) return null;
  const written = [match[1], match[2], match[3]];
  const end = written.findIndex((part) => part === undefined || !/^\d/.test(part));
  const numbers = written.slice(0, end < 0 ? 3 : end).map((part) => part ?? '0');
  const pre = numbers.length === 3 && match[4] !== undefined ? `-${match[4].replace(/^-/, '')}` : '';
  return { numbers, pre };
}

/** Missing numbers as zeros. */
function floor({ numbers, pre }: Partial): string {
  return `${[numbers[0] ?? '0', numbers[1] ?? '0', numbers[2] ?? '0'].join('.')}${pre}`;
}

/** The version just after everything that begins with `index + 1` of the numbers. */
function ceiling(numbers: readonly string[], index: number): string {
  const kept = [numbers[0] ?? '0', numbers[1] ?? '0', numbers[2] ?? '0'];
  return kept.map((part, i) => (i < index ? part : i === index ? increment(part) : '0')).join('.');
}

const NOTHING: readonly Comparator[] = [comparator('<', '0.0.0-0')];

/** What one `op` and one partial version say. */
export function expand(op: string, partial: Partial): readonly Comparator[] {
  const { numbers } = partial;
  const last = numbers.length - 1;
  const lower = comparator('>=', floor(partial));
  if (op === '^' || op === '~' || op === '~>') {
    if (last < 0) return [];
    return [lower, comparator('<', ceiling(numbers, op === '^' ? caretIndex(numbers) : Math.min(1, last)))];
  }
  if (last === 2) return [comparator(operatorOf(op), floor(partial))];
  if (last < 0) return op === '<' || op === '>' ? NOTHING : [];
  switch (op) {
    case '>':
      return [comparator('>=', ceiling(numbers, last))];
    case '<=':
      return [comparator('<', ceiling(numbers, last))];
    case '<':
      return [comparator('<', floor(partial))];
    case '>=':
      return [lower];
    default:
      return [lower, comparator('<', ceiling(numbers, last))];
  }
}

function operatorOf(op: string): Operator {
  switch (op) {
    case '<':
    case '<=':
    case '>':
    case '>=':
    case '!=':
      return op;
    default:
      return '=';
  }
}

const TOKEN = /^(\^|~>|~|<=|>=|<|>|=)?(.+)$/;

export function parseNpm(text: string): readonly ComparatorSet[] | null {
  const sets: ComparatorSet[] = [];
  for (const alternative of text.split('||')) {
    const all = parseSet(alternative.trim());
    if (all === null) return null;
    sets.push({ all, prereleases: all.some(({ version }) => version.includes('-')) });
  }
  return sets;
}

function parseSet(text: string): readonly Comparator[] | null {
  const hyphen = text.split(/\s-\s/);
  if (hyphen.length === 2) return parseHyphen(hyphen[0] ?? '', hyphen[1] ?? '');
  const all: Comparator[] = [];
  for (const token of text.replace(/([<>=~^])\s+/g, '$1').split(/[\s,]+/)) {
    if (token === '' || token === 'any' || token === 'latest') continue;
    const [, op = '=', version = ''] = TOKEN.exec(token) ?? [];
    const partial = parsePartial(version);
    if (partial === null) return null;
    for (const one of expand(op, partial)) all.push(one);
  }
  return all;
}

function parseHyphen(from: string, to: string): readonly Comparator[] | null {
  const lower = parsePartial(from.trim());
  const upper = parsePartial(to.trim());
  if (lower === null || upper === null) return null;
  return [...expand('>=', lower), ...expand('<=', upper)];
}
