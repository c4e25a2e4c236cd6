import { expect, test } from 'vitest';
import { hasSuppressionComment, suppressionComments } from './comments.ts';

test('a comment covers its own line, or the next one when it is alone on its line', () => {
  const text = [
    'FROM node:22 # theriac-ignore THERIAC-SC-IMAGE-UNPINNED until 2026-02-01: rebuilt nightly',
    '# theriac-ignore CVE-2024-0001 until 2026-02-01: behind the proxy',
    'RUN x',
    '<!-- theriac-ignore CVE-2024-0001 until 2026-02-01, not used -->',
  ].join('\n');
  const { suppressions, problems } = suppressionComments('Dockerfile', text);
  expect(problems).toEqual([]);
  expect(suppressions.map((s) => [s.rule, s.lines, s.reason])).toEqual([
    ['THERIAC-SC-IMAGE-UNPINNED', [1], 'rebuilt nightly'],
    ['CVE-2024-0001', [2, 3], 'behind the proxy'],
    ['CVE-2024-0001', [4, 5], 'not used'],
  ]);
});

const NO_DAY = 'it has no last day (`until YYYY-MM-DD`)';
const NO_REASON = 'it gives no reason after the day';
test.each([
  ['# theriac-ignore', ['it names no rule', NO_DAY]],
  ['# theriac-ignore CVE-2024-0001', [NO_DAY]],
  ['# theriac-ignore CVE-2024-0001: behind the proxy', [NO_DAY]],
  ['# theriac-ignore CVE-2024-0001 until', ['there is no day after `until`', NO_REASON]],
  ['# theriac-ignore CVE-2024-0001 until 2026-02-31: x', ['the day 2026-02-31 does not exist']],
  ['# theriac-ignore CVE-2024-0001 until 2026-2-1: x', ['`2026-2-1` is not a day as YYYY-MM-DD']],
  ['# theriac-ignore CVE-2024-0001 until tomorrow', ['`tomorrow` is not a day as YYYY-MM-DD', NO_REASON]],
  ['# theriac-ignore CVE-2024-0001 until 2026-02-01:', [NO_REASON]],
  ['<!-- theriac-ignore CVE-2024-0001 until 2026-02-01: -->', [NO_REASON]],
  ['# theriac-ignore until 2026-02-01: x', ['it names no rule']],
  [
    '# theriac-ignore A-1, B-2 until 2026-02-01: x',
    ['it names 2 rules and a comment covers one: use an `ignore` entry of theriac.yaml for several'],
  ],
  [
    '# theriac-ignore A-1 B-2,C-3 until 2026-02-31',
    [
      'it names 3 rules and a comment covers one: use an `ignore` entry of theriac.yaml for several',
      'the day 2026-02-31 does not exist',
      NO_REASON,
    ],
  ],
  ['# theriac-ignore A(1) until 2026-02-01: x', ['`A(1)` is not the id of a rule']],
])('%s is not applied, and everything wrong with it is named', (line, wrong) => {
  const { suppressions, problems } = suppressionComments('a.txt', line);
  expect(suppressions).toEqual([]);
  expect(problems).toEqual([
    {
      source: 'a.txt:1',
      message: `theriac-ignore comment not applied: ${wrong.join('; ')}; write: theriac-ignore RULE until YYYY-MM-DD: reason`,
    },
  ]);
});

test.each([
  '# Theriac-Ignore A-1 until 2026-02-01: x',
  '# THERIAC-IGNORE A-1 UNTIL 2026-02-01: x',
  '# theriac-ignore: A-1 until 2026-02-01, x',
  '/* theriac-ignore A-1 until: 2026-02-01:x */',
  '# theriac-ignore A-1 until 2026-02-01: x\r',
])('%j is complete', (line) => {
  const { suppressions, problems } = suppressionComments('a.txt', line);
  expect(problems).toEqual([]);
  expect(suppressions).toMatchObject([{ rule: 'A-1', expires: '2026-02-01', reason: 'x' }]);
});

test.each([
  ['# Theriac-Ignore A-1', true],
  ['theriac-ignore', true],
  ['theriac-ignored', false],
  ['ignore', false],
])('%j has a comment to read: %s', (text, expected) => {
  expect(hasSuppressionComment(Buffer.from(text))).toBe(expected);
  expect(suppressionComments('a.txt', text).problems).toHaveLength(expected ? 1 : 0);
});

test('a comment becomes a suppression of its rule in its file', () => {
  expect(
    suppressionComments('a/b.ts', '\nx(); // theriac-ignore SAMPLE-1 until 2026-02-01: read only  \ny();\n'),
  ).toStrictEqual({
    suppressions: [
      {
        id: 'a/b.ts:2',
        kind: 'comment',
        rule: 'SAMPLE-1',
        path: 'a/b.ts',
        lines: [2],
        reason: 'read only',
        expires: '2026-02-01',
        source: 'a/b.ts:2',
      },
    ],
    problems: [],
  });
});

test('a comment may begin its line', () => {
  const { suppressions } = suppressionComments(
    'a.txt',
    'theriac-ignore SAMPLE-1 until 2026-02-01: generated',
  );
  expect(suppressions.map((s) => s.lines)).toEqual([[1, 2]]);
});

test('text without the marker says nothing', () => {
  expect(suppressionComments('a.txt', 'ignore SAMPLE-1 until 2026-02-01: generated')).toEqual({
    suppressions: [],
    problems: [],
  });
});
