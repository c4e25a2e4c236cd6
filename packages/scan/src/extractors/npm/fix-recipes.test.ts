import { type Declaration, describeSteps, type FixStep, type Move } from '@theriac/core';
import { moveOf, parent } from '@theriac/testing/fix-cases';
import { describe, expect, test } from 'vitest';
import { BUN, DENO, NPM, PNPM, PNPM_WORKSPACE_OVERRIDES, YARN, YARN_1 } from './fix-recipes.ts';

const declared = (over: Partial<Declaration> = {}): Declaration => ({
  allows: false,
  range: '^1.0.0',
  ...over,
});
const text = (steps: readonly FixStep[] | undefined): string => describeSteps(steps ?? []);
const one = (over: Partial<Declaration> = {}): Partial<Move> => ({ declared: [declared(over)] });

describe('what the project asks for', () => {
  test.each<[string, Partial<Declaration>, string]>([
    ['stays in dependencies', { group: 'dependencies' }, 'npm install lib@2.0.0'],
    ['stays in devDependencies', { group: 'devDependencies' }, 'npm install --save-dev lib@2.0.0'],
    ['stays optional', { group: 'optionalDependencies' }, 'npm install --save-optional lib@2.0.0'],
    ['stays a peer', { group: 'peerDependencies' }, 'npm install --save-peer lib@2.0.0'],
    ['stays exact', { range: '=1.0.0' }, 'npm install --save-exact lib@2.0.0'],
    ['stays a tilde range', { range: '~1.0.0' }, 'npm install "lib@~2.0.0"'],
    ['stays an alias', { as: 'old-lib' }, 'npm install old-lib@npm:lib@2.0.0'],
    ['of a workspace', { member: 'packages/a', memberName: 'a' }, 'npm install -w packages/a lib@2.0.0'],
  ])('npm: %s', (_, over, expected) => {
    expect(text(NPM.direct(moveOf(one(over))))).toBe(expected);
  });

  test.each<[string, Partial<Declaration>, string]>([
    ['stays in devDependencies', { group: 'devDependencies' }, 'yarn add --dev "lib@^2.0.0"'],
    ['stays exact', { range: '1.0.0' }, 'yarn add --exact lib@2.0.0'],
    ['stays an alias', { as: 'old-lib', range: '1.0.0' }, 'yarn add --exact old-lib@npm:lib@2.0.0'],
    ['of a workspace', { member: 'packages/a', memberName: '@x/a' }, 'yarn workspace @x/a add "lib@^2.0.0"'],
  ])('Yarn 1: %s', (_, over, expected) => {
    expect(text(YARN.direct(moveOf({ ...one(over), variant: YARN_1 })))).toBe(expected);
  });

  test('Yarn 2 and later keep the section by themselves', () => {
    expect(text(YARN.direct(moveOf(one({ group: 'devDependencies', range: '~1.0.0' }))))).toBe(
      'yarn up "lib@~2.0.0"',
    );
    expect(text(YARN.direct(moveOf(one({ as: 'old', range: '1.0.0' }))))).toBe('yarn up old@npm:lib@2.0.0');
  });

  test('Yarn resolves it again for the packages that ask for it as well and allow the version', () => {
    const pin = parent('framework', { range: '1.0.0' });
    const move = moveOf({ ...one(), askers: [pin, parent('tool', { range: '>=1' })], pins: [pin] });
    expect(text(YARN.direct(move))).toBe('yarn up "lib@^2.0.0", then yarn up -R lib');
    expect(text(YARN.direct({ ...move, variant: YARN_1 }))).toBe(
      'yarn.lock: delete the entry lib@>=1, then yarn add "lib@^2.0.0"',
    );
  });

  test('pnpm names the member', () => {
    expect(text(PNPM.direct(moveOf(one())))).toBe('pnpm update lib@2.0.0');
    expect(text(PNPM.direct(moveOf(one({ member: 'web' }))))).toBe('pnpm --filter ./web update lib@2.0.0');
  });

  test('projects that ask in the same way share a command', () => {
    const asking = [
      declared(),
      declared({ member: 'a', group: 'dependencies' }),
      declared({ member: 'b', group: 'dependencies', range: '^1.2.0' }),
      declared({ member: 'c', group: 'devDependencies' }),
      declared({ member: 'd', group: 'dependencies', range: '1.0.0' }),
      declared({ member: 'e', group: 'dependencies', range: '~1.0.0' }),
    ];
    expect(text(NPM.direct(moveOf({ declared: asking }))).split(', then ')).toEqual([
      'npm install lib@2.0.0',
      'npm install -w a -w b lib@2.0.0',
      'npm install --save-dev -w c lib@2.0.0',
      'npm install --save-exact -w d lib@2.0.0',
      'npm install -w e "lib@~2.0.0"',
    ]);
    const [, a, b] = asking.map((d) => ({ ...d, group: 'dependencies' }));
    const two = moveOf({ declared: [a, b].filter((d) => d !== undefined) });
    expect(text(PNPM.direct(two))).toBe('pnpm --filter ./a --filter ./b update lib@2.0.0');
    expect(text(YARN.direct(two))).toBe('yarn up "lib@^2.0.0"');
  });

  test('Bun and Deno', () => {
    expect(text(BUN.direct(moveOf(one({ group: 'devDependencies' }))))).toBe('bun add --dev lib@2.0.0');
    expect(text(DENO.direct(moveOf(one())))).toBe('deno add npm:lib@2.0.0');
  });

  test('a family moves in one command per section', () => {
    const together = [
      {
        name: 'lib-dom',
        version: '1.0.0',
        direct: true,
        pins: [],
        declared: [declared({ group: 'dependencies' })],
      },
      {
        name: 'lib-test',
        version: '1.0.0',
        direct: true,
        pins: [],
        declared: [declared({ group: 'devDependencies' })],
      },
    ];
    const move = moveOf({ ...one({ group: 'dependencies' }), together });
    expect(text(NPM.direct(move))).toBe('npm install lib@2.0.0 lib-dom@2.0.0');
    expect(text(YARN.direct({ ...move, variant: YARN_1 }))).toBe('yarn add "lib@^2.0.0" "lib-dom@^2.0.0"');
  });

  test('a version that may not exist leaves the next one open', () => {
    expect(text(NPM.direct(moveOf({ ...one(), orLater: true })))).toBe('npm install "lib@^2.0.0"');
    expect(text(NPM.direct(moveOf({ ...one({ range: '1.0.0' }), orLater: true })))).toBe(
      'npm install --save-exact lib@2.0.0',
    );
  });
});

