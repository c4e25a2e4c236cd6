import { type Declaration, describeSteps } from '@theriac/core';
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
