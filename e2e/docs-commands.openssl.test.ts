/** Commands in the documentation that need openssl. */
import { afterAll, expect, inject, test } from 'vitest';
import { documentedBlocks } from './documentation/blocks.ts';
import { ROWS } from './documentation/rows.ts';
import { faultOf, runBlock } from './documentation/run-block.ts';
import { removeFolders } from './run-cli.ts';

afterAll(removeFolders);
const sample = { feeds: inject('sampleFeeds'), data: inject('sampleData') };
const rows = ROWS.filter(({ needs }) => needs === 'openssl');

test.each(rows)('$page: $first', (row) => {
  const block = documentedBlocks().find(({ page, first }) => page === row.page && first === row.first);
  const runs = block === undefined ? [] : runBlock(block, row, sample);
  expect(runs.length).toBeGreaterThan(0);
  expect(runs.flatMap((ran, i) => faultOf(ran, i + 1, row) ?? [])).toEqual([]);
});
