import { osvJson } from '@theriac/testing/make-feed';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type OsvRecord, readOsv } from './osv.ts';

const base = JSON.parse(osvJson('GHSA-aaaa-bbbb-cccc', 'a')) as Record<string, unknown>;

function recordOf(more: object): OsvRecord {
  const reading = readOsv({ ...base, ...more });
  if (reading.state !== 'record') throw new Error(JSON.stringify(reading));
  return reading.record;
}

test('never throws, whatever the JSON', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), (json) => {
      expect(readOsv(json).state).toMatch(/^(record|withdrawn|irrelevant|refused)$/);
    }),
    { numRuns: 500 },
  );
});

test('never throws when one field of a good record has any other shape', () => {
  const odd = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.constantFrom('', '0', 'CVSS:3.1/AV:N', [null], [{}]),
  );
  const field = fc.constantFrom(
    'id',
    'aliases',
    'upstream',
    'summary',
    'details',
    'severity',
    'affected',
    'references',
    'database_specific',
    'withdrawn',
    'published',
    'modified',
  );
  fc.assert(
    fc.property(field, odd, (name, value) => {
      readOsv({ ...base, [name]: value });
      readOsv({ ...base, affected: [{ ...(base.affected as object[])[0], [name]: value, ranges: value }] });
      readOsv({
        ...base,
        affected: [
          {
            package: { ecosystem: 'npm', name: 'a' },
            ranges: [{ type: 'SEMVER', events: value }],
            versions: value,
          },
        ],
      });
    }),
    { numRuns: 500 },
  );
});

test.each([
  [{ id: '' }, 'refused'],
  [{ id: 'no dash'.replace('-', '') }, 'refused'],
  [{ id: 'GHSA-\u001b[31m' }, 'refused'],
  [{ withdrawn: '2024-01-01T00:00:00Z' }, 'withdrawn'],
  [{ affected: [] }, 'irrelevant'],
  [{ affected: [{ package: { ecosystem: 'npm', name: 'a\u0000b' }, versions: ['1'] }] }, 'irrelevant'],
  [{ affected: [{ package: { ecosystem: 'Unheard', name: 'a' }, versions: ['1'] }] }, 'irrelevant'],
  [
    {
      affected: [
        {
          package: { ecosystem: 'npm', name: 'a' },
          ranges: [{ type: 'GIT', events: [{ introduced: '0' }] }],
        },
      ],
    },
    'irrelevant',
  ],
  [
    {
      affected: [
        {
          package: { ecosystem: 'npm', name: 'a' },
          versions: Array.from({ length: 60_000 }, (_, i) => `${i}`),
        },
      ],
    },
    'refused',
  ],
])('%j is %s', (more, state) => {
  expect(readOsv({ ...base, ...more }).state).toBe(state);
});

test('texts keep no control characters and no odd dates', () => {
  const record = recordOf({
    summary: 'A\u001b[2J\nB',
    published: '\u001b[2J',
    modified: '2024-02-30',
    references: [{ type: 'WEB', url: 'javascript:alert(1)' }, { url: 'https://example.org/' }],
  });
  expect(record.title).toBe('A [2J B');
  expect([record.published, record.modified]).toEqual(['', '']);
  expect(record.prose.references).toEqual([{ type: 'WEB', url: 'https://example.org/' }]);
});

