import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EscapedPlaces, escapedIn } from './escaped.ts';

test.each([
  ['quotes', String.raw`x = "{\"name\":\"value\"}"`, '{"name":"value"}'],
  ['line breaks', String.raw`{"env":"A=b\nC=d and more\n"}`, 'A=b\nC=d and more\n'],
  ['code points', String.raw`{"a":"name = \u0027value\u0027"}`, "name = 'value'"],
  ['backslashes', String.raw`{"a":"C:\\ward and \"more\""}`, String.raw`C:\ward and "more"`],
])('opens escapes of %s', (_, text, inner) => {
  expect(escapedIn(text).map((one) => one.text)).toEqual([inner]);
});

test.each([
  ['without escapes', '{"name":"a value that is long"}'],
  ['with a path', String.raw`"C:\ward\data\files\all"`],
  ['too short', String.raw`"a\nb"`],
])('a string %s is left', (_, text) => {
  expect(escapedIn(text)).toEqual([]);
});

test('a string ends with its line: the next one is read from its own beginning', () => {
  const text = 'it is 5" long\n{"a":"one \\"two\\" three"}\n';
  expect(escapedIn(text).map((one) => one.text)).toEqual(['one "two" three']);
});

test('each place of an opened text leads back to its own', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 12, maxLength: 60, unit: 'grapheme' }), (inner) => {
      const text = `  ${JSON.stringify(`"${inner}`)}`;
      const [escaped] = escapedIn(text);
      expect(escaped?.text).toBe(`"${inner}`);
      if (escaped === undefined) return;
      const places = new EscapedPlaces(text, escaped);
      const ends = Array.from({ length: escaped.text.length + 1 }, (_, i) => places.of(i));
      expect(ends.at(-1)).toBe(text.length - 1);
      expect(ends.toSorted((a, b) => a - b)).toEqual(ends);
    }),
  );
});
