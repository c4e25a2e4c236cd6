import type { RawFinding, Rule } from '@theriac/core';
import { expect, test } from 'vitest';
import { toldOnce } from './told-once.ts';

const rule = (id: string, kind: Rule['kind'], cwe: readonly string[]): Rule => ({
  id,
  kind,
  title: id,
  severity: 'high',
  cwe,
  aliases: [],
  cvss: [],
});
const finding = (of: Rule, ...places: readonly string[]): RawFinding => ({
  rule: of,
  subject: { kind: 'file', path: 'compose.yaml' },
  key: '',
  locations: places.map((place) => {
    const [path = '', line = ''] = place.split(':');
    return { path, line: Number(line) };
  }),
  evidence: [],
  scope: 'production',
  action: '',
});
const SECRET = rule('S', 'secret', ['CWE-798']);
const CONFIGURED = rule('C', 'misconfiguration', ['CWE-798']);
const OTHER = rule('O', 'misconfiguration', ['CWE-250']);

test('a secret is told once for each place, by the rule that knows what it opens', () => {
  const configured = finding(CONFIGURED, 'compose.yaml:3');
  const other = finding(OTHER, '.env:1');
  expect(toldOnce([configured, other, finding(SECRET, 'compose.yaml:3')])).toEqual([configured, other]);
  expect(toldOnce([configured, other, finding(SECRET, '.env:1', 'compose.yaml:3')])).toEqual([
    configured,
    other,
    finding(SECRET, '.env:1'),
  ]);
});
