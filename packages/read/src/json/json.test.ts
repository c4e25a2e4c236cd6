import { type KnownUnknown, TheriacError } from '@theriac/core';
import { MemoryFile } from '@theriac/read/text';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  get,
  type JsonOptions,
  parseJson,
  placesOfPointers,
  placesOfTexts,
  readJson,
  readJsonPieces,
} from './index.ts';
import { JsonScanner } from './scanner.ts';
import type { JsonToken } from './token.ts';

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

  it('reports duplicate keys', () => {
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
        expect(parseJson(loose, 'x', { comments: true }).value).toEqual(JSON.parse(text));
      }),
    );
  });

  it('knows the regions of keys, elements and values', () => {
    const { position, region, valueRegion } = read('{"a": {"b": [ 1,\n [2,\n3] ],\n"c" :\n "x\\"y" } }', {
      levels: 4,
    });
    expect(region('a')).toEqual({ line: 1, column: 2, endLine: 1, endColumn: 5 });
    expect(valueRegion('a')).toEqual({ line: 1, column: 7, endLine: 5, endColumn: 10 });
    expect(region('a', 'b', 0)).toEqual({ line: 1, column: 15, endLine: 1, endColumn: 16 });
    expect(region('a', 'b', 1)).toEqual({ line: 2, column: 2, endLine: 3, endColumn: 3 });
    expect(valueRegion('a', 'b', 1)).toEqual(region('a', 'b', 1));
    expect(region('a', 'b', 1)).toMatchObject(position('a', 'b', 1) ?? {});
    expect([position('a', 'c'), position('x')]).toEqual([{ line: 4, column: 1 }, undefined]);
    expect(region('a', 'c')).toEqual({ line: 4, column: 1, endLine: 4, endColumn: 4 });
    expect(valueRegion('a', 'c')).toEqual({ line: 5, column: 2, endLine: 5, endColumn: 8 });
    expect(region('a', 'd')).toBeUndefined();
  });

  it('knows places behind comments', () => {
    const document = parseJson('{\n// one\n"a": /* two */ 1, /* 3 */ "b": [/**/ 2, ], }', 'x', {
      comments: true,
    });
    expect(document.value).toEqual({ a: 1, b: [2] });
    expect(document.region('b')).toEqual({ line: 3, column: 27, endLine: 3, endColumn: 30 });
    expect(document.valueRegion('a')).toEqual({ line: 3, column: 16, endLine: 3, endColumn: 17 });
  });

  it.each([
    ['', 1, 'the text is empty'],
    ['{\n"a": [1,\n2', 3, 'the text ends inside an array'],
    ['{"a": "b', 1, 'the text ends inside a string'],
    ['[1,\n]', 2, 'expected a value after the comma, found "]"'],
    ['{"a": 1,\n}', 2, 'expected a key in double quotes, found "}"'],
    ['{a: 1}', 1, 'expected a key in double quotes or a closing brace, found "a"'],
    ["['a']", 1, 'expected a value or a closing bracket, found "\'"'],
    ['{"a" 1}', 1, 'expected a colon after the key, found "1"'],
    ['[1 2]', 1, 'expected a comma or a closing bracket, found "2"'],
    ['{}\n{}', 2, 'expected the end of the text, found "{"'],
    ['[1, 01]', 1, 'unknown value "01"'],
    ['["a",\n"b\nc"]', 2, 'a control character in a string'],
    ['["\\x"]', 1, 'an unknown escape in a string'],
    ['[1] // one', 1, 'expected the end of the text, found "/"'],
  ])('says what is wrong with %j', (text, line, what) => {
    expect(() => parseJson(text, 'x.json')).toThrow(
      expect.objectContaining({ message: `not valid JSON: ${what}`, place: { path: 'x.json', line } }),
    );
  });

  it('refuses exactly what JSON.parse refuses', () => {
    const piece = fc.constantFrom(
      ...[
        '{',
        '}',
        '[',
        ']',
        ',',
        ':',
        '"',
        '"a"',
        '"b":',
        '1',
        '-',
        '0.5e3',
        'true',
        'nul',
        ' ',
        '\n',
        '\\',
        '/',
        'é',
      ],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('');
        const value = outcome(() => JSON.parse(text));
        expect(outcome(() => parseJson(text, 'x').value)).toEqual(value);
      }),
      { numRuns: 5000 },
    );
  });
});

function outcome(read: () => unknown): unknown {
  try {
    return { value: read() };
  } catch (error) {
    return error instanceof SyntaxError || error instanceof TheriacError ? 'refused' : error;
  }
}

