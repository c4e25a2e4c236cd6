import type { KnownUnknown } from '@theriac/core';
import { MemoryFile } from '@theriac/read/text';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blankComments, get, type JsonOptions, lineAt, readJson } from './json.ts';

const read = (text: string, options: JsonOptions = {}) => {
  const unknowns: KnownUnknown[] = [];
  const document = readJson(new MemoryFile('x.json', text), (unknown) => unknowns.push(unknown), options);
  return { ...document, unknowns };
};

describe('readJson', () => {
  it('knows lines and duplicates in the innermost recorded objects, which it reads only when asked', () => {
    const text =
      '{"packages": {\n"a": {"version": 1,\n"nested": {"version": 2, "x": "}"},\n"last": 3},\n"b": {"k": 1,\n"\\u006b": 2}}}';
    const { line, unknowns } = read(text);
    expect(line('packages', 'a', 'last')).toBe(4);
    expect(line('packages', 'a', 'version')).toBe(2);
    expect(line('packages', 'a', 'x')).toBeUndefined();
    expect(unknowns.map((u) => [u.reason, u.location.line])).toEqual([['duplicate-key', 6]]);
  });

  it('knows the lines of keys and elements, in any order', () => {
    const { line } = read('{\n"a": {\n"b": [1,\n{"c": 2}],\n"d\\u0041": 3},\n"e": 4}\n');
    expect(line('e')).toBe(6);
    expect(line('a', 'b')).toBe(3);
    expect(line('a', 'b', 1)).toBe(4);
    expect(line('a', 'dA')).toBe(5);
    expect(line('a')).toBe(2);
    expect(line('a', 'b', 1, 'c')).toBeUndefined();
    expect(line('gone')).toBeUndefined();
    expect(read('{\n"a": {\n"b": [1,\n{"c": 2}]}}', { levels: 4 }).line('a', 'b', 1, 'c')).toBe(4);
  });

  it('reports keys that stand twice', () => {
    const { value, unknowns } = read('{"a": 1,\n"a": 2, "b": {"c": 1, "c": 2}}');
    expect(value).toEqual({ a: 2, b: { c: 2 } });
    expect(unknowns.map((u) => `${u.reason} ${u.location.line}`)).toEqual([
      'duplicate-key 2',
      'duplicate-key 2',
    ]);
  });

  it('takes __proto__ for a key like any other', () => {
    const { value } = read('{"__proto__": {"x": 1}}');
    expect(get(value as { [key: string]: never }, '__proto__')).toEqual({ x: 1 });
    expect(get({}, 'constructor')).toBeUndefined();
  });

  it('gives the line of a syntax error and refuses hostile depth', () => {
    expect(() => read('{\n"a": 1,\n]')).toThrow(
      expect.objectContaining({ code: 'THERIAC_INPUT_SYNTAX', place: { path: 'x.json', line: 3 } }),
    );
    expect(() => read('[\n'.repeat(300))).toThrow(
      expect.objectContaining({ code: 'THERIAC_INPUT_LIMIT', place: { path: 'x.json', line: 257 } }),
    );
  });

  it('reads what JSON.stringify writes, with comments and trailing commas when asked', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value, null, 1);
        expect(read(text).value).toEqual(JSON.parse(text));
        const loose = text
          .replace(/\n/g, ' // , } "x\n')
          .replace(/([^[{,\s])( \/\/ , } "x\n\s*[\]}])/g, '$1, /* , ] */$2');
        const blanked = blankComments(loose);
        expect(blanked).toHaveLength(loose.length);
        expect(JSON.parse(blanked)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('counts lines from one', () => {
    expect([0, 1, 2, 3].map((offset) => lineAt('a\nb\n', offset))).toEqual([1, 1, 2, 2]);
  });
});
