import { command, describeSteps, edit, words } from '@theriac/core';
import { moveOf } from '@theriac/testing/fix-cases';
import { expect, test } from 'vitest';
import { GENERIC, stepsIn } from './fix-recipes.ts';

test('commands name the folder to run them in, edits the path of their file', () => {
  const steps = [command('npm install'), edit('{}', 'package.json'), edit('uses: a@v2'), words('read on')];
  expect(stepsIn('services/api', steps)).toEqual([
    { kind: 'command', command: 'npm install', folder: 'services/api' },
    { kind: 'edit', text: '{}', file: 'services/api/package.json' },
    { kind: 'edit', text: 'uses: a@v2' },
    { kind: 'text', text: 'read on' },
  ]);
  expect(stepsIn('', [command('npm install'), edit('{}', 'package.json')])).toEqual([
    { kind: 'command', command: 'npm install', folder: '' },
    { kind: 'edit', text: '{}', file: 'package.json' },
  ]);
});

test('a file above the folder keeps its place in the target', () => {
  expect(stepsIn('app/web', [edit('<a>2</a>', '../pom.xml')])).toEqual([
    { kind: 'edit', text: '<a>2</a>', file: 'app/pom.xml' },
  ]);
  expect(stepsIn('app', [edit('<a>2</a>', '../pom.xml')])).toEqual([
    { kind: 'edit', text: '<a>2</a>', file: 'pom.xml' },
  ]);
});

test('without a recipe the steps say what to change, and name no command', () => {
  for (const kind of ['direct', 'refresh', 'override'] as const) {
    expect(describeSteps(GENERIC[kind]?.(moveOf()) ?? [])).toBe(
      'set lib to 2.0.0 or later where it is declared, then regenerate the lockfile or document',
    );
  }
});
