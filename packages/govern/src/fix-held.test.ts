/** An entry of the project that holds a version, an override for instance, is what has to change. */
import type { Component, Hold, Move } from '@theriac/core';
import { component, DIRECT, finding, given, one, recording, to } from '@theriac/testing/fix-cases';
import { expect, test } from 'vitest';
import { type FixCase, planFixes } from './fix.ts';

const HOLD: Hold = { manifest: 'web/package.json', path: ['overrides', 'lib'] };
const heldAt = (lockfile: string, over: Partial<Component> = {}, hold = HOLD): FixCase => {
  const lib = component('1.2.3', { location: { path: lockfile }, ...over });
  return {
    ...given([lib], to('1.3.0'), [finding('A')], ['framework', 'lib']),
    uses: new Map([[lib.id, { askers: [{ by: 'framework', range: '^1.0.0' }], heldBy: hold }]]),
  };
};
const planned = (of: FixCase) => {
  const { recipe, moves } = recording();
  return { fix: one(planFixes({ ...of, recipe })), move: moves.at(-1) };
};

test.each<[string, Partial<Component>]>([
  ['a transitive dependency', {}],
  ['a direct one', DIRECT],
])('%s is overridden anew, though every range allows the version, and the entry is named', (_, over) => {
  expect(planned(heldAt('web/package-lock.json', over)).fix).toMatchObject({
    kind: 'override',
    action: 'Override lib 1.2.3 → 1.3.0 (via overrides in package.json)',
    // Raising nobody brings the fix.
    caveats: [],
  });
});

test('nested keys are named as they are nested, without that of the package', () => {
  const hold = { manifest: 'package.json', path: ['pnpm', 'overrides', 'lib@1'] };
  expect(planned(heldAt('pnpm-lock.yaml', {}, hold)).fix.action).toMatch(
    /\(via pnpm\.overrides in package\.json\)$/,
  );
});

test.each<[string, string]>([
  ['web/package-lock.json', 'package.json'],
  ['package-lock.json', 'web/package.json'],
  ['app/package-lock.json', '../web/package.json'],
])('the package manager is told of the entry as seen from %s', (lockfile, manifest) => {
  const { move } = planned(heldAt(lockfile));
  expect(move?.held).toEqual({ ...HOLD, manifest });
});

test('nothing is told where nothing holds it', () => {
  const { move }: { move: Move | undefined } = planned(
    given([component('1.2.3')], to('1.3.0'), [finding('A')]),
  );
  expect(move).not.toHaveProperty('held');
});

test('a package manager without overrides changes what is declared', () => {
  const { override: _, ...recipe } = recording().recipe;
  const fix = one(planFixes({ ...heldAt('web/package-lock.json', DIRECT), recipe }));
  expect(fix.kind).toBe('upgrade-direct');
});
