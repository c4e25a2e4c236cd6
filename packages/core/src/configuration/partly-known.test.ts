import { expect, test } from 'vitest';
import { ask } from './ask.ts';
import type { Test } from './query.ts';
import { type ConfigValue, list, map, scalar } from './value.ts';

const at = { path: 'x', line: 1, column: 1 };
const partly = (...pieces: string[]): ConfigValue => ({ kind: 'unknown', reason: 'r', at, pieces });
const answer = (value: ConfigValue, given: Test): string => ask({ a: given }, map([['a', value]], at)).state;

test.each<[string[], Test, string]>([
  [['arn:', '/x'], { is: '*' }, 'no'],
  [['arn:', '/x'], { not: '*' }, 'yes'],
  [['arn:', '/x'], { is: 'arn:b/x' }, 'unknown'],
  [['', '/0'], { notIn: ['0.0.0.0/0'] }, 'unknown'],
  [['10.', '/0'], { notIn: ['0.0.0.0/0', '::/0'] }, 'yes'],
  [['arn:', ':policy/Admin'], { like: '*:policy/admin' }, 'yes'],
  [['arn:', ':policy/Admin'], { notLike: '*:policy/admin' }, 'no'],
  [['arn:', ':policy/Read'], { notLike: '*:policy/admin' }, 'yes'],
  [['', ''], { like: 'a*' }, 'unknown'],
  [['http://', ''], { exists: true }, 'yes'],
  [['http://', ''], { exists: false }, 'no'],
])('a text of %j answers %j with %s', (pieces, given, state) => {
  expect(answer(partly(...pieces), given)).toBe(state);
});

test('an item that is not known leaves open what a list has, unless it cannot be that', () => {
  const items = list([scalar('a', at), partly('arn:', '')], at);
  expect(answer(items, { has: 'a' })).toBe('yes');
  expect(answer(items, { has: 'arn:b' })).toBe('unknown');
  expect(answer(items, { hasNone: '*' })).toBe('yes');
  expect(answer(items, { hasNone: 'arn:b' })).toBe('unknown');
});

test('what comes from elsewhere is not written, even in part', () => {
  expect(answer(partly('postgres://', '@db'), { written: false })).toBe('yes');
  expect(answer({ kind: 'unknown', reason: 'r', at, refers: ['x.y'] }, { written: false })).toBe('yes');
  expect(answer(scalar('hunter2', at), { written: false })).toBe('no');
  expect(answer(scalar('', at), { written: false })).toBe('yes');
});
