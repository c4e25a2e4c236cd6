import { expect, test } from 'vitest';
import { repeatedNotes } from './repeated-notes.ts';

test('a note of several changes is listed once with their numbers as ranges', () => {
  const { texts, list } = repeatedNotes([
    { number: 1, notes: ['read this', 'only here'] },
    { number: 2, notes: ['read this', 'read this'] },
    { number: 3, notes: ['read this'] },
    { number: 5, notes: ['read this', 'and that'] },
    { number: 6, notes: ['and that'] },
  ]);
  expect(list).toEqual([
    { text: 'read this', numbers: '1–3, 5' },
    { text: 'and that', numbers: '5, 6' },
  ]);
  expect(texts.has('only here')).toBe(false);
});
