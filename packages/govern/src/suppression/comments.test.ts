import { expect, test } from 'vitest';
import { suppressionComments } from './comments.ts';

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

test.each([
  '# theriac-ignore',
  '# theriac-ignore CVE-2024-0001',
  '# theriac-ignore CVE-2024-0001 until 2026-02-30: no such day',
  '# theriac-ignore CVE-2024-0001 until 2026-02-01:',
  '<!-- theriac-ignore CVE-2024-0001 until 2026-02-01: -->',
])('%s is incomplete and does not count', (line) => {
  const { suppressions, problems } = suppressionComments('a.txt', line);
  expect(suppressions).toEqual([]);
  expect(problems).toEqual([
    {
      source: 'a.txt:1',
      message:
        'incomplete theriac-ignore comment, not applied; write: theriac-ignore RULE until YYYY-MM-DD: reason',
    },
  ]);
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
