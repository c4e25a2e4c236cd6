import { type Component, describeSteps, type Finding, type Outcome, type Root } from '@theriac/core';
import { describe, expect, test } from 'vitest';
import { type FixCase, type FixOption, orderFixes, planAllFixes, planFixes } from './fix.ts';

const root: Root = {
  id: 'npm/package-lock:package-lock.json',
  path: 'package-lock.json',
  extractor: 'npm/package-lock',
  ecosystem: 'npm',
};

function component(version: string | null, over: Partial<Component> = {}): Component {
  return {
    id: `${root.id}#lib@${version}`,
    root: root.id,
    purl: `pkg:npm/lib@${version}`,
    ecosystem: 'npm',
    name: 'lib',
    version,
    scope: 'production',
    direct: false,
    location: { path: 'package-lock.json', line: 3 },
    dependsOn: [],
    ...over,
  };
}

const finding = (rule: string, outcome: Outcome = 'scheduled', over: Partial<Finding> = {}): Finding =>
  ({
    fingerprint: `f-${rule}`,
    kind: 'vulnerability',
    rule,
    decision: { outcome, dueDate: '2026-02-01' },
    ...over,
  }) as Finding;

const withSubject = (of: Finding, components: readonly string[]): Finding => ({
  ...of,
  subject: {
    kind: 'component',
    label: 'lib',
    component: components[0] ?? '',
    components,
    purl: '',
    root: root.id,
    system: 'app',
  },
});

function given(
  components: readonly [Component, ...Component[]],
  options: readonly FixOption[],
  findings: readonly Finding[],
  chain = ['lib'],
): FixCase {
  const ids = components.map((c) => c.id);
  return {
    root,
    components,
    // A finding concerns every instance unless it says otherwise.
    findings: findings.map((f) => ('subject' in f ? f : withSubject(f, ids))),
    options: new Map(ids.map((id) => [id, options])),
    chains: new Map(ids.map((id) => [id, chain])),
  };
}

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
      steps: [{ kind: 'edit', text: '{"overrides":{"lib":"1.3.0"}}', file: 'package.json' }],
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

test('an override below a dependency that is upgraded anyway says to do that first', () => {
  const framework = component('4.0.0', { id: 'framework', name: 'framework', direct: true });
  const options = [{ version: '4.1.0', leaves: [] }];
  const fixes = planAllFixes([
    given([framework], options, [finding('F')], ['framework']),
    given(
      [component('1.2.3', { requestedBy: ['1.2.3'] })],
      [{ version: '1.3.0', leaves: [] }],
      [finding('A')],
      ['framework', 'lib'],
    ),
  ]);
  expect(fixes[1]).toMatchObject({
    kind: 'override',
    caveats: ['Upgrade framework to 4.1.0 first: it may bring the fix, and then this is not needed.'],
  });
});

test('an upgrade that other packages exclude names their ranges', () => {
  const direct = component('1.2.3', { direct: true, requestedBy: ['^1.0.0', '~1.2.0'] });
  const [fix] = planFixes(given([direct], [{ version: '1.3.0', leaves: [] }], [finding('A')]));
  expect(fix?.caveats).toEqual(['Other packages ask for ~1.2.0, which excludes 1.3.0: raise them as well.']);
});
