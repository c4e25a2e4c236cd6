/** Answers queries. Linear in the values that a path leads to. */

import { matchesGlob } from './glob.ts';
import { answersWithPieces } from './partly-known.ts';
import type { Query, Scalar, Test, TestMap } from './query.ts';
import { QUERY_WORDS } from './query.ts';
import { unrevealed } from './unrevealed.ts';
import { type ConfigValue, type Place, scalar } from './value.ts';

/** Why a query fails or cannot be answered: the value that decided. */
export interface Reason {
  readonly path: string;
  readonly at: Place;
  /** What stands there, in a few characters; absent: nothing stands there. */
  readonly observed?: string;
}

export type Answer =
  | { readonly state: 'yes' }
  | {
      readonly state: 'no';
      readonly reason: Reason;
      /** Further entries that fail in the same way, up to {@link MOST_ALIKE}. */
      readonly alike?: readonly Reason[];
    }
  | { readonly state: 'unknown'; readonly reason: Reason; readonly why: string };

const YES: Answer = { state: 'yes' };
const SHOWN = 80;
/** What stands there is taken from somewhere else. */
const ELSEWHERE = 'what is set elsewhere';
/** Entries that are named beside the first that fails. */
const MOST_ALIKE = 50;

/** @param key of the entry that is asked, which `@key` is */
export function ask(query: Query, value: ConfigValue, key = ''): Answer {
  const answers: Answer[] = [];
  for (const [path, test] of Object.entries(query)) {
    if (test === undefined) continue;
    const word = QUERY_WORDS.find((one) => one === path);
    const answer =
      word === undefined
        ? askPath(path, test as Test, value, key)
        : askAll(word, test as readonly Query[], value, key);
    if (answer.state === 'no') return answer;
    answers.push(answer);
  }
  return answers.find(({ state }) => state === 'unknown') ?? YES;
}

function askAll(
  word: (typeof QUERY_WORDS)[number],
  queries: readonly Query[],
  value: ConfigValue,
  key: string,
): Answer {
  const answers = queries.map((query) => ask(query, value, key));
  const unknown = answers.find(({ state }) => state === 'unknown');
  switch (word) {
    case 'all':
      return answers.find(({ state }) => state === 'no') ?? unknown ?? YES;
    case 'any':
      return answers.find(({ state }) => state === 'yes') ?? unknown ?? answers[0] ?? YES;
    case 'none':
      return answers.some(({ state }) => state === 'yes') ? no('', value.at, shown(value)) : (unknown ?? YES);
  }
}

function askPath(path: string, test: Test, value: ConfigValue, key: string): Answer {
  const given = typeof test === 'object' ? test : { is: test };
  const found =
    path === '@key'
      ? [{ path: '', value: scalar(key, value.at), at: value.at }]
      : path === '@value'
        ? [{ path: '', value, at: value.at }]
        : follow(path, value);
  return everyOne(
    found.map((one) =>
      one.value?.kind === 'unknown' ? askUnknown(given, one, one.value) : askValue(given, one),
    ),
  );
}

/** Of answers that must all be yes: those that are not, together. */
function everyOne(answers: readonly Answer[]): Answer {
  const [first, ...others] = answers.filter((one) => one.state === 'no');
  if (first === undefined) return answers.find(({ state }) => state === 'unknown') ?? YES;
  const alike = [first.alike ?? [], ...others.map(({ reason, alike = [] }) => [reason, ...alike])].flat();
  return alike.length === 0 ? first : { ...first, alike: alike.slice(0, MOST_ALIKE) };
}

type Unknown = ConfigValue & { readonly kind: 'unknown' };

/**
 * Whether something stands there can be told where it is taken from something that is declared, and some of what it is
 * where a part of the text is known.
 */
function askUnknown(test: TestMap, { path, at }: Found, value: Unknown): Answer {
  const isSet = value.refers !== undefined || value.pieces !== undefined;
  if (isSet && test.exists === false) return no(path, at, ELSEWHERE);
  if (test.written === true) return no(path, at, ELSEWHERE);
  // Nothing else decides about what is not written.
  if (test.written === false) return YES;
  const words = Object.keys(test).filter((word) => word !== 'default' && !(word === 'exists' && isSet));
  const known = answersWithPieces(test, words, value.pieces);
  if (known === 'no') return no(path, at, value.pieces?.join('…'));
  if (known === 'yes') return YES;
  return { state: 'unknown', reason: { path, at }, why: value.reason };
}

