import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Copy, clashes, pairCopies } from './pair-copies.ts';

const copy = (item: string, hashes: readonly string[], licence = ''): Copy<string> => ({
  item,
  hashes,
  licence,
  whole: `${licence} ${hashes.join(' ')}`,
});
const names = (left: readonly Copy<string>[], right: readonly Copy<string>[]) => {
  const { pairs, left: a, right: b } = pairCopies(left, right);
  return {
    pairs: pairs.map(([x, y]) => `${x.item}-${y.item}`).sort(),
    left: a.map((x) => x.item),
    right: b.map((x) => x.item),
  };
};

test('equal copies belong together, whatever stands before them', () => {
  expect(names([copy('a', ['A 1']), copy('b', ['A 2'])], [copy('x', ['A 2']), copy('y', ['A 1'])])).toEqual({
    pairs: ['a-y', 'b-x'],
    left: [],
    right: [],
  });
});

test('a copy of unknown contents takes what nobody else can have', () => {
  expect(names([copy('a', []), copy('b', ['A 1'])], [copy('x', ['A 1']), copy('y', ['A 2'])])).toEqual({
    pairs: ['a-y', 'b-x'],
    left: [],
    right: [],
  });
});

test('every algorithm that both state must agree', () => {
  expect(clashes(['A 1', 'B 1'], ['A 1', 'B 2'])).toEqual(['B']);
  expect(clashes(['A 1', 'B 1'], ['A 1', 'C 2'])).toEqual([]);
  expect(names([copy('a', ['A 1', 'B 1'])], [copy('x', ['A 1', 'B 2'])])).toEqual({
    pairs: [],
    left: ['a'],
    right: ['x'],
  });
});

test('as many pairs as there can be, not only the first that fit', () => {
  const left = [copy('a', ['A 1']), copy('b', ['A 1', 'B 1'])];
  const right = [copy('x', ['A 1', 'B 1', 'C 1']), copy('y', ['A 1', 'B 2'])];
  expect(names(left, right).pairs).toEqual(['a-y', 'b-x']);
});

test('with equal contents the licence decides', () => {
  const left = [copy('a', ['A 1'], 'MIT'), copy('b', ['A 1'], 'ISC')];
  const right = [copy('x', ['A 1'], 'ISC'), copy('y', ['A 1'], 'MIT')];
  expect(names(left, right).pairs).toEqual(['a-y', 'b-x']);
});

const some = fc.array(
  fc.tuple(
    fc.uniqueArray(fc.constantFrom('A 1', 'A 2', 'B 1', 'B 2', 'C 1')),
    fc.constantFrom('', 'MIT', 'ISC'),
  ),
  { maxLength: 8 },
);
const made = (parts: readonly (readonly [readonly string[], string])[]) =>
  parts.map(([hashes, licence], i) => copy(String(i), hashes, licence));

test('a list pairs whole with itself in any order, and nothing is lost or used twice', () => {
  fc.assert(
    fc.property(some, some, (x, y) => {
      const same = pairCopies(made(x), made([...x].reverse()));
      expect([same.pairs.length, same.left.length, same.right.length]).toEqual([x.length, 0, 0]);
      expect(same.pairs.every(([a, b]) => a.whole === b.whole)).toBe(true);
      const { pairs, left, right } = pairCopies(made(x), made(y));
      expect(pairs.length + left.length).toBe(x.length);
      expect(pairs.length + right.length).toBe(y.length);
      expect(new Set(pairs.flat()).size).toBe(pairs.length * 2);
      expect(pairs.every(([a, b]) => clashes(a.hashes, b.hashes).length === 0)).toBe(true);
    }),
  );
});