describe('an override touches only the copies that move', () => {
  const askers = [
    parent('framework', { range: '~1.0.0' }),
    parent('tool', { range: '1.0.0', version: '4.0.0' }),
  ];
  const both = { askers, from: ['1.0.0', '1.0.2'] };

  test('npm: by version, with one key for all; by parent where the version would catch other copies', () => {
    expect(text(NPM.override?.(moveOf(both)))).toBe(
      'package.json: {"overrides":{"lib@1.0.0 || 1.0.2":"2.0.0"}}, then npm install',
    );
    expect(text(NPM.override?.(moveOf({ ...both, byParent: true })))).toBe(
      'package.json: {"overrides":{"framework":{"lib":"2.0.0"},"tool":{"lib":"2.0.0"}}}, then npm install',
    );
  });

  test('npm: an alias keeps its name and the package behind it', () => {
    const move = moveOf({ askers: [parent('framework', { as: 'lib-cjs' })] });
    expect(text(NPM.override?.(move))).toBe(
      'package.json: {"overrides":{"lib-cjs@1.0.0":"npm:lib@2.0.0"}}, then npm install',
    );
  });

  test('Yarn 1: by parent where there are other copies, for the name otherwise', () => {
    const move = moveOf({ ...both, variant: YARN_1 });
    expect(text(YARN.override?.({ ...move, others: true }))).toBe(
      'package.json: {"resolutions":{"**/framework/lib":"2.0.0","**/tool/lib":"2.0.0"}}, then yarn install',
    );
    expect(text(YARN.override?.(move))).toBe(
      'package.json: {"resolutions":{"**/lib":"2.0.0"}}, then yarn install',
    );
  });

  test('Yarn 2 and later: by descriptor', () => {
    expect(text(YARN.override?.(moveOf(both)))).toBe(
      'package.json: {"resolutions":{"lib@npm:~1.0.0":"npm:2.0.0","lib@npm:1.0.0":"npm:2.0.0"}}, then yarn install',
    );
    const alias = moveOf({ askers: [parent('framework', { range: '~1.0.0', as: 'lib-cjs' })] });
    expect(text(YARN.override?.(alias))).toBe(
      'package.json: {"resolutions":{"lib-cjs@npm:lib@~1.0.0":"npm:lib@2.0.0"}}, then yarn install',
    );
  });

  test('pnpm: by parent and its version where there are other copies, below the version otherwise', () => {
    expect(text(PNPM.override?.(moveOf({ ...both, others: true })))).toBe(
      'package.json: {"pnpm":{"overrides":{"framework@3.0.0>lib":"2.0.0","tool@4.0.0>lib":"2.0.0"}}}, then pnpm install',
    );
    expect(text(PNPM.override?.(moveOf(both)))).toBe(
      'package.json: {"pnpm":{"overrides":{"lib@<2.0.0":"2.0.0"}}}, then pnpm install',
    );
  });

  test('pnpm: in pnpm-workspace.yaml where that file has overrides', () => {
    expect(PNPM.override?.(moveOf({ ...both, variant: PNPM_WORKSPACE_OVERRIDES }))).toEqual([
      { kind: 'edit', text: "overrides:\n  'lib@<2.0.0': '2.0.0'", file: 'pnpm-workspace.yaml' },
      { kind: 'command', command: 'pnpm install' },
    ]);
  });

  test('Bun overrides a name, never one of several copies', () => {
    expect(text(BUN.override?.(moveOf(both)))).toBe(
      'package.json: {"overrides":{"lib":"2.0.0"}}, then bun install',
    );
    expect(text(BUN.override?.(moveOf({ ...both, others: true })))).toContain(
      'raise the packages that ask for',
    );
  });
});

test('what the ranges allow is resolved again; what nobody asks for is pruned', () => {
  const askers = [parent('framework', { range: '^1.0.0' })];
  expect(text(NPM.refresh(moveOf({ askers })))).toBe('npm update lib');
  expect(text(NPM.prune?.(moveOf()))).toBe('npm prune');
  expect(text(YARN.refresh(moveOf({ askers })))).toBe('yarn up -R lib');
  expect(text(PNPM.refresh(moveOf({ askers })))).toBe('pnpm update --depth Infinity lib');
  // Yarn 1 resolves again only what its lockfile does not have.
  expect(text(YARN.refresh(moveOf({ askers, variant: YARN_1 })))).toBe(
    'yarn.lock: delete the entry lib@^1.0.0, then yarn install',
  );
});
