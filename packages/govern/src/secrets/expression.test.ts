import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readExpression } from './expression.ts';

function expressionProblem(source: string): string | undefined {
  const read = readExpression(source);
  return 'problem' in read ? read.problem : undefined;
}

test.each([
  'WARD-[A-Z0-9]{8,12}-[a-f0-9]{32}',
  'ward_(?:live|test)_(?<secret>[A-Za-z0-9]{20,40})\\b',
  '(?:sk_live|sk_test)[0-9]{4}',
  'device:(?:[a-z]{1,20},){1,5}[0-9]{4}',
  'a\\.b\\-c\\/d[\\]\\-x]{3}\\n?$'.slice(0, -1),
  'key = [^"\\n]{1,200}"',
  '[^\\w]x',
  'schl\u00fcssel-\\d{4}',
])('%s is read', (source) => {
  expect(expressionProblem(source)).toBeUndefined();
  expect(() => new RegExp(source, 'y')).not.toThrow();
});

test.each([
  ['a+', '`+` has no end: write a count such as {1,100} (character 2)'],
  ['a*', '`*` has no end: write a count such as {1,100} (character 2)'],
  ['a{3,}', 'a count without an end: write {1,100} (character 2)'],
  ['a{0}', 'counts go from 1 to 4096 (character 2)'],
  ['a{5,2}', 'counts go from 1 to 4096 (character 2)'],
  ['a{1,9999}', 'counts go from 1 to 4096 (character 2)'],
  ['a{2}{2}', 'a count stands behind a count (character 5)'],
  ['a{1,2}?', 'a count stands behind a count (character 7)'],
  [
    '(a+)+b',
    '`(` is not read: write `(?:` to group, `(?<secret>` for the secret, and counts with an end such as {1,100} (character 1)',
  ],
  ['(?:a+)+b', '`+` has no end: write a count such as {1,100} (character 5)'],
  [
    '(?:a{1,9}){1,9}b',
    'what is counted and what follows it have characters in common: give an exact count, or a class without them',
  ],
  [
    '(?=a)b',
    '`(?=` looks around, which is not read: write only what the secret itself looks like (character 1)',
  ],
  [
    'a(?<!b)c',
    '`(?<!` looks around, which is not read: write only what the secret itself looks like (character 2)',
  ],
  ['a\\1', '`\\1` is not read (character 2)'],
  ['a\\p', '`\\p` is not read (character 2)'],
  ['^a', '`^` is not read (character 1)'],
  ['[a', '`[` without `]` (character 3)'],
  ['[]', 'a class without characters (character 3)'],
  ['[z-a]', 'a range goes from a character to a later one (character 5)'],
  ['(?:a', '`(` without `)` (character 5)'],
  ['a)', '`)` without `(` (character 2)'],
  [
    'a{1,3}a',
    'what is counted and what follows it have characters in common: give an exact count, or a class without them',
  ],
  [
    '(?:[a-z]{1,9}){1,9}1',
    'what is counted and what follows it have characters in common: give an exact count, or a class without them',
  ],
  ['x(?:a|ab)c', 'two choices begin alike: put what they share before them'],
  ['x(?:[a-f]1|[c-z]2)', 'two choices begin alike: put what they share before them'],
  ['(?:a?){2}', 'a count of what may be nothing'],
  ['a?', 'matches the empty text'],
  ['x(?:a|)', 'a choice of nothing: write `(?:a|b)?` instead of `(?:a|b|)`'],
  ['(?:[a-z]{4096}1){5}', 'can read more than 16384 characters; lower its counts'],
  ['(?<secret>a)(?<secret>b)', 'is not a regular expression'],
  ['a'.repeat(1001), 'is longer than 1000 characters'],
])('%s is refused: %s', (source, problem) => {
  expect(expressionProblem(source)).toBe(problem);
});

const atom = fc.constantFrom(
  'a',
  'b',
  '[ab]',
  '[a-z]',
  '\\d',
  '.',
  '(?:a|b)',
  '(?:ab){1,9}',
  '(?:[ab]{1,30}c?){1,9}',
  '[^c]',
);
const counted = fc
  .tuple(atom, fc.constantFrom('', '?', '{2}', '{1,40}', '{0,40}'))
  .map(([one, count]) => one + count);

test('what is read takes steps by the length of the text, whatever the text', () => {
  fc.assert(
    fc.property(
      fc.array(counted, { minLength: 1, maxLength: 8 }),
      fc.constantFrom('a', 'ab', 'b', 'a1'),
      (parts, piece) => {
        const source = parts.join('');
        if (expressionProblem(source) !== undefined) return;
        // An ambiguous one of this size would not end while the test runs.
        const pattern = new RegExp(`${source}\\uffff`, 'y');
        pattern.test(piece.repeat(2000));
      },
    ),
    { numRuns: 2000 },
  );
});
