import type { Interval } from '@theriac/core';
import { describe, expect, test } from 'vitest';
import { formatInterval, matchPackage, upgradeOptions } from './match.ts';
import type { PackageRecord } from './records.ts';

const range = (introduced: string, fixed?: string): Interval => ({
  introduced,
  end: fixed === undefined ? { kind: 'none' } : { kind: 'fixed', version: fixed },
});

function record(
  id: string,
  intervals: Interval[],
  over: {
    aliases?: string[];
    severity?: 'low' | 'high' | 'unknown';
    kind?: 'malicious' | 'vulnerability';
    release?: string;
    versions?: string[];
  } = {},
): PackageRecord {
  return {
    advisory: {
      id,
      aliases: over.aliases ?? [],
      kind: over.kind ?? 'vulnerability',
      title: id,
      severity: over.severity ?? 'low',
      cvss: [],
      cwe: [],
    },
    source: 'osv/npm',
    release: over.release ?? '',
    exploit: false,
    intervals,
    versions: over.versions ?? [],
    prose: undefined,
  };
}

test('records that share an alias are one flaw, transitively, with the worst rating and every record as evidence', () => {
  const records = [
    record('CVE-1-0001', [range('0', '2.0.0')], { severity: 'unknown' }),
    record('GHSA-a', [range('0', '2.0.0')], { aliases: ['CVE-1-0001'], severity: 'low' }),
    record('x_OTHER-1', [range('0', '2.1.0')], { aliases: ['GHSA-a'], severity: 'high' }),
    record('GHSA-b', [range('0', '1.5.0')]),
  ];
  const matches = matchPackage('npm', '1.0.0', records);
  expect(matches).toHaveLength(2);
  expect(matches[0]).toMatchObject({
    advisory: { id: 'GHSA-a', aliases: ['CVE-1-0001', 'x_OTHER-1'], severity: 'high' },
    evidence: [
      { record: 'CVE-1-0001', range: '<2.0.0', fixedIn: '2.0.0' },
      { record: 'GHSA-a' },
      { record: 'x_OTHER-1', fixedIn: '2.1.0' },
    ],
    // 2.0.0 is still affected by one of the records that name this flaw.
    fixedIn: '2.1.0',
  });
});

test('one malicious record makes the merged flaw malicious', () => {
  const records = [
    record('GHSA-a', [range('0')], { aliases: ['MAL-1'] }),
    record('MAL-1', [range('0')], { kind: 'malicious' }),
  ];
  expect(matchPackage('npm', '1.0.0', records)[0]?.advisory).toMatchObject({
    id: 'MAL-1',
    kind: 'malicious',
  });
});

test('a record for another release of the distribution does not match', () => {
  const records = [record('DEBIAN-CVE-1', [range('0', '2')], { release: '12' })];
  expect(matchPackage('deb', '1', records, { releases: ['11'] })).toEqual([]);
  expect(matchPackage('deb', '1', records, { releases: ['12'] })).toHaveLength(1);
});

test('an explicit version matches and says so', () => {
  const [match] = matchPackage('npm', '1.0.1', [
    record('MAL-2', [], { versions: ['1.0.1'], kind: 'malicious' }),
  ]);
  expect(match?.evidence).toEqual([{ record: 'MAL-2', source: 'osv/npm', range: '=1.0.1' }]);
  expect(match?.fixedIn).toBeUndefined();
});

test('options rise, and each clears more than the one before', () => {
  const records = [
    record('A', [range('0', '1.1.0')]),
    record('B', [range('0', '1.2.0'), range('2.0.0', '2.1.0')]),
    record('C', [range('0', '2.0.0')]),
    record('D', [range('0')]),
  ];
  const matches = matchPackage('npm', '1.0.0', records);
  expect(upgradeOptions('npm', '1.0.0', matches, records)).toEqual([
    { version: '1.1.0', leaves: ['B', 'C', 'D'], unconfirmed: true },
    { version: '1.2.0', leaves: ['C', 'D'], unconfirmed: true },
    { version: '2.1.0', leaves: ['D'], unconfirmed: true },
  ]);
});

