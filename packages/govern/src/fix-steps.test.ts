import { type Asker, type Component, command, describeSteps, edit, type FixRecipe } from '@theriac/core';
import { askedBy, component, DIRECT, finding, given, one, to } from '@theriac/testing/fix-cases';
import { describe, expect, test } from 'vitest';
import { type FixCase, planFixes } from './fix.ts';

/** Overrides by parent, or by version where every copy of that version may move. */
const recipe: FixRecipe = {
  direct: ({ name, version, together }) => [
    command(`pm add ${[name, ...together.map((t) => t.name)].map((n) => `${n}@${version}`).join(' ')}`),
  ],
  refresh: ({ name }) => [command(`pm update ${name}`)],
  override: ({ name, version, from, byParent, others, askers, declared }) => [
    edit(
      [
        ...(byParent && others ? askers.map((a) => `${a.name}@${a.version}>${name}`) : [name]),
        `from ${from.join(' ')} to ${version}`,
        ...declared.map((d) => d.manifest),
      ].join(' '),
      'pm.json',
    ),
    command('pm install'),
  ],
};
const { override: _, ...withoutOverride } = recipe;

const planned = (of: FixCase, by: FixRecipe = recipe) => one(planFixes({ ...of, recipe: by }));
const stepsOf = (of: FixCase, by?: FixRecipe): string => describeSteps(planned(of, by).steps);
const caseOf = (over: Partial<Component> = {}, chain = ['framework', 'lib']): FixCase =>
  given([component('1.2.3', over)], to('1.3.0'), [finding('A')], chain);

const framework = component('4.0.0', { id: 'framework', name: 'framework', ...DIRECT });
const manifest: Asker = { range: '^1.0.0', manifest: 'package.json' };

describe('what does not come from a registry is moved at its source', () => {
  test.each<[Component['origin'] & {}, string]>([
    [{ kind: 'git', url: 'https://git.example/lib' }, 'the git reference of lib'],
    [{ kind: 'url', url: 'https://files.example/lib.tgz' }, 'where lib comes from (url)'],
    [{ kind: 'path', path: '../lib' }, 'where lib comes from (path)'],
  ])('%o', (origin, where) => {
    const of = askedBy(caseOf({ origin }), [{ by: 'framework', range: '1.2.3' }], [framework]);
    expect(planned(of)).toMatchObject({
      kind: 'move-source',
      action: 'Move the source of lib 1.2.3 → 1.3.0',
      steps: [
        {
          kind: 'text',
          text: `change ${where} to a revision that contains the fix of 1.3.0, or to 1.3.0 of the registry`,
        },
      ],
      caveats: [],
    });
  });

  test.each<[Component['origin'] & {}]>([
    [{ kind: 'registry' }],
    [{ kind: 'workspace', path: 'packages/lib' }],
  ])('%o is moved by its version', (origin) => {
    expect(stepsOf(caseOf({ origin, ...DIRECT }))).toBe('pm add lib@1.3.0');
  });

  test('Composer takes versions from git tags', () => {
    const origin = { kind: 'git', url: 'https://git.example/lib' } as const;
    expect(stepsOf(caseOf({ ecosystem: 'composer', origin, ...DIRECT }))).toBe('pm add lib@1.3.0');
    const { kind } = planned(caseOf({ ecosystem: 'composer', origin: { kind: 'path', path: 'lib' } }));
    expect(kind).toBe('move-source');
  });
});

describe('what a package contains is raised with that package', () => {
  const within = (bundler: Component): FixCase => ({
    ...caseOf({}, ['app-kit', 'framework', 'lib']),
    uses: new Map([[component('1.2.3').id, { askers: [], bundledBy: 'framework' }]]),
    inventory: new Map([['framework', bundler]]),
  });

  test.each<[string, Component, string]>([
    ['of a known version', framework, 'framework 4.0.0'],
    ['of no known version', { ...framework, version: null }, 'framework'],
  ])('%s', (_title, bundler, label) => {
    expect(planned(within(bundler))).toMatchObject({
      kind: 'raise-parent',
      action: 'Raise what brings lib 1.2.3 → 1.3.0 (via framework)',
      caveats: [
        'Whether a newer release of framework brings the fix cannot be known without asking the registry.',
      ],
      steps: [
        {
          kind: 'text',
          text: `raise ${label} to a release that contains lib 1.3.0 or later: lib is part of it, and no override reaches it`,
        },
      ],
    });
  });

  test('is moved by itself where that package is not listed', () => {
    expect(planned({ ...within(framework), inventory: new Map() }).kind).toBe('refresh');
  });
});

