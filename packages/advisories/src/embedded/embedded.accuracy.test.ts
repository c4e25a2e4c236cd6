/** Every fact of the embedded rows against the public feeds. */

import { ecosystem, matchAffected } from '@theriac/core';
import { feedPath } from '@theriac/testing/public-sets';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { scoreCvss } from '../cvss.ts';
import { formatInterval } from '../match.ts';
import { storeOf } from '../store.ts';
import { type FeedFacts, Feeds } from './feed-facts.ts';
import { EMBEDDED_CHECKED, parseInterval } from './index.ts';
import type { EmbeddedRow } from './row.ts';
import { ROWS } from './rows.ts';

let feeds: Feeds;
const facts = new Map<EmbeddedRow, FeedFacts>();
let newest = '';

beforeAll(() => {
  feeds = Feeds.open(feedPath(''), storeOf({ THERIAC_DATA: inject('feedsData') }));
  for (const row of ROWS) {
    const found = feeds.factsOf(ecosystem(row.ecosystem), row.name, row.id);
    if (found !== undefined) facts.set(row, found);
    if (found !== undefined && found.modified > newest) newest = found.modified;
  }
});

afterAll(() => feeds.close());

describe('the set', () => {
  test('is as old as the newest record behind it', () => {
    expect(EMBEDDED_CHECKED).toBe(`${newest}T00:00:00Z`);
  });
});

describe.each(ROWS.map((row) => [`${row.ecosystem} ${row.name} ${row.id}`, row] as const))('%s', (_, row) => {
  const known = (): FeedFacts => {
    const found = facts.get(row);
    if (found === undefined) throw new RangeError('the feeds have no such record for this package');
    return found;
  };

  test('states what the feeds state', () => {
    const feed = known();
    expect([row.id, ...row.aliases].sort()).toEqual(feed.ids);
    expect(row.aliases).toEqual([...row.aliases].sort());
    expect(row.ranges).toEqual(feed.intervals.map(formatInterval));
    expect(row.versions ?? []).toEqual(feed.versions);
    expect(row.severity).toBe(feed.severity);
    expect(row.cvss).toEqual(feed.cvss);
    if (row.cvss !== undefined) expect(scoreCvss(row.cvss.vector)).toEqual(row.cvss);
    expect(row.cwe).toEqual(feed.cwe);
    expect(row.published).toBe(feed.published);
    const [listed] = feed.kev;
    expect(row.kev).toEqual(
      listed && { added: listed.dateAdded, due: listed.dueDate, ransomware: listed.ransomware },
    );
    // The record of a row takes its first CVE for the exploited one.
    if (listed !== undefined)
      expect(listed.cve).toBe([row.id, ...row.aliases].find((id) => id.startsWith('CVE-')));
  });

  test('calls malicious only what the feeds call so', () => {
    const feed = known();
    const isMalware = feed.ids.some((id) => id.startsWith('MAL-')) || saysMalware(feed);
    if (row.kind === 'malicious') expect(isMalware).toBe(true);
    else expect(feed.records.some((r) => r.advisory.kind === 'malicious')).toBe(false);
  });

  test('has a title that is not the feed’s', () => {
    const own = row.title.toLowerCase();
    for (const { title } of known().prose) {
      const theirs = title.toLowerCase().replace(/…$/, '');
      expect(own.includes(theirs) || theirs.includes(own), theirs).toBe(false);
    }
  });

  test('decides about every version at a boundary as the feed’s records do', () => {
    const { scheme } = ecosystem(row.ecosystem);
    const feed = known();
    const own = { intervals: row.ranges.map(parseInterval), versions: row.versions ?? [] };
    const versions = [...feed.records, own].flatMap((r) => [
      ...r.versions,
      ...r.intervals.flatMap((i) => [i.introduced, ...(i.end.kind === 'none' ? [] : [i.end.version])]),
    ]);
    expect(versions).not.toEqual([]);
    for (const version of new Set(['0.0.1', '9999.0.0', ...versions])) {
      const affected = feed.records.some((r) => matchAffected(scheme, version, r) !== null);
      expect(matchAffected(scheme, version, own) !== null, version).toBe(affected);
    }
  });
});

function saysMalware(feed: FeedFacts): boolean {
  return (
    feed.cwe.some((c) => c === 'CWE-506' || c === 'CWE-912') ||
    feed.prose.some((p) => /malicious|malware|backdoor/i.test(`${p.title} ${p.details}`))
  );
}
