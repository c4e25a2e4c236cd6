import { type KnownUnknown, TheriacError } from '@theriac/core';
import { MemoryFile } from '@theriac/read/text';
import { expect, test } from 'vitest';
import { readToml, TomlArray, TomlTable, type TomlValue } from './index.ts';

const read = (text: string, reported: KnownUnknown[] = []) =>
  readToml(new MemoryFile('a.toml', text), (u) => reported.push(u));

/** Tables as plain values. */
function plain(value: TomlValue): unknown {
  if (value instanceof TomlTable) return Object.fromEntries(value.entries().map(([k, v]) => [k, plain(v)]));
  if (value instanceof TomlArray) return value.items.map(plain);
  return value;
}

test('strings of all four kinds, with escapes and trimmed line ends', () => {
  const text = String.raw`
a = "tab\t quote\" \u00e9 \U0001F600 \\"
b = 'C:\no\escape'
c = """
first \
   joined ""two"" \"""
"""
d = '''
it's'''
"quoted key" = ''
`;
  expect(plain(read(text))).toEqual({
    a: 'tab\t quote" é 😀 \\',
    b: 'C:\\no\\escape',
    c: 'first joined ""two"" """\n',
    d: "it's",
    'quoted key': '',
  });
});

test('numbers, booleans and dates', () => {
  const text = `a = +1_000\nb = 0xDEAD_beef\nc = 0o17\nd = 0b11\ne = -1.5e3\nf = true
g = 1979-05-27T07:32:00Z\nh = 1979-05-27 07:32:00\ni = 07:32:00\nj = -inf`;
  expect(plain(read(text))).toEqual({
    a: 1000,
    b: 0xdeadbeef,
    c: 15,
    d: 3,
    e: -1500,
    f: true,
    g: { datetime: '1979-05-27T07:32:00Z' },
    h: { datetime: '1979-05-27T07:32:00' },
    i: { datetime: '07:32:00' },
    j: -Infinity,
  });
});

test('tables, dotted keys, arrays of tables and inline tables', () => {
  const text = `top.level = 1\n[a.b]\nc = { d = [1, [2]], e.f = "x" }\n[[p]]\nn = 1\n[p.q]\nr = 2\n[[p]]\nn = 3\n[a]\nz = 0`;
  expect(plain(read(text))).toEqual({
    top: { level: 1 },
    a: { b: { c: { d: [1, [2]], e: { f: 'x' } } }, z: 0 },
    p: [{ n: 1, q: { r: 2 } }, { n: 3 }],
  });
});

test('every key and array item knows its line, also after strings that span lines', () => {
  const document = read('a = """\nx\ny"""\nb = [\n  1,\n\n  2, # c\n]\n[t]\n');
  expect([document.lineOf('a'), document.lineOf('b'), document.array('b')?.lines]).toEqual([1, 4, [5, 7]]);
  expect(document.table('t')?.line).toBe(9);
});

test('keys like __proto__ are keys like any other', () => {
  const document = read('[__proto__]\npolluted = true\nconstructor = 1');
  expect(document.table('__proto__')?.boolean('polluted')).toBe(true);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});

test('a duplicate key is reported with its line and the last one is used', () => {
  const reported: KnownUnknown[] = [];
  expect(plain(read('a = 1\na = 2\n[t]\n[t]\n', reported))).toEqual({ a: 2, t: {} });
  expect(reported.map((u) => [u.reason, u.location.line])).toEqual([
    ['duplicate-key', 2],
    ['duplicate-key', 4],
  ]);
});

test.each([
  ['a = ', 1, 'not valid TOML: a value is missing'],
  ['a = 1\nb = "x', 2, 'not valid TOML: a string is not closed'],
  ['a = """\n\n', 1, 'not valid TOML: a string is not closed'],
  ['a = [1, 2', 1, 'not valid TOML: an array is not closed'],
  ['a = 1 b = 2', 1, 'not valid TOML: unexpected text after the value'],
  ['a = 01', 1, 'not valid TOML: the value is not a string, number, date, array or table'],
  ['a = "\\q"', 1, 'not valid TOML: unknown escape'],
  ['a = 1\n[a.b]', 2, 'not valid TOML: "a" is not a table'],
  ['a = 1\n<<<<<<< HEAD\nb = 2\n', 2, 'a merge conflict is not resolved'],
])('%j ends the reading at line %i', (text, line, message) => {
  let error: unknown;
  try {
    read(text);
  } catch (caught) {
    error = caught;
  }
  expect(error).toBeInstanceOf(TheriacError);
  expect(error).toMatchObject({ message, code: 'THERIAC_INPUT_SYNTAX', place: { path: 'a.toml', line } });
});

test('hostile nesting is refused', () => {
  for (const text of [
    `a = ${'['.repeat(100_000)}`,
    `a = ${'{a='.repeat(100_000)}`,
    `${'a.'.repeat(1000)}a = 1`,
  ]) {
    expect(() => read(text)).toThrow(expect.objectContaining({ code: 'THERIAC_INPUT_LIMIT' }));
  }
});

test('tables that dotted keys or headers defined are not defined again', () => {
  const duplicates = (text: string): (number | undefined)[] => {
    const reported: KnownUnknown[] = [];
    read(text, reported);
    return reported.map((u) => u.location.line);
  };
  expect(duplicates('[a]\nb.c = 1\nb.d = 2\n[a.b.e]\nf = 1')).toEqual([]);
  expect(duplicates('[a]\nb.c = 1\n[a.b]\nd = 2')).toEqual([3]);
  expect(duplicates('[a.b.c]\nd = 1\n[a]\nb.c.e = 2')).toEqual([4]);
  expect(duplicates('[[a.b]]\n[a]\nb.c = 1')).toEqual([3]);
  expect(() => read('a = { b = 1 }\n[a.c]')).toThrow('"a" is not a table');
});

test.each(['2026-02-29', '2026-13-01', '24:00:00', '12:60', '2026-01-01T', '2026-01-01T00:00:00+1:00'])(
  '%s is not a date or time',
  (text) => {
    expect(() => read(`a = ${text}`)).toThrow('the value is not a string, number, date, array or table');
  },
);

test('keys, tables and items know their columns', () => {
  const document = read('  a = [ "é", 2 ]\nb . c = 1\n[ d ]\ne = { f = 1 }');
  expect(document.positionOf('a')).toEqual({ line: 1, column: 3 });
  expect(document.array('a')?.positionOf(1)).toEqual({ line: 1, column: 14 });
  expect(document.table('b')?.positionOf('c')).toEqual({ line: 2, column: 1 });
  expect(document.table('d')?.position).toEqual({ line: 3, column: 1 });
  expect(document.at('d', 'e')?.positionOf('f')).toEqual({ line: 4, column: 7 });
});
