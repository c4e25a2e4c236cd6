/** Every command in the documentation runs as it is written and prints what the page shows. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMMANDS } from '@theriac/cli';
import { afterAll, describe, expect, inject, test } from 'vitest';
import { blocksOf, documentedBlocks, documentedPages, firstDifference } from './documentation/blocks.ts';
import { faultOfMention, mentionsIn } from './documentation/mentions.ts';
import { NOT_RUN, ROWS } from './documentation/rows.ts';
import { faultOf, runBlock } from './documentation/run-block.ts';
import { ROOT, removeFolders } from './run-cli.ts';

afterAll(removeFolders);
const sample = { feeds: inject('sampleFeeds'), data: inject('sampleData') };
const blocks = documentedBlocks();
const named = ({ page, first }: { readonly page: string; readonly first: string }): string =>
  `${page}: ${first}`;

test('each block of commands is in one table, and each row of a table is a block', () => {
  expect([...ROWS, ...NOT_RUN].map(named).sort()).toEqual(blocks.map(named).sort());
  expect(ROWS.length).toBeGreaterThan(15);
});

describe.each(ROWS.filter(({ needs }) => needs === undefined))('$page', (row) => {
  test(row.first.slice(0, 60), () => {
    const block = blocks.find((found) => named(found) === named(row));
    const runs = block === undefined ? [] : runBlock(block, row, sample);
    expect(runs.length).toBeGreaterThan(0);
    expect(runs.flatMap((ran, i) => faultOf(ran, i + 1, row) ?? [])).toEqual([]);
  });
});

test('each command that a text mentions exists, with each of its options', () => {
  const mentions = documentedPages().flatMap(({ page, text }) =>
    mentionsIn(text).map((mention) => ({ page, mention })),
  );
  expect(mentions.length).toBeGreaterThan(20);
  expect(
    mentions.flatMap(({ page, mention }) => {
      const fault = faultOfMention(mention, COMMANDS);
      return fault === undefined ? [] : [`${page}: ${fault}`];
    }),
  ).toEqual([]);
});

test('each script of npm that a page names exists', () => {
  const { scripts }: { scripts: Record<string, string> } = JSON.parse(
    readFileSync(join(ROOT, 'package.json'), 'utf8'),
  );
  const named = documentedPages().flatMap(({ page, text }) =>
    [...text.matchAll(/\bnpm run ([a-z:-]+)/g)].map(([, script = '']) => ({ page, script })),
  );
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter(({ script }) => !Object.hasOwn(scripts, script))).toEqual([]);
});

test.each([
  ['theriac scan --fail-on high', undefined],
  ['theriac db update [--only npm,facts]', undefined],
  ['theriac COMMAND --help', undefined],
  ['theriac skan', 'no command: theriac skan'],
  ['theriac sbom mix', 'no command: theriac sbom mix'],
  ['theriac sbom diff --all', 'no option --all: theriac sbom diff --all'],
])('the mention %s', (mention, fault) => {
  expect(mentionsIn(`a \`b\`\n\`${mention}\``)).toEqual([mention]);
  expect(faultOfMention(mention, COMMANDS)).toBe(fault);
});

describe('blocks', () => {
  test('commands of a script are joined where they continue', () => {
    expect(blocksOf('p.md', '```sh\na \\\n  b   # why\n\n# c\nd\n```')).toEqual([
      {
        page: 'p.md',
        line: 1,
        first: 'a b   # why',
        commands: [
          { text: 'a b   # why', shown: [], shortened: false },
          { text: 'd', shown: [], shortened: false },
        ],
      },
    ]);
  });

  test('commands of a session have what stands below them, in an indented block as well', () => {
    const [block] = blocksOf(
      'p.md',
      '- x\n\n  ```\n  $ a \\\n      b   (shortened)\n\n  c\n    d\n\n  $ e\n  ```',
    );
    expect(block?.commands).toEqual([
      { text: 'a b', shown: ['c', '  d'], shortened: true },
      { text: 'e', shown: [], shortened: false },
    ]);
  });

  test.each<[shown: string[], shortened: boolean, printed: string[], difference: string | undefined]>([
    [['a', 'b'], false, ['a', 'b'], undefined],
    [['a'], false, ['a', 'b'], '(nothing, but printed: b)'],
    [['a', 'c'], false, ['a', 'b', 'c'], 'c'],
    [['a', '…', 'c'], false, ['a', 'b', 'c'], undefined],
    [['a', '  …'], false, ['a', 'b', 'c'], undefined],
    [['a', '…', 'c'], false, ['a', 'b', 'c', 'd'], '(nothing, but printed: d)'],
    [['a', 'c'], true, ['a', 'b', 'c', 'd'], undefined],
    [['c', 'a'], true, ['a', 'b', 'c', 'd'], 'a'],
  ])('%j (shortened: %j) of %j', (shown, shortened, printed, difference) => {
    expect(firstDifference({ text: '', shown, shortened }, printed)).toBe(difference);
  });
});
