import { expect, test } from 'vitest';
import { ageProblems } from './feed-age.ts';

const feed = (name: string, newest: string, records = 1): Parameters<typeof ageProblems>[1] => ({
  builtAt: '2026-06-01T00:00:00Z',
  feeds: [{ name, sha256: 'x', newest, records }],
});

test.each([
  ['fresh', feed('osv/npm', '2026-05-31T10:00:00Z'), []],
  ['as old as it may be', feed('osv/npm', '2026-05-15T10:00:00Z'), []],
  [
    'a mirror that nobody refreshes',
    feed('osv/npm', '2026-05-14T10:00:00Z'),
    ['npm: the feed osv/npm has no record newer than 2026-05-14 (18 days; at most 17): refresh the mirror'],
  ],
  ['an ecosystem with few advisories', feed('osv/CRAN', '2025-08-01T10:00:00Z'), []],
  ['a feed of facts by its folder', feed('epss/scores.csv.gz', '2026-05-20'), []],
  ['a feed that is not in the table', feed('malicious/npm', '2026-04-18'), []],
  ['a feed of which nothing is used', feed('malicious/npm', '', 0), []],
  ['no date', feed('osv/npm', ''), ['npm: the age of the feed osv/npm is not known']],
  [
    'an old build',
    { builtAt: '2026-05-01T00:00:00Z', feeds: [] },
    ['npm: the index is 31 days old (policy: 14); run `theriac db update`'],
  ],
] as const)('%s', (_, meta, problems) => {
  expect(ageProblems('npm', meta, '2026-06-01', 14).map((p) => p.reason)).toEqual(problems);
});
