import { readdirSync, readFileSync } from 'node:fs';
import { fixtureUrl } from '@theriac/testing/public-sets';
import { describe, expect, it } from 'vitest';
import { TheriacError } from '../errors.ts';
import { canonicalVers, parseVers, versContains } from './vers.ts';
import { versFromNative } from './vers-native.ts';

const CASES = fixtureUrl('vers/tests/');

interface Case {
  readonly test_type: string;
  readonly input:
    | string
    | {
        readonly scheme?: string;
        readonly native_range?: string;
        readonly vers?: string;
        readonly version?: string;
      };
  readonly expected_output?: unknown;
  readonly expected_failure?: boolean;
  readonly expected_message?: string;
}

/** Upstream cases that we do not follow, with the argument in docs/reference/version-conformance.md. */
const DEVIATIONS: readonly string[] = [
  'npm <= 1.0 => vers:npm/<1.1.0',
  'npm >= 0.2.0 <= 0.9.6 || ~0.8.0-pre => vers:npm/>=0.2.0|>=0.8.0-pre|<0.9.0|<=0.9.6',
  'npm >= 2.2.x => vers:npm/>=2.2.0',
  'npm >=5.0.3 >=4.2.1 => vers:npm/>=5.0.3',
  'npm >= 1.x => vers:npm/>=1.0.0',
  'npm 2.1 || 2.6 => vers:npm/>=2.1.0|<2.2.0|>=2.6.0|<2.7.0',
  'npm 1.1.2 1.2.2 => vers:npm/',
  'npm <=2.1 >=1.1 => vers:npm/>=1.1.0|<2.2.0',
];

/** What we answer, in the shape of `expected_output`; for refusals the message. */
function answer(test: Case): unknown {
  const { input } = test;
  try {
    if (typeof input === 'string') {
      if (test.test_type === 'validate') return canonicalVers(input);
      const { scheme, constraints } = parseVers(input);
      return {
        scheme,
        version_constraints: constraints === '*' ? '*' : constraints.map(({ op, version }) => [op, version]),
      };
    }
    if (test.test_type === 'containment')
      return versContains(parseVers(canonicalVers(input.vers ?? '')), input.version ?? '');
    return versFromNative(input.scheme ?? '', input.native_range ?? '');
  } catch (error) {
    if (error instanceof TheriacError) return error.message;
    throw error;
  }
}

describe('vers-spec conformance', () => {
  it('passes every case except the listed deviations', () => {
    const failed: string[] = [];
    const counts = new Map<string, number>();
    for (const file of readdirSync(CASES).sort()) {
      const { tests } = JSON.parse(readFileSync(new URL(file, CASES), 'utf8')) as { tests: Case[] };
      for (const test of tests) {
        if (test.test_type === 'comparison' || test.test_type === 'equality') continue;
        counts.set(test.test_type, (counts.get(test.test_type) ?? 0) + 1);
        const given = answer(test);
        const wanted = test.expected_failure === true ? test.expected_message : test.expected_output;
        const input =
          typeof test.input === 'string' ? test.input : `${test.input.scheme} ${test.input.native_range}`;
        if (JSON.stringify(given) !== JSON.stringify(wanted)) failed.push(`${input} => ${String(given)}`);
      }
    }
    expect(failed).toEqual(DEVIATIONS);
    expect(Object.fromEntries(counts)).toEqual({
      containment: 11,
      from_native: 737,
      parse: 12,
      validate: 19,
    });
  });
});
