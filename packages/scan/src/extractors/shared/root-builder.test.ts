import { expect, test } from 'vitest';
import { RootBuilder } from './root-builder.ts';

const location = { path: 'lock' };
const add = (root: RootBuilder, name: string) => root.add({ name, version: '1', location });

test('scopes spread from the root along the edges, the strongest wins, cycles end', () => {
  const root = new RootBuilder('lock', 'pypi');
  for (const name of ['app', 'shared', 'tool', 'only-tool', 'lost']) add(root, name);
  root.link('app@1', 'shared@1');
  root.link('tool@1', 'shared@1');
  root.link('tool@1', 'only-tool@1');
  root.link('only-tool@1', 'tool@1');
  root.want('tool@1', 'test');
  root.want('app@1', 'production', '>=1');
  const [{ components } = { components: [] }] = root.build().roots;
  expect(components.map((c) => [c.key, c.scope, c.direct, c.requested, c.dependsOn])).toEqual([
    ['app@1', 'production', true, '>=1', ['shared@1']],
    ['shared@1', 'production', false, undefined, undefined],
    ['tool@1', 'test', true, undefined, ['only-tool@1', 'shared@1']],
    ['only-tool@1', 'test', false, undefined, ['tool@1']],
    ['lost@1', 'production', false, undefined, undefined],
  ]);
});

test('keys are unique, edges to nothing and to oneself are not made', () => {
  const root = new RootBuilder('lock', 'pypi');
  expect([add(root, 'a'), add(root, 'a'), add(root, 'a')]).toEqual(['a@1', 'a@1#2', 'a@1#3']);
  root.link('a@1', 'gone');
  root.link('a@1', 'a@1');
  expect(root.build().roots[0]?.components[0]?.dependsOn).toBeUndefined();
});

test('a hostile number of repetitions keeps keys unique', () => {
  const root = new RootBuilder('lock', 'pypi');
  const keys = new Set(Array.from({ length: 100_000 }, () => add(root, 'a')));
  expect(keys.size).toBe(100_000);
});

test('without a manifest, what nothing needs was asked for', () => {
  const root = new RootBuilder('lock', 'pypi');
  add(root, 'a');
  add(root, 'b');
  root.link('a@1', 'b@1');
  root.markTopLevel(() => 'development');
  expect(root.build().roots[0]?.components.map((c) => [c.direct, c.scope])).toEqual([
    [true, 'development'],
    [false, 'development'],
  ]);
});

test('known unknowns are limited in number, and that is said', () => {
  const root = new RootBuilder('lock', 'pypi');
  for (let count = 0; count < 2000; count += 1) root.unresolved('a', '>=1', 1);
  expect(root.unknowns).toHaveLength(501);
  expect(root.unknowns.at(-1)).toMatchObject({ losesComponents: true });
});
