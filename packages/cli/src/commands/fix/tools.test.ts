import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { invocationOf, wordsOf } from './tools.ts';

describe('a command as words', () => {
  test.each([
    ['npm install a@1', ['npm', 'install', 'a@1']],
    ['npm install "a@^1 || 2"  b', ['npm', 'install', 'a@^1 || 2', 'b']],
    ["yarn up 'a@npm:1'", ['yarn', 'up', 'a@npm:1']],
    ['cargo update -p a@1.0 --precise 1.1', ['cargo', 'update', '-p', 'a@1.0', '--precise', '1.1']],
    ['composer require a/b:~1.0', ['composer', 'require', 'a/b:~1.0']],
    ['npm install ""', ['npm', 'install', '']],
  ])('%s', (command, words) => {
    expect(wordsOf(command)).toEqual(words);
  });

  test.each([
    'a && b',
    'a; b',
    'a | b',
    'a > b',
    'a $(b)',
    'a `b`',
    'a "$b"',
    'a "\\"',
    "a 'b",
    'a *',
    'a {b,c}',
    'a\nb',
    'a ~',
    'a # b',
    'a & b',
    'a ?',
  ])('takes a shell, and so a person: %s', (command) => {
    expect(wordsOf(command)).toBeUndefined();
    expect(invocationOf(command, undefined)).toBeUndefined();
  });
});

test.each([
  'npm install --registry=http://evil.example a',
  'bundle update --gemfile=x',
  'composer update a/b -d/tmp',
  'cargo update -p --config=x',
])('a name that looks like an option is for a person: %s', (command) => {
  expect(invocationOf(command, undefined)).toBeUndefined();
});

describe('a package manager writes lockfiles only', () => {
  test.each([
    ['npm install --save-exact a@1', '', 'npm install --save-exact a@1 --package-lock-only --ignore-scripts'],
    ['npm ls', '', 'npm ls'],
    ['yarn install', '__metadata:\n  version: 8\n', 'yarn install --mode=update-lockfile'],
    [
      'yarn upgrade a@1',
      '# yarn lockfile v1\n',
      'yarn upgrade a@1 --ignore-scripts --ignore-engines --ignore-platform --non-interactive',
    ],
    ['pnpm --filter web update a', '', 'pnpm --filter web update a --lockfile-only --ignore-scripts'],
    ['bundle update a b', '', 'bundle lock --update a b'],
    [
      'composer update a/b --with-all-dependencies',
      '',
      'composer update a/b --with-all-dependencies --no-install --no-scripts --no-plugins --no-interaction',
    ],
    ['cargo update', '', 'cargo update'],
  ])('%s', (command, lock, expected) => {
    const { program, args } = invocationOf(command, lock) ?? { program: '', args: [] };
    expect([program, ...args].join(' ')).toBe(expected);
  });
});

test('every option of the recipes of package managers is expected', () => {
  const cwd = fileURLToPath(new URL('../../../../scan/src/extractors/', import.meta.url));
  const options = globSync('*/fix-recipes.ts', { cwd })
    .map((file) => readFileSync(cwd + file, 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, ''))
    .flatMap((text) => [...text.matchAll(/[ `'"](--?[a-zA-Z][a-zA-Z-]*)/g)].map(([, option = '']) => option));
  expect(options.length).toBeGreaterThan(30);
  expect(
    [...new Set(options)].filter((option) => invocationOf(`tool ${option}`, undefined) === undefined),
  ).toEqual([]);
});
