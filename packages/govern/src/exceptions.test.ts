import type { Decision, Rule, Severity, System } from '@theriac/core';
import { expect, test } from 'vitest';
import { type ExceptionCase, judgeExceptions } from './exceptions.ts';
import { type ExceptionRule, systemsOf } from './index.ts';

const rule: ExceptionRule = {
  id: 'EX-1',
  vulnerability: 'CVE-2024-0001',
  owner: 'A',
  reason: 'r',
  compensatingControls: ['c'],
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

function subject(severity: Severity, over: Partial<ExceptionCase> = {}): ExceptionCase {
  const advisory: Rule = {
    id: 'GHSA-aaaa-bbbb-cccc',
    kind: 'vulnerability',
    title: 't',
    severity,
    cwe: [],
    aliases: ['CVE-2024-0001'],
    cvss: [],
  };
  const decision = { bod: { row: 'n n n p', days: null, forensics: false } } as unknown as Decision;
  return {
    rule: advisory,
    severity,
    decision,
    purl: 'pkg:npm/%40a/b@1.0.0',
    name: '@a/b',
    path: 'app/package-lock.json',
    kind: 'vulnerability',
    system: system(false),
    ...over,
  };
}

test('an exception applies by alias through the day it expires', () => {
  expect(judgeExceptions([rule], subject('high'), '2026-01-08')).toEqual({ state: 'applies', rule });
  expect(judgeExceptions([rule], subject('high'), '2026-01-09')).toEqual({ state: 'expired', rule });
});

test.each([
  ['critical', 14],
  ['high', 30],
  ['medium', 90],
  ['low', 180],
  ['unknown', 30],
] as const)('%s severity allows %i days, half of it for patient-facing systems', (severity, days) => {
  const lasting = (n: number): ExceptionRule => ({
    ...rule,
    expires: new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10),
  });
  const judge = (n: number, patientFacing: boolean): string | undefined =>
    judgeExceptions([lasting(n)], subject(severity, { system: system(patientFacing) }), '2026-01-02')?.state;
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
    decision: { bod: { row: 'y y n p', days: 14, forensics: false } } as unknown as Decision,
  };
  expect(judgeExceptions([rule], exploited, '2026-01-02')?.state).toBe('applies');
  expect(judgeExceptions([rule], exposed, '2026-01-02')?.state).toBe('refused');
  expect(judgeExceptions([rule], { ...base, kind: 'malware' }, '2026-01-02')?.state).toBe('refused');
});

test.each([
  ['@a/b', true],
  ['pkg:npm/%40a/b', true],
  ['pkg:npm/%40a/b@1.0.0', true],
  ['pkg:npm/%40a/b@2.0.0', false],
  ['b', false],
])('package %s concerns the finding: %s', (name, applies) => {
  expect(judgeExceptions([{ ...rule, package: name }], subject('high'), '2026-01-02') !== undefined).toBe(
    applies,
  );
});

test('a path covers what lies under it and nothing beside it', () => {
  const at = (path: string): boolean =>
    judgeExceptions([{ ...rule, path }], subject('high'), '2026-01-02') !== undefined;
  expect(at('app')).toBe(true);
  expect(at('app/')).toBe(true);
  expect(at('app/package-lock.json')).toBe(true);
  expect(at('ap')).toBe(false);
});

test('an exception that starts in the future is not applied yet', () => {
  expect(judgeExceptions([rule], subject('high'), '2025-12-31')).toMatchObject({ state: 'refused' });
});
