import { describe, expect, test } from 'vitest';
import { ask, stepsOf } from './ask.ts';
import { matchesGlob } from './glob.ts';
import type { Query } from './query.ts';
import { type ConfigValue, list, map, scalar } from './value.ts';

const at = { path: 'f', line: 1, column: 1 };

function made(given: unknown): ConfigValue {
  if (given === null) return { kind: 'empty', at };
  if (given === '?') return { kind: 'unknown', reason: 'a variable', at };
  if (Array.isArray(given)) return list(given.map(made), at);
  if (typeof given === 'object')
    return map(
      Object.entries(given).map(([key, value]) => [key, made(value)] as const),
      at,
    );
  return scalar(String(given), at);
}

const state = (query: Query, given: unknown): string => ask(query, made(given)).state;

describe('a test', () => {
  test.each<[Query, unknown, string]>([
    [{ a: true }, { a: 'yes' }, 'yes'],
    [{ a: true }, { a: 'off' }, 'no'],
    [{ a: true }, {}, 'no'],
    [{ a: { is: false, default: false } }, {}, 'yes'],
    [{ a: { is: false, default: true } }, {}, 'no'],
    [{ a: 80 }, { a: '080' }, 'yes'],
    [{ a: { not: 'host' } }, {}, 'yes'],
    [{ a: { not: 'host' } }, { a: 'host' }, 'no'],
    [{ a: { in: ['x', 2] } }, { a: '2' }, 'yes'],
    [{ a: { notIn: ['x'] } }, { a: 'x' }, 'no'],
    [{ a: { like: '*:latest' } }, { a: 'Image:LATEST' }, 'yes'],
    [{ a: { notLike: ['0', '0:*'] } }, { a: '0:0' }, 'no'],
    [{ a: { exists: true } }, { a: null }, 'no'],
    [{ a: { exists: false } }, {}, 'yes'],
    [{ a: { min: 1 } }, { a: ['x'] }, 'yes'],
    [{ a: { min: 1 } }, { a: [] }, 'no'],
    [{ a: { max: 3 } }, { a: '4' }, 'no'],
    [{ a: { min: 1 } }, { a: 'many' }, 'no'],
    [{ a: { has: 'ALL' } }, { a: ['NET', 'ALL'] }, 'yes'],
    [{ a: { hasNone: ['ALL'] } }, { a: ['ALL'] }, 'no'],
    [{ a: { has: 22 } }, { a: '80 22' }, 'yes'],
    [{ 'a.b\\.c': 1 }, { a: { 'b.c': 1 } }, 'yes'],
    [{ 'a.*.b': 1 }, { a: [{ b: 1 }, { b: 2 }] }, 'no'],
    [{ 'a.*.b': 1 }, { a: [] }, 'yes'],
    [{ a: { some: { b: 1 } } }, { a: [{ b: 2 }, { b: 1 }] }, 'yes'],
    [{ a: { every: { b: 1 } } }, { a: [{ b: 2 }] }, 'no'],
    [{ a: { no: { b: 1 } } }, {}, 'yes'],
    [{ a: { no: { '@key': { like: '*_KEY' }, '@value': { exists: true } } } }, { a: { X_KEY: 'v' } }, 'no'],
    [{ any: [{ a: 1 }, { b: 1 }] }, { b: 1 }, 'yes'],
    [{ none: [{ a: 1 }] }, { a: 1 }, 'no'],
    [{ all: [{ a: 1 }, { b: 1 }] }, { a: 1 }, 'no'],
  ])('%j of %j: %s', (query, given, expected) => {
    expect(state(query, given)).toBe(expected);
  });
});

describe('what is unknown', () => {
  test.each<[Query, unknown, string]>([
    [{ a: 1 }, { a: '?' }, 'unknown'],
    [{ 'a.b': 1 }, { a: '?' }, 'unknown'],
    [{ a: 1, b: 1 }, { a: '?', b: 2 }, 'no'],
    [{ any: [{ a: 1 }, { b: 1 }] }, { a: '?', b: 1 }, 'yes'],
    [{ any: [{ a: 1 }, { b: 1 }] }, { a: '?', b: 2 }, 'unknown'],
    [{ none: [{ a: 1 }] }, { a: '?' }, 'unknown'],
    [{ a: { no: { b: 1 } } }, { a: [{ b: '?' }] }, 'unknown'],
    [{ a: { some: { b: 1 } } }, { a: [{ b: '?' }] }, 'unknown'],
    [{ a: { every: { b: 1 } } }, { a: [{ b: '?' }, { b: 2 }] }, 'no'],
  ])('%j of %j: %s', (query, given, expected) => {
    expect(state(query, given)).toBe(expected);
  });

  test('is set where it is taken from something that is declared', () => {
    const taken: ConfigValue = { kind: 'unknown', reason: 'an id', refers: ['aws_kms_key.a'], at };
    expect(ask({ a: { exists: true } }, map([['a', taken]], at)).state).toBe('yes');
    expect(ask({ a: { exists: false } }, map([['a', taken]], at)).state).toBe('no');
    expect(ask({ a: { is: 'x' } }, map([['a', taken]], at)).state).toBe('unknown');
  });

  test('is told with its place and reason', () => {
    expect(ask({ 'a.*.b': 1 }, made({ a: [{ b: '?' }] }))).toEqual({
      state: 'unknown',
      reason: { path: 'a.0.b', at },
      why: 'a variable',
    });
  });
});

test('patterns are compared in linear time', () => {
  expect(matchesGlob('a'.repeat(100_000), '*a*a*a*a*b')).toBe(false);
  expect(matchesGlob('abc', 'a*c')).toBe(true);
  expect(matchesGlob('*.x', '\\*.*')).toBe(true);
  expect(matchesGlob('a.x', '\\*.*')).toBe(false);
  expect(matchesGlob('ab', 'ab*b')).toBe(false);
});

test('a path is keys joined by dots', () => {
  expect(stepsOf('a.b\\.c.*')).toEqual(['a', 'b.c', '*']);
});
