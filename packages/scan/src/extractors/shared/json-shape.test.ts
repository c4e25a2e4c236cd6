import type { KnownUnknown } from '@theriac/core';
import { readJson } from '@theriac/read/json';
import { MemoryFile } from '@theriac/read/text';
import { expect, test } from 'vitest';
import { checkShape, type Shape } from './json-shape.ts';

const SHAPE: Shape = {
  fields: {
    packages: { mapOf: { fields: { version: 'text', needs: { listOf: 'text' } } } },
    tools: 'list',
    about: 'object',
  },
  required: ['packages'],
};

function faults(value: unknown): string[] {
  const unknowns: KnownUnknown[] = [];
  const file = new MemoryFile('x.json', JSON.stringify(value, null, 1));
  checkShape(
    readJson(file, () => undefined),
    'x.json',
    SHAPE,
    (unknown) => void unknowns.push(unknown),
  );
  expect(unknowns.every((u) => u.losesComponents)).toBe(true);
  return unknowns.map((u) => `${u.location.line ?? ''} ${u.message}`);
}

test('what has the shape is not reported, what is missing may be', () => {
  expect(faults({ packages: { a: { version: '1', needs: ['b'] }, b: {} }, tools: [1], about: {} })).toEqual(
    [],
  );
});

test.each([
  [[], ['1 the document is not an object']],
  [{}, ['1 there is no "packages" in the file']],
  [{ packages: [] }, ['2 "packages" is not an object']],
  [{ packages: { a: null } }, ['3 "packages/a" is not an object']],
  [
    { packages: { a: { version: 1, needs: {} } } },
    ['4 "packages/a/version" is not a text', '5 "packages/a/needs" is not a list'],
  ],
  [{ packages: { a: { needs: ['b', 1] } } }, ['4 "packages/a/needs/1" is not a text']],
  [{ packages: {}, tools: {}, about: 'x' }, ['3 "tools" is not a list', '4 "about" is not an object']],
])('%j', (value, expected) => {
  expect(faults(value)).toEqual(expected);
});

test('many faults are counted, and addresses lose their passwords', () => {
  const packages = Object.fromEntries(
    Array.from({ length: 30 }, (_, i) => [`https://u:secret@h.example/${i}`, true]),
  );
  const found = faults({ packages });
  expect(found).toHaveLength(21);
  expect(found.at(-1)).toBe(' 10 more values are of another type');
  expect(found.join()).not.toContain('secret');
});