describe('JsonScanner', () => {
  it('finds the same tokens however the text is cut', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.array(fc.nat({ max: 9 }), { minLength: 1 }), (value, sizes) => {
        const text = JSON.stringify(value, null, 1).replaceAll('a', '\\u0061');
        const chunks: string[] = [];
        for (let at = 0, turn = 0; at < text.length; turn += 1) {
          const size = (sizes[turn % sizes.length] ?? 0) + 1;
          chunks.push(text.slice(at, at + size));
          at += size;
        }
        expect(tokens(chunks)).toEqual(tokens([text]));
      }),
    );
  });
});

function tokens(chunks: readonly string[]): unknown[] {
  const found: unknown[] = [];
  const add =
    (kind: string) =>
    ({ start, end, depth, value, position }: JsonToken): void => {
      found.push([kind, start, end, depth, value, position]);
    };
  const scanner = new JsonScanner(
    { open: add('open'), close: add('close'), key: add('key'), scalar: add('scalar') },
    { path: 'x' },
  );
  for (const chunk of chunks) scanner.push(chunk);
  scanner.finish();
  return found;
}

test('a document that ends too early, or is not one object, is refused with its line', () => {
  for (const [text, line] of [
    ['{"a": 1,\n"b": [1, 2', 2],
    ['[1]', 1],
    ['1', 1],
    ['{"a": 1}\n x', 2],
    ['', 1],
  ] as const) {
    const read = (): unknown[] => [...readJsonPieces([text], 'x', new Set(['a', 'b']))];
    expect(read).toThrow(
      expect.objectContaining({ code: 'THERIAC_INPUT_SYNTAX', place: { path: 'x', line } }),
    );
  }
});

test('the pieces of any JSON object are its values, whatever the chunks', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string(), fc.jsonValue()),
      fc.integer({ min: 1, max: 9 }),
      (object, size) => {
        const text = JSON.stringify(object, null, 1);
        const parts = Array.from({ length: Math.ceil(text.length / size) }, (_, i) =>
          text.slice(i * size, (i + 1) * size),
        );
        const rebuilt: [string, unknown][] = [];
        const lists = new Map<string, unknown[]>();
        for (const { key, index, text: piece } of readJsonPieces(parts, 'x', new Set(Object.keys(object)))) {
          if (index === null) rebuilt.push([key, JSON.parse(piece)]);
          else lists.set(key, [...(lists.get(key) ?? []), JSON.parse(piece)]);
        }
        const expected = Object.entries(JSON.parse(text)).filter(([, value]) => !Array.isArray(value));
        expect(rebuilt).toEqual(expected);
        for (const [key, items] of lists)
          expect(items).toEqual(Object.entries(JSON.parse(text)).find(([k]) => k === key)?.[1]);
      },
    ),
  );
});

test('the line of a JSON pointer is that of its value', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.array(fc.dictionary(fc.string(), fc.string()))), (value) => {
      const text = JSON.stringify(value, null, 1);
      const pointers = Object.entries(value).flatMap(([key, list]) =>
        list.flatMap((item, index) =>
          Object.keys(item).map((inner) =>
            [key, String(index), inner]
              .map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`)
              .join(''),
          ),
        ),
      );
      const places = placesOfPointers(text, 'x', pointers);
      for (const pointer of pointers) {
        const line = places.get(pointer)?.line;
        const inner = pointer
          .slice(pointer.lastIndexOf('/') + 1)
          .replaceAll('~1', '/')
          .replaceAll('~0', '~');
        expect(text.split('\n')[(line ?? 0) - 1]).toContain(JSON.stringify(inner));
      }
    }),
  );
});

test('places of pointers and of texts have columns; what is missing has the place around it', () => {
  const text = '{"a": [1, {"id": "x"}],\n "id": "x", "b": "id"}';
  const places = placesOfPointers(text, 'x', ['', '/a/1/id', '/a/7', '/b']);
  expect(Object.fromEntries(places)).toEqual({
    '': { line: 1, column: 1 },
    '/a/1/id': { line: 1, column: 18 },
    '/a/7': { line: 1, column: 7 },
    '/b': { line: 2, column: 18 },
  });
  expect([...placesOfTexts(text, 'x', ['id'])]).toEqual([['x', { line: 1, column: 12 }]]);
});

it('takes line breaks in strings where it is told to', () => {
  const text = '{"a": "b\n\tc", "d": 1}';
  expect(() => parseJson(text, 'a.json')).toThrow('a control character in a string');
  const document = parseJson(text, 'a.json', { lineBreaks: true });
  expect([document.value, document.line('d')]).toEqual([{ a: 'b  c', d: 1 }, 2]);
});
