/**
 * Feeds of our own records, for tests that need an index but not the accuracy of the public feeds: the embedded
 * advisories written as OSV records, with the KEV entries they name, some EPSS scores and release lines. An index of
 * them is built in a fraction of a second.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { storeOf } from '@theriac/advisories';
import { buildIndexes, feedSourceOf } from '@theriac/advisories/build';
import { type EmbeddedRow, ROWS } from '@theriac/advisories/embedded/rows';
import { ecosystem } from '@theriac/core';
import { osvJson } from './make-feed.ts';
import { type ForgedEntry, forgeZip } from './make-zip.ts';

/** When the sample index says it was built. */
export const BUILT_AT = '2026-08-20T00:00:00Z';
/** A day on which that index is fresh. */
export const AS_OF = '2026-08-22';

/** Records about one distribution: a feed whose names carry a release. */
const DEBIAN = ['alpha', 'beta', 'gamma', 'delta'].map((name, i) => ({
  name: `DSA-900${i}-1.json`,
  content: JSON.stringify({
    id: `DSA-900${i}-1`,
    modified: BUILT_AT,
    summary: `${name} of a distribution accepts anything`,
    affected: [
      {
        package: { ecosystem: 'Debian:12', name },
        ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: `1.${i}-1` }] }],
      },
    ],
  }),
}));

/** Release lines of two products of the examples: one that has ended, one that has not. */
const RELEASE_LINES: Readonly<Record<string, readonly object[]>> = {
  express: [
    { cycle: '5', releaseDate: '2024-09-10', eol: false, latest: '5.1.0' },
    { cycle: '4', releaseDate: '2014-04-09', eol: '2026-04-01', latest: '4.21.2' },
  ],
  django: [{ cycle: '3.2', releaseDate: '2021-04-06', eol: '2024-04-01', latest: '3.2.25' }],
};

/** Writes a mirror as `--feeds DIR` takes it. */
export function writeSampleFeeds(folder: string): void {
  for (const [path, content] of sampleFeeds()) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

/** @param data what `THERIAC_DATA` names */
export async function buildSampleIndex(feeds: string, data: string): Promise<void> {
  await buildIndexes({
    source: feedSourceOf(feeds),
    store: storeOf({ THERIAC_DATA: data }),
    download: () => Promise.resolve(undefined),
    only: ['npm', 'pypi', 'maven', 'composer', 'facts'],
    builtAt: BUILT_AT,
  });
}

function sampleFeeds(): [path: string, content: Uint8Array | string][] {
  const feeds: [string, Uint8Array | string][] = [];
  for (const [id, rows] of Map.groupBy(ROWS, (row) => row.ecosystem)) {
    const { osv } = ecosystem(id);
    const malware = rows.filter((row) => row.kind === 'malicious');
    feeds.push([`osv/${osv}/all.zip`, forgeZip(rows.filter((row) => row.kind !== 'malicious').map(entryOf))]);
    if (malware.length > 0) feeds.push([`malicious/${osv}/mal.zip`, forgeZip(malware.map(entryOf))]);
  }
  feeds.push(['osv/Debian/all.zip', forgeZip(DEBIAN)]);
  feeds.push(['kev/known_exploited_vulnerabilities.json', JSON.stringify(kevCatalogue())]);
  feeds.push(['epss/epss_scores-current.csv.gz', gzipSync(epssScores())]);
  for (const [product, cycles] of Object.entries(RELEASE_LINES))
    feeds.push([`eol/${product}.json`, JSON.stringify(cycles)]);
  return feeds;
}

function entryOf(row: EmbeddedRow): ForgedEntry {
  const { osv } = ecosystem(row.ecosystem);
  const json = osvJson(row.id, row.name, {
    modified: BUILT_AT,
    published: `${row.published}T00:00:00Z`,
    aliases: row.aliases,
    summary: row.title,
    ...(row.cvss === undefined
      ? {}
      : { severity: [{ type: `CVSS_V${row.cvss.version.charAt(0)}`, score: row.cvss.vector }] }),
    affected: [
      {
        package: { ecosystem: osv, name: row.name },
        ranges: row.ranges.map((range) => ({ type: 'ECOSYSTEM', events: eventsOf(range) })),
        ...(row.versions === undefined ? {} : { versions: row.versions }),
      },
    ],
    database_specific: { severity: row.severity, cwe_ids: row.cwe },
  });
  return { name: `${row.id}.json`, content: json };
}

/** `>=1.0 <2.0`, `<=1.4`, `*` as events of the OSV schema. */
function eventsOf(range: string): object[] {
  const [, from = '0'] = />=(\S+)/.exec(range) ?? [];
  const [, fixed] = /<(?!=)(\S+)/.exec(range) ?? [];
  const [, last] = /<=(\S+)/.exec(range) ?? [];
  return [
    { introduced: from },
    ...(fixed === undefined ? [] : [{ fixed }]),
    ...(last === undefined ? [] : [{ last_affected: last }]),
  ];
}

const cveOf = (row: EmbeddedRow): string | undefined =>
  [row.id, ...row.aliases].find((id) => id.startsWith('CVE-'));

function kevCatalogue(): object {
  const entries = new Map<string, object>();
  for (const row of ROWS) {
    const cve = cveOf(row);
    if (row.kev !== undefined && cve !== undefined)
      entries.set(cve, {
        cveID: cve,
        dateAdded: row.kev.added,
        dueDate: row.kev.due,
        knownRansomwareCampaignUse: row.kev.ransomware ? 'Known' : 'Unknown',
      });
  }
  return { dateReleased: BUILT_AT, count: entries.size, vulnerabilities: [...entries.values()] };
}

/** What is exploited is likely to be exploited; the rest scores low. */
function epssScores(): string {
  const scores = new Map<string, string>();
  for (const row of ROWS) {
    const cve = cveOf(row);
    if (cve !== undefined && scores.get(cve) !== '0.94,0.99')
      scores.set(cve, row.kev === undefined ? '0.01,0.5' : '0.94,0.99');
  }
  const lines = [...scores].sort(([a], [b]) => (a < b ? -1 : 1)).map(([cve, score]) => `${cve},${score}`);
  return ['#model_version:v1,score_date:2026-08-20', 'cve,epss,percentile', ...lines, ''].join('\n');
}
