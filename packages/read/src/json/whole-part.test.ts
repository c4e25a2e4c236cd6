import { expect, test } from 'vitest';
import { wholePartOf } from './whole-part.ts';

test.each([
  ['{"a":1,"b":[1,2,{"c":"x"},{"d":"y', { a: 1, b: [1, 2, { c: 'x' }] }],
  ['[{"a":{"b":"c"', [{ a: { b: 'c' } }]],
  ['{"a":"b" oops, "c":1}', { a: 'b' }],
  ['{"a":[1,2]],"b":1}', { a: [1, 2] }],
  ['{"a":', undefined],
  ['{"a', undefined],
  ['', undefined],
])('%s', (text, value) => {
  expect(wholePartOf(text)).toEqual(value);
});

test('each beginning of a document gives a part of it, never an error', () => {
  const text = JSON.stringify({ a: [{ b: 'c\\"d', e: [null, true, 1.5e3] }, 'f'], g: { h: {} } });
  for (let end = 0; end <= text.length; end += 1) {
    const part = wholePartOf(text.slice(0, end));
    expect(part === undefined || typeof part === 'object').toBe(true);
  }
  expect(wholePartOf(text)).toEqual(JSON.parse(text));
});

test('hostile depth ends', () => {
  expect(wholePartOf(`${'['.repeat(100_000)}1`)).toBeUndefined();
});
