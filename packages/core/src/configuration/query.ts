/**
 * Questions to a resource, as data: the same in the tables of Theriac and in rules that users write. The answer has three
 * values; what is unknown is neither passed nor failed.
 */

/**
 * A query holds when all of its lines do. A line is a path and a test, or one of the words `all`, `any`, `none` with
 * queries. Paths are keys joined by dots; `*` is each entry of a list or a map, and the test must then hold for each; a dot
 * that belongs to a key is written `\.`. In queries about entries, `@key` is the key of the entry and `@value` the entry.
 */
export interface Query {
  readonly all?: readonly Query[];
  readonly any?: readonly Query[];
  readonly none?: readonly Query[];
  readonly [path: string]: Test | readonly Query[] | undefined;
}

export type Scalar = string | number | boolean;

/** What holds for one value; all of what is given. A scalar alone means `is`. */
export type Test = Scalar | TestMap;

export interface TestMap {
  /** Equal; `true` and `false` as YAML 1.1 has them (`yes`, `on`), numbers by value. */
  readonly is?: Scalar;
  readonly not?: Scalar;
  readonly in?: readonly Scalar[];
  readonly notIn?: readonly Scalar[];
  /** One of these patterns, in which `*` is any text (`\*`: a star); upper and lower case alike. */
  readonly like?: string | readonly string[];
  readonly notLike?: string | readonly string[];
  readonly exists?: boolean;
  /** Whether its whole text is written in the configuration: what comes from elsewhere, even in part, is not. */
  readonly written?: boolean;
  /** Numbers, sizes of lists and maps. */
  readonly min?: number;
  readonly max?: number;
  /** A list that contains each of these, or a text, of which these are words. */
  readonly has?: Scalar | readonly Scalar[];
  readonly hasNone?: Scalar | readonly Scalar[];
  /** Entries of a list or a map. */
  readonly every?: Query;
  readonly some?: Query;
  readonly no?: Query;
  /** What an absent value means; without it, an absent value fails every test that asks for something. */
  readonly default?: Scalar;
}

export const TEST_WORDS = [
  'is',
  'not',
  'in',
  'notIn',
  'like',
  'notLike',
  'exists',
  'written',
  'min',
  'max',
  'has',
  'hasNone',
  'every',
  'some',
  'no',
  'default',
] as const satisfies readonly (keyof TestMap)[];

export const QUERY_WORDS = ['all', 'any', 'none'] as const;
