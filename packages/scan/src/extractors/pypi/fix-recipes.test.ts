import { type Declaration, describeSteps, type FixRecipe, type Move } from '@theriac/core';
import { moveOf, parent } from '@theriac/testing/fix-cases';
import { expect, test } from 'vitest';
import { PDM, PIP, PIPENV, POETRY, UV } from './fix-recipes.ts';

const asked = (over: Partial<Declaration> = {}): Partial<Move> => ({
  declared: [{ allows: false, range: '>=1.0', ...over }],
});

test.each<[string, FixRecipe, Partial<Declaration>, string]>([
  ['Poetry, a range', POETRY, {}, 'poetry add "lib>=2.0.0"'],
  ['Poetry, a caret range', POETRY, { range: '^1.0' }, 'poetry add "lib@^2.0.0"'],
  ['Poetry, a pin', POETRY, { range: '1.0.0' }, 'poetry add "lib==2.0.0"'],
  ['Poetry, a group', POETRY, { group: 'dev' }, 'poetry add --group dev "lib>=2.0.0"'],
  ['Poetry, extras', POETRY, { extras: ['a', 'b'] }, 'poetry add "lib[a,b]>=2.0.0"'],
  ['uv, a group', UV, { group: 'lint' }, 'uv add --group lint "lib>=2.0.0"'],
  ['uv, an optional list', UV, { group: 'extra http' }, 'uv add --optional http "lib>=2.0.0"'],
  ['uv, a member', UV, { member: 'packages/a', memberName: 'a' }, 'uv add --package a "lib>=2.0.0"'],
  ['PDM, a group', PDM, { group: 'test' }, 'pdm add -dG test "lib>=2.0.0"'],
  ['Pipenv', PIPENV, { group: 'default' }, 'pipenv install "lib>=2.0.0"'],
  ['Pipenv, for development', PIPENV, { group: 'develop' }, 'pipenv install --dev "lib>=2.0.0"'],
  ['Pipenv, a category', PIPENV, { group: 'docs' }, 'pipenv install --categories docs "lib>=2.0.0"'],
  ['pip', PIP, { manifest: 'requirements/dev.txt' }, 'requirements/dev.txt: lib==2.0.0'],
])('%s: keeps its group and its kind of range', (_, recipe, over, expected) => {
  expect(describeSteps(recipe.direct(moveOf(asked(over))))).toBe(expected);
});

test('Poetry raises what pins the package together with it, in the group that asks', () => {
  const pins = [
    parent('web', { range: '==1.0.0', version: '0.7', group: 'api' }),
    parent('inner', { direct: false }),
  ];
  expect(describeSteps(POETRY.raise?.(moveOf({ pins })) ?? [])).toBe(
    'poetry add --group api "lib>=2.0.0" "web>=0.7"',
  );
  expect(describeSteps(POETRY.direct(moveOf({ ...asked(), pins })))).toBe(
    'poetry add "lib>=2.0.0" "web>=0.7"',
  );
  expect(describeSteps(POETRY.raise?.(moveOf({ development: true })) ?? [])).toBe(
    'poetry add --group dev "lib>=2.0.0"',
  );
  expect(POETRY.override).toBeUndefined();
});

test('uv and PDM have overrides; a constraint suffices where nothing pins', () => {
  const override = (pins: Move['pins']): string => describeSteps(UV.override?.(moveOf({ pins })) ?? []);
  expect(override([])).toBe(
    'pyproject.toml: [tool.uv]\nconstraint-dependencies = ["lib>=2.0.0"], then uv lock --upgrade-package lib',
  );
  expect(override([parent('web')])).toContain('override-dependencies');
  expect(describeSteps(PDM.override?.(moveOf()) ?? [])).toBe(
    'pyproject.toml: [tool.pdm.resolution.overrides]\nlib = ">=2.0.0", then pdm update --update-reuse lib',
  );
});

test.each<[FixRecipe, string]>([
  [POETRY, 'poetry update lib'],
  [UV, 'uv lock --upgrade-package lib'],
  [PDM, 'pdm update --update-reuse lib'],
  [PIPENV, 'pipenv upgrade lib'],
  [PIP, 'lib.lock: lib==2.0.0'],
])('what the ranges allow: %#', (recipe, expected) => {
  expect(describeSteps(recipe.refresh(moveOf()))).toBe(expected);
});

test('Pipenv keeps what development needs in development', () => {
  expect(describeSteps(PIPENV.override?.(moveOf({ development: true })) ?? [])).toBe(
    'pipenv upgrade --dev "lib>=2.0.0"',
  );
});
