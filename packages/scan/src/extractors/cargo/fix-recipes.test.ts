import { describeSteps } from '@theriac/core';
import { moveOf, parent } from '@theriac/testing/fix-cases';
import { expect, test } from 'vitest';
import { CARGO } from './fix-recipes.ts';

test('a requirement that allows the version stays; the lockfile moves each copy', () => {
  const declared = [{ allows: true, range: '1', group: 'dependencies' }];
  expect(describeSteps(CARGO.direct(moveOf({ declared, from: ['1.0.0', '1.1.0'] })))).toBe(
    'cargo update -p lib@1.0.0 --precise 2.0.0, then cargo update -p lib@1.1.0 --precise 2.0.0',
  );
});

test('a requirement that excludes it changes in its own table, under its own key, in its own manifest', () => {
  const declared = [
    { allows: false, range: '1', group: 'dev-dependencies' },
    {
      allows: false,
      range: '=1.0.0',
      group: 'workspace.dependencies',
      manifest: '../Cargo.toml',
      as: 'old_lib',
    },
    { allows: true, range: '>=1', group: 'build-dependencies' },
  ];
  expect(CARGO.direct(moveOf({ declared }))).toEqual([
    { kind: 'edit', text: '[dev-dependencies]\nlib = "2.0.0"', file: 'Cargo.toml' },
    { kind: 'edit', text: '[workspace.dependencies]\nold_lib = "=2.0.0"', file: '../Cargo.toml' },
    { kind: 'command', command: 'cargo update --workspace' },
  ]);
});

test('there are no overrides: what pins the crate is raised', () => {
  expect(CARGO.override).toBeUndefined();
  expect(CARGO.assumedRange?.('0.1.45')).toBe('^0.1.45');
  expect(describeSteps(CARGO.raise?.(moveOf({ pins: [parent('clock'), parent('web')] })) ?? [])).toBe(
    'cargo update -p clock@3.0.0 -p web@3.0.0 --recursive',
  );
  const inner = [parent('clock'), parent('inner', { direct: false })];
  expect(describeSteps(CARGO.raise?.(moveOf({ pins: inner })) ?? [])).toBe('cargo update');
  expect(describeSteps(CARGO.refresh(moveOf({ orLater: true })))).toBe(
    'cargo update -p lib@1.0.0 --precise 2.0.0',
  );
});
