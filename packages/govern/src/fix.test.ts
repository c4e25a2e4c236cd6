import { describeSteps, type Finding, type Outcome } from '@theriac/core';
import { component, DIRECT, finding, given, one, root, to, withSubject } from '@theriac/testing/fix-cases';
import { describe, expect, test } from 'vitest';
import { planFixes } from './fix.ts';

describe('which change', () => {
  test('a direct dependency is upgraded to the lowest version that clears the most', () => {
    const options = [
      { version: '1.2.4', leaves: ['B'] },
      { version: '1.3.0', leaves: [] },
    ];
    const [fix, ...rest] = planFixes(
      given([component('1.2.3', { direct: true })], options, [finding('A'), finding('B')]),
    );
    expect(rest).toEqual([]);
    expect(fix).toMatchObject({
      kind: 'upgrade-direct',
      from: '1.2.3',
      to: '1.3.0',
      distance: 'minor',
      steps: [{ kind: 'command', command: 'npm install lib@1.3.0', folder: '' }],
      action: 'Upgrade lib 1.2.3 → 1.3.0',
      clears: ['f-A', 'f-B'],
      caveats: [],
    });
  });

  test('a transitive one is refreshed only where every parent allows the fixed version', () => {
    const options = [{ version: '1.3.0', leaves: [] }];
    const fixOf = (requested?: string): unknown =>
      planFixes(
        given(
          [component('1.2.3', requested === undefined ? {} : { requestedBy: ['1.x', requested] })],
          options,
          [finding('A')],
          ['app-framework', 'lib'],
        ),
      )[0];
    expect(fixOf('^1.2.0')).toMatchObject({
      kind: 'refresh',
      steps: [{ kind: 'command', command: 'npm update lib', folder: '' }],
    });
    expect(fixOf('~1.2.0')).toMatchObject({
      kind: 'override',
      steps: [{ kind: 'edit', text: '{"overrides":{"lib@1.2.3":"1.3.0"}}', file: 'package.json' }],
      action: 'Override lib 1.2.3 → 1.3.0 (via app-framework)',
    });
    expect(fixOf()).toMatchObject({
      kind: 'override',
      caveats: [expect.stringContaining('app-framework may bring the fix')],
    });
  });

  test('a major change says so, and offers the smaller step', () => {
    const options = [
      { version: '1.9.0', leaves: ['B'] },
      { version: '2.0.0', leaves: [] },
    ];
    const [fix] = planFixes(
      given([component('1.2.3', { direct: true })], options, [finding('A'), finding('B')]),
    );
    expect(fix).toMatchObject({
      to: '2.0.0',
      distance: 'major',
      smaller: { to: '1.9.0', distance: 'minor', clears: 1 },
    });
    expect(fix?.caveats).toContain('Major version: expect breaking changes; read its release notes.');
  });

  test('a direct instance and a nested one of another release line each take their own step', () => {
    const [direct, nested] = [component('1.0.0', { direct: true }), component('2.0.0')];
    const fixes = planFixes({
      ...given([direct, nested], [], [finding('A')]),
      options: new Map([
        [direct.id, [{ version: '1.0.5', leaves: [] }]],
        [nested.id, [{ version: '2.0.5', leaves: [] }]],
      ]),
      chains: new Map([
        [direct.id, ['lib']],
        [nested.id, ['framework', 'lib']],
      ]),
    });
    expect(fixes.map((f) => [f.kind, f.from, f.to, describeSteps(f.steps)])).toEqual([
      ['upgrade-direct', '1.0.0', '1.0.5', 'npm install lib@1.0.5'],
      ['override', '2.0.0', '2.0.5', 'package.json: {"overrides":{"lib@2.0.0":"2.0.5"}}'],
    ]);
    expect(new Set(fixes.map((f) => f.id)).size).toBe(2);
    expect(fixes[1]?.action).toContain('(via framework)');
  });

  test('an upgrade clears what concerns its own instance, not what only a nested copy has', () => {
    const [direct, nested] = [component('1.0.0', { direct: true }), component('0.9.0')];
    const options = [{ version: '1.0.5', leaves: [] }];
    const fixes = planFixes(
      given([direct, nested], options, [
        withSubject(finding('D'), [direct.id]),
        withSubject(finding('N'), [nested.id]),
      ]),
    );
    expect(fixes.map((f) => f.clears)).toEqual([['f-D'], ['f-N']]);
  });

  test('what no version clears is mitigated, apart from what an upgrade clears', () => {
    const fixes = planFixes(
      given(
        [component('1.2.3', { direct: true })],
        [{ version: '1.3.0', leaves: ['B'] }],
        [finding('A'), finding('B')],
      ),
    );
    expect(fixes.map((f) => [f.kind, f.clears])).toEqual([
      ['upgrade-direct', ['f-A']],
      ['none', ['f-B']],
    ]);
    expect(fixes[1]?.action).toContain('No fixed version is known');
  });

  test('malware is removed, never upgraded', () => {
    const fixes = planFixes(
      given(
        [component('1.2.3', { direct: true })],
        [{ version: '1.3.0', leaves: [] }],
        [finding('A'), finding('M', 'immediate', { kind: 'malware' })],
      ),
    );
    expect(fixes).toHaveLength(1);
    expect(fixes[0]).toMatchObject({ kind: 'remove', to: null, clears: ['f-M', 'f-A'] });
  });

  test('an ended release line is replaced', () => {
    const [fix] = planFixes(
      given([component('1.2.3', { direct: true })], [], [finding('EOL', 'defer', { kind: 'lifecycle' })]),
    );
    expect(fix?.action).toContain('Move to a maintained release line');
  });
});

