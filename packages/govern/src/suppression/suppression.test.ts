import { bodRow, type Rule, type Severity, type System } from '@theriac/core';
import { expect, test } from 'vitest';
import { systemsOf } from '../config.ts';
import { judgeSuppressions as judgeAll, type Suppression, type SuppressionCase } from './suppression.ts';

/** The verdict that decides. */
const judgeSuppressions = (...of: Parameters<typeof judgeAll>) => judgeAll(...of)[0];

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

const unused: Suppression = { ...rule, id: 'EX-2', source: 'theriac.yaml:20' };

test('the first that applies decides, else the first that matches', () => {
  const expired = { ...unused, expires: '2026-01-03' };
  const early = { ...unused, created: '2026-01-06' };
  const judge = (...list: Suppression[]) => judgeSuppressions(list, subject('high'), '2026-01-05');
  expect(judge(expired, early, rule)).toEqual({ state: 'applies', by: rule });
  expect(judge(expired, early)).toEqual({ state: 'expired', by: expired });
  expect(judge(early, expired)).toEqual({ state: 'refused', by: early, reason: 'it starts on 2026-01-06' });
  expect(judge({ ...rule, rule: 'CVE-2024-0002' })).toBeUndefined();
});

test('the id of the rule matches as well as its alias, in any case', () => {
  const judge = (id: string) =>
    judgeSuppressions([{ ...rule, rule: id }], subject('high'), '2026-01-05')?.state;
  expect(judge('ghsa-AAAA-bbbb-cccc')).toBe('applies');
  expect(judge('cve-2024-0001')).toBe('applies');
  expect(judge('GHSA')).toBeUndefined();
});

test('a refusal says which limit is broken', () => {
  const kev = { cve: 'CVE-2024-0001', dateAdded: '2025-01-01', dueDate: '2025-01-15', ransomware: false };
  const base = subject('high');
  const reasonOf = (over: Partial<Suppression>, of: Partial<SuppressionCase>): unknown => {
    const verdict = judgeSuppressions([{ ...rule, ...over }], { ...base, ...of }, '2026-01-02');
    return verdict?.state === 'refused' ? verdict.reason : verdict?.state;
  };
  expect(reasonOf({}, { kind: 'malware' })).toBe('a malicious package cannot be suppressed');
  expect(
    reasonOf({}, { rule: { ...base.rule, kev }, decision: { bod: bodRow(true, true, false, 'partial') } }),
  ).toBe('exploited (KEV) on a publicly exposed system: it can be mitigated, not suppressed');
  expect(reasonOf({ expires: '2026-02-01' }, {})).toBe('31 days where high severity allows 30');
  expect(reasonOf({ expires: '2026-01-31' }, { system: system(true) })).toBe(
    '30 days where high severity on a patient-facing system allows 15',
  );
});

test('exposure without exploitation, and exploitation without a row of the table, can be suppressed', () => {
  const kev = { cve: 'CVE-2024-0001', dateAdded: '2025-01-01', dueDate: '2025-01-15', ransomware: false };
  const base = subject('high');
  const judge = (of: Partial<SuppressionCase>) =>
    judgeSuppressions([rule], { ...base, ...of }, '2026-01-02')?.state;
  expect(judge({ decision: { bod: bodRow(false, true, false, 'partial') } })).toBe('applies');
  expect(judge({ rule: { ...base.rule, kev }, decision: { bod: null } })).toBe('applies');
});

test.each(['pkg:npm/%40a/c', 'pkg:npm/%40c/b', 'pkg:generic/%40a/b'])(
  'a purl of another type, namespace or name does not concern the finding: %s',
  (name) => {
    expect(judgeSuppressions([{ ...rule, package: name }], subject('high'), '2026-01-02')).toBeUndefined();
  },
);

test('a purl does not concern a finding that is not about a package', () => {
  const setting = subject('high', { purl: '', names: [] });
  expect(judgeSuppressions([{ ...rule, package: 'pkg:npm/a' }], setting, '2026-01-02')).toBeUndefined();
});

test('one of several paths is enough for an entry, a comment covers its own place only', () => {
  const many = subject('high', {
    paths: ['app/package-lock.json', 'web/src/page.ts'],
    locations: [
      { path: 'web/src/page.ts', line: 4 },
      { path: 'web/src/page.ts', line: 9 },
    ],
  });
  const judge = (...over: Partial<Suppression>[]) =>
    judgeSuppressions(
      over.map((one) => ({ ...rule, ...one })),
      many,
      '2026-01-02',
    );
  const path = 'web/src/page.ts';
  expect(judge({ path: 'web/src/' })?.state).toBe('applies');
  expect(judge({ path, lines: [4] })).toMatchObject({
    state: 'refused',
    reason: 'the finding has 2 places, and no comment covers web/src/page.ts:9',
  });
  expect(judge({ path, lines: [4] }, { path, lines: [8, 9] })?.state).toBe('applies');
  expect(judge({ path, lines: [4] }, { path, lines: [9], expires: '2026-01-01' })?.state).not.toBe('applies');
  expect(judge({ path, lines: [4, 9] })?.state).toBe('applies');
  expect(judge({ path, lines: [5] })).toBeUndefined();
  expect(judge({ path: 'web/src/other.ts', lines: [4] })).toBeUndefined();
});

test('a place without a line is covered by no comment', () => {
  const whole = subject('high', { locations: [{ path: 'a.ts' }, { path: 'a.ts', line: 4 }] });
  expect(judgeSuppressions([{ ...rule, path: 'a.ts', lines: [4] }], whole, '2026-01-02')?.state).toBe(
    'refused',
  );
});

test('an expired one that was too long says both', () => {
  const long = { ...rule, created: '2025-01-01', expires: '2025-12-31' };
  expect(judgeSuppressions([long], subject('high'), '2026-01-05')).toEqual({
    state: 'expired',
    by: long,
    reason: '364 days where high severity allows 30',
  });
});

test('every suppression that matches gets a verdict, the decisive one first', () => {
  const expired = { ...unused, expires: '2026-01-03' };
  expect(judgeAll([expired, rule, unused], subject('high'), '2026-01-05')).toEqual([
    { state: 'applies', by: rule },
    { state: 'expired', by: expired },
    { state: 'applies', by: unused },
  ]);
  expect(judgeAll([{ ...rule, rule: 'CVE-2024-0002' }], subject('high'), '2026-01-05')).toEqual([]);
});
