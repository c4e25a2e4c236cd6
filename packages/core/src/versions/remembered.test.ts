import { expect, test } from 'vitest';
import { remembered } from './remembered.ts';

/** As many texts as are kept. */
const KEPT = 4096;

test('a text is read once, until the memory is full and starts over', () => {
  const read: string[] = [];
  const lengthOf = remembered((text) => {
    read.push(text);
    return text.length;
  });
  const texts = Array.from({ length: KEPT }, (_, n) => String(n));
  expect([...texts, ...texts].map(lengthOf)).toEqual([...texts, ...texts].map((text) => text.length));
  expect(read).toEqual(texts);
  lengthOf('one more');
  lengthOf('0');
  expect(read).toEqual([...texts, 'one more', '0']);
});
