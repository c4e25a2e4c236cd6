import type { KnownUnknown, Scope } from '@theriac/core';
import { describe, expect, it } from 'vitest';
import { type LockNode, rootsOf } from './lock-graph.ts';

const node = (id: string, more: { unreachedScope?: Scope; firstParty?: boolean } = {}): LockNode => ({
  id,
  draft: {
    ecosystem: 'npm',
    name: id,
    version: '1.0.0',
    location: { path: 'lock' },
    ...(more.firstParty === true ? { firstParty: true } : {}),
  },
  edges: [],
  unreachedScope: more.unreachedScope ?? 'production',
});
const link = (from: LockNode, to: LockNode, optional = false): void => void from.edges.push({ to, optional });
const shown = (roots: ReturnType<typeof rootsOf>): string[][] =>
  roots.map((root) => root.components.map((c) => `${c.key} ${c.scope}${c.direct ? ' direct' : ''}`));

describe('rootsOf', () => {
  it('gives each package the scope that is present most, whoever asks, and survives cycles', () => {
    const [a, b, c, d] = [node('a'), node('b'), node('c'), node('d')] as const;
    link(a, b, true);
    link(b, c);
    link(c, a);
    link(d, c);
    const asks = [
      { to: d, scope: 'development' as const },
      { to: a, scope: 'production' as const, requested: '^1' },
    ];
    const roots = rootsOf('npm', [{ path: 'm', asks }], [a, b, c, d], 'lock', () => {});
    expect(shown(roots)).toEqual([
      ['a production direct', 'b optional', 'c optional', 'd development direct'],
    ]);
    expect(roots[0]?.components[0]).toMatchObject({ requested: '^1', dependsOn: ['b'] });
  });

  it('puts what nobody reaches under the first root, but no workspace member that is a root itself', () => {
    const [a, lost, own] = [
      node('a'),
      node('lost', { unreachedScope: 'development' }),
      node('own', { firstParty: true }),
    ];
    link(lost, own);
    const roots = rootsOf(
      'npm',
      [
        { path: 'x', asks: [] },
        { path: 'y', asks: [{ to: a, scope: 'test' }] },
      ],
      [a, lost, own],
      'lock',
      () => {},
    );
    expect(shown(roots)).toEqual([['lost development'], ['y:a test direct']]);
    expect(roots[0]?.components[0]?.dependsOn).toBeUndefined();
  });

  it('gives each range that parents ask for once, however many there are', () => {
    const to = node('to');
    const parents = Array.from({ length: 100 }, (_, at) => node(`p${at}`));
    for (const [at, parent] of parents.entries())
      parent.edges.push({ to, optional: false, range: `^1.${at % 50}.0` });
    const asks = parents.map((parent) => ({ to: parent, scope: 'production' as const }));
    const [root] = rootsOf('npm', [{ path: 'm', asks }], [to, ...parents], 'lock', () => {});
    const asked = root?.components.find((c) => c.key === 'to')?.requestedBy;
    expect(asked).toEqual(Array.from({ length: 50 }, (_, at) => `^1.${at}.0`).sort());
  });

  it('tells equal ids apart', () => {
    const [a, b] = [node('same'), node('same')];
    const roots = rootsOf(
      'npm',
      [{ path: 'm', asks: [{ to: b, scope: 'production' }] }],
      [a, b],
      'lock',
      () => {},
    );
    expect(shown(roots)).toEqual([['same production', 'same#1 production direct']]);
  });

  it('caps what many projects share, says so, and keeps every package and edge', () => {
    const shared = Array.from({ length: 2000 }, (_, at) => node(`n${at}`));
    for (const [at, from] of shared.entries()) {
      const to = shared[at + 1];
      if (to !== undefined) link(from, to);
    }
    const [first] = shared;
    const late = node('late');
    if (first === undefined) throw new Error('no nodes');
    link(late, first);
    const members = Array.from({ length: 60 }, (_, at) => ({
      path: `p${at}`,
      asks: [{ to: at === 59 ? late : first, scope: 'production' as const }],
    }));
    const unknowns: KnownUnknown[] = [];
    const roots = rootsOf('npm', members, [...shared, late], 'lock', (u) => unknowns.push(u));
    expect(roots[49]?.components).toHaveLength(2000);
    expect(roots[50]?.components.map((c) => [c.key, c.dependsOn])).toEqual([['p50:n0', ['n1']]]);
    expect(roots[59]?.components.map((c) => [c.key, c.dependsOn])).toEqual([['p59:late', ['n0']]]);
    expect(unknowns.map((u) => [u.reason, u.losesComponents])).toEqual([['too-large', false]]);
  });
});