test.each([
  [[{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }], 'critical', 9.8],
  [[{ type: 'CVSS_V2', score: 'AV:N/AC:L/Au:N/C:P/I:P/A:P' }], 'high', 7.5],
  [
    [
      { type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' },
      { type: 'CVSS_V4', score: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:L/VI:L/VA:N/SC:N/SI:L/SA:N' },
    ],
    'medium',
    6.9,
  ],
] as const)('severity of %j is %s', (severity, expected, score) => {
  const record = recordOf({ severity });
  expect(record.severity).toBe(expected);
  expect(record.cvss[0]?.score).toBe(score);
});

test.each([
  [{ database_specific: { severity: 'MODERATE' } }, 'medium'],
  [{ database_specific: { severity: 'nonsense' } }, 'unknown'],
  [
    { severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N' }], database_specific: { severity: 'LOW' } },
    'low',
  ],
  [{ id: 'MAL-2025-1' }, 'critical'],
  [{ severity: [{ type: 'Ubuntu', score: 'negligible' }] }, 'low'],
  [{ severity: [{ type: 'Ubuntu', score: 'medium' }] }, 'medium'],
] as const)('without a usable vector %j is %s', (more, expected) => {
  expect(recordOf(more).severity).toBe(expected);
});

test('aliases are unique, sorted and never the id itself', () => {
  expect(recordOf({ aliases: ['CVE-2024-1', 'CVE-2024-1', 'GHSA-aaaa-bbbb-cccc', 'x y'] }).aliases).toEqual([
    'CVE-2024-1',
  ]);
});

test('an errata of many CVEs is not an alias of any of them', () => {
  expect(recordOf({ upstream: ['CVE-2024-1', 'CVE-2024-2'] }).aliases).toEqual([]);
  expect(recordOf({ upstream: ['CVE-2024-1'] }).aliases).toEqual(['CVE-2024-1']);
});

test.each([
  [{ upstream: ['CVE-2024-2', 'CVE-2024-1', 'GHSA-aaaa-bbbb-cccc'] }, ['CVE-2024-1', 'CVE-2024-2']],
  [{ upstream: ['UBUNTU-CVE-2024-1', 'CVE-2024-1'] }, []],
  [{ id: 'RLSA-2024:1', related: ['CVE-2024-2', 'CVE-2024-1'] }, ['CVE-2024-1', 'CVE-2024-2']],
  [{ id: 'RLSA-2024:1', upstream: ['CVE-2024-3'], related: ['CVE-2024-2'] }, []],
  [{ id: 'GHSA-aaaa-bbbb-cccc', related: ['CVE-2024-2', 'CVE-2024-1'] }, []],
] as const)('an update keeps what it fixes together: %j', (more, fixes) => {
  expect(recordOf(more).fixes).toEqual(fixes);
});

test('a notice about one CVE under a name of the distribution is that CVE', () => {
  expect(recordOf({ id: 'USN-5614-1', upstream: ['UBUNTU-CVE-2021-3782'] }).aliases).toEqual([
    'CVE-2021-3782',
  ]);
});

test.each([
  ['Ubuntu:22.04:LTS', 'ubuntu', '22.04'],
  ['Ubuntu:Pro:18.04:LTS', 'ubuntu', 'Pro:18.04'],
  ['Debian:12', 'deb', '12'],
  ['Rocky Linux:9', 'rocky', '9'],
  ['Red Hat:rhel_eus:9.2::appstream', 'redhat', 'extended:9.2'],
  ['SUSE:Linux Enterprise Module for Basesystem 15 SP5', 'suse', '15.5'],
  ['Wolfi', 'wolfi', ''],
  ['Packagist:https://packages.drupal.org/8', 'composer', ''],
])('records of %s go to the index %s, release %j', (osv, index, release) => {
  const [affected] = recordOf({
    affected: [{ package: { ecosystem: osv, name: 'a' }, versions: ['1'] }],
  }).affected;
  expect([affected?.index, affected?.release]).toEqual([index, release]);
});

test('a flaw of hundreds of packages with hundreds of versions each is read whole', () => {
  const versions = Array.from({ length: 200 }, (_, i) => `5.15.0-${i}.${i}`);
  const affected = Array.from({ length: 400 }, (_, i) => ({
    package: { ecosystem: 'Ubuntu:22.04:LTS', name: `linux-${i}` },
    ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }] }],
    versions,
  }));
  expect(recordOf({ affected }).affected).toHaveLength(400);
});

test('versions and ranges of one package in thousands of parts are refused', () => {
  const affected = Array.from({ length: 9_000 }, (_, i) => ({
    package: { ecosystem: 'npm', name: 'a' },
    ranges: [{ type: 'SEMVER', events: [{ introduced: `${i}.0.0` }, { fixed: `${i}.1.0` }] }],
    versions: [`${i}.2.0`],
  }));
  expect(readOsv({ ...base, affected }).state).toBe('refused');
});
