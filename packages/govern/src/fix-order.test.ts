import type { Finding, Fix, Outcome } from '@theriac/core';
import { component, DIRECT, finding, given, one, root, to } from '@theriac/testing/fix-cases';
import { describe, expect, test } from 'vitest';
import { planFixes } from './fix.ts';
import { orderFixes } from './fix-order.ts';

test('fixes are ordered by outcome, then due day, then how much they clear', () => {
  const findings = [
    finding('late', 'scheduled'),
    finding('soon', 'scheduled', {
      decision: { outcome: 'scheduled', dueDate: '2026-01-01' } as Finding['decision'],
    }),
    finding('now', 'immediate'),
  ];
  const fixes = findings.flatMap((f) =>
    planFixes({
      ...given([component('1.0.0', { direct: true })], [{ version: '1.0.1', leaves: [] }], [f]),
      root: { ...root, id: f.rule },
    }),
  );
  const ordered = orderFixes(fixes, new Map(findings.map((f) => [f.fingerprint, f])));
  expect(ordered.map((f) => f.root)).toEqual(['now', 'soon', 'late']);
});

describe('the order of changes', () => {
  const decided = (rule: string, outcome: Outcome, dueDate: string | null): Finding =>
    finding(rule, outcome, { decision: { outcome, dueDate } as Finding['decision'] });
  const upgradeOf = (id: string, ...findings: Finding[]): Fix =>
    one(
      planFixes({
        ...given([component('1.0.0', DIRECT)], to('1.0.1'), findings),
        root: { ...root, id },
      }),
    );
  const orderOf = (fixes: readonly Fix[], findings: readonly Finding[]): (string | undefined)[] =>
    orderFixes(fixes, new Map(findings.map((f) => [f.fingerprint, f]))).map((f) => f.root);

  test('what clears more comes first, then the id decides', () => {
    const [a, b] = [decided('A', 'scheduled', '2026-02-01'), decided('B', 'scheduled', '2026-02-01')];
    const fixes = [
      upgradeOf('z', a),
      upgradeOf('b', a),
      upgradeOf('c', a),
      upgradeOf('a', a),
      upgradeOf('m', a, b),
    ];
    expect(orderOf(fixes, [a, b])).toEqual(['m', 'a', 'b', 'c', 'z']);
  });

  test('the earliest of its days counts, and no day comes after every day', () => {
    const never = decided('N', 'scheduled', null);
    const late = decided('L', 'scheduled', '2027-01-01');
    const soon = decided('S', 'scheduled', '2026-01-01');
    const mid = decided('M', 'scheduled', '2026-06-01');
    const fixes = [upgradeOf('never', never), upgradeOf('mid', mid), upgradeOf('both', late, soon)];
    expect(orderOf(fixes, [never, late, soon, mid])).toEqual(['both', 'mid', 'never']);
  });

  test('the earliest day may be that of a less urgent finding', () => {
    const urgent = decided('U', 'immediate', '2026-09-01');
    const soon = decided('S', 'scheduled', '2026-01-01');
    const fixes = [upgradeOf('one', decided('M', 'immediate', '2026-06-01')), upgradeOf('two', urgent, soon)];
    expect(orderOf(fixes, [urgent, soon, decided('M', 'immediate', '2026-06-01')])).toEqual(['two', 'one']);
  });

  test('what clears nothing that counts comes last', () => {
    const [gone, deferred] = [decided('G', 'immediate', '2026-01-01'), decided('D', 'defer', null)];
    expect(orderOf([upgradeOf('gone', gone), upgradeOf('deferred', deferred)], [deferred])).toEqual([
      'deferred',
      'gone',
    ]);
  });
});
