import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { argumentsOf, callsIn, insideOf, literalOf, withoutComments } from './source-text.ts';

describe('literals of build files', () => {
  test('comments become blanks, strings stay', () => {
    expect(withoutComments('a("//x") // y\n/* z\n */b', { line: '//', block: ['/*', '*/'] })).toBe(
      'a("//x")     \n    \n   b',
    );
  });

  test('calls with their places, none in strings, none inside another', () => {
    const text = 'x = "dep(1)"\ndep(name = "a", dep(2))\n.dep("b")\nadep("c")\ndep("open';
    expect(
      [...callsIn(text, new Set(['dep']))].map((c) => [c.inside, text.slice(c.offset, c.offset + 3)]),
    ).toEqual([
      ['name = "a", dep(2)', 'dep'],
      ['"b"', 'dep'],
      ['"open', 'dep'],
    ]);
  });

  test('arguments by position and by label', () => {
    expect(argumentsOf('"a", from: "1,0", v = [1, 2], :git => \'x\', {a: 1}, b == 1, .exact("1"),')).toEqual([
      { value: '"a"', offset: 0 },
      { label: 'from', value: '"1,0"', offset: 5 },
      { label: 'v', value: '[1, 2]', offset: 18 },
      { label: 'git', value: "'x'", offset: 30 },
      { value: '{a: 1}', offset: 43 },
      { value: 'b == 1', offset: 51 },
      { value: '.exact("1")', offset: 59 },
    ]);
  });

  test.each([
    ['"a"', 'a'],
    ["'a'", 'a'],
    ['"""a"""', 'a'],
    ['"a" + b', undefined],
    ['"\\(v)"', undefined],
    ['"#{v}"', undefined],
    ['v', undefined],
    ['"', undefined],
    ['', undefined],
  ])('the literal of %s', (value, expected) => expect(literalOf(value)).toBe(expected));

  test('what is inside one list', () => {
    expect(insideOf('[1, [2]]')).toBe('1, [2]');
    expect(insideOf('[1] + [2]')).toBeUndefined();
    expect(insideOf('[1')).toBeUndefined();
    expect(insideOf('x')).toBeUndefined();
  });

  test('arbitrary text keeps its length and its lines', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const bare = withoutComments(text, { line: '#', block: ['/*', '*/'] });
        expect(bare).toHaveLength(text.length);
        expect(bare.split('\n')).toHaveLength(text.split('\n').length);
        for (const { value, offset } of argumentsOf(bare)) expect(bare.slice(offset)).toContain(value);
      }),
    );
  });
});
