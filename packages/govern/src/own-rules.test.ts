import { TheriacError } from '@theriac/core';
import { describe, expect, test } from 'vitest';
import { parseOwnRules } from './own-rules.ts';

const RULE = `  - id: ACME-INTERNAL
    title: Service is reachable from outside
    severity: medium
    on: compose.service
    pass: {ports: {no: {published: {exists: true}}}}
    rationale: We publish through the proxy only.
    remediation: Remove the port.
`;
const file = (rules: string): string => `version: 1\nrules:\n${rules}`;

function problem(text: string): string {
  try {
    parseOwnRules(text, 'rules.yaml');
  } catch (error) {
    if (error instanceof TheriacError) return `${error.place.line}: ${error.message}`;
  }
  return 'none';
}

test('a rule is read with its place; what is absent is empty', () => {
  expect(parseOwnRules(file(RULE), 'rules.yaml')).toMatchObject([
    { id: 'ACME-INTERNAL', severity: 'medium', cwe: [], controls: [], source: 'rules.yaml:3' },
  ]);
});

test('what comes afterwards has no empty line at its end', () => {
  const [rule] = parseOwnRules(file(`${RULE}    after: |\n      ports: []\n`), 'rules.yaml');
  expect(rule?.after).toBe('ports: []');
});

describe('what is wrong is told with its line', () => {
  test.each([
    [
      'a test that is none',
      RULE.replace('exists', 'exist'),
      '7: `pass.ports.no.published.exist` is not a test; did you mean `exists`?',
    ],
    [
      'a type that is none',
      RULE.replace('compose.service', 'compose.services'),
      /^6: unknown type of resources `compose\.services`; did you mean `compose\.service`/,
    ],
    ['an id that is none', RULE.replace('ACME-INTERNAL', 'acme'), /^3: `rules\.0\.id` is not an id such as/],
    ['an id of Theriac', RULE.replace('ACME', 'THERIAC'), /^3: .*kept for rules that come with it/],
    ['the same id twice', RULE + RULE, '10: `ACME-INTERNAL` stands twice'],
    ['an unknown key', RULE.replace('remediation', 'remedation'), /did you mean `remediation`/],
    ['a query that is a text', RULE.replace(/pass: .*/, 'pass: yes'), /^7: `rules\.0\.pass`/],
  ])('%s', (_, rules, expected) => {
    const told = problem(file(rules));
    if (typeof expected === 'string') expect(told).toBe(expected);
    else expect(told).toMatch(expected);
  });
});
