import fc from 'fast-check';
import { expect, test } from 'vitest';
import { diffBoms } from './diff.ts';
import { bomOf, component } from './make-bom.ts';

const hashed = (value: string) => ({ hashes: [{ algorithm: 'SHA-256' as const, value: value.repeat(64) }] });

test('added, removed, moved and changed, sorted by what they are', () => {
  const before = bomOf([
    component('pkg:npm/gone@1.0.0'),
    component('pkg:npm/up@1.9.0'),
    component('pkg:npm/down@2.0.0'),
    component('pkg:npm/same@1.0.0', hashed('a')),
    component('pkg:npm/swapped@1.0.0', hashed('a')),
  ]);
  const after = bomOf([
    component('pkg:npm/new@1.0.0'),
    component('pkg:npm/up@1.10.0', { licences: [{ kind: 'id', value: 'AGPL-3.0-only' }] }),
    component('pkg:npm/down@1.0.0'),
    component('pkg:npm/same@1.0.0', hashed('A')),
    component('pkg:npm/swapped@1.0.0', hashed('b')),
  ]);
  const { changes, unchanged } = diffBoms(before, after);
  expect(unchanged).toBe(1);
  expect(changes.map((c) => [c.name, c.kind, c.before, c.after, c.facts])).toEqual([
    ['down', 'downgraded', '2.0.0', '1.0.0', []],
    ['gone', 'removed', '1.0.0', null, []],
    ['new', 'added', null, '1.0.0', []],
    ['swapped', 'changed', '1.0.0', '1.0.0', ['the same version has other contents (SHA-256)']],
    ['up', 'upgraded', '1.9.0', '1.10.0', ['licence: none → AGPL-3.0-only']],
  ]);
});

test('edges are compared by name and version, not by reference', () => {
  const a = component('pkg:npm/a@1.0.0');
  const before = bomOf([a]);
  const renamed = bomOf([{ ...a, ref: 'other' }]);
  expect(diffBoms(before, renamed)).toMatchObject({ addedEdges: [], removedEdges: [], unchanged: 1 });
  const more = bomOf([a, component('pkg:npm/b@2.0.0')]);
  expect(diffBoms(before, more).addedEdges).toEqual(['portal@2.0.0 → b@2.0.0']);
});

const some = fc.uniqueArray(
  fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.constantFrom('1.0.0', '1.1.0', '2.0.0')),
  { selector: ([name, version]) => `${name}${version}`, maxLength: 8 },
);
const made = (parts: readonly (readonly [string, string])[]) =>
  bomOf(parts.map(([name, version]) => component(`pkg:npm/${name}@${version}`)));

test('nothing differs from itself, in whatever order it is listed', () => {
  fc.assert(
    fc.property(some, (parts) => {
      expect(diffBoms(made(parts), made([...parts].reverse())).changes).toEqual([]);
    }),
  );
});

test('every component is accounted for on both sides', () => {
  fc.assert(
    fc.property(some, some, (x, y) => {
      const { changes, unchanged } = diffBoms(made(x), made(y));
      expect(changes.filter((c) => c.before !== null).length + unchanged).toBe(x.length);
      expect(changes.filter((c) => c.after !== null).length + unchanged).toBe(y.length);
    }),
  );
});