interface Found {
  readonly path: string;
  /** Undefined: nothing is there. */
  readonly value: ConfigValue | undefined;
  /** Of the value, or of what would hold it. */
  readonly at: Place;
}

const STEP = /(?:\\.|[^.\\])+/g;

/** Keys of a path, without the backslashes of dots inside keys. */
export function stepsOf(path: string): string[] {
  return [...path.matchAll(STEP)].map(([step]) => step.replaceAll('\\.', '.'));
}

function follow(path: string, start: ConfigValue): Found[] {
  let found: Found[] = [{ path: '', value: start, at: start.at }];
  for (const step of stepsOf(path)) {
    found = found.flatMap((one): Found[] => {
      const { value } = one;
      const named = (key: string): string => (one.path === '' ? key : `${one.path}.${key}`);
      if (value === undefined || value.kind === 'unknown') return [one];
      if (step !== '*') {
        const next = value.kind === 'map' ? value.entries.get(step) : undefined;
        return [{ path: named(step), value: next, at: next?.at ?? one.at }];
      }
      const entries = entriesOf(value);
      return entries.map(([key, item]) => ({ path: named(key), value: item, at: item.at }));
    });
  }
  return found;
}

function entriesOf(value: ConfigValue): (readonly [string, ConfigValue])[] {
  if (value.kind === 'map') return [...value.entries];
  if (value.kind === 'list') return value.items.map((item, i) => [String(i), item]);
  return [];
}

function askValue(test: TestMap, { path, value, at }: Found): Answer {
  const there = value === undefined || value.kind === 'empty' ? undefined : value;
  if (test.exists !== undefined && test.exists !== (there !== undefined))
    return no(path, at, there === undefined ? undefined : shown(there));
  const isWritten = there?.kind === 'scalar' && there.text !== '';
  if (test.written !== undefined && test.written !== isWritten)
    return no(path, at, there === undefined ? undefined : shown(there));
  const asked = there ?? (test.default === undefined ? undefined : scalar(String(test.default), at));
  const fails = (): Answer => no(path, at, there === undefined ? undefined : shown(there));
  if (asked === undefined) return asksForSomething(test) ? fails() : YES;
  const words = wordsOf(asked);
  const texts = words ?? [];
  if (test.is !== undefined && !same(asked, test.is)) return fails();
  if (test.not !== undefined && same(asked, test.not)) return fails();
  if (test.in !== undefined && !test.in.some((one) => same(asked, one))) return fails();
  if (test.notIn?.some((one) => same(asked, one)) === true) return fails();
  if (test.like !== undefined && !isLike(asked, test.like)) return fails();
  if (test.notLike !== undefined && isLike(asked, test.notLike)) return fails();
  const size = sizeOf(asked);
  if (test.min !== undefined && !(size >= test.min)) return fails();
  if (test.max !== undefined && !(size <= test.max)) return tooMany(path, asked, test.max) ?? fails();
  const isIn = (one: Scalar): boolean => texts.some((text) => equal(text, one));
  const open = (wanted: readonly Scalar[]): Unknown | undefined => unknownItem(asked, wanted);
  if (test.has !== undefined) {
    const missing = listOf(test.has).filter((one) => !isIn(one));
    const item = open(missing);
    if (item !== undefined) return { state: 'unknown', reason: { path, at: item.at }, why: item.reason };
    if (missing.length > 0) return fails();
  }
  if (test.hasNone !== undefined) {
    const unwanted = listOf(test.hasNone);
    if (unwanted.some(isIn)) return fails();
    const item = open(unwanted);
    if (item !== undefined) return { state: 'unknown', reason: { path, at: item.at }, why: item.reason };
  }
  return askEntries(test, asked, path);
}

/** The first entry that is one too many, at its own place. */
function tooMany(path: string, value: ConfigValue, max: number): Answer | undefined {
  const extra = entriesOf(value)[Math.max(0, Math.floor(max))];
  if (extra === undefined) return undefined;
  const [key, item] = extra;
  return no(joined(path, key), item.at, shown(item));
}

