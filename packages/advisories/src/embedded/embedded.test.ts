/** The embedded rows' own rules, and matching against them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ecosystem, TheriacError } from '@theriac/core';
import { describe, expect, test } from 'vitest';
import { formatInterval, matchPackage } from '../match.ts';
import { CARGO_ROWS } from './cargo.ts';
import { joinIntervals } from './feed-facts.ts';
import { embeddedAdvisories, parseInterval } from './index.ts';
import { MAVEN_ROWS } from './maven.ts';
import { ROWS } from './rows.ts';

const MINIMUM_PER_ECOSYSTEM = {
  npm: 70,
  maven: 60,
  pypi: 35,
  composer: 40,
  nuget: 20,
  gem: 25,
  golang: 20,
  cargo: 12,
} as const;

/** Files of this folder that hold no rows. */
const NOT_TABLES = ['index.ts', 'row.ts', 'rows.ts', 'feed-facts.ts'];

describe('the set', () => {
  test('holds about three hundred rows and every ecosystem', () => {
    expect(ROWS.length).toBeGreaterThanOrEqual(280);
    expect(ROWS.length).toBeLessThanOrEqual(340);
    for (const [id, minimum] of Object.entries(MINIMUM_PER_ECOSYSTEM)) {
      expect(ROWS.filter((r) => r.ecosystem === id).length, id).toBeGreaterThanOrEqual(minimum);
    }
    expect(new Set(ROWS.map((r) => r.ecosystem))).toEqual(new Set(Object.keys(MINIMUM_PER_ECOSYSTEM)));
  });

  test('has one row for a flaw of a package', () => {
    const seen = new Set<string>();
    for (const row of ROWS) {
      const { id, normalizeName } = ecosystem(row.ecosystem);
      for (const known of [row.id, ...row.aliases]) {
        const key = `${id} ${normalizeName(row.name)} ${known}`;
        expect(seen.has(key), key).toBe(false);
        seen.add(key);
      }
    }
  });

  test('has titles of its own, short and all different', () => {
    expect(new Set(ROWS.map((r) => r.title.toLowerCase())).size).toBe(ROWS.length);
    for (const row of ROWS) {
      expect(row.title.length, row.title).toBeLessThanOrEqual(100);
      expect(row.title.length, row.title).toBeGreaterThanOrEqual(40);
      expect(row.title, row.title).toMatch(/^[\x20-\x7e]+[^.\s]$/);
    }
  });

  test('is in order inside each file', () => {
    const here = fileURLToPath(new URL('.', import.meta.url));
    let rows = 0;
    for (const file of readdirSync(here).filter(
      (name) => !NOT_TABLES.includes(name) && !name.endsWith('.test.ts'),
    )) {
      const source = readFileSync(join(here, file), 'utf8');
      const keys = [...source.matchAll(/^ {4}name: '(.+)',\n {4}id: '(.+)',$/gm)].map(([, ...key]) => key);
      expect(keys, file).not.toEqual([]);
      expect(keys, file).toEqual(keys.toSorted((a, b) => (a.join('\n') < b.join('\n') ? -1 : 1)));
      rows += keys.length;
    }
    expect(rows).toBe(ROWS.length);
  });
});