describe('a direct dependency that others pin is overridden for them in the same step', () => {
  const pinned = (range: string): FixCase =>
    askedBy(caseOf(DIRECT), [manifest, { by: 'framework', range }], [framework]);

  test('by parent, before the command that installs', () => {
    expect(stepsOf(pinned('~1.2.0'))).toBe(
      'pm.json: framework@4.0.0>lib from 1.2.3 to 1.3.0, then pm add lib@1.3.0',
    );
  });

  test('not where they allow the version, and not where the package manager has no overrides', () => {
    expect(stepsOf(pinned('^1.0.0'))).toBe('pm add lib@1.3.0');
    expect(stepsOf(pinned('~1.2.0'), withoutOverride)).toBe('pm add lib@1.3.0');
  });
});

describe('members of a family that move along', () => {
  const react = component('18.2.0', { ...DIRECT, id: 'react', name: 'react' });
  const dom = component('18.1.0', { ...DIRECT, id: 'react-dom', name: 'react-dom' });
  const caseWith = (ofReact: Asker[], ofDom: Asker[]): FixCase => ({
    ...given([react], to('18.3.1'), [finding('A')], ['react']),
    uses: new Map([
      ['react', { askers: [manifest, ...ofReact] }],
      ['react-dom', { askers: [manifest, ...ofDom] }],
    ]),
    inventory: new Map([react, dom, framework].map((c) => [c.id, c])),
  });

  test('ask for the new version by themselves', () => {
    expect(stepsOf(caseWith([{ by: 'react-dom', range: '18.2.0' }], []))).toBe(
      'pm add react@18.3.1 react-dom@18.3.1',
    );
  });

  test('are overridden where another package pins them, each from its own version', () => {
    const pin = { by: 'framework', range: '~18.1.0' };
    expect(stepsOf(caseWith([], [pin]))).toBe(
      'pm.json: framework@4.0.0>react-dom from 18.1.0 to 18.3.1, then pm add react@18.3.1 react-dom@18.3.1',
    );
    expect(stepsOf(caseWith([{ by: 'react-dom', range: '18.2.0' }, pin], []))).toBe(
      'pm.json: framework@4.0.0>react from 18.2.0 to 18.3.1, then pm add react@18.3.1 react-dom@18.3.1',
    );
  });
});

describe('a transitive dependency', () => {
  const raise: FixRecipe['raise'] = ({ pins }) => [command(`pm raise ${pins.map((p) => p.name).join(' ')}`)];
  const pinnedBy = askedBy(caseOf(), [{ by: 'framework', range: '~1.2.0' }], [framework]);
  const allowedBy = askedBy(caseOf(), [{ by: 'framework', range: '^1.0.0' }], [framework]);

  test.each<[string, FixCase, FixRecipe, string, string]>([
    ['is refreshed where that does', allowedBy, recipe, 'refresh', 'pm update lib'],
    [
      'is overridden otherwise',
      pinnedBy,
      { ...recipe, raise },
      'override',
      'pm.json: lib from 1.2.3 to 1.3.0, then pm install',
    ],
    [
      'is raised with its parent where there are no overrides',
      pinnedBy,
      { ...withoutOverride, raise },
      'raise-parent',
      'pm raise framework',
    ],
    ['is refreshed where there is neither', pinnedBy, withoutOverride, 'refresh', 'pm update lib'],
  ])('%s', (_title, of, by, kind, steps) => {
    expect([planned(of, by).kind, stepsOf(of, by)]).toEqual([kind, steps]);
  });
});

describe('what nothing depends on', () => {
  const left = askedBy(caseOf(), []);

  test('is dropped by the package manager', () => {
    expect(planned(left, { ...recipe, prune: () => [command('pm prune')] })).toMatchObject({
      kind: 'refresh',
      action: 'Remove lib 1.2.3 from the lockfile: nothing depends on it',
      steps: [{ kind: 'command', command: 'pm prune' }],
    });
  });

  test('is moved where nothing drops it: an archive has no lockfile', () => {
    expect(planned(left)).toMatchObject({
      kind: 'refresh',
      action: 'Refresh lib 1.2.3 → 1.3.0 (via framework)',
      steps: [{ kind: 'command', command: 'pm update lib' }],
    });
  });

  test('is not dropped where a copy of it or a range says that it is needed', () => {
    const prune = { ...recipe, prune: () => [] };
    const two = given([component('1.2.3'), component('1.2.4')], to('1.3.0'), [finding('A')]);
    expect(planned(askedBy(two, []), prune).kind).toBe('override');
    expect(planned(askedBy(caseOf({ requestedBy: ['~1.2.0'] }), []), prune).kind).toBe('override');
  });
});
