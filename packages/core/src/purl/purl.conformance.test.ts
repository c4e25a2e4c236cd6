import { readdirSync, readFileSync } from 'node:fs';
import { fixtureUrl } from '@theriac/testing/public-sets';
import { describe, expect, it } from 'vitest';
import { TheriacError } from '../errors.ts';
import { formatPurl, joinPurl, parsePurl } from './purl.ts';

interface Case {
  readonly description: string;
  readonly test_type: 'parse' | 'build' | 'validate';
  readonly expected_failure: boolean;
  readonly input: string | Parts;
  readonly expected_output: string | Parts | null;
}

interface Parts {
  readonly type: string | null;
  readonly namespace: string | null;
  readonly name: string | null;
  readonly version: string | null;
  readonly qualifiers: Record<string, string> | null;
  readonly subpath: string | null;
}

const TESTS = fixtureUrl('purl/tests/');

/** Upstream cases that we do not follow, with the argument in docs/reference/version-conformance.md. */
const DEVIATIONS: readonly string[] = [
  'types/gem-test.json parse pkg:gem/jruby-launcher@1.1.2?Platform=java',
  'types/rpm-test.json parse pkg:Rpm/fedora/curl@7.50.3-1.fc25?Arch=i386&Distro=fedora-25',
];

/** What we say: canonical text, or null when refused. */
function answer(test: Case): string | null {
  try {
    if (typeof test.input === 'string') return joinPurl(parsePurl(test.input));
    const { type, name, ...rest } = test.input;
    return formatPurl({ ...rest, type: type ?? '', name: name ?? '' });
  } catch (error) {
    if (error instanceof TheriacError && error.code === 'THERIAC_INPUT_SYNTAX') return null;
    throw error;
  }
}

function passes(test: Case): boolean {
  const given = answer(test);
  if (test.expected_failure) return given === null;
  if (test.test_type !== 'parse') return given === test.expected_output;
  const expected = test.expected_output;
  if (given === null || expected === null || typeof expected === 'string' || typeof test.input !== 'string') {
    return false;
  }
  const wanted = Object.entries(expected).filter(([, value]) => value !== null);
  expect(parsePurl(test.input)).toEqual(Object.fromEntries(wanted));
  return true;
}

describe('purl-spec conformance', () => {
  it('passes every case except the listed deviations', () => {
    const files = [
      'spec/specification-test.json',
      ...readdirSync(new URL('types/', TESTS)).map((f) => `types/${f}`),
    ];
    const failed: string[] = [];
    let cases = 0;
    for (const file of files.sort()) {
      const { tests } = JSON.parse(readFileSync(new URL(file, TESTS), 'utf8')) as { tests: Case[] };
      for (const test of tests) {
        cases += 1;
        const input = typeof test.input === 'string' ? test.input : JSON.stringify(test.input);
        if (!passes(test)) failed.push(`${file} ${test.test_type} ${input}`);
      }
    }
    expect([...new Set(failed)]).toEqual(DEVIATIONS);
    expect(files.length).toBe(43);
    expect(cases).toBe(586);
  });
});