describe('matching against the embedded set', () => {
  test.each([
    [
      'maven',
      'org.apache.logging.log4j:log4j-core',
      '2.14.1',
      ['CVE-2021-44228', 'CVE-2021-45046', 'CVE-2021-45105'],
    ],
    ['maven', 'org.apache.logging.log4j:log4j-core', '2.17.1', []],
    ['maven', 'ca.uhn.hapi.fhir:org.hl7.fhir.r4', '6.4.0', []],
    ['maven', 'ca.uhn.hapi.fhir:org.hl7.fhir.r4', '6.0.0', ['CVE-2024-51132']],
    [
      'composer',
      'drupal/core',
      '7.57',
      [
        'DRUPAL-CORE-2018-002',
        'DRUPAL-CORE-2018-004',
        'DRUPAL-CORE-2019-002',
        'DRUPAL-CORE-2019-003',
        'DRUPAL-CORE-2020-012',
        'DRUPAL-CORE-2022-012',
      ],
    ],
    ['composer', 'drupal/core', '11.3.10', []],
    ['npm', 'event-stream', '3.3.6', ['GHSA-mh6f-8j2x-4483']],
    ['npm', 'axios', '1.14.1', ['MAL-0000-datadog-axios-2026-npm-axios']],
    ['npm', 'axios', '1.14.0', []],
    ['pypi', 'LiteLLM', '1.82.8', ['MAL-0000-datadog-teampcp-pypi-litellm']],
    ['nuget', 'newtonsoft.json', '12.0.3', ['CVE-2024-21907']],
    ['gem', 'actionview', '5.2.2', ['GHSA-86g5-2wh3-gc9j']],
    ['golang', 'github.com/crewjam/saml', 'v0.4.2', ['GO-2021-0058', 'GO-2022-1129']],
    ['cargo', 'rustdecimal', '1.23.1', ['RUSTSEC-2022-0042']],
  ] as const)('%s %s %s', (id, name, version, ids) => {
    const of = ecosystem(id);
    const found = matchPackage(of.scheme, version, embeddedAdvisories(of)?.lookup(name) ?? []);
    expect(found.map((f) => f.advisory.id)).toEqual(ids);
  });

  test('answers with the record, its source and its KEV entry', () => {
    const maven = embeddedAdvisories(ecosystem('maven'));
    const [record] = maven?.lookup('org.apache.logging.log4j:log4j-core') ?? [];
    expect(record).toMatchObject({
      advisory: { id: 'CVE-2021-44228', kind: 'vulnerability', severity: 'critical' },
      source: 'embedded',
      kev: { cve: 'CVE-2021-44228', dateAdded: '2021-12-10', dueDate: '2021-12-24', ransomware: true },
    });
    expect(maven?.packagesOf('ghsa-jfh8-c2jp-5v3q')).toEqual(['org.apache.logging.log4j:log4j-core']);
    expect(maven?.lookup('org.example:unknown')).toEqual([]);
    expect(maven?.meta.records).toBe(ROWS.filter((r) => r.ecosystem === 'maven').length);
    expect(MAVEN_ROWS).not.toEqual([]);
  });

  test('calls hijacked releases malware', () => {
    const cargo = embeddedAdvisories(ecosystem('cargo'));
    expect(cargo?.lookup('rustdecimal')[0]?.advisory).toMatchObject({
      kind: 'malicious',
      severity: 'critical',
    });
    expect(cargo?.meta.records).toBe(CARGO_ROWS.length);
  });

  test('has nothing for an ecosystem without rows', () => {
    expect(embeddedAdvisories(ecosystem('deb'))).toBeUndefined();
  });
});

describe('parseInterval', () => {
  test.each([
    ['*', { introduced: '0', end: { kind: 'none' } }],
    ['<1.2.3', { introduced: '0', end: { kind: 'fixed', version: '1.2.3' } }],
    ['<=1.4', { introduced: '0', end: { kind: 'last_affected', version: '1.4' } }],
    ['>=1.0', { introduced: '1.0', end: { kind: 'none' } }],
    ['>=1.0.0 <1.2.3', { introduced: '1.0.0', end: { kind: 'fixed', version: '1.2.3' } }],
    ['>=1.0 <=1.4', { introduced: '1.0', end: { kind: 'last_affected', version: '1.4' } }],
    [
      '>=4.4.0+incompatible <4.9.1+incompatible',
      { introduced: '4.4.0+incompatible', end: { kind: 'fixed', version: '4.9.1+incompatible' } },
    ],
  ] as const)('reads %s and writes it back', (text, interval) => {
    expect(parseInterval(text)).toEqual(interval);
    expect(formatInterval(parseInterval(text))).toBe(text);
  });

  test.each(['', '1.0', '>1.0', '>= 1.0', '1.0 - 2.0'])('refuses %j', (text) => {
    expect(() => parseInterval(text)).toThrow(TheriacError);
  });
});

test('joinIntervals joins what overlaps or touches and keeps gaps', () => {
  const joined = (...texts: string[]) =>
    joinIntervals('composer', texts.map(parseInterval)).map(formatInterval);
  expect(joined('>=8.1.0 <8.2.0', '>=8.0.0 <8.1.0', '>=7.0 <7.58')).toEqual([
    '>=7.0 <7.58',
    '>=8.0.0 <8.2.0',
  ]);
  expect(joined('<2.0', '>=1.0 <=1.5')).toEqual(['<2.0']);
  expect(joined('>=1.0 <=1.5', '>=1.0 <1.5')).toEqual(['>=1.0 <=1.5']);
  expect(joined('>=1.0', '<0.5')).toEqual(['<0.5', '>=1.0']);
  expect(joined('>=1.0 <2.0', '*')).toEqual(['*']);
});
