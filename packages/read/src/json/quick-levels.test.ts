import fc from 'fast-check';
import { expect, test } from 'vitest';
import { JsonOutline } from './outline.ts';
import type { JsonValue } from './value.ts';

type Path = readonly (string | number)[];

function pathsOf(value: JsonValue, before: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [];
  const entries: (readonly [string | number, JsonValue])[] = Array.isArray(value)
    ? value.map((item, at) => [at, item] as const)
    : Object.entries(value);
  return entries.flatMap(([key, inner]) => [[...before, key], ...pathsOf(inner, [...before, key])]);
}

/** JSON texts with keys that occur twice, escapes, and blanks of every kind between tokens. */
const texts = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom('0', '-1.5e3', 'true', 'null', '""', '"a\\"b"', '"\\\\"', '"}{"', '"\\u0041"'),
    fc.array(tie('value'), { maxLength: 3 }).map((items) => `[${items.join(' ,\n')}]`),
    fc
      .array(fc.tuple(fc.constantFrom('"a"', '"b"', '"\\u0061"', '"c\\"]"', '"__proto__"'), tie('value')), {
        maxLength: 4,
      })
      .map((pairs) => `{${pairs.map(([key, value]) => `\t${key} :\r\n${value}`).join(',')} }`),
  ),
})).value;

test('the quick way finds what the scanner finds, places and duplicates alike', () => {
  fc.assert(
    fc.property(texts, fc.integer({ min: 1, max: 4 }), (text, levels) => {
      const value: JsonValue = JSON.parse(text);
      const checked = JsonOutline.checked(text, levels, { path: '' });
      const quick = JsonOutline.quick(text, levels, 256);
      expect(quick?.duplicates(value)).toEqual(checked.duplicates(value));
      expect(quick?.keys).toBe(checked.keys);
      const every = JsonOutline.checked(text, 100, { path: '' }).duplicates(value);
      expect((quick?.duplicates(value) ?? []).length > 0).toBe(every.length > 0);
      for (const path of pathsOf(value))
        expect(quick?.offset(path), path.join('/')).toBe(checked.offset(path));
    }),
    { numRuns: 400 },
  );
});

test('nesting deeper than the limit is left to the scanner, which names the place', () => {
  expect(JsonOutline.quick('[[[1]]]', 3, 2)).toBeUndefined();
  expect(JsonOutline.quick('[[1]]', 3, 2)).toBeDefined();
});
