import { describeSteps } from '@theriac/core';
import { expect, test } from 'vitest';
import { fixSteps, recipeOf } from './fix-recipes.ts';

test('every command names the folder to run it in', () => {
  expect(fixSteps('direct', recipeOf('npm'), { name: 'qs', version: '6.14.2' }, 'services/api')).toEqual([
    { kind: 'command', command: 'npm install qs@6.14.2', folder: 'services/api' },
  ]);
});

test('an override limited to one version leaves other copies alone', () => {
  const move = { name: 'qs', version: '6.14.2', from: '6.2.0' };
  expect(fixSteps('override', recipeOf('npm'), move, '')).toEqual([
    { kind: 'edit', text: '{"overrides":{"qs@6.2.0":"6.14.2"}}', file: 'package.json' },
  ]);
});

test('Bundler cannot override a pin, so the parent is to be upgraded as well', () => {
  const steps = fixSteps('override', recipeOf('gem'), { name: 'activestorage', version: '7.2.3' }, '');
  expect(describeSteps(steps)).toBe(
    'Gemfile: gem "activestorage", ">= 7.2.3", then bundle update activestorage, then upgrade what Bundler says pins it as well',
  );
});

test('the Go standard library moves with the toolchain', () => {
  const move = { name: 'stdlib', version: '1.22.5' };
  expect(fixSteps('direct', recipeOf('golang'), move, '')).toEqual([
    { kind: 'edit', text: 'toolchain go1.22.5', file: 'go.mod' },
  ]);
});

test('an ecosystem without a recipe has no steps', () => {
  expect(fixSteps('direct', recipeOf('conan'), { name: 'zlib', version: '1.3.1' }, '')).toEqual([]);
});
