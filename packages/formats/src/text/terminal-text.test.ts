import { expect, test } from 'vitest';
import { clip, printable, shellWord, wrap } from './terminal-text.ts';

test('wrapping keeps every word and breaks none', () => {
  expect(wrap('one two three', 8)).toEqual(['one two', 'three']);
  expect(wrap('averyveryverylongword x', 8, '  ')).toEqual(['  averyveryverylongword', '  x']);
  expect(wrap('', 8)).toEqual(['']);
});

test('what is between backticks is not broken', () => {
  expect(wrap('run `theriac db update` now', 12)).toEqual(['run', '`theriac db update`', 'now']);
  expect(wrap('a ` b c', 3)).toEqual(['a `', 'b c']);
});

test('clipping ends in an ellipsis', () => {
  expect(clip('123456789', 9)).toBe('123456789');
  expect(clip('1234567890', 9)).toBe('12345678…');
});

test('text from outside cannot move the cursor, colour the screen or reorder text', () => {
  expect(printable('a\u001b[31mb\u009b2Jc\u202ed\u0007e\u200bf\u2066g\nh')).toBe('a [31mb 2Jc d e f g h');
});

test.each([
  ['@s/name', '@s/name'],
  ['Pulse RTOS', "'Pulse RTOS'"],
  ['x; rm -r *', "'x; rm -r *'"],
  ["it's", "'it'\\''s'"],
  ['', "''"],
])('a word for a shell: %j', (word, expected) => {
  expect(shellWord(word)).toBe(expected);
});