function askEntries(test: TestMap, value: ConfigValue, path: string): Answer {
  const entries = entriesOf(value);
  const below = (answer: Answer, key: string): Answer => {
    if (answer.state === 'yes') return answer;
    const lower = (reason: Reason): Reason => ({ ...reason, path: joined(path, key, reason.path) });
    if (answer.state === 'unknown' || answer.alike === undefined)
      return { ...answer, reason: lower(answer.reason) };
    return { ...answer, reason: lower(answer.reason), alike: answer.alike.map(lower) };
  };
  if (test.every !== undefined) {
    const { every } = test;
    const answer = everyOne(entries.map(([key, item]) => below(ask(every, item, key), key)));
    if (answer.state !== 'yes') return answer;
  }
  if (test.some !== undefined) {
    const { some } = test;
    const answers = entries.map(([key, item]) => below(ask(some, item, key), key));
    if (!answers.some(({ state }) => state === 'yes'))
      return answers.find(({ state }) => state === 'unknown') ?? no(path, value.at, shown(value));
  }
  if (test.no !== undefined) {
    const { no: query } = test;
    const answer = everyOne(
      entries.map(([key, item]) => {
        const one = ask(query, item, key);
        if (one.state === 'yes') return no(joined(path, key), item.at, shown(item));
        return one.state === 'unknown' ? below(one, key) : YES;
      }),
    );
    if (answer.state !== 'yes') return answer;
  }
  return YES;
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('.');
}

function no(path: string, at: Place, observed: string | undefined): Answer {
  return { state: 'no', reason: { path, at, ...(observed === undefined ? {} : { observed }) } };
}

function asksForSomething({ is, in: among, like, min, has, some }: TestMap): boolean {
  return [is, among, like, min, has, some].some((one) => one !== undefined);
}

const TRUE = new Set(['true', 'yes', 'on', 'y']);
const FALSE = new Set(['false', 'no', 'off', 'n']);

function equal(text: string, wanted: Scalar): boolean {
  if (typeof wanted === 'boolean') return (wanted ? TRUE : FALSE).has(text.toLowerCase());
  if (typeof wanted === 'number') return text.trim() !== '' && Number(text) === wanted;
  return text === wanted;
}

function same(value: ConfigValue, wanted: Scalar): boolean {
  return value.kind === 'scalar' && equal(value.text, wanted);
}

function listOf<T>(one: T | readonly T[]): readonly T[] {
  return Array.isArray(one) ? one : [one as T];
}

/** An item that may be one of these. */
function unknownItem(value: ConfigValue, wanted: readonly Scalar[]): Unknown | undefined {
  if (value.kind !== 'list' || wanted.length === 0) return undefined;
  return value.items.find(
    (item): item is Unknown =>
      item.kind === 'unknown' && answersWithPieces({ notIn: wanted }, ['notIn'], item.pieces) !== 'yes',
  );
}

function wordsOf(value: ConfigValue): readonly string[] | undefined {
  if (value.kind === 'list') return value.items.flatMap((item) => (item.kind === 'scalar' ? item.text : []));
  if (value.kind === 'map') return [...value.entries.keys()];
  return value.kind === 'scalar' ? value.text.split(/[\s,]+/) : undefined;
}

function sizeOf(value: ConfigValue): number {
  if (value.kind === 'list') return value.items.length;
  if (value.kind === 'map') return value.entries.size;
  return value.kind === 'scalar' && value.text.trim() !== '' ? Number(value.text) : Number.NaN;
}

function isLike(value: ConfigValue, patterns: string | readonly string[]): boolean {
  return value.kind === 'scalar' && listOf(patterns).some((pattern) => matchesGlob(value.text, pattern));
}

/** Names of entries whose values are not shown, whatever the rule. */
const SECRET = /pass|secret|token|key|credential|auth/i;

function shownEntry(key: string, value: ConfigValue): string {
  if (value.kind === 'scalar') return `${key}: ${value.text.slice(0, SHOWN)}`;
  const items = value.kind === 'list' ? value.items : [];
  const isFlat = items.length > 0 && items.every(({ kind }) => kind === 'scalar');
  return isFlat ? `${key}: [${items.map(written).join(', ')}]` : key;
}

/** What is written in a map, in short; of entries that hold more, the names. */
function shownEntries(value: ConfigValue & { readonly kind: 'map' }): string {
  return [...value.entries]
    .filter(([key]) => !key.startsWith('@'))
    .map(([key, one]) => (SECRET.test(key) ? key : shownEntry(key, one)))
    .join(', ')
    .slice(0, SHOWN);
}

function shown(value: ConfigValue): string {
  return unrevealed(written(value));
}

function written(value: ConfigValue): string {
  switch (value.kind) {
    case 'scalar':
      return value.text.length > SHOWN ? `${value.text.slice(0, SHOWN)}…` : value.text;
    case 'list':
      return value.items.length === 0 ? 'an empty list' : value.items.map(written).join(', ').slice(0, SHOWN);
    case 'map':
      return shownEntries(value);
    case 'unknown':
      return value.pieces?.join('…') ?? '';
    default:
      return '';
  }
}
