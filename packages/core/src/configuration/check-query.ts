/** Whether data is a query, and what is wrong where it is not. */
import { nearest } from '../text/nearest.ts';
import { QUERY_WORDS, type Query, TEST_WORDS } from './query.ts';

export interface QueryProblem {
  /** Keys and indices that lead to it. */
  readonly at: readonly (string | number)[];
  /** Follows the name of what is wrong. */
  readonly what: string;
}

/** Queries inside queries. */
const MAX_DEPTH = 20;

export function isQuery(value: unknown): value is Query {
  return queryProblem(value) === null;
}

/** @returns the first problem; null for a query */
export function queryProblem(value: unknown, at: readonly (string | number)[] = []): QueryProblem | null {
  if (at.length > MAX_DEPTH) return { at, what: `is nested deeper than ${MAX_DEPTH} levels` };
  if (!isMap(value) || Object.keys(value).length === 0)
    return { at, what: 'is not a query: write a path and what must hold, such as `privileged: false`' };
  for (const [key, test] of Object.entries(value)) {
    const here = [...at, key];
    const isWord = (QUERY_WORDS as readonly string[]).includes(key);
    const problem = isWord ? listProblem(test, here) : testProblem(test, here);
    if (problem !== null) return problem;
  }
  return null;
}

function listProblem(value: unknown, at: readonly (string | number)[]): QueryProblem | null {
  if (!Array.isArray(value) || value.length === 0) return { at, what: 'is not a list of queries' };
  for (const [index, query] of value.entries()) {
    const problem = queryProblem(query, [...at, index]);
    if (problem !== null) return problem;
  }
  return null;
}

function testProblem(value: unknown, at: readonly (string | number)[]): QueryProblem | null {
  if (isScalar(value)) return null;
  if (!isMap(value) || Object.keys(value).length === 0)
    return { at, what: 'is neither a value nor a test such as `{ not: host }`' };
  for (const [word, wanted] of Object.entries(value)) {
    const here = [...at, word];
    if (!(TEST_WORDS as readonly string[]).includes(word)) {
      const near = nearest(word, TEST_WORDS);
      const hint =
        near === undefined ? `; tests are ${TEST_WORDS.join(', ')}` : `; did you mean \`${near}\`?`;
      return { at: here, what: `is not a test${hint}` };
    }
    const problem = wordProblem(word, wanted, here);
    if (problem !== null) return problem;
  }
  return null;
}

function wordProblem(word: string, value: unknown, at: readonly (string | number)[]): QueryProblem | null {
  switch (word) {
    case 'every':
    case 'some':
    case 'no':
      return queryProblem(value, at);
    case 'in':
    case 'notIn':
      return Array.isArray(value) && value.every(isScalar) ? null : { at, what: 'is not a list of values' };
    case 'has':
    case 'hasNone':
      return isScalar(value) || (Array.isArray(value) && value.every(isScalar))
        ? null
        : { at, what: 'is neither a value nor a list of values' };
    case 'like':
    case 'notLike':
      return isText(value) || (Array.isArray(value) && value.every(isText))
        ? null
        : { at, what: 'is neither a pattern nor a list of patterns' };
    case 'min':
    case 'max':
      return typeof value === 'number' ? null : { at, what: 'is not a number' };
    case 'exists':
    case 'written':
      return typeof value === 'boolean' ? null : { at, what: 'is neither true nor false' };
    default:
      return isScalar(value) ? null : { at, what: 'is not a value' };
  }
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isScalar = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value);

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