test.each([
  ['pep440', '2.3.4', '2.8.3rc1', '2.8.3'],
  ['npm', '1.0.0', '2.0.0-beta.1', '2.0.0'],
  ['gem', '1.0.0', '2.0.0.rc1', '2.0.0'],
  ['nuget', '1.0.0', '2.0.0-rc.1', '2.0.0'],
  ['composer', '1.0.0', '2.0.0-RC1', '2.0.0'],
  ['maven', '1.0.0', '2.0.0-rc1', '2.0.0'],
  ['npm', '2.0.0-alpha.1', '2.0.0-beta.1', '2.0.0-beta.1'],
  ['deb', '1.0-1', '2.0~rc1-1', '2.0~rc1-1'],
] as const)('%s: from %s, a fix in %s is offered as %s', (scheme, version, fixed, offered) => {
  const one = record('A-1', [range('0', fixed)]);
  const matches = matchPackage(scheme, version, [one]);
  expect(upgradeOptions(scheme, version, matches, [one]).map((o) => o.version)).toEqual([offered]);
});

test('a fixed version that brings a new flaw is passed over for the one that fixes both', () => {
  const records = [record('A', [range('0', '1.1.0')]), record('N', [range('1.1.0', '1.3.0')])];
  const matches = matchPackage('npm', '1.0.0', records);
  expect(upgradeOptions('npm', '1.0.0', matches, records)).toEqual([
    { version: '1.3.0', leaves: [], unconfirmed: true },
  ]);
});

test('a version is confirmed by a record that lists or bounds by it as a release, or by two flaws that it fixes', () => {
  const flaw = record('A', [range('0', '1.1.0')]);
  const confirmedBy = (...others: readonly ReturnType<typeof record>[]): boolean => {
    const records = [flaw, ...others];
    const [option] = upgradeOptions('npm', '1.0.0', matchPackage('npm', '1.0.0', records), records);
    return option?.version === '1.1.0' && option.unconfirmed === undefined;
  };
  expect(confirmedBy()).toBe(false);
  expect(confirmedBy(record('B', [range('0.9.0', '1.1.0')]))).toBe(true);
  expect(confirmedBy(record('B', [range('0.1.0', '0.2.0')]))).toBe(false);
});

test.each<[Interval, string]>([
  [range('0'), '*'],
  [range('1.0.0'), '>=1.0.0'],
  [range('0', '2.0.0'), '<2.0.0'],
  [{ introduced: '1.0.0', end: { kind: 'last_affected', version: '1.4.0' } }, '>=1.0.0 <=1.4.0'],
])('%j reads %s', (interval, text) => {
  expect(formatInterval(interval)).toBe(text);
});

describe('packages with thousands of records', () => {
  const manyOf = (count: number, versions: number) =>
    Array.from({ length: count }, (_, i) => record(`CVE-${i}`, [range('0', `2.${i % versions}.0`)]));
  const leftBy = (version: string, records: ReturnType<typeof manyOf>): string[] =>
    matchPackage('npm', version, records)
      .map((m) => m.advisory.id)
      .sort();

  test('2,000 records, and as many of other releases: every fixed version is offered', () => {
    const records = manyOf(2_000, 300);
    const others = manyOf(20_000, 300).map((r) => ({ ...r, release: '12' }));
    const matches = matchPackage('npm', '1.0.0', records);
    const options = upgradeOptions('npm', '1.0.0', matches, [...records, ...others]);
    expect(options.map((o) => o.version)).toEqual(Array.from({ length: 300 }, (_, i) => `2.${i}.0`));
    expect(options.map((o) => o.leaves.length)).toEqual(
      Array.from({ length: 300 }, (_, i) => 2_000 - 6 * (i + 1) - Math.min(i + 1, 200)),
    );
  });

  test('of more fixed versions than are looked at, those that are offered leave what they say', () => {
    const records = manyOf(1_500, 1_500);
    const options = upgradeOptions('npm', '1.0.0', matchPackage('npm', '1.0.0', records), records);
    expect(options.length).toBeLessThan(1_500);
    expect(options[0]?.version).toBe('2.0.0');
    expect(options.at(-1)).toMatchObject({ version: '2.1499.0', leaves: [] });
    for (const { version, leaves } of options.filter((_, i) => i % 200 === 0))
      expect(leaves).toEqual(leftBy(version, records));
  });
});
