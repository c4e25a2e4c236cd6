/** What a verdict says, word for word, and which policy it names. */
import type { Area, Coverage, Finding, Outcome, Severity } from '@theriac/core';
import { describe, expect, test } from 'vitest';
import { DEFAULT_POLICY, type FailOn } from './config.ts';
import { fails, judgeGate } from './gate.ts';

const finding = (fingerprint: string, outcome: Outcome, severity: Severity, state = 'open'): Finding =>
  ({ fingerprint, kind: 'vulnerability', severity, decision: { outcome }, status: { state } }) as Finding;
const whole: Coverage[] = (['inventory', 'vulnerabilities', 'malware'] as const).map((area) => ({
  area,
  state: 'complete',
  reasons: [],
}));
const judge = (
  findings: readonly Finding[],
  failOn: FailOn,
  more: { onlyNew?: boolean; coverage?: readonly Coverage[]; acceptPartial?: readonly Area[] } = {},
) =>
  judgeGate(
    findings,
    more.coverage ?? whole,
    { ...DEFAULT_POLICY, failOn, acceptPartial: more.acceptPartial ?? [] },
    { onlyNew: more.onlyNew ?? false, policyHash: 'abc' },
  );

const ONE = [finding('a', 'immediate', 'critical')];
const TWO = [...ONE, finding('b', 'immediate', 'high')];

test.each([
  ['one, by decision', ONE, 'out-of-cycle', false, '1 finding, decided out-of-cycle or sooner'],
  ['two, by decision', TWO, 'immediate', false, '2 findings, decided immediate or sooner'],
  ['two, by severity', TWO, 'high', false, '2 findings, rated high or worse'],
  ['one new, by severity', ONE, 'low', true, '1 new finding, rated low or worse'],
] as const)('%s', (_, findings, failOn, onlyNew, reason) => {
  expect(judge(findings, failOn, { onlyNew })).toEqual({
    state: 'failed',
    exitCode: 1,
    failing: findings.map((f) => f.fingerprint),
    gaps: [],
    reasons: [reason],
    policy: { failOn, require: DEFAULT_POLICY.require, onlyNew, hash: 'abc' },
  });
});

describe('the level itself fails, the next one does not', () => {
  const outcomes: Outcome[] = ['immediate', 'out-of-cycle', 'scheduled', 'defer'];
  const severities: Severity[] = ['critical', 'high', 'medium', 'low'];

  test.each(outcomes)('decided %s', (level) => {
    const failing = outcomes.filter((o) => fails(level as FailOn, finding('x', o, 'low')));
    expect(failing).toEqual(outcomes.slice(0, outcomes.indexOf(level) + 1));
  });

  test.each(severities)('rated %s', (level) => {
    const failing = severities.filter((s) => fails(level as FailOn, finding('x', 'defer', s)));
    expect(failing).toEqual(severities.slice(0, severities.indexOf(level) + 1));
  });

  test('a gate that never fails stays green with the worst finding', () => {
    expect(judge(TWO, 'never')).toMatchObject({ state: 'passed', exitCode: 0, failing: [], reasons: [] });
  });
});

test.each([
  ['open', false, 1],
  ['open', true, 1],
  ['known', false, 1],
  ['known', true, 0],
  ['excepted', false, 0],
  ['vex', false, 0],
] as const)('a finding that is %s, only new: %s: exit code %i', (state, onlyNew, exitCode) => {
  expect(judge([finding('a', 'immediate', 'critical', state)], 'defer', { onlyNew }).exitCode).toBe(exitCode);
});

describe('gaps', () => {
  const gap = (state: Coverage['state'], reasons: readonly string[]): Coverage[] => [
    ...whole.slice(1),
    { area: 'inventory', state, reasons },
  ];

  test.each([
    ['partial', ['a file was not read'], 'inventory partial: a file was not read'],
    ['failed', ['x', 'y', 'z'], 'inventory failed: x; and 2 more, see coverage'],
    ['partial', ['x', 'y'], 'inventory partial: x; and 1 more, see coverage'],
    ['skipped', [], 'inventory skipped: no reason given'],
  ] as const)('%s %j', (state, reasons, text) => {
    expect(judge([], 'immediate', { coverage: gap(state, reasons) })).toMatchObject({
      state: 'incomplete',
      exitCode: 3,
      failing: [],
      gaps: ['inventory'],
      reasons: [text],
    });
  });

  test('accepting partial coverage of one area accepts no other', () => {
    const coverage = gap('partial', ['x']);
    expect(judge([], 'immediate', { coverage, acceptPartial: ['malware'] }).exitCode).toBe(3);
    expect(judge([], 'immediate', { coverage, acceptPartial: ['inventory'] }).exitCode).toBe(0);
  });

  test('findings come first, then gaps', () => {
    const { reasons } = judge(ONE, 'immediate', { coverage: gap('failed', ['x']) });
    expect(reasons).toEqual(['1 finding, decided immediate or sooner', 'inventory failed: x']);
  });

  test('an area that is not required may be missing', () => {
    const coverage: Coverage[] = [...whole, { area: 'licences', state: 'failed', reasons: ['x'] }];
    expect(judge([], 'immediate', { coverage }).exitCode).toBe(0);
  });
});
