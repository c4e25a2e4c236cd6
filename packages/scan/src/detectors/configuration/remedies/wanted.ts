/** What a rule asks to be set, read from its query: the same query that judges also says what the fix is. */
import type { Query, Scalar, Test, TestMap } from '@theriac/core/configuration';
import { stepsOf } from '@theriac/core/configuration';

export interface Wanted {
  /** Keys, and `*` for entries of lists and blocks: `['@versioning', '*', 'status']`. */
  readonly path: readonly string[];
  /** Undefined: something has to stand there, the rule does not say what. */
  readonly value: Scalar | readonly Scalar[] | undefined;
}

/**
 * The settings of the first way in which the query can hold; none where it only says what must not be.
 * Queries are those of the tables and of the rules of users, whose depth is limited where they are read.
 */
export function wantedBy(query: Query, path: readonly string[] = []): readonly Wanted[] {
  return Object.entries(query).flatMap(([key, test]): readonly Wanted[] => {
    if (test === undefined) return [];
    if (key === 'none') return [];
    if (key === 'all') return queriesOf(test).flatMap((one) => wantedBy(one, path));
    if (key === 'any') return firstWay(queriesOf(test), path);
    if (key.startsWith('@value') || key === '@key') return [];
    return wantedByTest(test as Test, [...path, ...stepsOf(key)]);
  });
}

/** The first way that says all it needs; one that also says what must not be is a second choice. */
function firstWay(queries: readonly Query[], path: readonly string[]): readonly Wanted[] {
  const ways = queries.map((query) => ({ query, found: wantedBy(query, path) }));
  const whole = ways.find(
    ({ query, found }) => found.length > 0 && found.length >= Object.keys(query).length,
  );
  return (whole ?? ways.find(({ found }) => found.length > 0))?.found ?? [];
}

function queriesOf(test: Test | readonly Query[]): readonly Query[] {
  return Array.isArray(test) ? test : [];
}

function wantedByTest(given: Test, path: readonly string[]): readonly Wanted[] {
  const test: TestMap = typeof given === 'object' ? given : { is: given };
  const entries = test.some ?? test.every;
  if (entries !== undefined) {
    const inner = wantedBy(entries, [...path, '*']);
    return inner.length > 0 ? inner : [];
  }
  if (asksForNothing(test)) return [];
  return [{ path, value: valueAsked(test) }];
}

function asksForNothing({ is, not, in: among, like, exists, min, max, has }: TestMap): boolean {
  if (exists === false) return true;
  if (typeof not === 'boolean') return false;
  return [is, among, like, min, max, has].every((one) => one === undefined) && exists !== true;
}

function valueAsked({ is, not, in: among, like, min, max, has, default: absent }: TestMap): Wanted['value'] {
  if (is !== undefined) return is;
  if (among !== undefined) return among[0];
  if (typeof not === 'boolean') return !not;
  if (has !== undefined) return Array.isArray(has) ? has : [has as Scalar];
  // Without a number in place of an absent value it may be the size of a list.
  if (typeof absent === 'number') return min ?? max;
  const patterns = like === undefined ? [] : [like].flat();
  return (
    patterns.find((pattern) => !pattern.includes('*')) ??
    // The bare name of a family is one of it, as `aws:kms` is of `aws:kms*`; versions are not.
    patterns.find((pattern) => /^[A-Za-z:]{1,60}\*$/.test(pattern))?.slice(0, -1)
  );
}
