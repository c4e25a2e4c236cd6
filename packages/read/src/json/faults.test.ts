import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonFaults } from './faults.ts';

const faults = (text: string): string[] =>
  jsonFaults(text, JSON.parse(text)).map((f) => `${f.kind} ${f.line}`);

test('finds what readers understand differently', () => {
  expect(faults('{"a": [{"b": 1,\n"\\u0062": 2}], "a": 1}')).toEqual(['duplicate-key 2', 'duplicate-key 2']);
  expect(faults('{"a": "\\ud800",\n"b\\udc00": "\\ud83d\\ude00"}')).toEqual([
    'half-character 1',
    'half-character 2',
  ]);
  expect(faults('[1e999, "1e999"]')).toEqual(['number 1']);
  expect(faults('{"__proto__": 1, "__proto__": 2}')).toEqual(['duplicate-key 1']);
});

test('finds nothing in what JSON.stringify writes, and a key that is doubled anywhere', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue(), { minKeys: 1 }), (value) => {
      const text = JSON.stringify(value).toWellFormed();
      fc.pre(!/\\u[dD]/.test(text));
      expect(faults(text)).toEqual([]);
      const [key = ''] = Object.keys(value);
      expect(faults(`{${JSON.stringify(key)}: 0, ${text.slice(1)}`)).toEqual(['duplicate-key 1']);
    }),
  );
});
