import {
  type Component,
  describeSteps,
  type Fix,
  type FixRecipe,
  type FixStep,
  type Move,
  words,
} from '@theriac/core';
import { component, DIRECT, finding, given, one, root, to } from '@theriac/testing/fix-cases';
import { describe, expect, test } from 'vitest';
import { type FixCase, type FixOption, planFixes } from './fix.ts';

test('a component without a version is upgraded by an unknown distance, without a smaller step', () => {
  const fix = one(planFixes(given([component(null, DIRECT)], to('2.0.0'), [finding('A')])));
  expect(fix).toMatchObject({ from: null, distance: 'unknown', action: 'Upgrade lib → 2.0.0', caveats: [] });
  expect('smaller' in fix).toBe(false);
  expect(one(planFixes(given([component(null)], [], [finding('A')]))).action).toMatch(/^Mitigate lib: /);
  const malware = finding('M', 'immediate', { kind: 'malware' });
  expect(one(planFixes(given([component(null)], [], [malware]))).action).toMatch(/^Remove lib: /);
});

describe('the recipe of a fix', () => {
  const told =
    (kind: string) =>
    ({ name, version, from, variant, others }: Move): FixStep[] => [
      words(
        [kind, name, `${from.join(' ')} → ${version}`, variant ?? '', others ? 'others' : ''].join(' | '),
      ),
    ];
  const recipe: FixRecipe = { direct: told('direct'), refresh: told('refresh'), override: told('override') };
  const movesOf = (fixCase: FixCase): string[] =>
    planFixes({ ...fixCase, recipe }).map((f) => describeSteps(f.steps));

  test('is that of the package manager of the root, before that of the ecosystem', () => {
    const options = to('1.3.0');
    expect(movesOf(given([component('1.2.3', DIRECT)], options, [finding('A')]))).toEqual([
      'direct | lib | 1.2.3 → 1.3.0 |  | ',
    ]);
    expect(
      movesOf(given([component('1.2.3', { requestedBy: ['^1.0.0'] })], options, [finding('A')])),
    ).toEqual(['refresh | lib | 1.2.3 → 1.3.0 |  | ']);
    expect(movesOf(given([component('1.2.3')], options, [finding('A')]))).toEqual([
      'override | lib | 1.2.3 → 1.3.0 |  | ',
    ]);
  });

  test('is given the variant of the root', () => {
    const base = given([component('1.2.3', DIRECT)], to('1.3.0'), [finding('A')]);
    expect(movesOf({ ...base, root: { ...root, variant: 'berry' } })).toEqual([
      'direct | lib | 1.2.3 → 1.3.0 | berry | ',
    ]);
  });

  test('is given the versions that move, and whether other copies take another step', () => {
    const [old, unversioned] = [component('1.0.0'), component(null, DIRECT)];
    expect(movesOf(given([old, unversioned], to('1.3.0'), [finding('A')]))).toEqual([
      'direct | lib |  → 1.3.0 |  | others',
      'override | lib | 1.0.0 → 1.3.0 |  | others',
    ]);
  });

  test('runs in the folder of the lockfile, whichever project of it has the finding', () => {
    const lib = component('1.2.3', { ...DIRECT, location: { path: 'web/app/package-lock.json', line: 3 } });
    const base = given([lib], to('1.3.0'), [finding('A')]);
    const fix = one(planFixes({ ...base, root: { ...root, path: 'web/app/packages/a/package.json' } }));
    expect(fix.steps).toEqual([{ kind: 'command', command: 'npm install lib@1.3.0', folder: 'web/app' }]);
  });
});

describe('whether a refresh suffices', () => {
  const kindFor = (...over: Partial<Component>[]): string => {
    const [first = {}, ...others] = over;
    const components = others.map((o, at) => component(`1.1.${at}`, o));
    return one(planFixes(given([component('1.2.3', first), ...components], to('1.3.0'), [finding('A')], [])))
      .kind;
  };

  test('the range of the manifest counts, too', () => {
    expect(kindFor({ requested: '^1.0.0' })).toBe('refresh');
    expect(kindFor({ requested: '~1.2.0', requestedBy: ['^1.0.0'] })).toBe('override');
  });

  test('a range that cannot be read allows nothing', () => {
    expect(kindFor({ requestedBy: ['^1.0.0', 'git+https://git.example/lib'] })).toBe('override');
  });

  test('every instance must allow it', () => {
    expect(kindFor({ requestedBy: ['^1.0.0'] }, { requestedBy: ['^1.0.0'] })).toBe('refresh');
    expect(kindFor({ requestedBy: ['^1.0.0'] }, { requestedBy: ['~1.1.0'] })).toBe('override');
  });

  test('a refresh says so and has no caveat about the parent', () => {
    const lib = component('1.2.3', { requestedBy: ['^1.0.0'] });
    const fix = one(planFixes(given([lib], to('1.3.0'), [finding('A')], ['framework', 'lib'])));
    expect(fix).toMatchObject({ action: 'Refresh lib 1.2.3 → 1.3.0 (via framework)', caveats: [] });
  });

  test('an override without a known parent has no caveat about it', () => {
    const base = given([component('1.2.3')], to('1.3.0'), [finding('A')]);
    for (const chains of [new Map(), new Map([[`${root.id}#lib@1.2.3`, []]])])
      expect(one(planFixes({ ...base, chains }))).toMatchObject({
        action: 'Override lib 1.2.3 → 1.3.0',
        caveats: [],
      });
  });
});

describe('a smaller step', () => {
  const options = [...to('1.3.0', 'B', 'C'), ...to('1.9.0', 'B'), ...to('2.0.0')];
  const smallerOf = (
    components: readonly [Component, ...Component[]],
    given_: readonly FixOption[],
    ...rules: string[]
  ): Fix['smaller'] => {
    const fix = one(
      planFixes(
        given(
          components,
          given_,
          rules.map((rule) => finding(rule)),
        ),
      ),
    );
    expect('smaller' in fix).toBe(fix.smaller !== undefined);
    return fix.smaller;
  };
  const lib = component('1.2.3', DIRECT);

  test('is the best one without a major change, with how many findings it clears', () => {
    expect(smallerOf([lib], options, 'A', 'B', 'C')).toEqual({ to: '1.9.0', distance: 'minor', clears: 2 });
  });

  test('is not offered when it clears nothing, or when there is none', () => {
    expect(smallerOf([lib], options, 'B')).toBeUndefined();
    expect(smallerOf([lib], to('2.0.0'), 'A')).toBeUndefined();
  });

  test('is not offered beside a minor change', () => {
    expect(smallerOf([lib], [...to('1.2.4', 'B'), ...to('1.9.0')], 'A', 'B')).toBeUndefined();
  });

  test('is not offered for several instances', () => {
    expect(smallerOf([lib, component('1.2.4', DIRECT)], options, 'A', 'B', 'C')).toBeUndefined();
  });
});
