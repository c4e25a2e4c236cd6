import { bodRow, type Rule, type Severity, type System } from '@theriac/core';
import { expect, test } from 'vitest';
import { systemsOf } from '../config.ts';
import { suppressionComments } from './comments.ts';
import { judgeSuppressions, type Suppression, type SuppressionCase } from './suppression.ts';

const rule: Suppression = {
  id: 'EX-1',
  kind: 'exception',
  rule: 'CVE-2024-0001',
  reason: 'r',
  created: '2026-01-01',
  expires: '2026-01-08',
  source: 'theriac.yaml:9',
};

function system(patientFacing: boolean): System {
  const [only] = systemsOf(
    [{ patientFacing, exposure: 'controlled', publiclyExposed: false, source: '' }],
    'app',
  );
  if (only === undefined) throw new Error('there is always a system');
  return only;
}

function subject(severity: Severity, over: Partial<SuppressionCase> = {}): SuppressionCase {
  const advisory: Rule = {
    id: 'GHSA-aaaa-bbbb-cccc',
    kind: 'vulnerability',
    title: 't',
    severity,
    cwe: [],
    aliases: ['CVE-2024-0001'],
    cvss: [],
  };
  const decision = { bod: bodRow(false, false, false, 'partial') };
  return {
    rule: advisory,
    severity,
    decision,
    purl: 'pkg:npm/%40a/b@1.0.0',
    names: ['@a/b'],
    paths: ['app/package-lock.json'],
    locations: [{ path: 'app/package-lock.json', line: 7 }],
    kind: 'vulnerability',
    system: system(false),
    ...over,
  };
}

test('an exception applies by alias through the day it expires', () => {
  expect(judgeSuppressions([rule], subject('high'), '2026-01-08')).toEqual({ state: 'applies', by: rule });
  expect(judgeSuppressions([rule], subject('high'), '2026-01-09')).toEqual({ state: 'expired', by: rule });
});

test.each([
  ['critical', 14],
  ['high', 30],
  ['medium', 90],
  ['low', 180],
  ['unknown', 30],
] as const)('%s severity allows %i days, half of it for patient-facing systems', (severity, days) => {
  const lasting = (n: number): Suppression => ({
    ...rule,
    expires: new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10),
  });
  const judge = (n: number, patientFacing: boolean): string | undefined =>
    judgeSuppressions([lasting(n)], subject(severity, { system: system(patientFacing) }), '2026-01-02')
      ?.state;
  expect(judge(days, false)).toBe('applies');
  expect(judge(days + 1, false)).toBe('refused');
  expect(judge(days / 2, true)).toBe('applies');
  expect(judge(days / 2 + 1, true)).toBe('refused');
});

test('exploited on an exposed system cannot be excepted, and neither can malware', () => {
  const kev = { cve: 'CVE-2024-0001', dateAdded: '2025-01-01', dueDate: '2025-01-15', ransomware: false };
  const base = subject('high');
  const exploited = { ...base, rule: { ...base.rule, kev } };
  const exposed = {
    ...exploited,
    decision: { bod: bodRow(true, true, false, 'partial') },
  };
  expect(judgeSuppressions([rule], exploited, '2026-01-02')?.state).toBe('applies');
  expect(judgeSuppressions([rule], exposed, '2026-01-02')?.state).toBe('refused');
  expect(judgeSuppressions([rule], { ...base, kind: 'malware' }, '2026-01-02')?.state).toBe('refused');
});

test.each([
  ['@a/b', true],
  ['pkg:npm/%40a/b', true],
  ['pkg:npm/%40a/b@1.0.0', true],
  ['pkg:npm/%40a/b@2.0.0', false],
  ['b', false],
])('package %s concerns the finding: %s', (name, applies) => {
  expect(judgeSuppressions([{ ...rule, package: name }], subject('high'), '2026-01-02') !== undefined).toBe(
    applies,
  );
});

test('a path covers what lies under it and nothing beside it', () => {
  const at = (path: string): boolean =>
    judgeSuppressions([{ ...rule, path }], subject('high'), '2026-01-02') !== undefined;
  expect(at('app')).toBe(true);
  expect(at('app/')).toBe(true);
  expect(at('app/package-lock.json')).toBe(true);
  expect(at('ap')).toBe(false);
});

test('an exception that starts in the future is not applied yet', () => {
  expect(judgeSuppressions([rule], subject('high'), '2025-12-31')).toMatchObject({ state: 'refused' });
});

test('an entry without a start may expire no later than the limit allows from today', () => {
  const { created, ...ignored } = rule;
  const judge = (expires: string) =>
    judgeSuppressions([{ ...ignored, kind: 'ignored path', expires }], subject('high'), '2026-01-02');
  expect(judge('2026-02-01')).toMatchObject({ state: 'applies' });
  expect(judge('2026-02-02')).toMatchObject({
    state: 'refused',
    reason: 'it expires in 31 days where high severity allows 30: the latest day is 2026-02-01',
  });
});

test('an entry without a rule covers every rule of its path', () => {
  const { rule: _, ...every } = rule;
  expect(judgeSuppressions([{ ...every, path: 'app' }], subject('high'), '2026-01-02')?.state).toBe(
    'applies',
  );
  expect(judgeSuppressions([{ ...every, path: 'web' }], subject('high'), '2026-01-02')).toBeUndefined();
});

test('a comment covers its own line, or the next one when it is alone on its line', () => {
  const text = [
    'FROM node:22 # theriac-ignore THERIAC-SC-IMAGE-UNPINNED until 2026-02-01: rebuilt nightly',
    '# theriac-ignore CVE-2024-0001 until 2026-02-01: behind the proxy',
    'RUN x',
    '<!-- theriac-ignore CVE-2024-0001 until 2026-02-01, not used -->',
  ].join('\n');
  const { suppressions, problems } = suppressionComments('Dockerfile', text);
  expect(problems).toEqual([]);
  expect(suppressions.map((s) => [s.rule, s.lines, s.reason])).toEqual([
    ['THERIAC-SC-IMAGE-UNPINNED', [1], 'rebuilt nightly'],
    ['CVE-2024-0001', [2, 3], 'behind the proxy'],
    ['CVE-2024-0001', [4, 5], 'not used'],
  ]);
  const at = (line: number, path = 'Dockerfile') =>
    judgeSuppressions(suppressions, subject('high', { locations: [{ path, line }] }), '2026-01-20')?.state;
  expect(at(3)).toBe('applies');
  expect(at(6)).toBeUndefined();
  expect(at(3, 'other/Dockerfile')).toBeUndefined();
});

test.each([
  '# theriac-ignore',
  '# theriac-ignore CVE-2024-0001',
  '# theriac-ignore CVE-2024-0001 until 2026-02-30: no such day',
  '# theriac-ignore CVE-2024-0001 until 2026-02-01:',
  '<!-- theriac-ignore CVE-2024-0001 until 2026-02-01: -->',
])('%s is incomplete and does not count', (line) => {
  const { suppressions, problems } = suppressionComments('a.txt', line);
  expect(suppressions).toEqual([]);
  expect(problems.map((p) => p.source)).toEqual(['a.txt:1']);
});