describe('every part of a change', () => {
  test('of an upgrade', () => {
    expect(planFixes(given([component('1.2.3', DIRECT)], to('1.3.0'), [finding('A')]))).toStrictEqual([
      {
        id: `${root.id}#lib#upgrade`,
        root: root.id,
        package: 'lib',
        purl: 'pkg:npm/lib@1.2.3',
        clears: ['f-A'],
        kind: 'upgrade-direct',
        from: '1.2.3',
        to: '1.3.0',
        distance: 'minor',
        action: 'Upgrade lib 1.2.3 → 1.3.0',
        moves: ['npm/package-lock:package-lock.json#lib@1.2.3'],
        steps: [{ kind: 'command', command: 'npm install lib@1.3.0', folder: '' }],
        caveats: [],
      },
    ]);
  });

  test('of a removal', () => {
    const nested = component('1.2.3', { purl: 'pkg:npm/lib@1.2.3?nested' });
    const direct = component('1.2.4', DIRECT);
    const malware = finding('M', 'immediate', { kind: 'malware' });
    expect(planFixes(given([nested, direct], [], [malware]))).toStrictEqual([
      {
        id: `${root.id}#lib#remove`,
        root: root.id,
        package: 'lib',
        purl: 'pkg:npm/lib@1.2.4',
        clears: ['f-M'],
        kind: 'remove',
        from: '1.2.3',
        to: null,
        distance: 'unknown',
        action:
          'Remove lib 1.2.3: Remove it at once, treat every secret and PHI store reachable from where it was installed as exposed, and start the incident playbook.',
        steps: [],
        caveats: [],
      },
    ]);
  });

  test('of what has no fix', () => {
    expect(planFixes(given([component('1.2.3')], [], [finding('A')]))).toStrictEqual([
      {
        id: `${root.id}#lib#none`,
        root: root.id,
        package: 'lib',
        purl: 'pkg:npm/lib@1.2.3',
        clears: ['f-A'],
        kind: 'none',
        from: '1.2.3',
        to: null,
        distance: 'unknown',
        action:
          'Mitigate lib 1.2.3: No fixed version is known. Until there is one: keep the feature that uses it off or behind authentication, block outbound connections it does not need, watch its logs, and review weekly; consider a replacement.',
        steps: [],
        caveats: [],
      },
    ]);
  });

  test('of what is replaced because only its release line has ended; a flaw beside that is mitigated', () => {
    const ended = finding('EOL', 'defer', { kind: 'lifecycle' });
    const action = (...findings: Finding[]): string =>
      one(planFixes(given([component('1.2.3')], [], findings))).action;
    expect(action(ended)).toBe('Replace lib 1.2.3: Move to a maintained release line or replace it.');
    expect(action(ended, finding('A'))).toMatch(/^Mitigate lib 1\.2\.3: No fixed version is known\./);
  });
});

test('what a change clears is listed by outcome, then due day, then rule; without a day comes last', () => {
  const due = (rule: string, outcome: Outcome, dueDate: string | null): Finding =>
    finding(rule, outcome, { decision: { outcome, dueDate } as Finding['decision'] });
  const findings = [
    due('B', 'scheduled', null),
    due('D', 'scheduled', '2026-03-01'),
    due('C', 'scheduled', '2026-03-01'),
    due('E', 'scheduled', '2026-02-01'),
    due('Z', 'immediate', '2026-12-01'),
  ];
  const fix = one(planFixes(given([component('1.2.3', DIRECT)], to('1.3.0'), findings)));
  expect(fix.clears).toEqual(['f-Z', 'f-E', 'f-C', 'f-D', 'f-B']);
});
