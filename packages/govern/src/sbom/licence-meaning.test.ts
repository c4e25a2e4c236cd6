import fc from 'fast-check';
import { expect, test } from 'vitest';
import { agreesWith, licenceMeaning } from './licence-meaning.ts';

test.each([
  ['MIT', 'mit'],
  ['MIT', 'The MIT License'],
  ['(MIT OR Apache-2.0)', 'apache-2.0 or mit'],
  ['BSD-3-Clause OR GPL-2.0', 'GPL-2.0-only OR BSD-3-Clause'],
  ['GPL-2.0+', 'GPL-2.0-or-later'],
  ['MIT AND (ISC OR Zlib)', '(Zlib AND MIT) OR (MIT AND ISC)'],
  ['MIT OR (MIT AND ISC)', 'MIT'],
  ['MIT OR MIT', 'MIT'],
  ['GPL-2.0-with-classpath-exception', 'GPL-2.0-only WITH Classpath-exception-2.0'],
  ['Our  own Licence', 'our own licence'],
])('%s means %s', (a, b) => {
  expect(licenceMeaning(a)).toBe(licenceMeaning(b));
});

test.each([
  ['MIT', 'ISC'],
  ['MIT AND ISC', 'MIT OR ISC'],
  ['GPL-2.0-only', 'GPL-2.0-or-later'],
  ['GPL-2.0-only', 'GPL-2.0-only WITH Classpath-exception-2.0'],
  ['LicenseRef-a', 'LicenseRef-b'],
])('%s does not mean %s', (a, b) => {
  expect(licenceMeaning(a)).not.toBe(licenceMeaning(b));
});

test('statements side by side are read as all, as a choice, or one by one', () => {
  const statements = ['MIT', 'Apache-2.0'].map((value) => ({ kind: 'id' as const, value }));
  for (const own of ['MIT', 'Apache-2.0 AND MIT', 'MIT OR Apache-2.0'])
    expect(agreesWith(statements, own)).toBe(true);
  expect(agreesWith(statements, 'ISC')).toBe(false);
});

const ids = fc.constantFrom('MIT', 'ISC', 'Zlib', 'Apache-2.0', 'GPL-2.0-or-later');
const expression = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3 },
    ids,
    fc
      .tuple(tie('node'), fc.constantFrom('AND', 'OR'), tie('node'))
      .map(([a, operator, b]) => `(${a} ${operator} ${b})`),
  ),
})).node;

test('order and repetition never count', () => {
  fc.assert(
    fc.property(expression, expression, fc.constantFrom('AND', 'OR'), (a, b, operator) => {
      const meaning = licenceMeaning(`${a} ${operator} ${b}`);
      expect(licenceMeaning(`${b} ${operator} ${a}`)).toBe(meaning);
      expect(licenceMeaning(`(${a}) ${operator} (${b} ${operator} ${a})`)).toBe(meaning);
    }),
  );
});
