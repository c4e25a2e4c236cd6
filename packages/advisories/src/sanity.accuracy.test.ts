/** Known answers of the public feeds, reproduced through the real index. */

import { readFileSync } from 'node:fs';
import { ecosystemOfOsv } from '@theriac/core';
import { feedPath } from '@theriac/testing/public-sets';
import { expect, inject, test } from 'vitest';
import { matchPackage } from './match.ts';
import type { PackageRecord } from './records.ts';
import { installedIndexes, openAdvisories, storeOf } from './store.ts';

const lines = readFileSync(feedPath('sanity.txt'), 'utf8')
  .split('\n')
  .filter((line) => line !== '');
const LANGUAGE =
  /^(?<osv>\S+)\s+(?<name>\S+)@(?<version>\S+): (?<records>\d+) records \/ (?<merged>\d+) after alias merge: (?<ids>.*)$/;
const DISTRIBUTION = /^\S+ (?<osv>[A-Za-z]+):(?<release>\S+) (?<name>\S+) (?<version>\S+) \[(?<ids>.*)\]$/;

/** Groups that meet because a space at the end of an alias (`CVE-2020-13665 `) is not part of it. */
const TRIMMED: ReadonlyMap<string, number> = new Map([['drupal/core@8.6.0', 1]]);

const store = storeOf({ THERIAC_DATA: inject('feedsData') });

test('there is an index of every feed', () => {
  expect(installedIndexes(store)).toHaveLength(13);
});

test('the file has the lines that this test understands', () => {
  expect(lines.filter((line) => LANGUAGE.test(line))).toHaveLength(52);
  expect(lines.filter((line) => DISTRIBUTION.test(line))).toHaveLength(5);
  expect(lines).toHaveLength(57);
});

test.each(lines)('%s', (line) => {
  const groups = LANGUAGE.exec(line)?.groups ?? DISTRIBUTION.exec(line)?.groups ?? {};
  const { osv = '', name = '', version = '', release = '', records, merged, ids = '' } = groups;
  const ecosystem = ecosystemOfOsv(osv);
  const index = ecosystem && openAdvisories(store, ecosystem);
  if (ecosystem === undefined || index === undefined) throw new Error(`no index for ${osv}`);
  const found = matchPackage(ecosystem.scheme, version, index.lookup(name), { releases: [release] });
  index.close();
  const matched = found.flatMap((f) => f.evidence.map((e) => e.record)).sort();
  const expected = ids
    .replace(' …', '')
    .replaceAll("'", '')
    .split(', ')
    .filter((id) => id !== '');
  expect(matched.slice(0, expected.length)).toEqual(expected);
  expect(matched).toHaveLength(Number(records ?? expected.length));
  // The file counts by aliases as they are written; here they are trimmed, and records that republish an announcement of
  // Drupal are its twins.
  const twins = found.flatMap((f) => f.records.filter((r) => isTwin(r, f.records)));
  const trimmed = TRIMMED.get(`${name}@${version}`) ?? 0;
  expect(found.length + twins.length + trimmed).toBe(Number(merged ?? expected.length));
});

/** Joined to another record by nothing but the announcement that both are about. */
function isTwin({ advisory }: PackageRecord, group: readonly PackageRecord[]): boolean {
  const [announcement, ...others] = advisory.aliases;
  return (
    others.length === 0 &&
    announcement?.startsWith('DRUPAL-') === true &&
    group.some((r) => r.advisory.id === announcement)
  );
}
