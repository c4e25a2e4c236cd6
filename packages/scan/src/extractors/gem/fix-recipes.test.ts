import { type Declaration, describeSteps } from '@theriac/core';
import { moveOf, parent } from '@theriac/testing/fix-cases';
import { expect, test } from 'vitest';
import { BUNDLER } from './fix-recipes.ts';

const asked = (range: string, allows = false): Declaration => ({ allows, range });

test.each([
  ['~> 1.0.3', 'Gemfile: gem "lib", "~> 2.1.4", then bundle update lib'],
  ['~> 1.0', 'Gemfile: gem "lib", "~> 2.1", ">= 2.1.4", then bundle update lib'],
  ['= 1.0.3', 'Gemfile: gem "lib", "2.1.4", then bundle update lib'],
  ['>= 1, < 2', 'Gemfile: gem "lib", ">= 2.1.4", then bundle update lib'],
])('a requirement %s keeps its kind', (range, expected) => {
  expect(describeSteps(BUNDLER.direct(moveOf({ version: '2.1.4', declared: [asked(range)] })))).toBe(
    expected,
  );
});

test('a requirement that allows the version stays', () => {
  const move = moveOf({ declared: [asked('>= 1', true)], pins: [parent('web')] });
  expect(describeSteps(BUNDLER.direct(move))).toBe('bundle update lib web');
});

test('there are no overrides: a family is raised by the gem that pins it, others with what pins them', () => {
  const rails = {
    name: 'rails',
    version: '7.1.2',
    direct: true,
    pins: [],
    declared: [asked('~> 7.1.2', true)],
  };
  const move = moveOf({
    name: 'actionpack',
    version: '7.1.5',
    pins: [parent('rails')],
    lead: 'rails',
    together: [rails],
  });
  expect(BUNDLER.override).toBeUndefined();
  expect(describeSteps(BUNDLER.raise?.(move) ?? [])).toBe('bundle update rails');
  const pinned = { ...rails, declared: [asked('7.1.2')] };
  expect(describeSteps(BUNDLER.raise?.({ ...move, together: [pinned] }) ?? [])).toBe(
    'Gemfile: gem "rails", "7.1.5", then bundle update rails',
  );
  expect(describeSteps(BUNDLER.raise?.({ ...move, together: [] }) ?? [])).toBe(
    'bundle update actionpack rails',
  );
});

test('what pins a gem at one version in the Gemfile is set free', () => {
  const raised = (requested: string): string =>
    describeSteps(BUNDLER.raise?.(moveOf({ pins: [parent('web', { requested })] })) ?? []);
  expect(raised('= 3.0.0')).toBe('Gemfile: gem "web", "> 3.0.0", then bundle update lib web');
  expect(raised('~> 3.0')).toBe('bundle update lib web');
});
