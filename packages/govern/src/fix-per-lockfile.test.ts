import { command, describeSteps, edit, type Fix, type FixRecipe } from '@theriac/core';
import { component, DIRECT, finding, given, root, to } from '@theriac/testing/fix-cases';
import { describe, expect, test } from 'vitest';
import { type FixCase, planAllFixes } from './fix.ts';
import { oncePerLockfile as onceOf } from './fix-per-lockfile.ts';

const fix = (root: string, over: Partial<Fix> = {}): Fix => ({
  id: `${root}#a`,
  kind: 'upgrade-direct',
  root,
  package: 'a',
  from: '1.0.0',
  to: '2.0.0',
  distance: 'major',
  action: 'Upgrade a',
  steps: [edit('{}', 'package.json'), command(`npm install -w ${root} a@2.0.0`)],
  caveats: ['Major version'],
  clears: ['x'],
  ...over,
});
const oncePerLockfile = (fixes: readonly Fix[], lockfileOf: (root: string) => string | undefined): Fix[] =>
  onceOf(
    fixes.map((one) => ({ fix: one })),
    lockfileOf,
  );
const shared = (root: string): string | undefined => (root === 'alone' ? undefined : 'package-lock.json');

test('the projects of a lockfile have one fix with the steps, caveats and findings of all, each once', () => {
  const [one, ...others] = oncePerLockfile(
    [fix('p'), fix('q', { caveats: ['Major version', 'Read it'], clears: ['x', 'y'] })],
    shared,
  );
  expect(others).toEqual([]);
  expect(one).toEqual({
    ...fix('p'),
    steps: [
      edit('{}', 'package.json'),
      command('npm install -w p a@2.0.0'),
      command('npm install -w q a@2.0.0'),
    ],
    caveats: ['Major version', 'Read it'],
    clears: ['x', 'y'],
  });
});

test.each<[string, Partial<Fix>]>([
  ['another package', { package: 'b' }],
  ['another kind', { kind: 'override' }],
  ['another version before', { from: '1.1.0' }],
  ['another version after', { to: '3.0.0' }],
  ['other words, where there are no steps', { steps: [], action: 'Ask the maintainer' }],
])('%s is another fix', (_, over) => {
  const first = over.steps === undefined ? fix('p') : fix('p', { steps: [] });
  expect(oncePerLockfile([first, fix('q', over)], shared)).toEqual([first, fix('q', over)]);
});

test('words do not part fixes that have steps', () => {
  expect(oncePerLockfile([fix('p'), fix('q', { action: 'Upgrade a in q' })], shared)).toHaveLength(1);
});

test('roots with files of their own keep their fixes, as do changes without a root', () => {
  const { root: _, ...rootless } = fix('r');
  const given = [fix('alone'), fix('alone', { id: 'other' }), { ...rootless, id: 'a change' }];
  expect(oncePerLockfile(given, shared)).toEqual(given);
});

describe('projects of one lockfile in a plan', () => {
  const RECIPE: FixRecipe = {
    direct: ({ declared }) => [command(`pm add ${declared.map((d) => d.member).join(' ')}`)],
    refresh: () => [],
  };
  const caseIn = (member: string, bundledBy?: string): FixCase => {
    const lib = component('1.0.0', { ...DIRECT, id: `${member}#lib` });
    const askers = [{ manifest: `${member}/package.json`, group: 'dependencies' }];
    return {
      ...given([lib], to('2.0.0'), [finding(member)]),
      recipe: RECIPE,
      root: { ...root, id: member, path: `${member}/package.json` },
      uses: new Map([[lib.id, { askers, ...(bundledBy === undefined ? {} : { bundledBy }) }]]),
      inventory: new Map(['x', 'y'].map((id) => [id, component('3.0.0', { id, name: id })])),
    };
  };
  const stepsOf = (...cases: FixCase[]): string[] =>
    planAllFixes(cases, () => 'package-lock.json').map((f) => describeSteps(f.steps));

  test('take one command', () => {
    expect(stepsOf(caseIn('a'), caseIn('b'))).toEqual(['pm add a b']);
  });

  test('keep the words of each, where no package manager reaches the copies', () => {
    const [text = ''] = stepsOf(caseIn('a', 'x'), caseIn('b', 'y'));
    expect(text).toMatch(/^raise x 3\.0\.0 to .*, then raise y 3\.0\.0 to /);
  });
});
