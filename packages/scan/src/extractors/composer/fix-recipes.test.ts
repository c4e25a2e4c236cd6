import { type Declaration, describeSteps, type Parent } from '@theriac/core';
import { moveOf, parent } from '@theriac/testing/fix-cases';
import { expect, test } from 'vitest';
import { COMPOSER } from './fix-recipes.ts';

const direct = (...declared: Declaration[]): string =>
  describeSteps(COMPOSER.direct(moveOf({ name: 'v/lib', declared })));

test('a range that allows the version stays as it is', () => {
  expect(direct({ allows: true, range: '^2.0', group: 'require' })).toBe(
    'composer update v/lib --with-all-dependencies',
  );
});

test('another one changes in its own section and in its own kind', () => {
  expect(direct({ allows: false, range: '^1.0', group: 'require' })).toBe(
    'composer require "v/lib:^2.0.0" --update-with-all-dependencies',
  );
  expect(direct({ allows: false, range: '1.0.0', group: 'require-dev' })).toBe(
    'composer require --dev "v/lib:2.0.0" --update-with-all-dependencies',
  );
});

test('there are no overrides: what pins a package is updated with it', () => {
  expect(COMPOSER.override).toBeUndefined();
  expect(
    describeSteps(COMPOSER.raise?.(moveOf({ name: 'v/lib', pins: [parent('v/framework')] })) ?? []),
  ).toBe('composer update v/lib v/framework --with-all-dependencies');
});

test.each<[string, Partial<Parent>[], string]>([
  ['a range', [{ requested: '^1.0' }], 'composer update v/lib v/p1 --with-all-dependencies'],
  ['one version', [{ requested: '3.0.0' }], 'composer require v/p1 --update-with-all-dependencies'],
  [
    'one version, for development',
    [{ requested: '3.0.0', group: 'require-dev' }],
    'composer require --dev v/p1 --update-with-all-dependencies',
  ],
  [
    'one version, of which the package is a part',
    [{ version: 'v3.0.0', requested: '=3.0.0', range: 'v3.0.0' }],
    'composer require "v/p1:2.0.0" --update-with-all-dependencies',
  ],
  [
    'one version, and it asks for one of another number',
    [{ requested: '3.0.0', range: '1.0.0' }],
    'composer require v/p1 --update-with-all-dependencies',
  ],
  [
    'one version beside a range',
    [{ requested: '3.0.0' }, { requested: '^1.0' }],
    'composer require v/p1 --no-update, then composer update v/lib v/p1 v/p2 --with-all-dependencies',
  ],
  [
    'one version in each section',
    [{ requested: '3.0.0' }, { requested: '3.0.0', group: 'require-dev' }],
    'composer require v/p1 --no-update, then composer require --dev v/p2 --no-update, then composer update v/lib v/p1 v/p2 --with-all-dependencies',
  ],
])('what pins it and is asked for by %s', (_, pins, expected) => {
  const move = moveOf({ name: 'v/lib', pins: pins.map((p, at) => parent(`v/p${at + 1}`, p)) });
  expect(describeSteps(COMPOSER.raise?.(move) ?? [])).toBe(expected);
});
