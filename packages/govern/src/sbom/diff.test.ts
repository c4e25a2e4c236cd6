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

const hash = (value: string) => [{ algorithm: 'SHA-1' as const, value: value.repeat(40) }];
const empty = { changes: [], addedEdges: [], removedEdges: [] };

test('copies of one package with other contents are paired one to one', () => {
  const copies = ['a', 'b', 'c'].map((value) => ({
    ...component('pkg:npm/x@1.0.0', { hashes: hash(value) }),
    ref: value,
  }));
  expect(diffBoms(bomOf(copies), bomOf([...copies].reverse()))).toMatchObject({ ...empty, unchanged: 3 });
  const [first, ...others] = copies;
  if (first === undefined) throw new RangeError('there are copies');
  expect(diffBoms(bomOf(copies), bomOf(others)).changes).toMatchObject([
    { kind: 'removed', before: '1.0.0' },
  ]);
  const swapped = [...others, { ...first, hashes: hash('d') }];
  expect(diffBoms(bomOf(copies), bomOf(swapped)).changes).toMatchObject([
    { kind: 'changed', facts: ['the same version has other contents (SHA-1)'] },
  ]);
});

test.each([
  ['pkg:rpm/fedora/curl@7.50.3-1.fc25?epoch=1', '1:7.50.3-1.fc25', 'pkg:rpm/fedora/curl@1:7.50.3-1.fc25'],
  ['pkg:rpm/fedora/curl@7.50.3-1.fc25', '1:7.50.3-1.fc25', 'pkg:rpm/fedora/curl@7.50.3-1.fc25?epoch=1'],
  ['pkg:deb/debian/vim@2:9.0-1', undefined, 'pkg:deb/debian/vim@9.0-1?epoch=2'],
  ['pkg:rpm/fedora/bash@0:5.0-1', undefined, 'pkg:rpm/fedora/bash@5.0-1'],
  ['pkg:pypi/Foo_Bar@1.0', undefined, 'pkg:pypi/foo-bar@1.0.0'],
])('%s (%s) is %s', (purl, version, other) => {
  const before = bomOf([component(purl, version === undefined ? {} : { version })]);
  expect(diffBoms(before, bomOf([component(other)]))).toMatchObject({ changes: [], unchanged: 1 });
});

test('another epoch is another version', () => {
  const versions = ['pkg:rpm/f/curl@7.50.3-1?epoch=1', 'pkg:rpm/f/curl@7.50.3-1?epoch=2'];
  const [before, after] = versions.map((purl) => bomOf([component(purl)]));
  if (before === undefined || after === undefined) throw new RangeError('there are two');
  expect(diffBoms(before, after).changes).toMatchObject([{ kind: 'upgraded' }]);
});

test('without a package URL on one side a package is known by its name and version', () => {
  const { purl: _, ...nameless } = component('pkg:npm/minimist@0.0.8');
  const other = component('pkg:npm/b@1.0.0');
  const with_ = bomOf([component('pkg:npm/minimist@0.0.8'), other]);
  const without = bomOf([{ ...nameless, ref: 'SPDXRef-1', kind: 'unknown' }, other]);
  expect(diffBoms(with_, without)).toMatchObject({ ...empty, unchanged: 2 });
  expect(diffBoms(without, with_)).toMatchObject({ ...empty, unchanged: 2 });
});

test('licences are compared by meaning', () => {
  const licensed = (value: string) =>
    bomOf([component('pkg:npm/a@1.0.0', { licences: [{ kind: 'expression', value }] })]);
  expect(diffBoms(licensed('(MIT OR GPL-2.0)'), licensed('GPL-2.0-only OR MIT')).changes).toEqual([]);
});

test('what a format cannot state is no difference', () => {
  const optional = bomOf([component('pkg:npm/a@1.0.0', { scope: 'optional' })]);
  const spdx = { format: 'spdx', version: '2.3', encoding: 'json' } as const;
  const cyclonedx = { format: 'cyclonedx', version: '1.6', encoding: 'json' } as const;
  const plain = bomOf([component('pkg:npm/a@1.0.0')]);
  expect(diffBoms(optional, { ...plain, source: spdx }).changes).toEqual([]);
  expect(diffBoms(optional, { ...plain, source: cyclonedx }).changes).toMatchObject([
    { facts: ['scope: optional → required'] },
  ]);
});

test('the product is compared with the product', () => {
  const before = bomOf([component('pkg:npm/a@1.0.0')]);
  const after = {
    ...before,
    components: before.components.map((c) => (c.ref === 'product' ? { ...c, version: '3.0.0' } : c)),
  };
  expect(diffBoms(before, after)).toMatchObject({
    changes: [{ name: 'portal', kind: 'upgraded', before: '2.0.0', after: '3.0.0' }],
    addedEdges: [],
    removedEdges: [],
  });
});

const anyCopies = fc.array(
  fc.record({
    name: fc.constantFrom('a', 'b', 'ns/a'),
    version: fc.constantFrom('1.0', '1.0.0', undefined),
    purl: fc.constantFrom('npm', 'pypi', 'rpm', undefined),
    hash: fc.constantFrom('a', 'b', undefined),
    licence: fc.constantFrom('MIT', 'GPL-2.0', '', 'whatever'),
    file: fc.boolean(),
  }),
  { maxLength: 10 },
);

test('no document differs from itself in another order, whatever copies it lists', () => {
  fc.assert(
    fc.property(
      anyCopies,
      fc.array(fc.tuple(fc.nat(9), fc.nat(9))),
      fc.infiniteStream(fc.nat(99)),
      (rows, ends, keys) => {
        const components = rows.map(({ name, version, purl, hash: value, licence, file }, i) => {
          const { purl: _, version: __, ...bare } = component(name);
          return {
            ...bare,
            ref: `r${i}`,
            name,
            kind: file ? ('file' as const) : ('library' as const),
            ...(version === undefined ? {} : { version }),
            ...(purl === undefined
              ? {}
              : { purl: `pkg:${purl}/${name}${version === undefined ? '' : `@${version}`}` }),
            ...(value === undefined ? {} : { hashes: hash(value) }),
            licences: [{ kind: 'name' as const, value: licence }],
          };
        });
        const relationships = ends.map(([from, to]) => ({
          from: `r${from}`,
          type: 'dependsOn',
          to: [`r${to}`],
        }));
        const bom = { ...bomOf(components), relationships };
        const order = new Map(bom.components.map((c) => [c, keys.next().value ?? 0]));
        const shuffled = [...bom.components].sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
        expect(diffBoms(bom, { ...bom, components: shuffled })).toMatchObject(empty);
      },
    ),
  );
});
