import type { Component } from '@theriac/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allPaths, Paths } from './dependency-paths.ts';

const component = (id: string, dependsOn: readonly string[], direct = false): Component => ({
  id,
  root: 'r',
  purl: `pkg:npm/${id}@1.0.0`,
  ecosystem: 'npm',
  name: id,
  version: '1.0.0',
  scope: 'production',
  direct,
  location: { path: 'package-lock.json' },
  dependsOn,
});

const graph = (edges: Readonly<Record<string, readonly string[]>>, direct: readonly string[]): Component[] =>
  Object.entries(edges).map(([id, to]) => component(id, to, direct.includes(id)));

const DIAMOND = graph({ a: ['b', 'c'], b: ['d'], c: ['d'], d: [], lone: [] }, ['a']);
const find = (components: readonly Component[], id: string): Component =>
  components.find((c) => c.id === id) ?? component('missing', []);
const ids = (path: readonly Component[]): string => path.map((c) => c.id).join(' ');

test('the shortest path starts at a direct dependency and ends at the component', () => {
  const paths = new Paths(DIAMOND);
  expect(ids(paths.to(find(DIAMOND, 'd')))).toBe('a b d');
  expect(ids(paths.to(find(DIAMOND, 'a')))).toBe('a');
  expect(ids(paths.to(find(DIAMOND, 'lone')))).toBe('lone');
});

test('every path is listed, shortest first, and the limit is said', () => {
  expect(allPaths(DIAMOND, 'd', 9).paths.map(ids)).toEqual(['a b d', 'a c d']);
  expect(allPaths(DIAMOND, 'd', 1)).toMatchObject({ more: true });
  expect(allPaths(DIAMOND, 'lone', 9)).toEqual({ paths: [], more: false });
});

test('cycles and self-references end', () => {
  const cycle = graph({ a: ['b'], b: ['c', 'b'], c: ['a', 'c'] }, ['a']);
  expect(ids(new Paths(cycle).to(find(cycle, 'c')))).toBe('a b c');
  expect(allPaths(cycle, 'c', 9)).toEqual({ paths: [expect.anything()], more: false });
});

test('a graph with exponentially many paths is answered within its budget', () => {
  const edges: Record<string, string[]> = { end: [] };
  for (let level = 0; level < 60; level += 1) {
    const next = level === 59 ? ['end'] : [`l${level + 1}a`, `l${level + 1}b`];
    edges[`l${level}a`] = next;
    edges[`l${level}b`] = next;
  }
  const wide = graph(edges, ['l0a']);
  expect(allPaths(wide, 'end', 5).more).toBe(true);
  expect(new Paths(wide).to(find(wide, 'end'))).toHaveLength(61);
});

test('a chain of a hundred thousand packages does not overflow the stack', () => {
  const long = Array.from({ length: 100_000 }, (_, i) =>
    component(`p${i}`, i === 99_999 ? [] : [`p${i + 1}`], i === 0),
  );
  const path = new Paths(long).to(find(long, 'p99999'));
  expect(path).toHaveLength(100_000);
  expect(path[0]?.id).toBe('p0');
});

test('paths of random graphs are made of edges, without repetition', () => {
  const nodes = ['a', 'b', 'c', 'd', 'e', 'f'];
  const edges = fc.array(fc.tuple(fc.constantFrom(...nodes), fc.constantFrom(...nodes)), { maxLength: 14 });
  fc.assert(
    fc.property(edges, fc.subarray(nodes), (pairs, direct) => {
      const components = nodes.map((n) =>
        component(
          n,
          [...new Set(pairs.filter(([from]) => from === n).map(([, to]) => to))],
          direct.includes(n),
        ),
      );
      const tree = new Paths(components);
      for (const target of components) {
        const { paths } = allPaths(components, target.id, 50);
        const shortest = tree.to(target);
        if (paths.length > 0) expect(shortest).toHaveLength(paths[0]?.length ?? 0);
        for (const path of paths) {
          expect(new Set(path).size).toBe(path.length);
          expect(path[0]?.direct).toBe(true);
          expect(path.at(-1)).toBe(target);
          path.slice(1).forEach((c, i) => {
            expect(path[i]?.dependsOn).toContain(c.id);
          });
        }
      }
    }),
    { numRuns: 200 },
  );
});
