import type { Asker, Component, Fix, FixRecipe, Move, Scope } from '@theriac/core';
import {
  askedBy,
  component,
  DIRECT,
  finding,
  given,
  one,
  recording,
  root,
  to,
} from '@theriac/testing/fix-cases';
import { describe, expect, test } from 'vitest';
import { type FixCase, planFixes } from './fix.ts';

const caseOf = (over: Partial<Component> = {}, chain = ['framework', 'lib']): FixCase =>
  given([component('1.2.3', over)], to('1.3.0'), [finding('A')], chain);

function planned(of: FixCase, over: Partial<FixRecipe> = {}): { fix: Fix; move: Move | undefined } {
  const { recipe, moves } = recording(over);
  return { fix: one(planFixes({ ...of, recipe })), move: moves.at(-1) };
}

describe('a version that one advisory alone names', () => {
  test('may be replaced by a later one, and the fix says so', () => {
    const options = [{ version: '1.3.0', leaves: [], unconfirmed: true }] as const;
    const { fix, move } = planned(given([component('1.2.3', DIRECT)], options, [finding('A')]));
    expect(fix.caveats).toEqual([
      'Whether this version was released was not checked; `theriac scan --online` asks the registry.',
    ]);
    expect(move?.orLater).toBe(true);
  });

  test('is not every version', () => {
    const { fix, move } = planned(caseOf(DIRECT));
    expect(fix.caveats).toEqual([]);
    expect(move).not.toHaveProperty('orLater');
  });
});

describe('a branch of Composer', () => {
  const branch = (version: string, over: Partial<Component> = {}): Component =>
    component(version, { ecosystem: 'composer', ...DIRECT, ...over });

  test('is moved to a release or revision, without a number', () => {
    const instances = [branch('dev-main', { id: 'b' }), branch('dev-main', { id: 'a' })] as const;
    expect(planFixes(given([...instances], to('1.3.0'), [finding('A')]))).toStrictEqual([
      {
        id: `${root.id}#lib#branch`,
        root: root.id,
        package: 'lib',
        purl: 'pkg:npm/lib@dev-main',
        clears: ['f-A'],
        kind: 'move-source',
        from: 'dev-main',
        to: null,
        distance: 'unknown',
        action: 'Move lib from the branch dev-main to a release or revision that contains the fix',
        moves: ['a', 'b'],
        steps: [
          {
            kind: 'text',
            text: 'a release number may be behind the branch: compare its revision with that of the fix',
          },
        ],
        caveats: [],
      },
    ]);
  });

  test.each([
    ['a release of Composer', branch('1.2.3')],
    ['a release that ends like one', branch('1.2.3-dev-')],
    ['no known version', { ...branch('x'), version: null }],
    ['a version of npm that looks like one', component('dev-main', DIRECT)],
  ])('%s is not one', (_, of) => {
    expect(one(planFixes(given([of], to('1.3.0'), [finding('A')]))).kind).toBe('upgrade-direct');
  });
});

describe('what the package manager is told', () => {
  const scopes = (...of: Scope[]): boolean | undefined => {
    const [first, ...rest] = of.map((scope, at) => component(`1.2.${at}`, { scope }));
    return first && planned(given([first, ...rest], to('1.3.0'), [finding('A')])).move?.development;
  };

  test.each<[Scope[], boolean]>([
    [['development'], true],
    [['test'], true],
    [['development', 'test'], true],
    [['production'], false],
    [['optional'], false],
    [['build'], false],
    [['development', 'production'], false],
  ])('%s: for development only: %s', (of, expected) => {
    expect(scopes(...of)).toBe(expected);
  });

  test('the name of the lockfile, not its folder', () => {
    const at = (path: string): string | undefined => planned(caseOf({ location: { path } })).move?.lockfile;
    expect([at('yarn.lock'), at('web/app/yarn.lock')]).toEqual(['yarn.lock', 'yarn.lock']);
  });

  test('the variant of the root, where it has one', () => {
    expect(planned(caseOf()).move).not.toHaveProperty('variant');
    expect(planned({ ...caseOf(), root: { ...root, variant: 'yarn-1' } }).move?.variant).toBe('yarn-1');
  });

  test('the versions that move, each once and in order', () => {
    const [a, b, c] = [component('1.2.0'), component('1.1.0'), component('1.2.0', { id: 'twin' })];
    const { fix, move } = planned(given([a, c, b], to('1.3.0'), [finding('A')]));
    expect(move?.from).toEqual(['1.1.0', '1.2.0']);
    expect(fix.moves).toEqual([`${root.id}#lib@1.1.0`, `${root.id}#lib@1.2.0`, 'twin']);
  });

  test('what brings the members of a family along', () => {
    const leadOf = (name: string): unknown => planned(caseOf({ ecosystem: 'maven', name })).move ?? 'no move';
    expect(leadOf('org.springframework:spring-web')).toMatchObject({
      lead: 'org.springframework:spring-framework-bom',
    });
    expect(leadOf('org.example:lib')).not.toHaveProperty('lead');
  });
});

