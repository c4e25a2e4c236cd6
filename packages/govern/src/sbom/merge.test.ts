import { bomDependencyEdges } from '@theriac/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bomOf, component } from './make-bom.ts';
import { mergeBoms } from './merge.ts';

const options = { name: 'suite', version: '1', created: '2026-01-01T00:00:00Z', flat: true };
const labels = (bom: ReturnType<typeof mergeBoms>['bom']) => {
  const names = new Map(bom.components.map((c) => [c.ref, `${c.name}@${c.version ?? ''}`]));
  return bomDependencyEdges(bom).map((e) => `${names.get(e.from)} → ${names.get(e.to)}`);
};

test('what two documents share is listed once, and both products hang below the whole', () => {
  const shared = component('pkg:npm/shared@1.0.0');
  const { bom, conflicts } = mergeBoms(
    [bomOf([shared, component('pkg:npm/a@1.0.0')]), bomOf([shared, component('pkg:npm/b@1.0.0')])],
    options,
  );
  expect(conflicts).toEqual([]);
  expect(bom.components.map((c) => c.ref)).toEqual([
    'theriac:merged',
    'product',
    'pkg:npm/shared@1.0.0',
    'pkg:npm/a@1.0.0',
    '2:product',
    'pkg:npm/b@1.0.0',
  ]);
  expect(labels(bom)).toEqual([
    'suite@1 → portal@2.0.0',
    'suite@1 → portal@2.0.0',
    'portal@2.0.0 → shared@1.0.0',
    'portal@2.0.0 → a@1.0.0',
    'portal@2.0.0 → shared@1.0.0',
    'portal@2.0.0 → b@1.0.0',
  ]);
});

test('not flat: everything stays, with references of its own', () => {
  const shared = component('pkg:npm/shared@1.0.0');
  const { bom } = mergeBoms([bomOf([shared]), bomOf([shared])], { ...options, flat: false });
  expect(bom.components.filter((c) => c.name === 'shared').map((c) => c.ref)).toEqual([
    'pkg:npm/shared@1.0.0',
    '2:pkg:npm/shared@1.0.0',
  ]);
});

test('the same purl with another hash is not the same thing: both are kept, and it is reported', () => {
  const of = (value: string) =>
    component('pkg:npm/a@1.0.0', { hashes: [{ algorithm: 'SHA-256', value: value.repeat(64) }] });
  const { bom, conflicts } = mergeBoms([bomOf([of('a')]), bomOf([of('b')])], options);
  expect(bom.components.filter((c) => c.name === 'a')).toHaveLength(2);
  expect(conflicts).toEqual([
    'pkg:npm/a@1.0.0: two documents give it different SHA-256 hashes; both are kept',
  ]);
});

test('references stay unique, no edge dangles, no component is lost', () => {
  const part = fc
    .uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 5 })
    .map((names) => bomOf(names.map((n) => component(`pkg:npm/${n}@1.0.0`))));
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), fc.boolean(), (parts, flat) => {
      const { bom } = mergeBoms(parts, { ...options, flat });
      const refs = new Set(bom.components.map((c) => c.ref));
      expect(refs.size).toBe(bom.components.length);
      for (const { from, to } of bomDependencyEdges(bom)) expect(refs.has(from) && refs.has(to)).toBe(true);
      const purls = new Set(parts.flatMap((p) => p.components.map((c) => c.purl)));
      expect(new Set(bom.components.map((c) => c.purl))).toEqual(purls);
    }),
  );
});
