import type { Coverage, Finding, Outcome, Severity } from '@theriac/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DEFAULT_POLICY, type FailOn } from './config.ts';
import { fails, judgeGate } from './gate.ts';

const finding = (outcome: Outcome, severity: Severity = 'high', over: Partial<Finding> = {}): Finding =>
  ({
    fingerprint: `${outcome}-${severity}`,
    kind: 'vulnerability',
    severity,
    decision: { outcome },
    status: { state: 'open' },
    ...over,
  }) as Finding;

const whole: Coverage[] = [
  { area: 'inventory', state: 'complete', reasons: [] },
  { area: 'vulnerabilities', state: 'complete', reasons: [] },
  { area: 'malware', state: 'complete', reasons: [] },
];
const options = { onlyNew: false, policyHash: 'h' };

test('whole coverage and nothing found is green', () => {
  expect(judgeGate([], whole, DEFAULT_POLICY, options)).toMatchObject({
    state: 'passed',
    exitCode: 0,
    failing: [],
    reasons: [],
  });
});

test('unknown is never pass: a required area that is partial, failed, skipped or absent is not green', () => {
  for (const state of ['partial', 'failed', 'skipped'] as const) {
    const coverage = whole.map(
      (c): Coverage => (c.area === 'malware' ? { area: c.area, state, reasons: ['because'] } : c),
    );
    expect(judgeGate([], coverage, DEFAULT_POLICY, options)).toMatchObject({
      state: 'incomplete',
      exitCode: 3,
      reasons: [`malware ${state}: because`],
    });
  }
  expect(judgeGate([], whole.slice(0, 2), DEFAULT_POLICY, options)).toMatchObject({
    state: 'incomplete',
    reasons: ['malware: did not run'],
  });
});

test('partial can be accepted knowingly, failed cannot', () => {
  const policy = { ...DEFAULT_POLICY, acceptPartial: ['inventory'] as const };
  const gap = (state: Coverage['state']): Coverage[] => [
    { area: 'inventory', state, reasons: ['x'] },
    ...whole.slice(1),
  ];
  expect(judgeGate([], gap('partial'), policy, options).exitCode).toBe(0);
  expect(judgeGate([], gap('failed'), policy, options).exitCode).toBe(3);
});

test('a finding fails before a gap does, and both are named', () => {
  const verdict = judgeGate([finding('immediate')], whole.slice(0, 2), DEFAULT_POLICY, options);
  expect(verdict).toMatchObject({ state: 'failed', exitCode: 1, failing: ['immediate-high'] });
  expect(verdict.reasons).toHaveLength(2);
});

test('only new: what the baseline had does not fail, what it had not does', () => {
  const old = finding('immediate', 'high', { fingerprint: 'old', status: { state: 'known' } });
  const fresh = finding('immediate', 'high', { fingerprint: 'fresh' });
  expect(judgeGate([old], whole, DEFAULT_POLICY, { ...options, onlyNew: true }).exitCode).toBe(0);
  expect(judgeGate([old], whole, DEFAULT_POLICY, options).exitCode).toBe(1);
  expect(judgeGate([old, fresh], whole, DEFAULT_POLICY, { ...options, onlyNew: true }).failing).toEqual([
    'fresh',
  ]);
});

test('silenced findings never fail', () => {
  const excepted = finding('immediate', 'critical', {
    status: { state: 'excepted', exception: 'E', expires: '2026-01-01' },
  });
  expect(judgeGate([excepted], whole, DEFAULT_POLICY, options).exitCode).toBe(0);
});

test('an unknown severity fails every severity gate', () => {
  for (const failOn of ['critical', 'high', 'medium', 'low'] as const)
    expect(fails(failOn, finding('defer', 'unknown'))).toBe(true);
});

test('malware fails every gate but never', () => {
  const malware = finding('defer', 'low', { kind: 'malware' });
  expect(fails('immediate', malware)).toBe(true);
  expect(fails('never', malware)).toBe(false);
});

test('a laxer gate never fails where a stricter one passes', () => {
  const order: FailOn[] = ['immediate', 'out-of-cycle', 'scheduled', 'defer'];
  const severities: FailOn[] = ['critical', 'high', 'medium', 'low'];
  fc.assert(
    fc.property(
      fc.constantFrom<Outcome>('immediate', 'out-of-cycle', 'scheduled', 'defer'),
      fc.constantFrom<Severity>('critical', 'high', 'medium', 'low', 'unknown'),
      (outcome, severity) => {
        for (const levels of [order, severities]) {
          const results = levels.map((level) => fails(level, finding(outcome, severity)));
          expect(results).toEqual([...results].sort((a, b) => Number(a) - Number(b)));
        }
      },
    ),
  );
});