const parents = ['a', 'b', 'c', 'd', 'e'].map((name) => component('4.0.0', { id: name, name }));
const pinnedBy = (of: FixCase, ...names: string[]): FixCase =>
  askedBy(
    of,
    names.map((by): Asker => ({ by, range: '~1.2.0' })),
    parents,
  );

describe('who is named beside an override', () => {
  test.each<[string, FixCase, string]>([
    ['the package that pins it', pinnedBy(caseOf(), 'a'), ' (via a)'],
    ['two', pinnedBy(caseOf(), 'a', 'b'), ' (via a, b)'],
    ['three', pinnedBy(caseOf(), 'a', 'b', 'c'), ' (via a, b, c)'],
    ['more than three are counted', pinnedBy(caseOf(), 'a', 'b', 'c', 'd', 'e'), ' (via a, b, c, 2 more)'],
    ['the package of the project that leads to it', pinnedBy(caseOf(), 'gone'), ' (via framework)'],
    ['nobody where that is the package itself', caseOf({}, ['lib']), ''],
    ['nobody where that is not known', caseOf({}, []), ''],
  ])('%s', (_, of, via) => {
    expect(planned(of).fix.action).toBe(`Override lib 1.2.3 → 1.3.0${via}`);
  });

  test('each once, though several of its versions ask', () => {
    const old = component('3.0.0', { id: 'old', name: 'a' });
    const of = askedBy(
      pinnedBy(caseOf(), 'a', 'old'),
      [
        { by: 'a', range: '~1.2.0' },
        { by: 'old', range: '~1.2.0' },
      ],
      [old],
    );
    expect(planned(of).fix.action).toBe('Override lib 1.2.3 → 1.3.0 (via a)');
  });
});

describe('what a person should know before it', () => {
  const caveatsOf = (of: FixCase, over: Partial<FixRecipe> = {}): readonly string[] =>
    planned(of, over).fix.caveats;

  test('of an override: who may bring the fix as well', () => {
    expect(caveatsOf(pinnedBy(caseOf(), 'a', 'b'))).toEqual([
      'Raising a and b may bring the fix as well; that cannot be known without asking the registry.',
    ]);
    expect(caveatsOf(caseOf({}, []))).toEqual([]);
  });

  test('of a raise: whose newer release is not known', () => {
    const { override: _, ...bare } = recording().recipe;
    const raised = (of: FixCase): Fix => one(planFixes({ ...of, recipe: { ...bare, raise: () => [] } }));
    expect(raised(pinnedBy(caseOf(), 'a', 'b')).caveats).toEqual([
      'Whether a newer release of a and b brings the fix cannot be known without asking the registry.',
    ]);
    expect(raised(caseOf({}, []))).toMatchObject({ kind: 'raise-parent', caveats: [] });
  });

  test('of an upgrade: which ranges exclude the version, and whose they are', () => {
    expect(caveatsOf(pinnedBy(caseOf(DIRECT), 'a', 'gone'))).toEqual([
      'Other packages ask for ~1.2.0 (a) and for ~1.2.0, which excludes 1.3.0: raise them as well.',
    ]);
    expect(planned(pinnedBy(caseOf(DIRECT), 'a')).fix.action).toBe('Upgrade lib 1.2.3 → 1.3.0');
  });
});

test('what the project asks for is upgraded where it asks, though the reader did not call it direct', () => {
  expect(planned(askedBy(caseOf(), [{ range: '^1.0.0' }])).fix.kind).toBe('upgrade-direct');
  expect(planned(askedBy(caseOf(DIRECT), [])).fix.kind).toBe('upgrade-direct');
});
