import fc from 'fast-check';
import { expect, test } from 'vitest';
import { classTexts } from './class-constants.ts';

/** Tags and sizes of the JVM specification, section 4.4. */
const text = (value: string): number[] => [1, 0, value.length, ...Buffer.from(value)];
const LONG = [5, 0, 0, 0, 0, 0, 0, 0, 9];
const CLASS = [7, 0, 1];
const HANDLE = [15, 6, 0, 1];

const pool = (count: number, ...constants: readonly number[][]): Buffer =>
  Buffer.from([0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 52, 0, count, ...constants.flat()]);

test('texts between constants of all sizes', () => {
  expect(classTexts(pool(7, text('a/B'), LONG, CLASS, HANDLE, text('1.2.3')))).toEqual(['a/B', '1.2.3']);
});

test.each([
  ['an unknown constant ends the reading', pool(4, text('a'), [99, 0, 0], text('b')), ['a']],
  ['a text that is cut off', pool(3, text('a'), [1, 0, 9, 98]), ['a']],
  ['fewer constants than announced', pool(200, text('a')), ['a']],
  ['another format', Buffer.from('PK and more than ten bytes'), []],
  ['nothing', Buffer.alloc(0), []],
])('%s', (_, bytes, expected) => {
  expect(classTexts(bytes)).toEqual(expected);
});

test('any bytes are read without an error', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      classTexts(Buffer.concat([pool(255), bytes]));
    }),
  );
});
